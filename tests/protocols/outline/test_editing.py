"""The deeds of the editor on plain values: a tree stays a tree, no word is lost, undo is before."""

from collections.abc import Callable
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocols.outline import editing
from protocols.outline.changes import GAP, applied, changes, from_json, placed, to_json
from protocols.outline.editing import Impossible, Obstacle, Piece, letters


def tree(*lines: tuple[int, str, str, str], left_out: frozenset[int] = frozenset()) -> list[Piece]:
    """Lines of (depth, kind, label, text) as the import orders them."""
    return [
        Piece(
            id=UUID(int=at + 1),
            key=UUID(int=at + 1),
            kind=kind,
            depth=depth,
            text=text,
            label=label,
            confidence="guess",
            dropped="rule" if at in left_out else "",
            order=at * GAP,
        )
        for at, (depth, kind, label, text) in enumerate(lines)
    ]


CODE = tree(
    (0, "heading", "", "Tassen"),
    (1, "heading", "1.", "In de klas"),
    (2, "item", "2.", "Eerste regel."),
    (2, "item", "3.", "Tweede regel."),
    (3, "item", "a.", "Onderdeel."),
    (1, "heading", "1.", "Op het plein"),
    (2, "item", "1.", "Derde regel."),
)


def ids(*numbers: int) -> set[UUID]:
    return {UUID(int=number + 1) for number in numbers}


def depths(pieces: list[Piece]) -> list[int]:
    return [piece.depth for piece in pieces if not piece.dropped]


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if not piece.dropped]


def test_several_lines_go_deeper_together() -> None:
    assert depths(editing.indent(CODE, ids(3, 4))) == [0, 1, 2, 3, 4, 1, 2]
    assert depths(editing.indent(CODE, ids(5, 6))) == [0, 1, 2, 2, 3, 2, 3]
    assert depths(editing.outdent(CODE, ids(2, 3))) == [0, 1, 1, 1, 2, 1, 2]


def test_section_moves_with_all_under_it_and_back() -> None:
    moved = editing.move_up(CODE, ids(5))
    assert texts(moved)[1:3] == ["Op het plein", "Derde regel."]
    assert editing.move_down(moved, ids(5)) == CODE
    assert texts(editing.move_down(CODE, ids(2)))[2:5] == [
        "Tweede regel.", "Onderdeel.", "Eerste regel.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deed", "chosen", "obstacle"),
    [
        (editing.indent, ids(1), Obstacle.NOTHING_ABOVE),
        (editing.outdent, ids(0), Obstacle.AT_THE_TOP),
        (editing.move_up, ids(1), Obstacle.FIRST_THERE),
        (editing.move_down, ids(4), Obstacle.LAST_THERE),
        (editing.move_down, ids(2, 5), Obstacle.APART),
        (editing.merge, ids(2, 5), Obstacle.APART),
        (editing.merge, ids(0), Obstacle.NOTHING_ABOVE),
        (editing.drop, ids(0, 1, 2, 3, 4, 5, 6), Obstacle.LAST_LINE),
        (editing.drop, set(), Obstacle.NOTHING_CHOSEN),
        (editing.restore, ids(2), Obstacle.NOT_LEFT_OUT),
    ],
)
def test_what_the_tree_does_not_allow_is_refused(
    deed: Callable[..., list[Piece]], chosen: set[UUID], obstacle: Obstacle
) -> None:
    with pytest.raises(Impossible) as impossible:
        deed(CODE, chosen)
    assert impossible.value.obstacle is obstacle


def test_twelfth_level_is_the_deepest() -> None:
    deep = tree(
        *((n, "item", "-", f"Regel {n}.") for n in range(12)), (11, "item", "-", "Nog een.")
    )
    with pytest.raises(Impossible) as impossible:
        editing.indent(deep, ids(12))
    assert impossible.value.obstacle is Obstacle.TOO_DEEP


