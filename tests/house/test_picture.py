"""What may be a logo: known by content, drawn anew, small; the rest is refused in words."""

import gzip
import io

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from schoolgids.files.inspection import NotAccepted
from schoolgids.house.picture import LIMIT, take
from tests.house.pictures import SVG, opened, picture

NO_DRAWING = "Een svg kan niet, want daar kan een script in zitten. Bewaar het logo als png."
NO_PICTURE = "Dit is geen afbeelding. Kies een jpg, png of webp."
BROKEN = "Deze afbeelding is beschadigd. Kies een andere."


@pytest.mark.parametrize(
    ("image_format", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/png")],
)
def test_picture_is_taken_by_content(image_format: str, media_type: str) -> None:
    taken = take(picture(image_format))
    assert (taken.media_type, taken.width, taken.height) == (media_type, 120, 60)
    assert opened(taken.content).format == media_type.removeprefix("image/").upper()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Dit bestand is leeg. Kies een ander bestand."),
        (b"x" * (LIMIT + 1), "Dit bestand is te groot. Het mag 2 MB zijn."),
        (SVG, NO_DRAWING),
        (b"\xef\xbb\xbf \n" + SVG, NO_DRAWING),
        (b'<?xml version="1.0"?><!-- x -->' + SVG, NO_DRAWING),
        (b"<!DOCTYPE svg PUBLIC>" + SVG, NO_DRAWING),
        (SVG.decode().encode("utf-16"), NO_DRAWING),
        (gzip.compress(SVG), NO_DRAWING),
        (b"<html><script>alert(1)</script></html>", NO_PICTURE),
        (b"%PDF-1.7\n%%EOF", NO_PICTURE),
        (picture("GIF"), NO_PICTURE),
        (picture("BMP"), NO_PICTURE),
        (picture("JPEG")[:300], BROKEN),
        (picture(size=(300, 300), mode="RGB")[:60], BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, BROKEN),
        (picture(size=(9_000, 40), mode="1", colour=1), "Deze afbeelding is te groot. Maak hem kleiner."),
        (picture(size=(4_100, 4_100), mode="1", colour=1), "Deze afbeelding is te groot. Maak hem kleiner."),
        (picture(size=(31, 200)), "Deze afbeelding is te klein. Een logo is minstens 32 pixels breed en hoog."),
        (picture(mode="I;16", colour=40_000), "Deze afbeelding kunnen we niet lezen. Bewaar hem als gewone png."),
    ],
    ids=["empty", "bytes", "svg", "svg after a mark", "svg in xml", "svg with a type", "svg of 2 bytes",
         "svgz", "html", "pdf", "gif", "bmp", "half a jpeg", "half a png", "fake png", "side", "pixels",
         "small", "16 bits"],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        take(content)
    assert str(refusal.value.reason) == words


def test_nothing_but_the_pixels_is_kept() -> None:
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Author", "Petra Aldershof")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    taken = take(picture(pnginfo=facts, exif=exif, icc_profile=b"profile"))
    assert b"Aldershof" not in taken.content
    cleaned = opened(taken.content)
    cleaned.load()
    assert (cleaned.info, dict(cleaned.getexif())) == ({}, {})
    assert cleaned.size == (60, 120)


def test_what_hides_behind_a_picture_is_gone() -> None:
    taken = take(picture() + b"<script>alert(1)</script>")
    assert b"script" not in taken.content


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_see_through_stays_see_through(mode: str) -> None:
    out = io.BytesIO()
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    clear.paste((0, 0, 120, 255), (0, 0, 32, 64))
    if mode == "P":
        clear.convert("P").save(out, "PNG", transparency=clear.convert("P").getpixel((60, 5)))
    else:
        clear.convert(mode).save(out, "PNG")
    drawn = opened(take(out.getvalue()).content)
    assert drawn.mode == "RGBA"
    assert [drawn.getpixel(place)[3] for place in ((5, 5), (60, 5))] == [255, 0]  # type: ignore[index]


def test_picture_is_made_as_large_as_it_is_used() -> None:
    taken = take(picture(size=(3_000, 600)))
    assert (taken.width, taken.height) == (800, 160)


def test_colours_of_a_printer_become_those_of_a_screen() -> None:
    taken = take(picture("JPEG", mode="CMYK", colour=(0, 255, 255, 0)))
    red, green, blue = opened(taken.content).getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_same_file_is_the_same_picture() -> None:
    assert take(picture()).sha256 == take(picture()).sha256
    assert take(picture()).sha256 != take(picture(colour="red")).sha256


def test_half_a_picture_is_refused_also_when_paper_was_made_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint tells Pillow to let them pass."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    half = picture("JPEG", size=(300, 300))[:-400]
    with pytest.raises(NotAccepted, match="beschadigd"):
        take(half)
    assert ImageFile.LOAD_TRUNCATED_IMAGES
