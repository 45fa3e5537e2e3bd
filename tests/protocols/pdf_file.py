"""PDF files, made by WeasyPrint out of HTML and by hand."""

import io

import pypdf
import pypdfium2

STYLE = "@page { size: A4; margin: 2.5cm } body { font: 11pt/1.4 'DejaVu Serif' } "


def pdf_file(body: str, style: str = "") -> bytes:
    """A PDF of this HTML."""
    html = f'<html lang="nl"><style>{STYLE}{style}</style><body>{body}</body></html>'
    import weasyprint  # not before a test needs it: Pango is slow to load

    made: bytes = weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True)
    return made


def empty_pdf(pages: int) -> bytes:
    """A PDF without a word."""
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(200, 200).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def locked_pdf(body: str, password: str, owner: str = "beheer") -> bytes:
    """A PDF that opens with this password; with "" for anyone, who then may not change it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(body)))
    writer.encrypt(password, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