def test_headings_and_rules_are_counted_afresh_beside_what_is_printed() -> None:
    headings = editing.renumber(CODE, ids(1, 2, 3, 5), style="roman")
    assert [p.corrected for p in headings] == [None, "I", None, None, None, "II", None]
    rules = editing.renumber_below(headings, ids(1, 5), style="digit")
    assert [p.corrected for p in rules] == [None, "I", "1", "2", None, "II", None]
    assert [p.label for p in rules] == [p.label for p in CODE]
    with pytest.raises(Impossible, match="no_rules_below"):
        editing.renumber_below(CODE, ids(6), style="digit")


def test_split_gives_a_label_of_its_own_and_merge_puts_it_back() -> None:
    code = tree((0, "heading", "", "Kop"), (1, "item", "1.", "Je groet. 2. Je zwaait."))
    cut = editing.split(code, ids(1), parts=["Je groet.", "2. Je zwaait."], new=[UUID(int=99)])
    assert [(p.label, p.text, p.depth) for p in cut[1:]] == [
        ("1.", "Je groet.", 1),
        ("2.", "Je zwaait.", 1),
    ]
    assert texts(editing.merge(cut, {UUID(int=99)})) == texts(code)


def test_text_under_a_heading_is_split_off_below_it() -> None:
    code = tree((0, "heading", "A.", "Doel Deze code helpt."), (1, "item", "1.", "Regel."))
    cut = editing.split(code, ids(0), parts=["Doel", "Deze code helpt."], new=[UUID(int=99)])
    assert [(p.kind, p.depth) for p in cut] == [("heading", 0), ("paragraph", 1), ("item", 1)]


@pytest.mark.parametrize(
    ("parts", "obstacle"),
    [
        (["Eerste regel."], Obstacle.NOT_SPLIT),
        (["Eerste", "regels."], Obstacle.WORDS_CHANGED),
        (["Eerste", ""], Obstacle.NOT_SPLIT),
    ],
)
def test_split_changes_no_word(parts: list[str], obstacle: Obstacle) -> None:
    with pytest.raises(Impossible) as impossible:
        editing.split(CODE, ids(2), parts=parts, new=[UUID(int=9) for _part in parts[1:]])
    assert impossible.value.obstacle is obstacle


def test_children_of_a_merged_line_stay_in_the_tree() -> None:
    assert depths(editing.merge(CODE, ids(3))) == [0, 1, 2, 3, 1, 2]
    assert depths(editing.merge(CODE, ids(1))) == [0, 1, 1, 2, 1, 2]


def test_line_that_was_left_out_goes_along_with_its_section() -> None:
    code = tree(
        (0, "heading", "", "A"), (1, "item", "1.", "x"), (0, "paragraph", "", "---"),
        (0, "heading", "", "B"), left_out=frozenset({2}),
    )  # fmt: skip
    moved = editing.move_down(code, ids(0))
    assert [piece.text for piece in moved] == ["B", "A", "x", "---"]


# --- Laws ------------------------------------------------------------------------------------
WORDS = st.lists(
    st.sampled_from(["de", "school", "2.", "telefoon", "a.", "je", "\n"]), min_size=1, max_size=8
).map(" ".join)


@st.composite
def trees(draw: st.DrawFn) -> list[Piece]:
    above, lines, left_out = -1, [], set()
    for at in range(draw(st.integers(1, 12))):
        depth = draw(st.integers(0, min(above + 1, 11)))
        if at and draw(st.integers(0, 5)) == 0:
            left_out.add(at)
        else:
            above = depth
        kind = draw(st.sampled_from(["heading", "item", "paragraph"]))
        lines.append((depth, kind, draw(st.sampled_from(["", "1.", "a.", "III."])), draw(WORDS)))
    return tree(*lines, left_out=frozenset(left_out))


DEEDS: dict[str, Callable[[list[Piece], set[UUID], st.DataObject], list[Piece]]] = {
    "indent": lambda t, c, _d: editing.indent(t, c),
    "outdent": lambda t, c, _d: editing.outdent(t, c),
    "move_up": lambda t, c, _d: editing.move_up(t, c),
    "move_down": lambda t, c, _d: editing.move_down(t, c),
    "drop": lambda t, c, _d: editing.drop(t, c),
    "restore": lambda t, c, _d: editing.restore(t, c),
    "merge": lambda t, c, _d: editing.merge(t, c),
    "split": lambda t, c, d: split_somewhere(t, c, d),
    "relabel": lambda t, c, _d: editing.relabel(t, c, corrected="IV"),
    "renumber": lambda t, c, _d: editing.renumber(t, c, style="upper", start=3),
    "renumber_below": lambda t, c, _d: editing.renumber_below(t, c, style="lower"),
    "set_kind": lambda t, c, _d: editing.set_kind(t, c, kind="heading"),
    "set_audiences": lambda t, c, _d: editing.set_audiences(t, c, audiences=["pupils"]),
    "accept_below": lambda t, c, _d: editing.accept_below(t, c),
}


