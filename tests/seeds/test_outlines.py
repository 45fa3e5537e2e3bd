"""Each of the five codes comes in whole, with its labels as printed (domain A6)."""

import re

import pytest

from protocols.outline import (
    Confidence,
    FindingKind,
    Kind,
    Outline,
    Provision,
    RemarkKind,
    Why,
    paths,
    read_outline,
)
from tests.seeds.folder import NAMES, seed

WORD = re.compile(r"\w+")


def outline(name: str) -> Outline:
    return read_outline(seed(name).read_bytes())


def at(read: Outline, line: int) -> Provision:
    (found,) = (p for p in read.provisions if p.line == line)
    return found


def labels(read: Outline, first: int, last: int) -> list[tuple[int, str]]:
    return [
        (p.depth, p.label)
        for p in read.provisions
        if first <= p.line <= last and p.kind is Kind.ITEM
    ]


def path_of(read: Outline, line: int) -> str:
    index = next(i for i, p in enumerate(read.provisions) if p.line == line)
    return paths(read.provisions)[index]


def under(read: Outline, line: int) -> int:
    """The line of the provision above one."""
    index = next(i for i, p in enumerate(read.provisions) if p.line == line)
    depth = read.provisions[index].depth
    return next(p.line for p in reversed(read.provisions[:index]) if p.depth < depth)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_in_a_provision_or_dropped_with_a_reason(name: str) -> None:
    read = outline(name)
    dropped = {d.line: d.text for d in read.dropped}
    kept: list[str] = []
    for number, line in enumerate(seed(name).read_text(encoding="utf-8").split("\n"), start=1):
        if number in dropped:
            assert WORD.findall(dropped[number]) == WORD.findall(line)
        else:
            kept += WORD.findall(line)
    assert [w for p in read.provisions for w in WORD.findall(f"{p.label} {p.text}")] == kept


@pytest.mark.parametrize("name", NAMES)
def test_every_label_stands_in_the_line_it_came_from(name: str) -> None:
    lines = seed(name).read_text(encoding="utf-8").split("\n")
    read = outline(name)
    assert all(p.label in lines[p.line - 1] for p in read.provisions)


def test_s0_site_text_around_the_code_is_dropped() -> None:
    assert [(d.line, d.why) for d in outline("S0").dropped] == [
        (1, Why.WEB_FURNITURE),
        (3, Why.WEB_FURNITURE),
        (107, Why.WEB_FURNITURE),
    ]


def test_s0_destroyed_headings_get_proposals_beside_the_printed_label() -> None:
    read = outline("S0")
    assert [
        (p.line, p.depth, p.label, p.corrected)
        for p in read.provisions
        if p.kind is Kind.HEADING and p.label
    ] == [
        (43, 1, "1.", "I"),
        (51, 1, "1.", "II"),
        (62, 1, "III.", None),
        (66, 2, "1.", "A"),
        (75, 2, "1.", "B"),
        (91, 1, "1.", "IV"),
        (98, 1, "1.", "V"),
    ]
    assert {at(read, line).confidence for line in (43, 51, 66, 75, 91, 98)} == {Confidence.GUESS}
    assert RemarkKind.NUMBERING_DESTROYED in [r.kind for r in read.remarks]


def test_s0_rules_keep_what_is_printed_and_count_again() -> None:
    read = outline("S0")
    section = [p for p in read.provisions if 76 <= p.line <= 87]
    assert " ".join(p.label for p in section) == "2. 1. 2. 3. 4. 1. 1. 2. 3. 4. 1. 2."
    assert [p.corrected or p.label.strip(".") for p in section] == [str(n) for n in range(1, 13)]
    assert [p.corrected for p in read.provisions if 45 <= p.line <= 47] == [None, None, None]
    assert [path_of(read, line) for line in (47, 52, 71, 84, 94, 103)] == [
        "I.3", "II.1", "III.A.5", "III.B.9", "IV.3", "V.5",
    ]  # fmt: skip


def test_s0_reference_finds_the_section_whose_label_was_lost() -> None:
    read = outline("S0")
    (reference,) = read.references
    assert reference.label == "IV"
    assert reference.target is not None
    assert read.provisions[reference.target].line == 91


def test_s0_dashes_and_blanks_to_fill_in() -> None:
    read = outline("S0")
    assert [at(read, line).label for line in (11, 13, 15, 19, 21, 23)] == ["–"] * 6
    assert [(f.kind, read.provisions[f.provision].line) for f in read.findings] == [
        (FindingKind.PLACEHOLDER, 99),
        (FindingKind.PLACEHOLDER, 99),
        (FindingKind.PLACEHOLDER, 101),
    ]


