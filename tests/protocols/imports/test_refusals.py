"""What can not be read in: each is refused in words, at its place, and leaves nothing half."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from protocols.imports.models import ImportJob
from protocols.imports.tasks import run_imports
from protocols.models import Code, CodeVersion, Provision
from protocols.outline.word import PART_LIMIT
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.danger import SIGNATURE
from schoolgids.files.models import StoredFile
from tests.cast import Cast
from tests.protocols.imports.reading import IMPORT, file_of, send
from tests.protocols.pdf_file import empty_pdf, locked_pdf
from tests.protocols.word_file import par, word_file

ClientOf = Callable[[str], Client]
MALWARE = "In dit bestand zit schadelijke software. Het is niet bewaard."
MACROS = "Dit bestand bevat macro’s. Bewaar het zonder macro’s"


def zipped(**parts: bytes) -> bytes:
    """A ZIP of these parts; "__" in a name is a folder, "_" a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good Word file with one part more."""
    out = io.BytesIO(word_file(par("Telefoons", "Kop1") + par("In de tas.")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr(name, content)
    return out.getvalue()


def entity() -> bytes:
    """A Word file that asks for a file of the server."""
    text = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    return zipped(word__document_xml=text)


def nothing_left(cast: Cast, files: int) -> None:
    """Nothing was read in; of what was sent so many files are kept, for another try."""
    with scoped(Scope.of_school(cast.oostpoort)):
        counts = [model.objects.count() for model in (Code, CodeVersion, Provision, StoredFile)]
    assert counts == [0, 0, 0, files]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Kies een bestand of plak de tekst."),
        (file_of(b""), "Dit bestand is leeg. Kies een ander bestand."),
        (file_of(b" \n\t "), "Er staat geen tekst in."),
        (file_of(b"\x89PNG "), "Dit is geen tekstbestand. Bewaar het als .docx, .pdf, .txt of .md."),
        (file_of(b"\xd0\xcf\x11\xe0 old Word", "code.docx"), "soort Word (.doc)."),
        (file_of(b"PK\x03\x04 no zip", "code.docx"), "Dit Word-bestand is beschadigd."),
        (file_of(zipped(een_txt=b"1."), "code.docx"), "Dit is geen tekstbestand."),
        (file_of(zipped(word__document_xml=b" " * (PART_LIMIT + 1))), "Dit is te groot."),
        (file_of(b"%PDF-1.7 " + b"0" * (50 << 20)), "Dit is te groot. Een tekst mag 20 MB zijn."),
    ],
    ids=["nothing", "empty", "blank", "picture", "doc", "zip", "other-zip", "bomb", "50MB"],
)  # fmt: skip
def test_what_shows_at_once_is_said_at_the_field(
    cast: Cast, client_of: ClientOf, given: dict[str, object], words: str
) -> None:
    response = client_of("head").post(IMPORT, {**given, "title": "Blijft staan"})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "<title>Fout:" in html
    assert 'value="Blijft staan"' in html
    nothing_left(cast, 0)


@pytest.mark.parametrize(
    ("content", "why", "words"),
    [
        (SIGNATURE, "malware", MALWARE),
        (b"# Code\n\n1. Regel.\n" + SIGNATURE, "malware", MALWARE),
        (with_part("word/media/plaatje.png", SIGNATURE), "malware", MALWARE),
        (with_part("word/vbaProject.bin", b"Sub AutoOpen()"), "macros", MACROS),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"), "macros", MACROS),
    ],
    ids=["eicar", "eicar-inside", "eicar-in-word", "docm", "doc-with-macros"],
)
def test_danger_is_refused_and_written_down(
    cast: Cast, client_of: ClientOf, content: bytes, why: str, words: str
) -> None:
    response = client_of("head").post(IMPORT, file_of(content, "code.docx"))
    assert response.status_code == 422
    assert words in response.content.decode()
    nothing_left(cast, 0)
    with scoped(Scope.of_school(cast.oostpoort)):
        (event,) = Event.objects.filter(kind="refusal")
    assert (event.name, event.facts) == (why, {"page": "code_imports:upload"})
    assert event.actor_id == cast.people["head"].pk


def test_pasted_malware_is_refused_and_written_down(cast: Cast, client_of: ClientOf) -> None:
    response = client_of("head").post(IMPORT, {"text": f"# Code\n\n{SIGNATURE.decode()}"})
    assert MALWARE in response.content.decode()
    nothing_left(cast, 0)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Event.objects.get(kind="refusal").name == "malware"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "1. Een regel."}, "Deze tekst heeft geen titel. Geef er een op."),
        ({"text": "---", "title": "Streep"}, "Er bleef geen tekst over"),
        ({"text": "Iets.", "title": "Zoeken"}, "Kies een andere titel"),
        (file_of(word_file(""), "code.docx"), "Er staat geen tekst in."),
        (file_of(entity(), "code.docx"), "Dit Word-bestand is beschadigd."),
        (file_of(locked_pdf("<p>Tekst.</p>", "geheim"), "a.pdf"), "beveiligd met een wachtwoord."),
        (file_of(empty_pdf(2), "a.pdf"), "het is waarschijnlijk een scan."),
        (file_of(empty_pdf(501), "a.pdf"), "Een pdf mag er 500 hebben."),
        (file_of(b"%PDF-1.7 ", "a.pdf"), "Deze pdf is beschadigd."),
    ],
    ids=["title", "dropped", "reserved", "empty", "entity", "locked", "scan", "long", "damaged"],
)  # fmt: skip
def test_what_shows_on_reading_is_said_on_its_page(
    cast: Cast, client_of: ClientOf, given: dict[str, object], words: str
) -> None:
    head = client_of("head")
    job = send(head, given)
    run_imports()
    html = head.get(job).content.decode()
    assert words in html
    assert (given["file"].name if "file" in given else "geplakt.txt") in html  # type: ignore[attr-defined]
    assert f'value="{given.get("title", "")}"' in html or "title" not in given
    assert "Kies een ander bestand" in html
    nothing_left(cast, 1)
    with scoped(Scope.of_school(cast.oostpoort)):
        row = ImportJob.objects.get()
        assert (row.status, row.outline) == ("refused", None)
        assert Event.objects.filter(name="code_import.refuse").count() == 1
