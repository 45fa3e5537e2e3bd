"""Labels are read as printed, and only where they are labels."""

import pytest

from protocols.outline.markers import from_roman, letter, read_marker, roman


@pytest.mark.parametrize(
    ("line", "printed", "rest"),
    [
        ("1. Tekst", "1.", "Tekst"),
        ("1.Tekst", "1.", "Tekst"),
        ("12) tekst", "12)", "tekst"),
        ("(3) tekst", "(3)", "tekst"),
        (r"1\. tekst", "1.", "tekst"),
        ("a. tekst", "a.", "tekst"),
        ("(b) tekst", "(b)", "tekst"),
        ("A. Tekst", "A.", "Tekst"),
        ("III.     Tekst", "III.", "Tekst"),
        ("IV Tekst", "IV", "Tekst"),
        ("iii) tekst", "iii)", "tekst"),
        ("2.1 Tekst", "2.1", "Tekst"),
        ("2.1.3. Tekst", "2.1.3.", "Tekst"),
        ("Artikel 4: Tekst", "Artikel 4:", "Tekst"),
        ("Hoofdstuk II", "Hoofdstuk II", ""),
        ("§ 3 Tekst", "§ 3", "Tekst"),
        ("Bijlage A – Tekst", "Bijlage A", "Tekst"),
        ("- tekst", "-", "tekst"),
        ("–\xa0 \xa0 tekst", "–", "tekst"),
        ("•tekst", "•", "tekst"),
        ("o\ttekst", "o", "tekst"),
        ("- a. tekst", "a.", "tekst"),
    ],
)
def test_label_is_read_as_printed(line: str, printed: str, rest: str) -> None:
    found = read_marker(line)
    assert found is not None
    assert (found[0].printed, found[1]) == (printed, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2019. Een jaar is geen nummer",
        "25 maart is een datum",
        "1.500 leerlingen",
        "o.a. telefoons",
        "i.v.m. de privacy",
        "*schuin* gedrukt",
        "-tekst",
        "Dit is tekst",
        "MIX van woorden",
    ],
)
def test_words_are_no_label(line: str) -> None:
    assert read_marker(line) is None


def test_roman_numerals_go_there_and_back() -> None:
    assert [from_roman(roman(n)) for n in range(1, 100)] == list(range(1, 100))
    assert [from_roman(letters) for letters in ("IIII", "VX", "IC", "")] == [0, 0, 0, 0]


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (1, 2, 26, 27)] == ["A", "B", "Z", "AA"]
