"""The little Markdown that texts of schools hold, as safe HTML: emphasis, links, lists."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# No raw HTML, no images, no code: what is not in these lists is shown as it was typed.
_INLINE = MarkdownIt("zero", {"breaks": True}).enable(["link", "emphasis", "newline", "escape"])
_BLOCKS = MarkdownIt("zero", {"breaks": True}).enable(
    ["link", "emphasis", "newline", "escape", "list"]
)
LINK = re.compile(r"\[([^\[\]]*)\]\((?:(?:#|code:)[^()\s]*|([^()\s]*))\)")
CODE_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(code:([0-9a-f-]{36})\)")
NO_CODES: Mapping[str, str] = MappingProxyType({})
NOWHERE = re.compile(r"\[([^\[\]\n]+)\]\((?!https?://|mailto:|tel:|code:)[^()\s]*\)")
LINK_SIGNS = re.compile(r"([\[\]])")


def inline(
    text: str, references: Sequence[Sequence[str]] = (), codes: Mapping[str, str] = NO_CODES
) -> SafeString:
    """One provision: emphasis and links; words that point to a provision become a link to it.

    A link that leads nowhere, which somebody let stay, is no link: its words are all there is.
    codes: where each other code stands in this guide, by its key.
    """
    text = with_codes(NOWHERE.sub(r"\1", text), codes)
    for words, anchor in references:
        label = LINK_SIGNS.sub(r"\\\1", words)
        text = text.replace(words, f"[{label}](#{anchor})", 1)
    html: str = _INLINE.renderInline(text)
    return mark_safe(html)  # noqa: S308  markdown-it escapes all else


def blocks(text: str, codes: Mapping[str, str] = NO_CODES) -> SafeString:
    """A text of several paragraphs and lists."""
    html: str = _BLOCKS.render(with_codes(text, codes))
    return mark_safe(html)  # noqa: S308  markdown-it escapes all else


def with_codes(text: str, codes: Mapping[str, str]) -> str:
    """Links to other codes lead to their place in this guide; without one the words stay."""
    return CODE_LINK.sub(
        lambda found: f"[{found[1]}]({codes[found[2]]})" if found[2] in codes else found[1], text
    )


def plain(text: str) -> str:
    """The words alone, for a title or a search result."""
    return re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text).replace("*", "")


def spoken(text: str) -> str:
    """The words as they are compared: without marks, a link with the address it leads to."""
    shown = LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[2] else found[1], text)
    return shown.replace("*", "")
