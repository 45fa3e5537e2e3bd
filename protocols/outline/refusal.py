"""Why bytes can't be read as a text."""

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    ENCODING = "encoding"
    DAMAGED = "damaged"
    MACROS = "macros"
    DAMAGED_PDF = "damaged_pdf"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
    TOO_HEAVY = "too_heavy"


class Unreadable(ValueError):
    """The file can't be read as text; `refusal` says why, `detail` what it seems to be instead."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(f"{refusal}: {detail}" if detail else str(refusal))
        self.refusal = refusal
        self.detail = detail
