"""The two roles: what the app role may do in a database, and what keeps it bound."""

import psycopg
import pytest
from django.db import connection

from sojourn.config.postgres.addresses import APP_ROLE, Addresses
from sojourn.config.postgres.roles import check_app, prepare
from sojourn.config.trouble import Trouble


@pytest.mark.django_db
def test_tests_run_as_the_app_role_which_row_security_binds():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (APP_ROLE, False, False)


@pytest.mark.django_db
def test_the_app_role_owns_no_table_and_cannot_empty_one():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        with pytest.raises(Exception, match="permission denied"):
            cursor.execute("TRUNCATE django_session")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_first_half():
    from django.contrib.contenttypes.models import ContentType

    assert not ContentType.objects.filter(app_label="left_over").exists()
    ContentType.objects.create(app_label="left_over", model="thing")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_second_half():
    from django.contrib.contenttypes.models import ContentType

    assert not ContentType.objects.filter(app_label="left_over").exists()


def test_what_a_migration_takes_away_is_not_given_back_by_preparing_again(pg_dsn: str, postgres: Addresses):
    from dataclasses import replace

    name = psycopg.conninfo.conninfo_to_dict(pg_dsn)["dbname"]
    where = replace(postgres, owner=postgres.owner.at(name), app=postgres.app.at(name))
    prepare(where)
    with psycopg.connect(pg_dsn, autocommit=True) as owner:
        owner.execute("CREATE TABLE journal (line text)")
        owner.execute(f"REVOKE UPDATE, DELETE ON journal FROM {APP_ROLE}")

    prepare(where)

    with psycopg.connect(where.app.dsn(), autocommit=True) as app:
        app.execute("INSERT INTO journal VALUES ('kept')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("UPDATE journal SET line = 'changed'")


def test_a_connection_that_could_get_round_row_security_is_refused(postgres: Addresses):
    check_app(postgres.app)
    with pytest.raises(Trouble, match="can get round the rules"):
        check_app(postgres.owner)
