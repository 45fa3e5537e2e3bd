"""Private files: known by content, cleaned, unreadable on disk, gone when their key is."""

import hashlib
import io

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from PIL import Image, ImageFile

from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.inspection import DOCUMENTS, IMAGES, NotAccepted, inspect
from schoolgids.files.services import destroy, read, store
from tests.cast import Cast

LIMIT = 1_000_000
ANY = IMAGES | DOCUMENTS


def picture(image_format: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, image_format, **options)
    return out.getvalue()


def with_location() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 21.0, 30.0)
    return picture(exif=exif)


def test_image_loses_its_location_and_is_turned_upright() -> None:
    accepted = inspect(with_location(), kinds=IMAGES, limit=LIMIT)
    cleaned = Image.open(io.BytesIO(accepted.content))
    assert accepted.media_type == "image/jpeg"
    assert cleaned.size == (20, 40)
    assert not cleaned.getexif()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_image_is_known_by_content(image_format: str) -> None:
    accepted = inspect(picture(image_format), kinds=IMAGES, limit=LIMIT)
    assert accepted.media_type == f"image/{image_format.lower()}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"<html><script>alert(1)</script></html>", "geen afbeelding"),
        (b"MZ\x90\x00" + b"\x00" * 100, "geen afbeelding"),
        (picture()[:200], "beschadigd"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "beschadigd"),
        (b"%PDF-1.7\nno end", "beschadigd"),
        (b"x" * (LIMIT + 1), "te groot"),
    ],
    ids=["empty", "html", "program", "half a jpeg", "fake png", "half a pdf", "too large"],
)
def test_other_content_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        inspect(content, kinds=ANY, limit=LIMIT)
    assert words in str(refusal.value.reason)


def test_picture_of_too_many_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (13_000, 10)).save(out, "PNG")
    with pytest.raises(NotAccepted, match="te groot"):
        inspect(out.getvalue(), kinds=IMAGES, limit=LIMIT)


def test_webp_is_refused_sooner_for_it_takes_most_memory() -> None:
    out = io.BytesIO()
    Image.new("L", (6_000, 4_000)).save(out, "WEBP", quality=1, method=0)
    with pytest.raises(NotAccepted, match="te groot"):
        inspect(out.getvalue(), kinds=IMAGES, limit=LIMIT)


def test_stored_file_is_read_back_and_unreadable_on_disk(inside: Cast) -> None:
    actor = inside.actor("teacher", school=inside.oostpoort)
    row = store(actor, content=b"the evidence", name="../a/foto.jpg", media_type="image/jpeg")
    assert read(row) == b"the evidence"
    assert row.name == "foto.jpg"
    assert bytes(row.sha256) == hashlib.sha256(b"the evidence").digest()
    on_disk = (settings.FILES_ROOT / row.path).read_bytes()
    assert b"evidence" not in on_disk


def test_file_moved_to_another_row_can_not_be_read(inside: Cast) -> None:
    actor = inside.actor("teacher", school=inside.oostpoort)
    one = store(actor, content=b"one", name="one", media_type="image/png")
    other = store(actor, content=b"other", name="other", media_type="image/png")
    one.wrapped_key = other.wrapped_key
    with pytest.raises(InvalidTag):
        read(one)


def test_destroyed_file_leaves_proof_without_content(committed: Cast) -> None:
    cast = committed
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        row = store(head, content=b"harmful", name="x.png", media_type="image/png")
        destroy(head, row=row, ground="schadelijk")
    assert not (settings.FILES_ROOT / row.path).exists()
    with scoped(Scope.of_school(cast.oostpoort)):
        row.refresh_from_db()
        with pytest.raises(FileNotFoundError):
            read(row)
        (event,) = Event.objects.filter(name="file.destroy")
    assert event.facts == {
        "ground": "schadelijk",
        "sha256": hashlib.sha256(b"harmful").hexdigest(),
    }


def noisy() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(out, "PNG")
    return out.getvalue()


def test_half_a_picture_is_refused_also_when_paper_was_made_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint tells Pillow to let them pass."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    half = noisy()[:-4000]
    with pytest.raises(NotAccepted, match="beschadigd"):
        inspect(half, kinds=IMAGES, limit=LIMIT)
    assert ImageFile.LOAD_TRUNCATED_IMAGES
