"""`sojourn user`: who signs in, and what they hold."""

from __future__ import annotations

import json
import sys

import click

from sojourn.config.operator import acting


@click.group("user")
def command() -> None:
    """Who signs in, and what they hold."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues read it.")
@click.option("--language", default="en", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
def add(email: str, name: str, language: str, password_stdin: bool) -> None:
    """Add a user. Then post them: `sojourn user post`."""
    password = _asked_password(password_stdin)
    with acting() as operator:
        from sojourn.accounts.actions import add_user

        add_user(email=email, name=name, language=language, password=password, by=operator)
    click.echo(f"Added {email}.")


@command.command("post")
@click.argument("email")
@click.argument("office")
@click.argument("role")
@click.option("--compartment", "compartments", multiple=True, help="A sealed compartment to hold; may be repeated.")
def post(email: str, office: str, role: str, compartments: tuple[str, ...]) -> None:
    """Give a user a ROLE in an OFFICE, from today on."""
    with acting() as operator:
        from sojourn.accounts.actions import post_user
        from sojourn.accounts.queries import office_by, user_by

        post_user(user=user_by(email), office=office_by(office), role=role, compartments=compartments, by=operator)
    click.echo(f"{email} is {role} in {office} from today.")


@command.command("end")
@click.argument("email")
@click.argument("office")
@click.argument("role")
def end(email: str, office: str, role: str) -> None:
    """End a user's ROLE in an OFFICE, at once."""
    with acting() as operator:
        from sojourn.accounts.actions import end_posting
        from sojourn.accounts.queries import open_posting

        end_posting(posting=open_posting(email, office, role), by=operator)
    click.echo(f"{email} is no longer {role} in {office}.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
def show(as_json: bool) -> None:
    """List users and what they hold."""
    with acting():
        from sojourn.accounts.queries import roster

        rows = roster()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        held = ", ".join(row["posts"]) or "no post"
        click.echo(f"{row['email']:40} {'' if row['active'] else 'LEFT '}{row['name']}: {held}")


@command.command("deactivate")
@click.argument("email")
def deactivate(email: str) -> None:
    """Let a user in no more, at once."""
    with acting() as operator:
        from sojourn.accounts.actions import deactivate_user
        from sojourn.accounts.queries import user_by

        deactivate_user(user=user_by(email), by=operator)
    click.echo(f"{email} can't sign in any more.")


@command.command("activate")
@click.argument("email")
def activate(email: str) -> None:
    """Let a user in again."""
    with acting() as operator:
        from sojourn.accounts.actions import activate_user
        from sojourn.accounts.queries import user_by

        activate_user(user=user_by(email), by=operator)
    click.echo(f"{email} can sign in again.")


@command.command("password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read it from the first line of standard input.")
def password(email: str, password_stdin: bool) -> None:
    """Give a user a new password, and end the rest after wrong tries."""
    new = _asked_password(password_stdin)
    with acting() as operator:
        from sojourn.accounts.actions import forget_failures, set_password
        from sojourn.accounts.queries import user_by

        user = user_by(email)
        set_password(user=user, password=new, by=operator)
        forget_failures(user=user, by=operator)
    click.echo(f"{email} has a new password.")


@command.command("reset-second-factor")
@click.argument("email")
def reset(email: str) -> None:
    """Take away a lost second factor; the user sets up a new one at the next sign-in."""
    with acting() as operator:
        from sojourn.accounts.actions import reset_second_factor
        from sojourn.accounts.queries import user_by

        reset_second_factor(user=user_by(email), by=operator)
    click.echo(f"{email} sets up a new second factor at the next sign-in.")


def _asked_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True))
