"""An adopted text that was changed behind the triggers is found out."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from protocols.models import CodeVersion, Provision, RuleSetting
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import published


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return published(head, school=cast.oostpoort, rules={"police": "may"})


def verified() -> str:
    out = StringIO()
    call_command("verify_audit", board="waterland", stdout=out)
    return out.getvalue()


def behind_the_triggers(cast: Cast, statement: str) -> None:
    with scoped(Scope.of_school(cast.oostpoort)), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for model in (Provision, RuleSetting, CodeVersion):
            cursor.execute(f"alter table {model._meta.db_table} disable trigger user")
        cursor.execute(statement)
        for model in (Provision, RuleSetting, CodeVersion):
            cursor.execute(f"alter table {model._meta.db_table} enable trigger user")


def test_text_that_stayed_as_it_was_is_found_right(version: CodeVersion) -> None:
    assert "code version" not in verified()


@pytest.mark.parametrize(
    "statement",
    [
        "update protocols_provision set text = 'Alles mag.' where label = '1.'",
        "update protocols_provision set dropped = 'x' where kind = 'item'",
        "update protocols_rulesetting set value = '\"must\"'",
        "update protocols_codeversion set adopted_by = 'Iemand anders'",
    ],
)
def test_text_that_was_changed_anyhow_is_found_out(
    cast: Cast, version: CodeVersion, statement: str
) -> None:
    behind_the_triggers(cast, statement)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", board="waterland", stdout=out)
    assert f"changed code version {version.pk}" in out.getvalue()
