"""An uploaded picture as it may stand on every page: known by content, drawn anew, small.

Pure: bytes in, a picture or a refusal out. What was in the file beside the picture (a place, a
program, a profile) is gone, for only its pixels are taken over.
"""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from schoolgids.files.inspection import (
    BROKEN,
    FORMATS,
    IMAGES,
    NotAccepted,
    sniff,
    unpacking,
)

LIMIT = 2 * 1024 * 1024  # bytes
MOST_PIXELS = 16_000_000  # of an unpacked picture: more is a bomb, not a logo
LARGEST_SIDE = 8_000
SMALLEST_SIDE = 32
BOX = (800, 320)  # as large as the sharpest screen and paper use it
DRAWINGS = (b"<svg", b"<!doctype svg", b"\x1f\x8b")  # the last is how an .svgz begins
WITH_HOLES = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})
COLOURS = frozenset({"1", "L", "P", "RGB", "RGBX", "CMYK", "YCbCr", "HSV", "LAB"})


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def take(content: bytes) -> Picture:
    """The picture in a file. Raises NotAccepted with what to do instead."""
    if not content:
        raise NotAccepted(_("Dit bestand is leeg. Kies een ander bestand."))
    if len(content) > LIMIT:
        raise NotAccepted(
            _("Dit bestand is te groot. Het mag %d MB zijn.") % (LIMIT // (1024 * 1024))
        )
    if _is_drawing(content):
        raise NotAccepted(
            _("Een svg kan niet, want daar kan een script in zitten. Bewaar het logo als png.")
        )
    media_type = sniff(content)
    if media_type not in IMAGES:
        raise NotAccepted(_("Dit is geen afbeelding. Kies een jpg, png of webp."))
    with unpacking():
        return _drawn_anew(content, media_type)


def _is_drawing(content: bytes) -> bool:
    """Whether it is an SVG, in any of the ways in which a browser would take it for one."""
    head = content[:4096].replace(b"\x00", b"").lower()  # an SVG in UTF-16 has a zero per letter
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(DRAWINGS) or (start.startswith((b"<?xml", b"<!")) and b"<svg" in head)


def _drawn_anew(content: bytes, media_type: str) -> Picture:
    try:
        found: Image.Image = Image.open(io.BytesIO(content), formats=[FORMATS[media_type]])
        _check_size(found)
        found.load()
        ImageOps.exif_transpose(found, in_place=True)
        bare = _pixels_of(found)
    except NotAccepted:
        raise
    except BROKEN as broken:
        raise NotAccepted(_("Deze afbeelding is beschadigd. Kies een andere.")) from broken
    out = io.BytesIO()
    kind = "image/jpeg" if media_type == "image/jpeg" else "image/png"
    bare.save(out, FORMATS[kind], quality=90, optimize=True)
    return Picture(out.getvalue(), kind, bare.width, bare.height)


def _check_size(found: Image.Image) -> None:
    """Before anything is unpacked."""
    if max(found.size) > LARGEST_SIDE or found.width * found.height > MOST_PIXELS:
        raise NotAccepted(_("Deze afbeelding is te groot. Maak hem kleiner."))
    if min(found.size) < SMALLEST_SIDE:
        raise NotAccepted(
            _("Deze afbeelding is te klein. Een logo is minstens %d pixels breed en hoog.")
            % SMALLEST_SIDE
        )


def _pixels_of(found: Image.Image) -> Image.Image:
    """The pixels alone, no larger than they are shown; what is see-through stays so."""
    if found.mode in WITH_HOLES or "transparency" in found.info:
        mode = "RGBA"
    elif found.mode in COLOURS:
        mode = "L" if found.mode in {"1", "L"} else "RGB"
    else:  # 16 bits a channel would come out white
        raise NotAccepted(_("Deze afbeelding kunnen we niet lezen. Bewaar hem als gewone png."))
    plain = found.convert(mode)
    plain.thumbnail(BOX)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare
