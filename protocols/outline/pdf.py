"""A PDF file → text for the same reader as any text: read in order, without what each page repeats.

A PDF knows only where letters stand. Lines, columns, headings and paragraphs are found back from
place and size: pdf_letters finds the words, pdf_pages their order, pdf_paragraphs what they form.
"""

from collections.abc import Callable

import pypdfium2
from pypdfium2 import raw

from protocols.outline.pdf_letters import Piece, pieces_of
from protocols.outline.pdf_pages import lines_of
from protocols.outline.pdf_paragraphs import text_of
from protocols.outline.refusal import Refusal, Unreadable
from schoolgids.pdfium import ONE_AT_A_TIME

PDF = b"%PDF"  # what a PDF begins with
MOST_PAGES = 500
MOST_LETTERS = 2_000_000  # 500 pages full of small print
Tell = Callable[[int, int], object]  # pages read, and of how many
READABLE = 0.5  # of the letters that are there; fonts without a table give nonsense


def silent(_done: int, _total: int) -> None:
    """Tells nobody how far it is."""


def pdf_text(data: bytes, tell: Tell = silent) -> str:
    """The text of a PDF. Raises Unreadable."""
    try:
        with ONE_AT_A_TIME:
            pages = _read(data, tell)
        text = text_of(lines_of(pages))
    except pypdfium2.PdfiumError as broken:
        locked = getattr(broken, "err_code", None) in (
            raw.FPDF_ERR_PASSWORD,
            raw.FPDF_ERR_SECURITY,
        )
        raise Unreadable(Refusal.ENCRYPTED if locked else Refusal.DAMAGED_PDF) from broken
    except Unreadable:
        raise
    except (ArithmeticError, LookupError, OSError, RuntimeError, ValueError) as broken:
        raise Unreadable(Refusal.DAMAGED_PDF) from broken
    if not any(sign.isalpha() for sign in text):
        raise Unreadable(Refusal.SCANNED)
    return text


def pages_of_pictures(data: bytes) -> list[int]:
    """The numbers of the pages that show a picture and hold no letter. Raises Unreadable."""
    try:
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(data)
            try:
                return [n + 1 for n in range(len(document)) if _is_picture(document, n)]
            finally:
                document.close()
    except (pypdfium2.PdfiumError, LookupError, OSError, RuntimeError, ValueError) as broken:
        raise Unreadable(Refusal.DAMAGED_PDF) from broken


def _is_picture(document: pypdfium2.PdfDocument, number: int) -> bool:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            if text.get_text_range().strip():
                return False
        finally:
            text.close()
        count = raw.FPDFPage_CountObjects(page)
        kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(count))
        return raw.FPDF_PAGEOBJ_IMAGE in kinds
    finally:
        page.close()


def _read(data: bytes, tell: Tell) -> list[list[Piece]]:
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) == 0:
            raise Unreadable(Refusal.DAMAGED_PDF)
        if len(document) > MOST_PAGES:
            raise Unreadable(Refusal.TOO_MANY_PAGES)
        pages: list[list[Piece]] = []
        letters = unknown = 0
        for number in range(len(document)):
            found, there, nonsense = _page(document, number, MOST_LETTERS - letters)
            pages.append(found)
            letters, unknown = letters + there, unknown + nonsense
            tell(number + 1, len(document))
    finally:
        document.close()
    if unknown > letters * READABLE:
        raise Unreadable(Refusal.SCANNED)
    return pages


def _page(document: pypdfium2.PdfDocument, number: int, room: int) -> tuple[list[Piece], int, int]:
    """The words of a page, how many letters it has and how many of those mean nothing."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            letters = raw.FPDFText_CountChars(text)
            if letters > room:
                raise Unreadable(Refusal.TOO_LARGE)
            found, unknown = pieces_of(text, letters, page.get_cropbox())
            return found, max(letters, 0), unknown
        finally:
            text.close()
    finally:
        page.close()
