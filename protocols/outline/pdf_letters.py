"""The letters of a page of a PDF → stretches of text, each with its place, size and weight."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

BOLD = re.compile(r"bold|black|heavy|demi|vet", re.IGNORECASE)
BOLD_WEIGHT = 600
FORCE_BOLD = 1 << 18
NAME_LONGEST = 200
APART = 1.0  # em between two letters: they are in other cells, or it's a label and its text
SPACE = 0.25  # em
BACK = 0.5  # em
SAME_HEIGHT = 0.08  # em
FARTHEST = 100_000.0  # points: a page is at most 14,400 wide
BESIDE_PAGE = 5.0  # points
HYPHEN = 0x2  # how PDFium gives a hyphen at the end of a line
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
NOT_SIGNS = frozenset({0xFFFE, 0xFFFF, 0xFFFD})
# Symbols that Word takes from fonts of its own, and letters that are printed as one.
# fmt: off
SIGNS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF06F: "◦",
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st", HYPHEN: "-",
}
# fmt: on


@dataclass(frozen=True)
class Font:
    size: float
    bold: bool
    turn: int = 0  # quarters of a circle


@dataclass
class Piece:
    """A stretch of text on one height, in one size and weight."""

    text: str
    left: float
    right: float
    y: float
    font: Font
    space: bool = False  # before it


@dataclass(frozen=True)
class Letter:
    sign: str
    left: float
    right: float
    y: float
    font: Font
    space: bool


@dataclass
class Letters:
    """The letters of a page in the order in which they were drawn."""

    page: pypdfium2.PdfTextPage
    count: int
    box: tuple[float, float, float, float]
    unknown: int = 0
    _at: object = None
    _font: Font | None = None
    _buffer: ctypes.Array[ctypes.c_char] = field(
        default_factory=lambda: ctypes.create_string_buffer(NAME_LONGEST)
    )

    def __iter__(self) -> Iterator[Letter]:
        space = False
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(self.page, index)
            sign = SIGNS.get(code) or (chr(code) if 0 < code < 0x110000 else "")
            if not sign or code in NOT_SIGNS or CONTROL.match(sign):
                self.unknown += 1
            elif sign.isspace():
                space = True
            elif letter := self._letter(index, sign, space=space):
                space = False
                yield letter

    def _letter(self, index: int, sign: str, *, space: bool) -> Letter | None:
        font = self._look(index)
        x, y = ctypes.c_double(), ctypes.c_double()
        box = raw.FS_RECTF()
        if (
            font is None
            or not raw.FPDFText_GetCharOrigin(self.page, index, x, y)
            or not raw.FPDFText_GetLooseCharBox(self.page, index, box)
        ):
            return None
        numbers = (x.value, y.value, box.left, box.right, box.bottom, box.top)
        if not all(math.isfinite(n) and abs(n) < FARTHEST for n in numbers):
            return None
        left, bottom, right, top = self.box
        if not (
            left - BESIDE_PAGE <= x.value <= right + BESIDE_PAGE
            and bottom - BESIDE_PAGE <= y.value <= top + BESIDE_PAGE
        ):
            return None  # beside the paper: nobody sees it
        # As if the page were turned until its text is upright.
        start, end, height = (
            (box.left, box.right, y.value),
            (box.bottom, box.top, -x.value),
            (-box.right, -box.left, -y.value),
            (-box.top, -box.bottom, x.value),
        )[font.turn]
        return Letter(sign, start, max(start, end), height, font, space)

    def _look(self, index: int) -> Font | None:
        """The font of a letter, asked for once per stretch that was drawn together."""
        made = raw.FPDFText_GetTextObject(self.page, index)
        at = ctypes.cast(made, ctypes.c_void_p).value
        if at is None or at != self._at:
            self._at, self._font = at, self._ask(index)
        return self._font

    def _ask(self, index: int) -> Font | None:
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self.page, index, matrix):
            return None
        size = raw.FPDFText_GetFontSize(self.page, index) * math.hypot(matrix.c, matrix.d)
        if not (math.isfinite(size) and 0.5 < size < FARTHEST):
            return None
        turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        if not math.isfinite(turn) or abs(turn - round(turn)) > 0.1:
            return None  # aslant: a stamp or a watermark
        return Font(round(size, 1), self._is_bold(index), round(turn) % 4)

    def _is_bold(self, index: int) -> bool:
        flags = ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self.page, index, self._buffer, NAME_LONGEST, flags)
        name = self._buffer.raw[: max(0, length - 1)] if length <= NAME_LONGEST else b""
        return (
            raw.FPDFText_GetFontWeight(self.page, index) >= BOLD_WEIGHT
            or bool(flags.value & FORCE_BOLD)
            or bool(BOLD.search(name.decode("utf-8", "replace")))
        )


def pieces_of(
    page: pypdfium2.PdfTextPage, count: int, box: tuple[float, float, float, float]
) -> tuple[list[Piece], int]:
    """The text of a page in its own direction, and how many letters of it mean nothing.

    What stands aslant or across, or beside the paper, is no part of the text.
    """
    letters = Letters(page, count, box)
    found = list(letters)
    if not found:
        return [], letters.unknown
    turn = Counter(letter.font.turn for letter in found).most_common(1)[0][0]
    pieces: list[Piece] = []
    for letter in found:
        if letter.font.turn != turn:
            continue
        if pieces and _goes_on(pieces[-1], letter):
            _add(pieces[-1], letter)
        else:
            pieces.append(
                Piece(letter.sign, letter.left, letter.right, letter.y, letter.font, letter.space)
            )
    return pieces, letters.unknown


def _goes_on(piece: Piece, letter: Letter) -> bool:
    em = piece.font.size
    return (
        letter.font == piece.font
        and abs(letter.y - piece.y) <= SAME_HEIGHT * em
        and letter.left >= piece.right - BACK * em - (letter.right - letter.left)
        and letter.left - piece.right < APART * em
    )


def _add(piece: Piece, letter: Letter) -> None:
    if letter.space or letter.left - piece.right > SPACE * piece.font.size:
        piece.text += " "
    piece.text += letter.sign
    piece.right = max(piece.right, letter.right)
