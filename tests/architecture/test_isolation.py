"""The registry test: no table with rows of a board is without forced row security."""

import pytest
from django.apps import apps
from django.db import connection, models

from schoolgids.organisation.isolation import is_scoped, pointers

# Read without a scope: sign-in, public facts, and what the framework keeps. Nothing of a person.
SHARED = {
    "access.account",
    "access.user",
    "account.emailaddress",
    "account.emailconfirmation",
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "binding.publishednotbound",
    "completeness.publishedcheck",
    "contenttypes.contenttype",
    "house.logo",
    "mfa.authenticator",
    "organisation.board",
    "organisation.school",
    "protocols.publishedpaper",
    "protocols.publishedprovision",
    "protocols.publishedtopic",
    "protocols.publishedversion",
    "registers.publishedaccount",
    "search.publishedsynonyms",
    "sessions.session",
    "usersessions.usersession",
}
MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def test_shared_list_names_only_tables_that_exist() -> None:
    known = {model._meta.label_lower for model in MODELS}
    assert {name for name in SHARED if not name.startswith("protocols.")} <= known


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_table_is_shared_on_purpose_or_isolated(model: type[models.Model]) -> None:
    if model._meta.label_lower in SHARED:
        assert not is_scoped(model) or model._meta.label_lower == "organisation.school"
        return
    assert is_scoped(model), f"{model._meta.label} has no board_id"
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass",
            [f'"{model._meta.db_table}"'],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "select policyname, cmd, with_check from pg_policies where tablename = %s",
            [model._meta.db_table],
        )
        ((name, command, check),) = cursor.fetchall()
    assert (name, command) == ("scope", "ALL")
    for column, target in pointers(model):
        assert target in check, f"{column} may point out of the scope: isolate {model} again"
