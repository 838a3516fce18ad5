"""Writes users: they come, choose a language, leave."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sojourn.accounts.actions.keeping import needs_keeping, needs_keeping_of
from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel.refused import Reason, Refused


@action
def add_user(*, email: str, name: str, language: str = "en", password: str | None = None, by: Viewer) -> User:
    """Add a user, who can't do anything until posted; without a password they can't sign in yet either.

    Refused for a wrong or taken address, an empty name, and a weak password.
    """
    needs_keeping(by)
    address = email.strip().lower()
    user = User(email=address, name=name.strip(), language=language)
    reasons = [reason for reason in (_of_address(address), _of_name(name), *_of_password(password, user)) if reason]
    if reasons:
        raise Refused(reasons)
    user.set_password(password)
    user.save(force_insert=True)
    note("user.added", by=by, on=user)
    return user


@action
def set_password(*, user: User, password: str, by: Viewer) -> None:
    """Give the user a new password; Refused when it is weak. Their sessions end."""
    if by.user_id != user.pk:
        needs_keeping_of(by, user)
    reasons = _of_password(password, user)
    if reasons:
        raise Refused(reasons)
    user.set_password(password)
    user.save(update_fields=["password"])
    note("user.password_set", by=by, on=user)


@action
def deactivate_user(*, user: User, by: Viewer) -> None:
    """Let the user in no more; open sessions see nothing from their next request on. Postings stay as history."""
    needs_keeping_of(by, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    note("user.deactivated", by=by, on=user)


@action
def activate_user(*, user: User, by: Viewer) -> None:
    """Let a user in again, with the postings that are still in force."""
    needs_keeping_of(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    note("user.activated", by=by, on=user)


@action
def choose_language(*, user: User, language: str, by: Viewer) -> None:
    """Keep the language a user reads pages in."""
    user.language = language
    user.save(update_fields=["language"])
    note("user.language_chosen", by=by, on=user, detail={"language": language})


@action
def remember_office(*, user: User, office: Office, by: Viewer) -> None:
    """Keep the office a user worked in last, to offer it first; it gives no right and leaves no event."""
    if user.last_office_id != office.pk:
        user.last_office = office
        user.save(update_fields=["last_office"])


def _of_address(address: str) -> Reason | None:
    try:
        validate_email(address)
    except ValidationError:
        return Reason("bad_email", "“{email}” is no e-mail address.", {"email": address}, "email")
    if User.objects.filter(email=address).exists():
        return Reason("email_taken", "There is a user with the address “{email}” already.", {"email": address}, "email")
    return None


def _of_name(name: str) -> Reason | None:
    return None if name.strip() else Reason("name_missing", "Say the user's name.", field="name")


def _of_password(password: str | None, user: User) -> list[Reason]:
    if password is None:
        return []
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Reason("weak_password", message.replace("{", "{{"), field="password") for message in error.messages]
    return []
