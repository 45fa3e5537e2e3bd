"""Which provision of a newer edition is which: each key once, the same words first."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocols.matching import Fate, Old, Pair, Pairing, fate, keys_kept, marked, paired


def key(number: int) -> UUID:
    return UUID(int=number)


def edition(*lines: tuple[str, str]) -> list[Old]:
    return [Old(key(at), path, text) for at, (path, text) in enumerate(lines, start=1)]


BEFORE = edition(
    ("I", "Regels"),
    ("I.1", "De telefoon zit onder schooltijd in de tas."),
    ("I.2", "Je groet elkaar bij binnenkomst."),
    ("II", "Gevolgen"),
    ("II.1", "Eerst praten we met elkaar over wat er is gebeurd."),
)


def test_same_edition_keeps_every_key() -> None:
    pairs = paired(BEFORE, [(old.path, old.text) for old in BEFORE])
    assert pairs == [Pair(old.key, Pairing.SURE) for old in BEFORE]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("I.7", "Je groet elkaar bij binnenkomst.", Pair(key(3), Pairing.SURE)),
        ("I.2", "Je  GROET elkaar bij binnenkomst.", Pair(key(3), Pairing.SURE)),
        ("I.1", "De telefoon en het horloge zitten onder schooltijd in de tas.",
         Pair(key(2), Pairing.GUESS)),
        ("III.4", "Eerst praten we samen over wat er is gebeurd.", Pair(key(5), Pairing.GUESS)),
        ("I.2", "Fietsen staan in het rek.", Pair(None, Pairing.NEW)),
    ],
)  # fmt: skip
def test_provision_is_found_by_words_place_and_likeness(
    path: str, text: str, expected: Pair
) -> None:
    assert paired(BEFORE, [(path, text)]) == [expected]


def test_of_equal_texts_the_one_under_the_same_number_goes_first() -> None:
    twice = edition(("I.1", "Dit geldt ook thuis."), ("II.1", "Dit geldt ook thuis."))
    new = [("II.1", "Dit geldt ook thuis."), ("I.1", "Dit geldt ook thuis.")]
    assert keys_kept(twice, new) == [key(2), key(1)]


def test_rule_put_in_between_takes_no_key_of_its_neighbours() -> None:
    new = [
        ("I", "Regels"),
        ("I.1", "Fietsen staan in het rek."),
        ("I.2", "De telefoon zit onder schooltijd in de tas."),
        ("I.3", "Je groet elkaar bij binnenkomst."),
    ]
    assert keys_kept(BEFORE, new) == [key(1), None, key(2), key(3)]


def test_best_likeness_wins_over_the_first() -> None:
    new = [
        ("", "Eerst praten we met elkaar over het gebeurde."),
        ("", "Eerst praten we met elkaar over wat er is gebeurd, altijd."),
    ]
    assert keys_kept(BEFORE, new) == [None, key(5)]


def test_fates() -> None:
    old = BEFORE[1]
    assert [
        fate(None, "I.1", "x"),
        fate(old, "I.1", old.text),
        fate(old, "I.9", old.text),
        fate(old, "I.1", "Anders."),
    ] == [Fate.NEW, Fate.SAME, Fate.MOVED, Fate.CHANGED]


def test_long_document_is_matched_in_time() -> None:
    old = [
        Old(key(n), f"{n % 50}", f"Regel {n % 9} over onderwerp {n} en school.")
        for n in range(6_000)
    ]
    new = [
        (f"{n % 50}", f"Regel {n % 9} over onderwerp {n + 3} en de school.") for n in range(6_000)
    ]
    assert len(paired(old, new)) == 6_000


WORDS = st.lists(st.sampled_from(["de", "school", "tas", "groet", "regel", "boek"]), max_size=6)
TEXTS = WORDS.map(" ".join)
PATHS = st.sampled_from(["", "1", "2", "I.1"])
LINES = st.lists(st.tuples(PATHS, TEXTS), max_size=12)


@given(LINES, LINES)
@settings(deadline=None, max_examples=300)
def test_no_key_is_given_twice_and_every_key_is_an_old_one(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    before = edition(*old)
    kept = [found for found in keys_kept(before, new) if found is not None]
    assert len(kept) == len(set(kept))
    assert set(kept) <= {provision.key for provision in before}


@given(LINES)
@settings(deadline=None, max_examples=200)
def test_an_unchanged_edition_is_all_the_same(lines: list[tuple[str, str]]) -> None:
    before = edition(*lines)
    assert keys_kept(before, lines) == [provision.key for provision in before]


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=200)
def test_marked_words_add_up_to_both_texts(old: str, new: str) -> None:
    was, became = marked(old, new)
    assert " ".join(words.text for words in was) == " ".join(old.split())
    assert " ".join(words.text for words in became) == " ".join(new.split())
    shared = [[w.text for w in side if w.is_shared] for side in (was, became)]
    assert shared[0] == shared[1]
