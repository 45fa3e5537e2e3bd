"""A text on its way to a draft: sent, read by the worker, chosen about, and shown."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from protocols.imports import apart, progress, services
from protocols.imports.models import ImportedDraft, ImportJob
from protocols.imports.tasks import run_imports, work_on_job
from protocols.models import Code, CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.models import StoredFile
from schoolgids.files.services import read
from tests.cast import Cast
from tests.protocols.imports.reading import IMPORT, file_of, read_in, send
from tests.protocols.making import TEXT
from tests.protocols.pdf_file import pdf_file
from tests.seeds.folder import seed

ClientOf = Callable[[str], Client]
BOARD_IMPORT = "/bestuur/waterland/codes/inlezen/"
TWO = """\
Tassen op school

Tassen op school: leerlingen

1. De tas staat in het kluisje.

Tassen op school: medewerkers

1. De tas staat in de kamer.
"""


def jobs(cast: Cast) -> list[ImportJob]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return list(ImportJob.objects.select_related("file"))


def versions(cast: Cast) -> list[CodeVersion]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return list(CodeVersion.objects.select_related("original").order_by("pk"))


def test_upload_only_keeps_the_file_and_the_worker_makes_the_draft(
    cast: Cast, client_of: ClientOf
) -> None:
    head = client_of("head")
    job = send(head, file_of(TEXT.encode(), "code.md"))
    (row,) = jobs(cast)
    assert job == f"{IMPORT}{row.pk}/"
    assert (row.status, row.file.media_type, row.file.size) == (
        "queued", "text/markdown", len(TEXT.encode()),
    )  # fmt: skip
    assert versions(cast) == []
    waits = head.get(job)
    assert "De tekst wacht tot hij aan de beurt is." in waits.content.decode()
    assert waits["Refresh"] == "3"  # it looks again by itself, also without JavaScript
    run_imports()
    (version,) = versions(cast)
    assert version.original == row.file
    assert read(row.file) == TEXT.encode()
    assert head.get(job)["Location"] == f"/school/oostpoort/codes/{version.pk}/"
    (row,) = jobs(cast)
    assert (row.status, row.outline, row.total) == ("done", None, 17)
    with scoped(Scope.of_school(cast.oostpoort)):
        made = Event.objects.get(name="code.import")
        steps = Event.objects.filter(name__startswith="code_import.").order_by("pk")
        assert [step.name.partition(".")[2] for step in steps] == [
            "upload", "read", "understand", "finish",
        ]  # fmt: skip
    assert made.actor_id == cast.people["head"].pk  # the draft is of who asked for it


def test_same_press_and_same_file_are_read_once(cast: Cast, client_of: ClientOf) -> None:
    head, given = client_of("head"), {"text": TEXT, "submission": str(uuid4())}
    assert send(head, given) == send(head, given)
    again = head.post(IMPORT, {"text": TEXT})
    assert again.status_code == 422
    assert "Dit bestand wordt al ingelezen." in again.content.decode()
    run_imports()
    run_imports()
    assert len(versions(cast)) == 1
    again = head.post(IMPORT, {"text": TEXT})
    assert (
        "Dit bestand is al ingelezen: het is versie 1, nog een concept." in again.content.decode()
    )
    assert len(jobs(cast)) == 1
    with scoped(Scope.of_school(cast.oostpoort)):
        assert StoredFile.objects.count() == 1


def test_task_that_comes_twice_makes_one_draft(cast: Cast, client_of: ClientOf) -> None:
    send(client_of("head"), {"text": TEXT})
    (row,) = jobs(cast)
    for _time in range(2):
        work_on_job(pk=str(row.pk), board_id=cast.waterland.pk)
    assert len(versions(cast)) == 1


def test_several_codes_are_asked_about_and_become_drafts_of_their_own(
    cast: Cast, client_of: ClientOf
) -> None:
    head = client_of("head")
    job = send(head, {"text": TWO})
    run_imports()
    html = head.get(job).content.decode()
    assert "In dit bestand staan 2 codes." in html
    assert 'value="Tassen op school: leerlingen"' in html
    checked = [box for box in re.findall("<input[^>]*>", html) if "checked" in box]
    assert [re.findall('(?:name|value)="([^"]*)"', box) for box in checked] == [
        ["audiences_1", "pupils"], ["audiences_2", "staff"],
    ]  # fmt: skip
    assert versions(cast) == []
    chosen = {
        "drafts": "several",
        "title_1": "Tassen van leerlingen", "audiences_1": ["pupils", "guardians"],
        "title_2": "Tassen van medewerkers", "audiences_2": ["staff"],
    }  # fmt: skip
    assert head.post(job, chosen)["Location"] == job
    run_imports()
    one, two = versions(cast)
    assert (one.title, one.audiences) == ("Tassen van leerlingen", ["pupils", "guardians"])
    assert (two.title, two.audiences) == ("Tassen van medewerkers", ["staff"])
    assert one.original == two.original == jobs(cast)[0].file
    html = head.get(job).content.decode()
    assert "Dit bestand is 2 concepten geworden." in html
    for version in (one, two):
        assert f'href="/school/oostpoort/codes/{version.pk}/"' in html


def test_several_codes_become_one_when_that_is_chosen(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    job = send(head, {"text": TWO})
    run_imports()
    head.post(job, {"drafts": "one", "title": "", "audiences": ["staff"]})
    run_imports()
    (version,) = versions(cast)
    assert (version.title, version.audiences) == ("Tassen op school", ["staff"])
    assert head.get(job)["Location"] == f"/school/oostpoort/codes/{version.pk}/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Kies of dit één code is of meer."),
        ({"drafts": "several", "title_1": "Tassen", "title_2": " "}, "Geef elke code een titel."),
        ({"drafts": "several", "title_1": "Tas", "title_2": "tas"}, "Geef elke code een eigen"),
    ],
)
def test_choice_that_is_not_right_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, given: dict[str, str], words: str
) -> None:
    head = client_of("head")
    job = send(head, {"text": TWO})
    run_imports()
    response = head.post(job, given)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{given.get("title_1", "")}"' in response.content.decode() or not given
    run_imports()
    assert versions(cast) == []


def test_one_draft_of_two_that_is_refused_takes_the_other_along(
    cast: Cast, client_of: ClientOf
) -> None:
    head = client_of("head")
    job = send(head, {"text": TWO})
    run_imports()
    head.post(job, {"drafts": "several", "title_1": "Tassen", "title_2": "Zoeken"})
    run_imports()
    assert "Kies een andere titel: dit adres is van de schoolgids zelf." in (
        head.get(job).content.decode()
    )
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not Code.objects.exists()
        assert not ImportedDraft.objects.exists()


def test_s2_becomes_two_codes_through_the_page(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    job = send(head, file_of(seed("S2").read_bytes(), "s2.txt"))
    run_imports()
    (row,) = jobs(cast)
    proposed = services.proposals(row)
    assert [audiences for _title, audiences in proposed] == [["pupils"], ["staff"]]
    given: dict[str, Any] = {"drafts": "several"}
    for number, (title, audiences) in enumerate(proposed, 1):
        given |= {f"title_{number}": title, f"audiences_{number}": audiences}
    head.post(job, given)
    run_imports()
    with scoped(Scope.of_school(cast.oostpoort)):
        found = CodeVersion.objects.order_by("pk")
        assert [(v.title, v.audiences) for v in found] == [tuple(one) for one in proposed]
        assert sum(v.provisions.kept().count() for v in found) == row.total


def test_refused_file_is_tried_again_with_another_title(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    job = send(head, {"text": "1. Een regel."})
    run_imports()
    assert head.post(job, {"title": "Regels"})["Location"] == job
    run_imports()
    (version,) = versions(cast)
    assert version.title == "Regels"


def test_file_that_takes_too_long_is_refused(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    slow = "\n\n".join(f"{n}. Bepaling {n} over de gang en de hal." for n in range(150_000))
    head = client_of("head")
    job = send(head, file_of(slow.encode(), "traag.txt"))
    run_imports()
    html = head.get(job).content.decode()
    assert "Dit bestand lezen duurt te lang. Bewaar het opnieuw, deel het op of" in html
    assert "traag.txt" in html
    assert versions(cast) == []


def test_file_that_takes_too_much_is_refused(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MEMORY", 120 << 20)
    heavy = "\n\n".join(f"{n}. Bepaling {n} over de gang en de hal." for n in range(150_000))
    head = client_of("head")
    job = send(head, file_of(heavy.encode(), "groot.txt"))
    run_imports()
    assert "Dit bestand is te ingewikkeld om te lezen." in head.get(job).content.decode()
    assert versions(cast) == []


def test_pages_that_were_read_are_shown(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = client_of("head")
    page = '<div style="break-after: page"><h1>Deel {}</h1><p>Tekst van dit deel.</p></div>'
    job = send(head, file_of(pdf_file("".join(page.format(n) for n in range(12))), "a.pdf"))
    (row,) = jobs(cast)
    heard: list[tuple[int, int]] = []
    told = progress.tell

    def tell(pk: Any, done: int, total: int) -> None:
        heard.append((done, total))
        told(pk, done, total)

    monkeypatch.setattr(progress, "tell", tell)
    run_imports()
    assert heard == [(done, 12) for done in range(1, 13)]
    with scoped(Scope.of_school(cast.oostpoort)):
        ImportJob.objects.filter(pk=row.pk).update(status="reading")
    progress.tell(row.pk, 5, 12)
    assert "5 van 12 bladzijden zijn gelezen." in head.get(job).content.decode()
    cache.clear()
    assert "De tekst wordt gelezen." in head.get(job).content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("head", 200),
        ("administrator", 200),
        ("team_leader", 403),
        ("teacher", 403),
        ("sem_mother", 403),
        ("outsider", 404),
        ("omar", 404),
    ],
)
def test_reading_in_is_for_who_edits_codes(
    cast: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    job = send(client_of("administrator"), {"text": TEXT})
    client = client_of(name)
    assert client.get(IMPORT).status_code == status
    assert client.get(job).status_code in ({200} if status == 200 else {403, 404})
    if status != 200:
        assert client.post(job, {"title": "Van mij"}).status_code in {403, 404}
        assert client.post(IMPORT, {"text": TEXT}).status_code == status
    assert len(jobs(cast)) == 1


def test_job_of_elsewhere_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    job = send(client_of("board_secretary"), {"text": TEXT}, BOARD_IMPORT)
    pk = job.rstrip("/").rpartition("/")[2]
    assert client_of("head").get(f"{IMPORT}{pk}/").status_code == 404
    assert client_of("omar").get(f"/school/zilvermeeuw/codes/inlezen/{pk}/").status_code == 404
    assert client_of("head").get(f"{IMPORT}{uuid4()}/").status_code == 404
    assert client_of("head").get(BOARD_IMPORT).status_code == 404
    own = send(client_of("head"), {"text": TEXT})
    pk = own.rstrip("/").rpartition("/")[2]
    assert client_of("board_secretary").get(f"{BOARD_IMPORT}{pk}/").status_code == 404


def test_who_may_no_longer_edit_gets_no_draft(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    job = send(head, {"text": TEXT})
    with scoped(Scope.of_school(cast.oostpoort)):
        ImportJob.objects.update(asked_by=cast.people["teacher"])
    run_imports()
    assert "Dit hoort niet bij je rol." in head.get(job).content.decode()
    assert versions(cast) == []


def test_number_of_queries_does_not_grow(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    head = client_of("head")
    job = send(head, {"text": TWO})
    run_imports()
    head.get(job)

    def count() -> list[int]:
        found = []
        for page in (IMPORT, job):
            with django_assert_max_num_queries(13) as queries:
                head.get(page)
            found.append(len(queries))
        return found

    before = count()
    for name in ("Petten", "Jassen", "Schoenen"):
        read_in(head, {"text": TEXT.replace("Telefoons", name)})
    assert count() == before
