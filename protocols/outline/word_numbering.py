"""Word's own list numbers: what stands printed before a paragraph is nowhere in its text."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from protocols.outline.markers import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE = re.compile(r"%([1-9])")
BULLET = "•"
DEEPEST = 9  # levels of a list, as Word has them


@dataclass(frozen=True)
class Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # every number of the label in digits

    def print(self, number: int, *, digits: bool) -> str:
        form = "decimal" if digits else self.form
        if form in ("lowerLetter", "upperLetter"):
            # After z comes aa, then bb: Word repeats the letter.
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        if form in ("lowerRoman", "upperRoman"):
            return roman(number).lower() if form == "lowerRoman" else roman(number)
        return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None) -> "Numbering":
        found = cls()
        if root is None:
            return found
        for abstract in root.iter(f"{W}abstractNum"):
            found.levels[_attribute(abstract, "abstractNumId")] = {
                _number(level.get(f"{W}ilvl")): _level(level) for level in abstract.iter(f"{W}lvl")
            }
        for num in root.iter(f"{W}num"):
            starts = {
                _number(over.get(f"{W}ilvl")): _number(value(over, "startOverride"))
                for over in num.iter(f"{W}lvlOverride")
                if value(over, "startOverride")
            }
            found.lists[_attribute(num, "numId")] = (value(num, "abstractNumId"), starts)
        return found

    def label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph at this level; counts it."""
        abstract, starts = self.lists.get(list_id, ("", {}))
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        level = levels[depth]
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""
        counts = self.counts.setdefault(abstract, {})
        if starts and list_id not in self.begun:
            for at in starts:
                counts.pop(at, None)
        self.begun.add(list_id)
        first = starts.get(depth, level.start)
        counts[depth] = counts[depth] + 1 if depth in counts else first
        for deeper in range(depth + 1, DEEPEST):
            counts.pop(deeper, None)

        def printed(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shown = levels.get(at, Level())
            return shown.print(counts.get(at, shown.start), digits=level.legal)

        return PLACE.sub(printed, level.text).strip()


def value(element: Element, name: str) -> str:
    """The w:val of a child, "" when there is none."""
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _level(level: Element) -> Level:
    return Level(
        form=value(level, "numFmt") or "decimal",
        text=value(level, "lvlText"),
        start=_number(value(level, "start") or "1"),
        legal=level.find(f"{W}isLgl") is not None,
    )


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0
