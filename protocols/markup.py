"""The little Markdown that texts of schools hold, as safe HTML: emphasis, links, lists."""

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# No raw HTML, no images, no code: what is not in these lists is shown as it was typed.
_INLINE = MarkdownIt("zero", {"breaks": True}).enable(["link", "emphasis", "newline", "escape"])
_BLOCKS = MarkdownIt("zero", {"breaks": True}).enable(
    ["link", "emphasis", "newline", "escape", "list"]
)
LINK = re.compile(r"\[([^\[\]]*)\]\((?:#[^()\s]*|([^()\s]*))\)")
NOWHERE = re.compile(r"\[([^\[\]\n]+)\]\((?!https?://|mailto:|tel:)[^()\s]*\)")
LINK_SIGNS = re.compile(r"([\[\]])")


def inline(text: str, references: Sequence[Sequence[str]] = ()) -> SafeString:
    """One provision: emphasis and links; words that point to a provision become a link to it.

    A link that leads nowhere, which somebody let stay, is no link: its words are all there is.
    """
    text = NOWHERE.sub(r"\1", text)
    for words, anchor in references:
        label = LINK_SIGNS.sub(r"\\\1", words)
        text = text.replace(words, f"[{label}](#{anchor})", 1)
    html: str = _INLINE.renderInline(text)
    return mark_safe(html)  # noqa: S308  markdown-it escapes all else


def blocks(text: str) -> SafeString:
    """A text of several paragraphs and lists."""
    html: str = _BLOCKS.render(text)
    return mark_safe(html)  # noqa: S308  markdown-it escapes all else


def plain(text: str) -> str:
    """The words alone, for a title or a search result."""
    return re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text).replace("*", "")


def spoken(text: str) -> str:
    """The words as they are compared: without marks, a link with the address it leads to."""
    shown = LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[2] else found[1], text)
    return shown.replace("*", "")
