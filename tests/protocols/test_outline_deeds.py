"""Setting a draft's tree right: each deed does one thing, can be undone, and a refusal says why."""

from uuid import UUID

import pytest

from protocols import services
from protocols.models import CodeVersion, OutlineChange, Provision, RuleSetting
from schoolgids.access.actor import Actor
from schoolgids.access.policy import Forbidden
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.making import adopted, draft

TEXT = """\
# Tassen

1. Eerste regel.
2. Tweede regel.
   a. onderdeel.

---

3. Derde regel.
"""
State = list[tuple[object, ...]]


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


def state(version: CodeVersion) -> State:
    return list(
        version.provisions.order_by("order").values_list(
            "id", "key", "order", "kind", "depth", "label", "corrected", "text", "audiences",
            "line", "confidence", "dropped", "pairing",
        )
    )  # fmt: skip


def do(
    head: Actor, version: CodeVersion, deed: str, *texts: str, **answers: object
) -> services.Done:
    chosen = [nth(version, text).pk for text in texts]
    return services.change_outline(head, version=version, deed=deed, chosen=chosen, **answers)


def test_indent_takes_what_stands_under_it_along(head: Actor, version: CodeVersion) -> None:
    do(head, version, "indent", "Tweede regel.")
    assert depths(version) == [0, 1, 2, 3, 1]
    do(head, version, "outdent", "Tweede regel.")
    assert depths(version) == [0, 1, 1, 2, 1]


def test_move_that_can_not_be_is_refused(head: Actor, version: CodeVersion) -> None:
    with pytest.raises(Refused, match="geen regel boven"):
        do(head, version, "indent", "Eerste regel.")
    with pytest.raises(Refused, match="hoogste niveau"):
        do(head, version, "outdent", "Tassen")
    version.refresh_from_db()
    assert (version.revision, version.changes.count()) == (0, 0)


def test_dropped_line_leaves_its_children_and_can_come_back(
    head: Actor, version: CodeVersion
) -> None:
    do(head, version, "drop", "Tweede regel.")
    assert depths(version) == [0, 1, 1, 1]
    with pytest.raises(Refused, match="Zet hem eerst terug"):
        do(head, version, "indent", "Tweede regel.")
    do(head, version, "restore", "Tweede regel.")
    assert depths(version) == [0, 1, 1, 1, 1]
    assert nth(version, "Tweede regel.").dropped == ""


def test_line_dropped_by_the_import_can_be_restored_at_its_place(
    head: Actor, version: CodeVersion
) -> None:
    assert nth(version, "---").dropped == "rule"
    do(head, version, "restore", "---")
    texts = list(version.provisions.kept().order_by("order").values_list("text", flat=True))
    assert texts.index("---") == texts.index("Derde regel.") - 1
    with pytest.raises(Refused, match="staat al in de tekst"):
        do(head, version, "restore", "---")


def test_printed_label_stays_beside_the_corrected_one(head: Actor, version: CodeVersion) -> None:
    do(head, version, "relabel", "Derde regel.", corrected=" IV ")
    rule = nth(version, "Derde regel.")
    assert (rule.label, rule.corrected) == ("3.", "IV")
    do(head, version, "relabel", "Derde regel.", corrected="")
    assert nth(version, "Derde regel.").corrected is None


