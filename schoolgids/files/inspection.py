"""What an uploaded file really is, by content; images are cleaned of where they were taken.

Pure: bytes in, bytes or a refusal out.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from schoolgids.files.danger import WORDS, danger_in

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
DOCUMENTS = frozenset({"application/pdf"})
LARGEST_SIDE = 12_000  # pixels; a larger image is a bomb, not a photo
MOST_PIXELS = 60_000_000
MOST_PIXELS_WEBP = 20_000_000  # takes ten times its pixels in memory, and no camera makes larger
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
ONE_AT_A_TIME = Lock()  # in one process: some photos at once would take all its memory


@contextmanager
def unpacking() -> Iterator[None]:
    """One picture at a time, and whole ones alone: WeasyPrint, once loaded, lets half of one pass
    for the whole process.
    """
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


class NotAccepted(ValueError):
    """The file can't be taken, with the reason in words."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Accepted:
    content: bytes
    media_type: str


def inspect(content: bytes, *, kinds: frozenset[str], limit: int) -> Accepted:
    """The content as it may be stored.

    kinds: media types that are welcome here; limit: bytes.
    Raises NotAccepted when it is empty, too large, something else, or broken.
    """
    if not content:
        raise NotAccepted(_("Dit bestand is leeg."))
    if len(content) > limit:
        megabytes = limit // (1024 * 1024)
        raise NotAccepted(_("Dit bestand is te groot. Het mag %d MB zijn.") % megabytes)
    if (danger := danger_in(io.BytesIO(content))) is not None:
        raise NotAccepted(WORDS[danger])
    media_type = sniff(content)
    if media_type not in kinds:
        raise NotAccepted(_wanted(kinds))
    if media_type in IMAGES:
        with unpacking():
            return Accepted(_clean_image(content, media_type), media_type)
    if b"%%EOF" not in content[-2048:]:
        raise NotAccepted(_("Deze pdf is beschadigd. Bewaar hem opnieuw en probeer het nog eens."))
    return Accepted(content, media_type)


def sniff(content: bytes) -> str:
    """The media type of what is in it; "" when nothing is recognised."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        return puremagic.from_string(content, mime=True) or ""
    except (puremagic.PureError, ValueError):
        return ""


def _wanted(kinds: frozenset[str]) -> str | Promise:
    if kinds <= IMAGES:
        return _("Dit is geen afbeelding. Kies een jpg, png of webp.")
    return _("Dit is geen afbeelding of pdf. Kies een jpg, png, webp of pdf.")


def _clean_image(content: bytes, media_type: str) -> bytes:
    """The picture alone, turned upright: no place, no camera, no thumbnail of before a crop."""
    most = MOST_PIXELS_WEBP if media_type == "image/webp" else MOST_PIXELS
    try:
        upright: Image.Image = Image.open(io.BytesIO(content), formats=[FORMATS[media_type]])
        if max(upright.size) > LARGEST_SIDE or upright.width * upright.height > most:
            raise NotAccepted(_("Deze afbeelding is te groot. Maak hem kleiner."))
        upright.load()
        ImageOps.exif_transpose(upright, in_place=True)
    except NotAccepted:
        raise
    except BROKEN as broken:
        raise NotAccepted(_("Deze afbeelding is beschadigd. Kies een andere.")) from broken
    welcome = {"RGB"} if media_type == "image/jpeg" else {"RGB", "RGBA", "L"}
    if upright.mode not in welcome:
        upright = upright.convert("RGB")
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    del upright
    out = io.BytesIO()
    bare.save(out, FORMATS[media_type], quality=90)
    return out.getvalue()