def test_s1_plain_headings_and_lists_that_start_again() -> None:
    read = outline("S1")
    assert [
        (p.line, p.depth, p.label) for p in read.provisions if p.kind is Kind.HEADING
    ] == [
        (3, 0, ""), (7, 1, ""), (23, 1, ""), (32, 1, ""), (38, 1, ""), (40, 2, "A."), (51, 2, "B."),
        (61, 1, ""),
    ]  # fmt: skip
    assert labels(read, 25, 30) == [(2, f"{n}.") for n in range(1, 7)]
    assert labels(read, 34, 36) == [(2, "1."), (2, "2.")]
    assert labels(read, 42, 49) == [(3, f"{n}.") for n in range(1, 9)]
    assert labels(read, 53, 59) == [(3, f"{n}.") for n in range(1, 8)]
    assert labels(read, 63, 69) == [(2, f"{n}.") for n in range(1, 8)]
    assert [p.corrected for p in read.provisions] == [None] * len(read.provisions)
    assert read.dropped == ()


def test_s2_is_two_codes() -> None:
    read = outline("S2")
    assert [read.provisions[part].line for part in read.parts] == [5, 43]
    assert [r.line for r in read.remarks if r.kind is RemarkKind.SEVERAL_CODES] == [5, 43]
    pupils, staff = read.split()
    assert [p.line for p in staff.provisions][:2] == [43, 45]
    assert len(pupils.provisions) + len(staff.provisions) == len(read.provisions)


def test_s2_list_goes_on_after_blank_lines_and_letters_nest() -> None:
    read = outline("S2")
    assert labels(read, 21, 41) == [
        *((3, f"{n}.") for n in range(1, 10)),
        *((4, f"{letter}.") for letter in "abcde"),
        *((3, f"{n}.") for n in range(10, 13)),
    ]
    assert labels(read, 57, 71) == [(3, f"{n}.") for n in range(1, 15)]
    assert (at(read, 37).kind, at(read, 37).label) == (Kind.PARAGRAPH, "")
    assert path_of(read, 35) == "9.e"


def test_s2_lost_logo_and_dead_links_are_reported() -> None:
    read = outline("S2")
    assert [r.line for r in read.remarks if r.kind is RemarkKind.INCOMPLETE] == [7, 45]
    assert [read.provisions[f.provision].line for f in read.findings] == [59, 59]
    assert {f.kind for f in read.findings} == {FindingKind.DEAD_LINK}


def test_s3_table_of_contents_is_dropped_and_levels_are_evened_out() -> None:
    read = outline("S3")
    assert [(d.line, d.why) for d in read.dropped] == [
        (7, Why.RULE),
        (17, Why.TABLE_OF_CONTENTS),
        *((line, Why.TABLE_OF_CONTENTS) for line in range(19, 27)),
    ]
    assert [
        (p.line, p.depth, p.label) for p in read.provisions if p.kind is Kind.HEADING
    ] == [
        (11, 0, ""), (28, 1, ""), (42, 1, ""), (50, 1, ""), (60, 1, "A."), (72, 1, "B."),
        (84, 1, "C."), (92, 1, ""), (97, 1, ""),
    ]  # fmt: skip


def test_s3_breaks_inside_a_rule_stay_and_a_torn_paragraph_is_joined() -> None:
    read = outline("S3")
    assert at(read, 74).text.count("\n") == 4
    assert at(read, 79).text.count("\n") == 1
    assert at(read, 54).confidence is Confidence.LIKELY
    assert not [p for p in read.provisions if p.line == 56]
    assert [(r.kind, r.line) for r in read.remarks] == [
        (RemarkKind.JOINED, 54),
        (RemarkKind.OLDER_THAN_SIXTEEN, 66),
    ]


def test_s3_list_goes_on_at_four_and_the_reference_by_title_is_found() -> None:
    read = outline("S3")
    assert labels(read, 86, 90) == [(2, "1."), (2, "2."), (2, "3."), (2, "4.")]
    assert [path_of(read, line) for line in (66, 78 - 4, 90)] == ["A.5", "B.1", "C.4"]
    (reference,) = read.references
    assert reference.target is not None
    assert read.provisions[reference.target].line == 97


def test_s4_running_head_is_the_title_once() -> None:
    read = outline("S4")
    assert (at(read, 3).kind, at(read, 3).depth) == (Kind.HEADING, 0)
    assert [(d.line, d.why) for d in read.dropped] == [
        (9, Why.RULE), (13, Why.RULE), (17, Why.RULE), (26, Why.EMPTY_ITEM),
        (28, Why.RUNNING_HEAD), (30, Why.RULE), (51, Why.RUNNING_HEAD), (55, Why.RULE),
        (69, Why.EMPTY_ITEM), (71, Why.RUNNING_HEAD), (77, Why.RULE), (89, Why.RULE),
    ]  # fmt: skip


def test_s4_lists_are_flat_and_go_on_after_the_page_head() -> None:
    read = outline("S4")
    assert labels(read, 21, 25) == [(2, "-")] * 5
    assert labels(read, 59, 75) == [(2, f"{n}.") for n in range(1, 12)]
    assert under(read, 75) == 57


def test_s4_question_is_a_heading_and_the_link_to_the_board_code_is_dead() -> None:
    read = outline("S4")
    assert (at(read, 79).kind, at(read, 79).confidence) == (Kind.HEADING, Confidence.GUESS)
    assert [(f.kind, read.provisions[f.provision].line) for f in read.findings] == [
        (FindingKind.DEAD_LINK, 40)
    ]
