"""The pages of a scan: what code stands on each, and which belong together. No Django, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp

from schoolgids.pdfium import ONE_AT_A_TIME

MOST_PAGES = 500
SHARP = 2.0  # times 72 dots per inch: enough for a code of a few centimetres
LARGEST = 4_000  # dots along a side; a page that claims to be a wall is drawn smaller


class NotReadable(ValueError):
    """Not a PDF whose pages can be looked at."""


class TooManyPages(ValueError):
    """More pages than are read in one go."""


@dataclass(frozen=True)
class Form:
    """Pages of one form, counted from 0, and the code that stood on the first of them."""

    mark: str
    pages: tuple[int, ...]


def count(content: bytes) -> int:
    """How many pages. Raises NotReadable (also for one with a password) or TooManyPages."""
    with ONE_AT_A_TIME:
        document = _open(content)
        pages = len(document)
        document.close()
    if pages == 0:
        raise NotReadable
    if pages > MOST_PAGES:
        raise TooManyPages
    return pages


def marks(content: bytes, pages: Sequence[int]) -> list[str]:
    """The code on each of these pages, "" where there is none."""
    with ONE_AT_A_TIME:
        document = _open(content)
        found = [_mark(document, page) for page in pages]
        document.close()
    return found


def picture(content: bytes, page: int) -> bytes:
    """A page as PNG."""
    with ONE_AT_A_TIME:
        document = _open(content)
        image = _draw(document, page)
        document.close()
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def part(content: bytes, pages: Sequence[int]) -> bytes:
    """A PDF of these pages alone."""
    with ONE_AT_A_TIME:
        document = _open(content)
        one = pypdfium2.PdfDocument.new()
        one.import_pages(document, list(pages))
        out = BytesIO()
        one.save(out)
        one.close()
        document.close()
    return out.getvalue()


def together(found: Sequence[str]) -> list[Form]:
    """Which pages are one form: a page without a code goes with the one before, and the same code
    again is the same form. Pages before the first code are a form without one.
    """
    forms: list[Form] = []
    for page, mark in enumerate(found):
        if forms and mark in ("", forms[-1].mark):
            forms[-1] = Form(forms[-1].mark, (*forms[-1].pages, page))
        else:
            forms.append(Form(mark, (page,)))
    return forms


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as broken:
        raise NotReadable from broken


def _draw(document: pypdfium2.PdfDocument, page: int):  # type: ignore[no-untyped-def]
    try:
        one = document[page]
        side = max(one.get_size()) or 1
        return one.render(scale=min(SHARP, LARGEST / side)).to_pil()
    except pypdfium2.PdfiumError as broken:
        raise NotReadable from broken


def _mark(document: pypdfium2.PdfDocument, page: int) -> str:
    codes = zxingcpp.read_barcodes(_draw(document, page).convert("L"))
    return next((code.text for code in codes if code.text), "")
