"""The original of a version, line by line, to lay beside its tree."""

from protocols.models import CodeVersion
from protocols.outline import Unreadable, decode
from protocols.outline.decoding import clean
from schoolgids.files.services import read


def source_lines(version: CodeVersion) -> list[tuple[int, str]]:
    """(number, text) of each line; where the file is no plain text, the lines as they were read."""
    original = version.original
    if original is not None and original.media_type.startswith("text/"):
        try:
            text, _guessed = decode(read(original))
        except (Unreadable, FileNotFoundError):
            return _as_read(version)
        return list(enumerate(clean(text).split("\n"), start=1))
    return _as_read(version)


def _as_read(version: CodeVersion) -> list[tuple[int, str]]:
    """What the importer made of each line, in the order of the original."""
    rows = version.provisions.order_by("line", "order").values_list("line", "label", "text")
    lines: dict[int, str] = {}
    for line, label, text in rows:
        lines[line] = " ".join(part for part in (lines.get(line), label, text) if part)
    return list(lines.items())
