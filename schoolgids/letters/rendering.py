"""HTML to a PDF that screen readers can read (PDF/UA), with the type and the styles of paper."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils.translation import get_language

from schoolgids.interface.assets import PAPER_FONTS, font_file, paper_stylesheet

NOWHERE = "about:blank"
LOGO = "school:logo"  # what letters/logo.html asks for
# What runs along the pages is no text of its own: read aloud it would come twice.
RUNNING = ".letter .sheet { string-set: sender attr(data-sender), ref attr(data-ref) }"


class Logo(Protocol):
    """A picture, as the bytes of a PNG or JPEG."""

    content: bytes
    media_type: str


class Colours(Protocol):
    """The colours of a school, each "#rrggbb" as its table demands."""

    colour_primary: str
    colour_accent: str


def house_style(colours: Colours) -> str:
    """The little that differs between the letters of two schools."""
    return (
        f"{RUNNING} .letter {{ --school: {colours.colour_primary};"
        f" --line: {colours.colour_accent} }} .letter .lh div {{ flex: 1 }}"
    )


def _only_our_own(logo: Logo | None) -> Any:
    """A fetcher for the type out of our own packages and the logo of the school, and nothing
    else: a letter has no other parts, and what somebody wrote in it can't make the server look
    anywhere.
    """
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    ours = {font_file(name).as_uri() for name, _weight, _style in PAPER_FONTS}

    class OnlyOurOwn(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url == LOGO and logo is not None:
                found = {"Content-Type": logo.media_type}
                return URLFetcherResponse(url, bytes(logo.content), found)
            if url not in ours:
                raise FatalURLFetchingError("a letter asked for something from outside itself")
            return super().fetch(url, headers)

    return OnlyOurOwn(allowed_protocols=["file"], allow_redirects=False)


def render_pdf(template: str, context: Mapping[str, Any], *, colours: Colours) -> bytes:
    """The PDF/UA of a page with the body class `letter`, in the colours and with the logo of a
    school.

    Title, author and language of the document are those of the HTML.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _only_our_own(getattr(colours, "logo", None))
    html = render_to_string(template, {"language": get_language() or "nl", **context})
    styles = CSS(
        string=paper_stylesheet() + house_style(colours),
        font_config=fonts,
        url_fetcher=fetcher,
        base_url=NOWHERE,
    )
    page = HTML(string=html, url_fetcher=fetcher, base_url=NOWHERE)
    pdf: bytes = page.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf
