"""The texts marked for translation in the source, and the catalogue that translates them.

Dutch is the language of the source, so only the English catalogue exists.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

FOLDERS = ("schoolgids", "protocols", "consent", "incidents", "templates")
TEMPLATES = {".html", ".txt"}

# How each function takes its texts: position of the singular and plural, "c" is the context.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def collect(root: Path) -> Catalog:
    """Every text that the source marks, with the files it is in."""
    catalogue = Catalog(locale="en", domain="django", fuzzy=False)
    for path in sorted(_sources(root)):
        source = path.read_text(encoding="utf-8")
        if path.suffix in TEMPLATES:
            # Python as far as the extractor looks: the rest of a template is blanked out.
            source = "\n".join(line.lstrip() for line in templatize(source).split("\n"))
        for _line, texts, _comments, context in extract(
            "python", BytesIO(source.encode()), keywords=KEYWORDS
        ):
            place = str(path.relative_to(root))
            catalogue.add(texts, locations=[(place, 0)], context=context)
    return catalogue


def _sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            is_template = path.suffix in TEMPLATES and "templates" in path.parts
            is_module = path.suffix == ".py" and "migrations" not in path.parts
            if is_template or is_module:
                yield path


def read(path: Path) -> Catalog:
    """The catalogue in a file; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale="en", domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django", abort_invalid=True)


def faults(source: Catalog, translated: Catalog) -> list[str]:
    """What keeps the catalogue from being complete and right, a line each."""
    wanted, present = _by_key(source), _by_key(translated)
    found = [f"missing: {_name(message)}" for key, message in wanted.items() if key not in present]
    found += [f"obsolete: {_name(message)}" for message in translated.obsolete.values()]
    for key, message in present.items():
        if key not in wanted:
            found.append(f"obsolete: {_name(message)}")
        elif message.fuzzy:
            found.append(f"fuzzy: {_name(message)}")
        elif not all(_forms(message.string)):
            found.append(f"empty: {_name(message)}")
        elif not _same_placeholders(message):
            found.append(f"placeholders differ: {_name(message)}")
    return sorted(found)


def renew(source: Catalog, translated: Catalog) -> Catalog:
    """The texts of the source with the translations that exist; new ones are left empty."""
    known = _by_key(translated)
    for key, message in _by_key(source).items():
        if key in known:
            message.string = known[key].string
            message.flags |= known[key].flags & {"fuzzy"}
    return source


def write(path: Path, catalogue: Catalog) -> None:
    """Writes the catalogue in an order and form that give small differences."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # No dates and no line numbers: they would change with every commit.
    catalogue.header_comment = "# English texts of Schoolgids; the texts in the source are Dutch."
    catalogue.mime_headers = [
        ("Language", "en"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("Content-Type", "text/plain; charset=utf-8"),
    ]
    content = BytesIO()
    write_po(content, catalogue, sort_output=True, include_lineno=False, width=100)
    path.write_bytes(content.getvalue())


def compile_catalogue(path: Path) -> bool:
    """Writes the .mo beside the .po when it is older; whether it did."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    half = target.with_suffix(".half")
    with half.open("wb") as file:
        write_mo(file, read(path))
    half.rename(target)
    return True


def _by_key(catalogue: Catalog) -> dict[tuple[str, str], Message]:
    """The messages by context and singular, as gettext finds them."""
    return {
        (message.context or "", _forms(message.id)[0]): message
        for message in catalogue
        if message.id
    }


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The singular and the plural, or the one text there is."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def _same_placeholders(message: Message) -> bool:
    originals, translations = _forms(message.id), _forms(message.string)
    if len(originals) != len(translations):
        return False
    for original, translation in zip(originals, translations, strict=True):
        wanted, used = _placeholders(original), _placeholders(translation)
        # "One message" may leave its number out; the plural and a lone text may not.
        is_singular = len(originals) > 1 and original is originals[0]
        if not (used <= _placeholders(*originals) if is_singular else used == wanted):
            return False
    return True


def _placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def _name(message: Message) -> str:
    files = ", ".join(sorted({place for place, _line in message.locations}))
    text = _forms(message.id)[0]
    return f"“{text}”" + (f" ({files})" if files else "")
