"""What an address gives, as a value."""

from uuid import UUID

import pytest

from schoolgids.interface.given import key_of, words_of

KEY = UUID("019b0000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("text", "key"), [(str(KEY), KEY), (KEY, KEY), ("", None), ("x", None), (None, None)]
)
def test_key_is_read_and_nonsense_is_none(text: object, key: UUID | None) -> None:
    assert key_of(text) == key


@pytest.mark.parametrize(
    ("text", "words"), [("  Noor \x00E ", "Noor E"), ("\x00", ""), ("a" * 90, "a" * 80)]
)
def test_words_are_cut_and_cleaned(text: str, words: str) -> None:
    assert words_of(text) == words
