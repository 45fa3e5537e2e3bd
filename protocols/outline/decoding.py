"""Bytes → text, or a refusal that says what is wrong. Never half-read text."""

import codecs
import re

from protocols.outline.pdf import PDF, Tell, pdf_text, silent
from protocols.outline.refusal import Refusal, Unreadable
from protocols.outline.word import look_at_word, word_text

LIMIT = 20 * 1024 * 1024
ZIP = b"PK\x03\x04"  # what a Word file begins with


SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "Word (.doc)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
}
# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029\x85]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, tell: Tell = silent) -> tuple[str, bool]:
    """The text of a file, and whether its encoding had to be guessed.

    Raises Unreadable for what is empty, too large, binary or in no encoding we know.
    """
    look_at(data)
    if data.startswith(ZIP):
        text, guessed = word_text(data), False
    elif data.startswith(PDF):
        text, guessed = pdf_text(data, tell), False
    else:
        text, guessed = _text(data)
    if CONTROLS.search(text.rstrip("\x1a")):  # old DOS editors end a file with one
        raise Unreadable(Refusal.BINARY)
    if not text.strip("\ufeff\u200b \t\r\n\xa0"):
        raise Unreadable(Refusal.EMPTY)
    return clean(text), guessed


def look_at(data: bytes) -> None:
    """Raises Unreadable for what shows at first sight to be no text, without reading it."""
    if len(data) > LIMIT:
        raise Unreadable(Refusal.TOO_LARGE)
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(Refusal.EMPTY)
    for signature, name in SIGNATURES.items():
        if data.startswith(signature):
            raise Unreadable(Refusal.BINARY, name)
    if data.startswith(ZIP):
        look_at_word(data)
    elif not data.startswith(PDF):
        _text(data)


def clean(text: str) -> str:
    """Text with one kind of line end and without what PostgreSQL or a page can't hold."""
    text = BREAKS.sub("\n", text.removeprefix("\ufeff"))
    return SURROGATES.sub("\ufffd", CONTROLS.sub("", text))


def _text(data: bytes) -> tuple[str, bool]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), False
    if encoding := _unmarked_utf16(data):
        return _strictly(data, encoding), True
    if b"\x00" in data:
        raise Unreadable(Refusal.BINARY)
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), True


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Refusal.ENCODING) from error


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as a zero in every second byte of Latin text."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > 0.7 * half and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""
