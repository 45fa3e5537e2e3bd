"""The laws of comparing two versions, and how a change reads."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from protocols.diff import Change, Kind, Line, Mark, Part, compare, marked, reads

TEXTS = st.text(alphabet="ab cé.,’-\n", max_size=40) | st.lists(
    st.sampled_from(["een", "telefoon", "tas", "in", "de", "klas", "niet"]), max_size=12
).map(" ".join)


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Up to eight provisions out of the same ten, in any order."""
    keys = draw(st.lists(st.integers(1, 10), unique=True, max_size=8))
    return [
        Line(UUID(int=key), draw(st.integers(0, 3)), draw(st.sampled_from("ABC")), draw(TEXTS))
        for key in keys
    ]


def line(key: int, text: str, *, number: str = "", depth: int = 0) -> Line:
    return Line(UUID(int=key), depth, number, text)


def kinds(changes: list[Change]) -> list[tuple[int, str]]:
    return [(change.line.key.int, change.kind.value) for change in changes]


# --- Laws ---------------------------------------------------------------------------------------


@given(TEXTS, TEXTS)
def test_marks_add_up_to_both_texts(old: str, new: str) -> None:
    parts = marked(old, new)
    assert reads(parts, without=Mark.NEW) == old
    assert reads(parts, without=Mark.GONE) == new
    assert all(part.text for part in parts)


@given(TEXTS, TEXTS)
def test_marks_of_the_way_back_are_the_mirror(old: str, new: str) -> None:
    turned = {Mark.NEW: Mark.GONE, Mark.GONE: Mark.NEW, Mark.SAME: Mark.SAME}
    back = {(turned[part.mark], part.text) for part in marked(new, old)}
    assert back == {(part.mark, part.text) for part in marked(old, new)}


@given(TEXTS)
def test_a_text_is_no_change_of_itself(text: str) -> None:
    assert all(part.mark is Mark.SAME for part in marked(text, text))


@given(lines(), lines())
def test_every_provision_of_both_versions_is_there_once(old: list[Line], new: list[Line]) -> None:
    changes = compare(old, new)
    assert [change.new for change in changes if change.new] == new
    assert sorted(c.old.key for c in changes if c.old) == sorted(entry.key for entry in old)
    assert len({change.line.key for change in changes}) == len(changes)


@given(lines(), lines())
def test_applying_the_changes_gives_the_new_version(old: list[Line], new: list[Line]) -> None:
    were = {entry.key: entry.text for entry in old}
    changes = compare(old, new)
    for change in changes:
        assert reads(change.parts, without=Mark.NEW) == were.get(change.line.key, "")
    applied = [reads(c.parts, without=Mark.GONE) for c in changes if c.kind is not Kind.REMOVED]
    assert applied == [entry.text for entry in new]


@given(lines(), lines())
def test_the_way_back_finds_the_same_changes(old: list[Line], new: list[Line]) -> None:
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
    there = {c.line.key: (c.kind, c.is_moved) for c in compare(old, new)}
    back = {c.line.key: (turned.get(c.kind, c.kind), c.is_moved) for c in compare(new, old)}
    assert back == there


@given(lines())
def test_nothing_changed_between_a_version_and_itself(old: list[Line]) -> None:
    assert {change.kind for change in compare(old, old)} <= {Kind.SAME}


# --- How it reads ---------------------------------------------------------------------------------


def test_changed_word_is_marked_and_no_more() -> None:
    assert marked("In de les vraag je de docent.", "In de les vraag je de leerkracht.") == (
        Part(Mark.SAME, "In de les vraag je de "),
        Part(Mark.GONE, "docent"),
        Part(Mark.NEW, "leerkracht"),
        Part(Mark.SAME, "."),
    )


def test_words_beside_each_other_are_one_change() -> None:
    assert marked("De telefoon zit in de tas.", "De telefoon ligt thuis in de tas.") == (
        Part(Mark.SAME, "De telefoon "),
        Part(Mark.GONE, "zit"),
        Part(Mark.NEW, "ligt thuis"),
        Part(Mark.SAME, " in de tas."),
    )


def test_another_text_altogether_is_gone_and_new() -> None:
    parts = marked("Ouders melden een groep.", "Wie pest, praat eerst met ons.")
    assert [part.mark for part in parts] == [Mark.GONE, Mark.NEW]


def test_what_is_gone_stands_after_what_it_followed() -> None:
    old = [line(1, "een"), line(2, "twee"), line(3, "drie")]
    assert kinds(compare(old, [line(1, "een"), line(3, "drie"), line(4, "vier")])) == [
        (1, "same"), (2, "removed"), (3, "same"), (4, "added"),
    ]  # fmt: skip


def test_new_number_alone_is_renumbered() -> None:
    old = [line(1, "een", number="A.1"), line(2, "twee", number="A.2")]
    new = [line(2, "twee", number="A.1")]
    assert kinds(compare(old, new)) == [(1, "removed"), (2, "renumbered")]


def test_one_that_went_to_another_place_moved_and_the_others_did_not() -> None:
    old = [line(key, str(key)) for key in (1, 2, 3, 4)]
    new = [line(key, str(key)) for key in (2, 3, 4, 1)]
    assert [c.line.key.int for c in compare(old, new) if c.is_moved] == [1]


def test_what_goes_along_with_its_heading_did_not_move() -> None:
    first, second = line(1, "Een"), line(2, "Twee")
    under = [line(3, "a", depth=1), line(4, "b", depth=1)]
    changes = compare([first, *under, second], [second, first, *under])
    assert [c.line.key.int for c in changes if c.is_moved] in ([1], [2])


def test_under_another_heading_is_moved() -> None:
    first, second, rule = line(1, "Een"), line(2, "Twee"), line(3, "a", depth=1)
    assert kinds(compare([first, rule, second], [first, second, rule])) == [
        (1, "same"), (2, "same"), (3, "moved"),
    ]  # fmt: skip


def test_under_a_heading_that_is_new_is_not_moved() -> None:
    rule = line(3, "a", depth=1)
    assert kinds(compare([line(1, "Een"), rule], [line(2, "Eén"), rule])) == [
        (1, "removed"), (2, "added"), (3, "same"),
    ]  # fmt: skip