@pytest.mark.parametrize(
    ("deed", "answers", "words"),
    [
        ("set_kind", {"kind": "iets"}, "Kies kop"),
        ("set_audiences", {"audiences": ["iedereen"]}, "doelgroep bestaat niet"),
        ("renumber", {"style": "word", "start": 1}, "Kies hoe er geteld wordt"),
        ("vernietig", {}, "Deze stap is er niet"),
    ],
)
def test_answer_that_is_none_is_refused(
    head: Actor, version: CodeVersion, deed: str, answers: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        do(head, version, deed, "Eerste regel.", **answers)


def test_kind_and_audiences_are_set_for_several_at_once(head: Actor, version: CodeVersion) -> None:
    do(head, version, "set_kind", "Eerste regel.", "Derde regel.", kind="heading")
    do(head, version, "set_audiences", "Eerste regel.", "Derde regel.", audiences=["pupils"])
    for text in ("Eerste regel.", "Derde regel."):
        assert (nth(version, text).kind, nth(version, text).audiences) == ("heading", ["pupils"])


def test_changed_outline_must_be_confirmed_again(head: Actor, version: CodeVersion) -> None:
    assert version.confirmed_by_id == head.person_id
    do(head, version, "indent", "Tweede regel.")
    version.refresh_from_db()
    assert (version.confirmed_at, version.confirmed_by, version.revision) == (None, None, 1)


def test_deed_that_changes_nothing_leaves_the_confirmation(
    head: Actor, version: CodeVersion
) -> None:
    done = do(head, version, "accept", "Tweede regel.")
    version.refresh_from_db()
    assert (done.lines, version.revision, version.confirmed_at is None) == (0, 0, False)


def test_last_line_can_not_be_left_out(head: Actor, inside: Cast) -> None:
    version = draft(head, "Alleen dit.", school=inside.oostpoort, title="Kort")
    with pytest.raises(Refused, match="laatste regel"):
        do(head, version, "drop", "Alleen dit.")


def test_every_deed_can_be_undone_and_done_again(head: Actor, version: CodeVersion) -> None:
    states = [state(version)]
    do(head, version, "split", "Tweede regel.", parts=["Tweede", "regel."])
    states.append(state(version))
    do(head, version, "indent", "regel.")
    states.append(state(version))
    do(head, version, "merge", "onderdeel.")
    states.append(state(version))
    do(head, version, "move_up", "Derde regel.")
    states.append(state(version))
    do(head, version, "drop", "Eerste regel.", "Tassen")
    states.append(state(version))
    for before in reversed(states[:-1]):
        services.undo(head, version=version)
        assert state(version) == before
    with pytest.raises(Refused, match="niets om ongedaan"):
        services.undo(head, version=version)
    for after in states[1:]:
        services.redo(head, version=version)
        assert state(version) == after
    with pytest.raises(Refused, match="niets om opnieuw"):
        services.redo(head, version=version)


def test_new_deed_forgets_what_was_undone(head: Actor, version: CodeVersion) -> None:
    do(head, version, "indent", "Tweede regel.")
    services.undo(head, version=version)
    do(head, version, "drop", "Derde regel.")
    with pytest.raises(Refused, match="niets om opnieuw"):
        services.redo(head, version=version)
    assert list(OutlineChange.objects.values_list("deed", "undone")) == [("drop", False)]


def test_only_so_many_deeds_are_remembered(
    head: Actor, version: CodeVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocols.services.outline.REMEMBERED", 3)
    for label in "abcde":
        do(head, version, "relabel", "Derde regel.", corrected=label)
    assert list(version.changes.values_list("number", flat=True)) == [3, 4, 5]


def test_two_editors_do_not_overwrite_each_other(head: Actor, version: CodeVersion) -> None:
    do(head, version, "indent", "Tweede regel.", revision=0)
    before = state(version)
    with pytest.raises(services.Stale, match="niets overschreven"):
        do(head, version, "drop", "Derde regel.", revision=0)
    with pytest.raises(services.Stale):
        services.undo(head, version=version, revision=0)
    assert state(version) == before


def test_rule_of_the_portal_goes_to_the_line_that_takes_the_words(
    head: Actor, version: CodeVersion
) -> None:
    services.set_rule(
        head,
        version=version,
        key="police",
        value="must",
        provision=nth(version, "Tweede regel."),
    )
    do(head, version, "merge", "Tweede regel.")
    assert RuleSetting.objects.get().provision == nth(version, "Eerste regel. 2. Tweede regel.")


def test_each_deed_is_told_without_its_words(head: Actor, version: CodeVersion) -> None:
    do(head, version, "split", "Tweede regel.", parts=["Tweede", "regel."])
    event = Event.objects.filter(name="code.outline").latest("at")
    assert (event.about_id, event.facts) == (str(version.pk), {"deed": "split", "lines": 2})


def test_adopted_text_is_closed_to_every_deed(head: Actor, inside: Cast) -> None:
    version = adopted(head, school=inside.oostpoort)
    rule = version.provisions.first()
    with pytest.raises(Forbidden, match="geen concept meer"):
        services.change_outline(head, version=version, deed="indent", chosen=[rule.pk])
    with pytest.raises(Forbidden, match="geen concept meer"):
        services.undo(head, version=version)
    with pytest.raises(Forbidden, match="geen concept meer"):
        services.pair(head, version=version, provision=rule.pk, key=None)


def test_text_of_the_board_is_closed_to_a_school(inside_board: Cast) -> None:
    version = draft(inside_board.actor("board_secretary"))
    rule = version.provisions.first()
    assert rule is not None
    head = inside_board.actor("head", school=inside_board.oostpoort)
    with pytest.raises(Forbidden, match="tekst van het bestuur"):
        services.change_outline(head, version=version, deed="drop", chosen=[rule.pk])


def test_line_that_is_gone_is_refused(head: Actor, version: CodeVersion) -> None:
    with pytest.raises(Refused, match="er niet meer"):
        services.change_outline(head, version=version, deed="drop", chosen=[UUID(int=5)])
