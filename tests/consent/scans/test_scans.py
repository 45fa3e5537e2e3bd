"""One scan of many forms: read, taken apart by its codes, entered form by form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consent.models import Answer
from consent.rounds.models import PrintJob
from consent.rounds.services.paper import forms as make_forms
from consent.rule import State
from consent.scans import pages, services, tasks
from consent.scans.forms import LIMIT
from consent.scans.models import ScanBundle, ScannedForm
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.models import StoredFile
from tests.cast import Cast
from tests.conftest import NOW
from tests.consent.scenes import PDF, purpose, state

PAGE = "/school/oostpoort/toestemming/scans/"
SignIn = Callable[[str], Client]


def printed(cast: Cast, *names: str) -> bytes:
    """The forms of these pupils, as the portal prints them."""
    with scoped(Scope.of_school(cast.oostpoort)):
        job = PrintJob(board=cast.waterland, school=cast.oostpoort)
        return make_forms(job, [cast.people[name].pk for name in names], NOW)


def pile(*parts: bytes) -> bytes:
    """PDFs behind each other, as they come off a scanner."""
    from consent.rounds.services.printing import joined  # noqa: PLC0415

    return joined(parts)


def blank() -> bytes:
    from io import BytesIO  # noqa: PLC0415

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def upload(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("scan.pdf", content, "application/pdf")
    return client.post(PAGE, {"scan": file, "submission": str(uuid4())})


def read(cast: Cast) -> list[tuple[int, str, int]]:
    """Reads what waits; (number, pupil, pages) of each form found."""
    tasks.run_scans()
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = ScannedForm.objects.select_related("pupil").order_by("number")
        return [(r.number, r.pupil.given_name if r.pupil else "", r.pages) for r in rows]


def form_page(cast: Cast, number: int) -> str:
    with scoped(Scope.of_school(cast.oostpoort)):
        return f"{PAGE}formulier/{ScannedForm.objects.get(number=number).pk}/"


def entry(cast: Cast, name: str, signer: str, **changed: str) -> dict[str, str]:
    with scoped(Scope.of_school(cast.oostpoort)):
        site = purpose("Website", cast.oostpoort)
    pupil = cast.people[name].pk
    return {
        "deed": "enter", "submission": str(uuid4()), "signed_on": "19-11-2026", "route": "paper",
        f"signer_{pupil.hex}": str(cast.people[signer].pk),
        f"choice_{pupil.hex}_{site.pk.hex}": "yes", **changed,
    }  # fmt: skip


def test_pile_is_taken_apart_by_its_codes(asking: Cast, client_of: SignIn) -> None:
    scan = pile(blank(), printed(asking, "sem", "yara"), blank(), printed(asking, "daan"))
    page = upload(client_of("administrator"), scan)
    assert read(asking) == [(1, "", 1), (2, "Sem", 1), (3, "Yara", 2), (4, "Daan", 1)]
    html = client_of("administrator").get(page["Location"]).content.decode()
    assert "Aldershof, Sem" in html
    assert "niet herkend" in html
    with scoped(Scope.of_school(asking.oostpoort)):
        bundle = ScanBundle.objects.select_related("file").get()
        assert bundle.file.destroyed_at is not None


def test_form_is_entered_beside_its_pages(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    upload(client, printed(asking, "sem", "daan"))
    read(asking)
    page = form_page(asking, 1)
    html = client.get(page).content.decode()
    assert f'src="{page}0/"' in html
    picture = client.get(f"{page}0/")
    assert picture.content.startswith(b"\x89PNG")

    done = client.post(page, entry(asking, "sem", "sem_mother"))
    assert done["Location"] == form_page(asking, 2)
    with scoped(Scope.of_school(asking.oostpoort)):
        answer = Answer.objects.select_related("evidence").get()
        assert (answer.person, answer.given_by) == (asking.sem, asking.sem_mother)
        assert answer.evidence is not None
        assert answer.evidence.media_type == "application/pdf"
        assert state(asking, "sem", purpose("Website", asking.oostpoort)) is State.YES
        assert ScannedForm.objects.get(number=1).outcome == "entered"
    assert client.get(f"{page}0/").status_code == 404


def test_fault_is_said_beside_the_form_and_nothing_is_written(
    asking: Cast, client_of: SignIn
) -> None:
    client = client_of("administrator")
    upload(client, printed(asking, "sem"))
    read(asking)
    page = client.post(
        form_page(asking, 1), entry(asking, "sem", "sem_mother", signed_on="21-11-2026")
    )
    assert page.status_code == 422
    assert "Deze datum ligt in de toekomst." in page.content.decode()
    with scoped(Scope.of_school(asking.oostpoort)):
        assert not Answer.objects.exists()
        assert ScannedForm.objects.get().outcome == ""


def test_form_is_entered_once(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    upload(client, printed(asking, "sem"))
    read(asking)
    page, given = form_page(asking, 1), entry(asking, "sem", "sem_mother")
    client.post(page, given)
    again = client.post(page, entry(asking, "sem", "sem_father"), follow=True)
    assert "Dit formulier is al verwerkt." in again.content.decode()
    with scoped(Scope.of_school(asking.oostpoort)):
        assert Answer.objects.count() == 1


def test_form_without_a_code_is_named_by_a_person(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    upload(client, blank())
    read(asking)
    page = form_page(asking, 1)
    html = client.get(page, {"q": "sem"}).content.decode()
    assert f'value="pupil:{asking.sem.pk}"' in html
    client.post(page, {"deed": f"pupil:{asking.sem.pk}"})
    assert read(asking) == [(1, "Sem", 1)]


def test_code_of_a_pupil_of_another_school_is_not_known_here(
    asking: Cast, client_of: SignIn
) -> None:
    client = client_of("administrator")
    with scoped(Scope.of_school(asking.zilvermeeuw)):
        job = PrintJob(board=asking.waterland, school=asking.zilvermeeuw)
        other = make_forms(job, [asking.lieke.pk], NOW)
    upload(client, other)
    assert read(asking) == [(1, "", 1)]
    page = form_page(asking, 1)
    assert client.post(page, {"deed": f"pupil:{asking.lieke.pk}"}).status_code == 404
    assert client.post(page, {"deed": f"pupil:{asking.pupil_outside.pk}"}).status_code == 404


def test_what_is_no_form_is_set_aside_and_destroyed(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    upload(client, blank())
    read(asking)
    client.post(form_page(asking, 1), {"deed": "aside"})
    with scoped(Scope.of_school(asking.oostpoort)):
        form = ScannedForm.objects.select_related("file").get()
        assert (form.outcome, form.settled_by) == ("set_aside", asking.administrator)
        assert form.file.destroyed_at is not None


def test_kill_halfway_loses_nothing_and_doubles_nothing(
    asking: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SOME", 1)
    upload(client_of("administrator"), printed(asking, "sem", "yara", "daan"))
    scope = Scope.of_board(asking.waterland)
    clock = asking.actor("administrator").clock(asking.waterland.pk, scope.schools)
    with scoped(scope):
        pk: UUID = ScanBundle.objects.get().pk
        services.work_on(actor=clock, pk=pk)
    with scoped(scope):
        assert len(ScanBundle.objects.get().marks) == 1  # here the worker is killed
    assert [name for _number, name, _pages in read(asking)] == ["Sem", "Yara", "Daan"]
    assert len(read(asking)) == 3


def protected() -> bytes:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer = PdfWriter(PdfReader(BytesIO(blank())))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg. Kies een ander bestand."),
        (b"MZ\x90\x00", "Dit is geen afbeelding of pdf."),
        (PDF, "Deze pdf is niet te lezen"),
        (blank()[:-20], "Deze pdf is beschadigd."),
        (protected(), "Deze pdf is niet te lezen: beschadigd of met een wachtwoord."),
    ],
)
def test_bad_scan_is_refused_at_the_field(
    asking: Cast, client_of: SignIn, content: bytes, said: str
) -> None:
    page = upload(client_of("administrator"), content)
    assert page.status_code == 422
    assert said in page.content.decode()
    with scoped(Scope.of_school(asking.oostpoort)):
        assert not StoredFile.objects.exists()


def test_scan_of_a_hundred_megabytes_is_refused(asking: Cast, client_of: SignIn) -> None:
    page = upload(client_of("administrator"), blank() + b" " * LIMIT)
    assert "Dit bestand is te groot. Het mag 50 MB zijn." in page.content.decode()


def test_more_pages_than_are_read_is_refused(
    asking: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    page = upload(client_of("administrator"), pile(blank(), blank()))
    assert "Deze scan heeft meer dan 1 bladzijden. Deel hem op." in page.content.decode()


@pytest.mark.parametrize("name", ["teacher", "sem_mother", "outsider", "omar"])
def test_pages_are_for_who_enters_paper(asking: Cast, client_of: SignIn, name: str) -> None:
    upload(client_of("administrator"), printed(asking, "sem"))
    read(asking)
    page = form_page(asking, 1)
    for address in (PAGE, page, f"{page}0/"):
        assert client_of(name).get(address).status_code in (403, 404)
    assert client_of(name).post(page, {"deed": "aside"}).status_code in (403, 404)


@pytest.mark.parametrize(
    ("found", "forms"),
    [
        ([], []),
        (["a", "", "b"], [("a", (0, 1)), ("b", (2,))]),
        (["", "", "a"], [("", (0, 1)), ("a", (2,))]),
        (["a", "a", "b", "a"], [("a", (0, 1)), ("b", (2,)), ("a", (3,))]),
    ],
)
def test_pages_that_belong_together(found: list[str], forms: list[Any]) -> None:
    assert [(form.mark, form.pages) for form in pages.together(found)] == forms
