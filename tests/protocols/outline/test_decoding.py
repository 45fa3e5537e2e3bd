"""Bytes become text, or a refusal that says why."""

import pytest

from protocols.outline import LIMIT, Refusal, Unreadable, decode

TEXT = "Ééns per jaar – ‘samen’\nArtikel één"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read_without_guessing(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, False)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_unmarked_encodings_are_guessed(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, True)


@pytest.mark.parametrize(
    ("data", "refusal", "detail"),
    [
        (b"", Refusal.EMPTY, ""),
        (b" \r\n\t ", Refusal.EMPTY, ""),
        ("\ufeff\xa0\n".encode(), Refusal.EMPTY, ""),
        (b"\x00\x00\x00", Refusal.EMPTY, ""),
        (b"%PDF-1.7 ...", Refusal.DAMAGED_PDF, ""),
        (b"GIF89a", Refusal.BINARY, "GIF"),
        (b"PK\x03\x04rest", Refusal.DAMAGED, ""),
        (b"abc\x00def", Refusal.BINARY, ""),
        (b"abc\x01def", Refusal.BINARY, ""),
        (b"caf\xe9 \x81 \x8d", Refusal.ENCODING, ""),
        (b"\xff\xfea", Refusal.ENCODING, ""),
        (b"x" * (LIMIT + 1), Refusal.TOO_LARGE, ""),
    ],
)
def test_unreadable_bytes_are_refused_with_the_reason(
    data: bytes, refusal: Refusal, detail: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert (refused.value.refusal, refused.value.detail) == (refusal, detail)


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\x0cd\n")[0] == "a\nb\nc\nd\n"


def test_direction_marks_and_hard_spaces_stay() -> None:
    text = "Regel\u200f één\xa0twee\u202e drie"
    assert decode(text.encode())[0] == text
