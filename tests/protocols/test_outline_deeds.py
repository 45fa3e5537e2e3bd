"""Setting a draft's tree right: each button does one thing, and a refusal says why."""

import pytest

from protocols import services
from protocols.models import CodeVersion, Provision
from schoolgids.access.actor import Actor
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.making import draft

TEXT = """\
# Tassen

1. Eerste regel.
2. Tweede regel.
   a. onderdeel.

---

3. Derde regel.
"""


@pytest.fixture
def head(inside: Cast) -> Actor:
    return inside.actor("head", school=inside.oostpoort)


@pytest.fixture
def version(head: Actor, inside: Cast) -> CodeVersion:
    return services.confirm_outline(head, version=draft(head, TEXT, school=inside.oostpoort))


def depths(version: CodeVersion) -> list[int]:
    return list(version.provisions.kept().order_by("order").values_list("depth", flat=True))


def nth(version: CodeVersion, text: str) -> Provision:
    return version.provisions.get(text=text)


def test_indent_takes_what_stands_under_it_along(head: Actor, version: CodeVersion) -> None:
    services.indent(head, provision=nth(version, "Tweede regel."))
    assert depths(version) == [0, 1, 2, 3, 1]
    services.outdent(head, provision=nth(version, "Tweede regel."))
    assert depths(version) == [0, 1, 1, 2, 1]


def test_move_that_can_not_be_is_refused(head: Actor, version: CodeVersion) -> None:
    with pytest.raises(Refused, match="niet dieper"):
        services.indent(head, provision=nth(version, "Eerste regel."))
    with pytest.raises(Refused, match="al bovenaan"):
        services.outdent(head, provision=nth(version, "Tassen"))


def test_dropped_line_leaves_its_children_and_can_come_back(
    head: Actor, version: CodeVersion
) -> None:
    services.drop(head, provision=nth(version, "Tweede regel."))
    assert depths(version) == [0, 1, 1, 1]
    with pytest.raises(Refused, match="Zet hem eerst terug"):
        services.indent(head, provision=nth(version, "Tweede regel."))
    services.restore(head, provision=nth(version, "Tweede regel."))
    assert depths(version) == [0, 1, 1, 1, 1]
    assert nth(version, "Tweede regel.").dropped == ""


def test_line_dropped_by_the_import_can_be_restored_at_its_place(
    head: Actor, version: CodeVersion
) -> None:
    rule = nth(version, "---")
    assert rule.dropped == "rule"
    services.restore(head, provision=rule)
    texts = list(version.provisions.kept().order_by("order").values_list("text", flat=True))
    assert texts.index("---") == texts.index("Derde regel.") - 1
    with pytest.raises(Refused, match="staat al in de tekst"):
        services.restore(head, provision=rule)


def test_printed_label_stays_beside_the_corrected_one(head: Actor, version: CodeVersion) -> None:
    rule = nth(version, "Derde regel.")
    services.relabel(head, provision=rule, corrected=" IV ")
    rule.refresh_from_db()
    assert (rule.label, rule.corrected) == ("3.", "IV")
    services.relabel(head, provision=rule, corrected="")
    rule.refresh_from_db()
    assert rule.corrected is None


def test_kind_can_be_set_and_only_to_what_there_is(head: Actor, version: CodeVersion) -> None:
    rule = nth(version, "Eerste regel.")
    services.set_kind(head, provision=rule, kind="heading")
    rule.refresh_from_db()
    assert rule.kind == "heading"
    with pytest.raises(Refused, match="Kies kop"):
        services.set_kind(head, provision=rule, kind="iets")


def test_changed_outline_must_be_confirmed_again(head: Actor, version: CodeVersion) -> None:
    assert version.confirmed_by_id == head.person_id
    services.indent(head, provision=nth(version, "Tweede regel."))
    version.refresh_from_db()
    assert (version.confirmed_at, version.confirmed_by) == (None, None)


def test_last_line_can_not_be_left_out(head: Actor, inside: Cast) -> None:
    version = draft(head, "Alleen dit.", school=inside.oostpoort, title="Kort")
    with pytest.raises(Refused, match="laatste regel"):
        services.drop(head, provision=version.provisions.get())
