"""QR codes: on paper as part of the page, or as a picture of their own."""

from io import BytesIO

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

PIXELS = 12  # per module of a PNG: sharp on a poster
QUIET = 4  # modules of white around a picture that stands alone


def portal_address(path: str) -> str:
    """A page of the portal as the whole world knows it."""
    return settings.PORTAL_URL.rstrip("/") + path


def drawn(content: str, *, title: str | None = None) -> SafeString:
    """A QR as SVG, to stand in the page itself. A PDF that is read aloud says its title."""
    out = BytesIO()
    segno.make(content, error="m").save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, svgclass="qr",
        lineclass=None, title=title,
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308  made here, of a link or a key


def svg(content: str) -> bytes:
    """A QR as an SVG file, to be put on a poster or in a newsletter."""
    out = BytesIO()
    segno.make(content, error="m").save(
        out, kind="svg", border=QUIET, scale=PIXELS, title=content, light="white"
    )
    return out.getvalue()


def png(content: str) -> bytes:
    """A QR as a PNG file."""
    out = BytesIO()
    segno.make(content, error="m").save(out, kind="png", border=QUIET, scale=PIXELS)
    return out.getvalue()