def split_somewhere(pieces: list[Piece], chosen: set[UUID], data: st.DataObject) -> list[Piece]:
    whole = next((p for p in pieces if p.id in chosen and not p.dropped), None)
    if whole is None:
        raise Impossible(Obstacle.NOTHING_CHOSEN)
    words = whole.text.split()
    cut = data.draw(st.integers(0, len(words)))
    return editing.split(
        pieces,
        {whole.id},
        parts=[" ".join(words[:cut]), " ".join(words[cut:])],
        new=[UUID(int=data.draw(st.integers(10_000, 10**9)))],
    )


def words_of(pieces: list[Piece]) -> list[str]:
    """Every word of every line, printed labels and what is left out included."""
    return sorted(sign for p in pieces for sign in letters(f"{p.label}{p.text}"))


def do(pieces: list[Piece], data: st.DataObject) -> list[Piece] | None:
    name = data.draw(st.sampled_from(sorted(DEEDS)))
    chosen = data.draw(st.sets(st.sampled_from([piece.id for piece in pieces]), max_size=4))
    try:
        return placed(DEEDS[name](pieces, chosen, data), pieces)
    except Impossible:
        return None


@given(trees(), st.data())
@settings(deadline=None, max_examples=400)
def test_any_deeds_keep_a_tree_every_word_and_the_order(
    pieces: list[Piece], data: st.DataObject
) -> None:
    words = words_of(pieces)
    for _time in range(3):
        pieces = do(pieces, data) or pieces
        above = -1
        for depth in depths(pieces):
            assert 0 <= depth <= min(above + 1, 11)
            above = depth
        assert depths(pieces)
        orders = [piece.order for piece in pieces]
        assert None not in orders
        assert all(one < two for one, two in pairwise(orders))  # type: ignore[operator]
        assert len({piece.id for piece in pieces}) == len({p.key for p in pieces}) == len(pieces)
        assert words_of(pieces) == words


@given(trees(), st.data())
@settings(deadline=None, max_examples=300)
def test_undo_is_before_and_redo_is_after(pieces: list[Piece], data: st.DataObject) -> None:
    after = do(pieces, data)
    if after is None:
        return
    made = from_json(to_json(changes(pieces, after)))
    assert applied(pieces, made) == after
    assert applied(after, [change.turned for change in made]) == pieces


@given(trees(), st.data())
@settings(deadline=None, max_examples=200)
def test_split_then_merge_is_the_same_text(pieces: list[Piece], data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([p.id for p in pieces if not p.dropped]))
    before = next(p for p in pieces if p.id == at)
    try:
        cut = split_somewhere(pieces, {at}, data)
    except Impossible:
        return
    (new,) = {p.id for p in cut} - {p.id for p in pieces}
    together = editing.merge(cut, {new})
    after = next(p for p in together if p.id == at)
    assert after.text.split() == before.text.split()
    assert [p.depth for p in together] == [p.depth for p in pieces]


def test_a_deed_writes_only_what_it_changes() -> None:
    long = tree(*((1, "item", f"{n}.", f"Regel {n}.") for n in range(500)))
    long = [Piece(**{**p.__dict__, "depth": 0 if not at else 1}) for at, p in enumerate(long)]
    cut = editing.split(long, ids(7), parts=["Regel", "7."], new=[UUID(int=9_999)])
    assert {c.id for c in changes(long, placed(cut, long))} == ids(7) | {UUID(int=9_999)}
    moved = editing.move_up(long, ids(400))
    assert {c.id for c in changes(long, placed(moved, long))} == ids(399, 400)
