"""Paper for many at once: asked once, made in parts, continued after a kill, read back by its QR."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.test import Client
from pypdf import PdfReader

from consent.rounds.models import LetterCode, PrintJob, PrintPart, Request
from consent.rounds.services import printing
from consent.rounds.services.paper import form_mark
from consent.rounds.tasks import make_paper, run_rounds
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.models import StoredFile
from schoolgids.people.models import Person
from tests.cast import Cast
from tests.consent.rounds.test_rounds import begin, page_of, send
from tests.consent.scenes import pupils, sheet_of, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
SCHOOL = "/school/oostpoort/toestemming/"


def forms_of(cast: Cast) -> str:
    return f"{SCHOOL}klas/{cast.class_4h2.pk}/formulieren/"


def made(client: Client, cast: Cast, address: str, submission: UUID | None = None) -> bytes:
    """Presses the button, lets the worker work, fetches the PDF."""
    page = client.post(address, {"submission": str(submission or token())})
    assert page.status_code == 302
    pk = page["Location"].rstrip("/").rpartition("/")[2]
    make_paper(pk=pk, board_id=cast.waterland.pk)
    assert "Het is klaar om af te drukken." in words(client.get(page["Location"]))
    pdf = client.get(page["Location"] + "pdf/")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in pdf["Cache-Control"]
    return pdf.content


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def marks(pdf: bytes) -> list[str]:
    """What the QR of each page says; "" for a page without one."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=2, grayscale=True).to_pil()
        read = zxingcpp.read_barcodes(picture)
        found.append(read[0].text if read else "")
    return found


def without_mail(cast: Cast, *names: str) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        keys = [cast.people[name].pk for name in names]
        Person.objects.filter(pk__in=keys).update(email="", address="Kade 1\n1234 AB Waterstad")


def test_a_form_for_each_pupil_tells_by_its_qr_whose_it_is(
    asking: Cast, client_of: ClientOf
) -> None:
    pdf = made(client_of("administrator"), asking, forms_of(asking))
    pages = texts(pdf)
    assert len(pages) == 4
    order = ["sem", "daan", "tess", "yara"]
    for page, name in zip(pages, order, strict=True):
        assert asking.people[name].name in page
        assert "Website van de school" in page
    assert "Naam: Petra Aldershof" in pages[0]
    assert "Naam: Johan Duinkerk" in pages[0]
    assert "Koen" not in pages[1]  # no authority: nothing to sign
    assert "Naam: Yara Tamsaoui" in pages[3]
    assert marks(pdf) == [form_mark(asking.people[name].pk) for name in order]


def test_a_letter_with_a_code_for_who_can_not_be_mailed(asking: Cast, client_of: ClientOf) -> None:
    cache.clear()
    without_mail(asking, "sem_father", "twins_mother")
    row = begin(asking)
    send(row)
    client = client_of("administrator")
    assert "3 adressen krijgen geen mail." in words(client.get(page_of(row)))
    pdf = made(client, asking, page_of(row, "brieven/"))
    pages = texts(pdf)
    assert len(pages) == 6  # a letter and a form each
    letter = next(page for page in pages if page.startswith("Lyceum Oostpoort") and "Johan" in page)
    assert "1234 AB Waterstad" in letter
    links = [mark for mark in marks(pdf) if "#" in mark]
    assert len(links) == 3
    code = links[0].partition("#")[2]
    assert code in "".join(pages)
    assert links[0].endswith(f"/brief/waterland/#{code}")
    with scoped(Scope.of_board(asking.waterland)):
        assert Request.objects.filter(way="letter", reached_at=None).count() == 0
    assert "Brief, vr 20 nov" in words(client.get(page_of(row)))


def test_letters_printed_again_have_new_codes(asking: Cast, client_of: ClientOf) -> None:
    without_mail(asking, "sem_father")
    row = begin(asking)
    send(row)
    client = client_of("head")
    first, second = (made(client, asking, page_of(row, "brieven/")) for _time in range(2))
    assert not set(filter(lambda m: "#" in m, marks(first))) & set(marks(second))
    with scoped(Scope.of_board(asking.waterland)):
        assert LetterCode.objects.filter(replaced_at=None).count() == 1
        assert LetterCode.objects.count() == 2


def test_the_lists_of_all_groups_lead_to_how_it_is_now(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        pupils(asking, asking.class_4h3, 2)
    pdf = made(client_of("administrator"), asking, f"{SCHOOL}lijsten/")
    pages = texts(pdf)
    assert ["4H2" in pages[0], "4H3" in pages[1]] == [True, True]
    assert "Stand van vrijdag 20 november 2026, 10.00 uur." in pages[0]
    assert "Aldershof, Sem (wordt 16 over 12 dagen)" in pages[0]
    assert [
        mark.endswith(sheet_of(group))
        for mark, group in zip(marks(pdf), (asking.class_4h2, asking.class_4h3), strict=True)
    ] == [True, True]


def test_one_press_twice_is_one_job(asking: Cast, client_of: ClientOf) -> None:
    client, submission = client_of("administrator"), token()
    answers = {
        client.post(forms_of(asking), {"submission": str(submission)})["Location"] for _n in "ab"
    }
    assert len(answers) == 1
    with scoped(Scope.of_board(asking.waterland)):
        assert PrintJob.objects.count() == 1


def test_a_killed_job_is_continued_and_nothing_is_made_twice(
    asking: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PART", 1)
    client = client_of("administrator")
    address = client.post(forms_of(asking), {"submission": str(token())})["Location"]
    pk = address.rstrip("/").rpartition("/")[2]
    kept, calls = printing._keep, []

    def killed(*given: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return kept(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(printing, "_keep", killed)
    with pytest.raises(KeyboardInterrupt):
        make_paper(pk=pk, board_id=asking.waterland.pk)
    assert "2 van 4 delen zijn klaar." in words(client.get(address))
    assert client.get(address + "pdf/").status_code == 404
    run_rounds()  # the sweep finds it
    assert len(calls) == 3 + 2 + 1
    assert len(texts(client.get(address + "pdf/").content)) == 4
    with scoped(Scope.of_board(asking.waterland)):
        assert PrintPart.objects.count() == 4
        assert StoredFile.objects.filter(destroyed_at=None).count() == 1  # the parts are gone
        assert Event.objects.filter(kind="view", name="consent_print.view").count() == 1


def test_nothing_to_print_is_said(asking: Cast, client_of: ClientOf) -> None:
    row, client = begin(asking), client_of("administrator")
    send(row)
    done = client.post(page_of(row, "brieven/"), follow=True)
    assert "Er is niets om af te drukken." in words(done)


@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 403), ("mentor", 403), ("sem_mother", 403), ("omar", 404), ("outsider", 404)],
)
def test_paper_is_not_for_others(asking: Cast, client_of: ClientOf, name: str, status: int) -> None:
    row, client, keeper = begin(asking), client_of(name), client_of("administrator")
    job = keeper.post(forms_of(asking), {"submission": str(token())})["Location"]
    assert client.post(f"{SCHOOL}lijsten/").status_code == status
    assert client.post(forms_of(asking)).status_code in {403, 404}
    assert client.post(page_of(row, "brieven/")).status_code in {403, 404}
    assert client.get(job).status_code in {403, 404}
    assert client.get(job + "pdf/").status_code in {403, 404}
    with scoped(Scope.of_board(asking.waterland)):
        assert PrintJob.objects.count() == 1
