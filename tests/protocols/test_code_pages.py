"""The pages on which staff keep codes: who gets there, what they can do, what is refused."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from protocols.models import CodeVersion, Provision, PublishedVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.services import read
from tests.cast import Cast
from tests.protocols.imports.reading import IMPORT, read_in
from tests.protocols.making import TEXT, draft, published
from tests.protocols.pdf_file import pdf_file
from tests.protocols.word_file import item, par, word_file

LIST = "/school/oostpoort/codes/"
ClientOf = Callable[[str], Client]


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return draft(head, school=cast.oostpoort)


def page(version: CodeVersion) -> str:
    return f"{LIST}{version.pk}/"


def now(cast: Cast, version: CodeVersion) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return CodeVersion.objects.get(pk=version.pk)


def test_head_takes_a_text_from_paste_to_the_guide(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    sent = read_in(head, {"text": TEXT})
    assert sent.status_code == 302
    here = sent["Location"]
    assert "Opbouw van de tekst" in head.get(here).content.decode()
    steps = [
        {"deed": "confirm"},
        {"deed": "submit"},
        {"deed": "consent", "consent-body": "MR", "consent-consented": "juni 2026"},
        {"deed": "adopt", "adopt-by": "College van Bestuur", "adopt-adopted": "25-06-2026"},
        {"deed": "publish", "publish-effective_on": "01-08-2026"},
    ]
    for step in steps:
        assert head.post(here, step).status_code == 302, step
    assert PublishedVersion.objects.get().consents == [["MR", "2026-06-01", "month"]]
    assert Client().get("/gids/oostpoort/telefoons-en-berichten/").status_code == 200


def test_editor_is_warned_of_an_age_that_is_not_the_laws(cast: Cast, client_of: ClientOf) -> None:
    head = client_of("head")
    sent = read_in(head, {"text": f"{TEXT}\n\nWie ouder dan 16 is, kiest zelf."})
    html = head.get(sent["Location"]).content.decode()
    assert (
        "De wet zegt ‘16 jaar of ouder’. De tekst blijft zoals hij is, maar de wet geldt." in html
    )
    assert "Wie ouder dan 16 is, kiest zelf." in html


def test_file_is_read_in(cast: Cast, client_of: ClientOf) -> None:
    file = SimpleUploadedFile("code.txt", TEXT.encode("cp1252"))
    sent = read_in(client_of("administrator"), {"file": file, "title": "Telefoons"})
    assert sent.status_code == 302
    html = client_of("administrator").get(sent["Location"]).content.decode()
    assert "<h1>Telefoons</h1>" in html


def test_word_file_is_read_in_by_what_it_is_not_by_its_name(
    cast: Cast, client_of: ClientOf
) -> None:
    file = SimpleUploadedFile("code.txt", word_file(par("Telefoons", "Kop1") + item("In de tas.")))
    sent = read_in(client_of("head"), {"file": file})
    assert sent.status_code == 302
    html = client_of("head").get(sent["Location"]).content.decode()
    assert "<h1>Telefoons</h1>" in html
    assert "In de tas." in html


def test_pdf_is_read_in_and_kept_as_it_came(cast: Cast, client_of: ClientOf) -> None:
    html = client_of("head").get(IMPORT).content.decode()
    assert 'accept=".docx,.pdf,.txt,.md"' in html
    assert "Een Word-bestand (.docx), pdf of tekstbestand (.txt of .md) van hooguit 20 MB." in html
    content = pdf_file("<h1>Telefoons</h1><ol><li>In de tas.<li>Ook in de pauze.</ol>")
    sent = read_in(client_of("head"), {"file": SimpleUploadedFile("code.pdf", content)})
    assert sent.status_code == 302
    html = client_of("head").get(sent["Location"]).content.decode()
    assert "<h1>Telefoons</h1>" in html
    with scoped(Scope.of_school(cast.oostpoort)):
        version = CodeVersion.objects.select_related("original").get()
        rows = list(version.provisions.order_by("order").values_list("label", "text"))
        assert rows == [("", "Telefoons"), ("1.", "In de tas."), ("2.", "Ook in de pauze.")]
        assert version.original is not None
        assert version.original.media_type == "application/pdf"
        assert read(version.original) == content


def test_version_leads_to_its_outline_while_it_is_a_draft(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    html = client_of("head").get(page(version)).content.decode()
    assert f'href="{page(version)}opbouw/"' in html
    assert "opbouw/" not in client_of("team_leader").get(page(version)).content.decode()


def test_refused_step_says_why_and_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    response = client_of("head").post(
        page(version), {"deed": "adopt", "adopt-by": "CvB", "adopt-adopted": "ooit"}
    )
    assert response.status_code == 422
    assert "Schrijf de datum als 25-03-2014 of als maart 2014." in response.content.decode()
    html = client_of("head").post(page(version), {"deed": "submit"}).content.decode()
    assert "Controleer eerst de opbouw" in html
    assert now(cast, version).status == "draft"


def test_what_is_not_a_step_is_refused(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    head = client_of("head")
    assert head.post(page(version), {"deed": "vernietig"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("head", 200),
        ("administrator", 200),
        ("team_leader", 200),
        ("teacher", 403),
        ("sem", 403),
        ("sem_mother", 403),
        ("outsider", 404),
    ],
)
def test_list_is_for_those_who_keep_codes(
    cast: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(LIST).status_code == status


def test_version_of_another_school_is_not_found(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    assert client_of("omar").get(f"/school/zilvermeeuw/codes/{version.pk}/").status_code == 404
    assert client_of("teacher").get(page(version)).status_code in (403, 404)


def test_board_keeps_its_codes_and_a_school_reads_them(cast: Cast, client_of: ClientOf) -> None:
    secretary = client_of("board_secretary")
    sent = read_in(secretary, {"text": TEXT}, "/bestuur/waterland/codes/inlezen/")
    here = sent["Location"]
    assert here.startswith("/bestuur/waterland/codes/")
    at_school = here.replace("/bestuur/waterland/", "/school/oostpoort/")
    html = client_of("head").get(at_school).content.decode()
    assert "Wijzigen gebeurt op de pagina’s van het bestuur." in html
    assert client_of("head").post(at_school, {"deed": "confirm"}).status_code == 403
    assert client_of("head").get(here).status_code == 404


def test_list_of_the_board_leaves_out_those_of_schools(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    html = client_of("board_secretary").get("/bestuur/waterland/codes/").content.decode()
    assert "Er is nog geen gedragscode" in html


@pytest.mark.parametrize("address", ["list", "version"])
def test_number_of_queries_does_not_grow(
    cast: Cast, client_of: ClientOf, version: CodeVersion, address: str,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    client = client_of("head")
    target = LIST if address == "list" else page(version)

    def count() -> int:
        with django_assert_max_num_queries(21) as queries:  # type: ignore[operator]
            client.get(target)
        return len(queries)

    count()
    before = count()
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        for name in ("Tassen", "Fietsen", "Petten"):
            published(head, TEXT.replace("Telefoons", name), school=cast.oostpoort)
        rules = [
            Provision(
                board_id=version.board_id, school_id=version.school_id, version=version,
                order=100 + n, kind="item", depth=1, label=f"{n}.", text=f"Regel {n}.",
            )
            for n in range(3)
        ]  # fmt: skip
        Provision.objects.bulk_create(rules)
    assert count() == before
