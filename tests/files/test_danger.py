"""Malware and macros: known wherever they are in a file, refused at every door, written down."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.danger import CHUNK, SIGNATURE, WORDS, Danger, danger_in
from schoolgids.files.inspection import DOCUMENTS, IMAGES, NotAccepted, inspect
from schoolgids.files.models import StoredFile
from tests.cast import Cast

ClientOf = Callable[[str], Client]
SCHOOL = "/school/oostpoort/"
PDF = b"%PDF-1.7\n" + SIGNATURE + b"\n%%EOF"


def zipped(name: str, content: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("een.txt", b"tekst")
        whole.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", None),
        (b"een gewone tekst over macro's", None),
        (zipped("word/document.xml"), None),
        (b"PK\x03\x04 no zip", None),
        (SIGNATURE, Danger.MALWARE),
        (b" " * (CHUNK - 20) + SIGNATURE, Danger.MALWARE),
        (zipped("a/b.com", SIGNATURE), Danger.MALWARE),
        (zipped("xl/vbaProject.bin"), Danger.MACROS),
        (zipped("word/VBAPROJECT.BIN"), Danger.MACROS),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"), Danger.MACROS),
    ],
)
def test_danger_is_known_wherever_it_is(content: bytes, found: Danger | None) -> None:
    file = io.BytesIO(content)
    assert danger_in(file) is found
    assert file.tell() == 0


def test_malware_is_no_picture_and_no_document() -> None:
    with pytest.raises(NotAccepted, match="schadelijke software"):
        inspect(PDF, kinds=IMAGES | DOCUMENTS, limit=10_000)


@pytest.mark.parametrize(
    ("page", "field", "content", "danger"),
    [
        ("toestemming/scans/", "scan", PDF, Danger.MALWARE),
        ("toestemming/inlezen/", "file", b"naam;datum\n" + SIGNATURE, Danger.MALWARE),
        ("toestemming/inlezen/", "file", zipped("xl/vbaProject.bin"), Danger.MACROS),
        ("codes/inlezen/", "file", SIGNATURE, Danger.MALWARE),
        ("meldingen/nieuw/", "images", SIGNATURE, Danger.MALWARE),
    ],
)
def test_every_door_refuses_danger_and_writes_it_down(
    cast: Cast, client_of: ClientOf, page: str, field: str, content: bytes, danger: Danger
) -> None:
    client = client_of("administrator")
    sent = client.post(SCHOOL + page, {field: SimpleUploadedFile("a.pdf", content)}, follow=True)
    assert str(WORDS[danger]) in sent.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not StoredFile.objects.exists()
        (event,) = Event.objects.filter(kind="refusal")
    assert event.name == danger.value
    assert event.actor_id == cast.people["administrator"].pk


def test_good_file_leaves_no_refusal(cast: Cast, client_of: ClientOf) -> None:
    text = SimpleUploadedFile("a.txt", b"# Code\n\n1. Regel.")
    assert (
        client_of("administrator").post(f"{SCHOOL}codes/inlezen/", {"file": text}).status_code
        == 302
    )
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not Event.objects.filter(kind="refusal").exists()
