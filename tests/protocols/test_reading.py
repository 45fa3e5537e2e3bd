"""Versions, what changed, one rule, paper and the feed: the public pages about a text."""

import io
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
import zxingcpp
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from protocols import services
from protocols.models import PublishedPaper, PublishedProvision, PublishedVersion
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import NEWER, adopted, published

PAGE = "/gids/oostpoort/telefoons-en-berichten/"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = [
    PAGE,
    f"{PAGE}op/2026-11-02/",
    f"{PAGE}versies/",
    f"{PAGE}versies/1/",
    f"{PAGE}veranderd/",
    f"{PAGE}veranderd/1-2/",
    f"{PAGE}veranderd/2-1/",
    f"{PAGE}veranderd/?van=1&naar=1",
    f"{PAGE}tekst/",
    f"{PAGE}versies/1/tekst/",
    f"{PAGE}regel/II-C-1/",
]
FILES = [
    (f"{PAGE}pdf/", "application/pdf"),
    (f"{PAGE}versies/1/pdf/", "application/pdf"),
    (f"{PAGE}regel/II-A-2/pdf/", "application/pdf"),
    (f"{PAGE}qr.svg", "image/svg+xml"),
    (f"{PAGE}qr.png", "image/png"),
    (f"{PAGE}regel/II-C-1/qr.svg", "image/svg+xml"),
    (f"{PAGE}wijzigingen.atom", "application/atom+xml; charset=utf-8"),
    ("/gids/oostpoort/wijzigingen.atom", "application/atom+xml; charset=utf-8"),
]


@pytest.fixture
def guide(cast: Cast) -> Cast:
    """Two versions of Oostpoort's code: the watch is new since 1 November."""
    cache.clear()
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort)
        published(head, NEWER, school=cast.oostpoort, from_on=date(2026, 11, 1))
    return cast


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def pdf(address: str, **headers: str) -> PdfReader:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == 200
    return PdfReader(io.BytesIO(answer.content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


# --- What changed ---------------------------------------------------------------------------------


def test_changed_words_are_marked_and_counted(guide: Cast) -> None:
    html = read(f"{PAGE}veranderd/")
    assert "U vergelijkt versie 1 met versie 2." in html
    assert (
        'De smartphone <del><span class="visually-hidden">vervallen: </span>zit</del>'
        '<ins><span class="visually-hidden">toegevoegd: </span>en het horloge zitten</ins>'
        " onder schooltijd in de tas."
    ) in html
    assert "1 regel is anders: 1 gewijzigd. 9 regels zijn gelijk gebleven." in html
    assert 'href="/gids/oostpoort/telefoons-en-berichten/regel/r-' in html


def test_the_way_back_marks_the_other_way_round(guide: Cast) -> None:
    html = read(f"{PAGE}veranderd/2-1/")
    assert "vervallen: </span>en het horloge zitten</del>" in html
    assert "toegevoegd: </span>zit</ins>" in html


def test_two_versions_are_chosen_in_a_form(guide: Cast) -> None:
    answer = Client().get(f"{PAGE}veranderd/?van=2&naar=1&voor=ouders")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}veranderd/2-1/?voor=ouders")


@pytest.mark.parametrize("query", ["van=1&naar=1", "van=1", "naar=x&van=y", "van=7&naar=1"])
def test_wrong_choice_of_versions_says_so(guide: Cast, query: str) -> None:
    html = read(f"{PAGE}veranderd/?{query}")
    assert "Kies twee verschillende versies." in html
    assert "Kies twee verschillende versies." not in read(f"{PAGE}veranderd/")


def test_changes_for_others_are_counted_only(guide: Cast) -> None:
    html = read(f"{PAGE}veranderd/?voor=ouders")
    assert "en het horloge" not in html
    assert "Er is ook 1 verandering in regels voor anderen." in html
    assert "Geen enkele regel is anders." in html


def test_first_version_has_changed_nothing(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        published(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
    assert "Dit is de eerste versie." in read(f"{PAGE}veranderd/")


def test_topic_says_at_the_rule_that_it_changed(guide: Cast) -> None:
    html = read(PAGE)
    assert html.count("Gewijzigd in versie 2") == 1
    assert f'href="{PAGE}veranderd/1-2/#r-' in html
    assert "Gewijzigd in versie" not in read(f"{PAGE}versies/1/")


def test_minor_change_is_called_so(guide: Cast) -> None:
    PublishedVersion.objects.filter(number=2).update(is_minor=True)
    for address in (f"{PAGE}veranderd/", f"{PAGE}versies/", PAGE):
        assert "Kleine wijziging" in read(address)
    assert "Kleine wijziging" not in read(f"{PAGE}veranderd/2-1/")


def test_minor_goes_along_to_the_public(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort)
        version = adopted(head, NEWER, school=cast.oostpoort, is_minor=True)
        services.publish(head, version=version, effective_on=date(2026, 9, 1))
    assert PublishedVersion.objects.get(pk=version.pk).is_minor


# --- Versions -------------------------------------------------------------------------------------


def test_history_has_every_version_with_dates_consents_and_citation(guide: Cast) -> None:
    html = read(f"{PAGE}versies/")
    assert html.index('id="versie-2"') < html.index('id="versie-1"')
    assert "1 augustus 2026 tot 1 november 2026" in html
    assert html.count("MR, 18 juni 2026") == 2
    assert (
        "Telefoons en berichten, versie 1 (geldt vanaf 1 augustus 2026), "
        f"{settings.PORTAL_URL}{PAGE}versies/1/"
    ) in html


def test_version_by_number_says_when_it_held(guide: Cast) -> None:
    first, second = read(f"{PAGE}versies/1/"), read(f"{PAGE}versies/2/")
    assert "U leest versie 1. Die gold tot 1 november 2026." in first
    assert "het horloge" not in first
    assert "U leest versie" not in second


# --- One rule -------------------------------------------------------------------------------------


def test_rule_stands_alone_with_its_past_and_its_qr(guide: Cast) -> None:
    html = read(f"{PAGE}regel/II-C-1/")
    rule = PublishedProvision.objects.get(version__number=2, path="II.C.1")
    assert "<h1>Telefoons en berichten: regel II.C.1</h1>" in html
    assert "II Regels › II.C Voor leerlingen" in html
    assert "Voor: leerlingen" in html
    assert f'src="{PAGE}regel/{rule.stable_anchor}/qr.svg"' in html
    assert "en het horloge" in html
    assert html.index("Versie 2") < html.index("Versie 1")
    assert read(f"{PAGE}regel/{rule.stable_anchor}/") == html.replace(
        f'value="{PAGE}regel/II-C-1/"', f'value="{PAGE}regel/{rule.stable_anchor}/"'
    )


def test_rule_shows_what_stands_under_it(guide: Cast) -> None:
    html = read(f"{PAGE}regel/II-A-2/")
    assert "geluid." in html
    assert "Je bent vriendelijk voor elkaar." not in html


def test_rule_that_is_gone_is_read_in_its_last_version(guide: Cast) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    shorter = NEWER.replace("### C. Voor leerlingen\n\n1. De smartphone en het horloge zitten", "")
    shorter = shorter.replace(" onder schooltijd in de tas.", "")
    rule = PublishedProvision.objects.get(version__number=2, path="II.C.1")
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, shorter, school=guide.oostpoort, from_on=date(2026, 11, 15))
    html = read(f"{PAGE}regel/{rule.stable_anchor}/")
    assert "Deze regel geldt nu niet. U leest de tekst uit versie 2." in html
    assert "Vervallen" in html
    assert Client().get(f"{PAGE}regel/II-C-1/").status_code == 404


def test_qr_leads_to_the_rule_by_the_address_that_stays(guide: Cast) -> None:
    rule = PublishedProvision.objects.get(version__number=2, path="II.C.1")
    picture = Image.open(io.BytesIO(Client().get(f"{PAGE}regel/II-C-1/qr.png").content))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{settings.PORTAL_URL}{PAGE}regel/{rule.stable_anchor}/"


# --- Paper ----------------------------------------------------------------------------------------


def test_pdf_reads_aloud_in_dutch_with_bookmarks_and_pages(guide: Cast) -> None:
    reader = pdf(f"{PAGE}pdf/")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Telefoons en berichten – Lyceum Oostpoort"
    titles = [mark.title for mark in _flat(reader.outline)]
    assert titles == [
        "Telefoons en berichten", "I Voor wie", "II Regels", "II.A Voor iedereen",
        "II.B Voor medewerkers", "II.C Voor leerlingen", "III Gevolgen",
    ]  # fmt: skip
    text = words(reader)
    assert "pagina 1 van" in text
    assert "De smartphone en het horloge zitten onder schooltijd in de tas." in text
    assert "MR, 18 juni 2026" in text
    assert "versie 2 (geldt vanaf 1 november 2026)" in text
    assert sorted(_pictures(root["/StructTreeRoot"])) == [
        "Beeldmerk van Lyceum Oostpoort", "QR-code van deze pagina",
    ]  # fmt: skip


def _pictures(node: Any) -> list[str]:
    """What is read aloud for each picture."""
    node = node.get_object()
    if isinstance(node, list):
        return [words for child in node for words in _pictures(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node.get("/Alt", ""))] if node.get("/S") == "/Figure" else []
    return own + (_pictures(node["/K"]) if "/K" in node else [])


def _flat(outline: list[Any]) -> list[Any]:
    return [
        mark for entry in outline for mark in (_flat(entry) if isinstance(entry, list) else [entry])
    ]


def test_pdf_of_a_version_has_the_text_of_then(guide: Cast) -> None:
    assert "De smartphone zit onder schooltijd in de tas." in words(pdf(f"{PAGE}versies/1/pdf/"))


@pytest.mark.parametrize("address", [f"{PAGE}pdf/", f"{PAGE}tekst/"])
def test_paper_for_parents_leaves_out_what_is_for_others_and_says_so(
    guide: Cast, address: str
) -> None:
    if address.endswith("pdf/"):
        text = words(pdf(f"{address}?voor=ouders"))
    else:
        text = " ".join(read(f"{address}?voor=ouders").split())
    assert "Hier staan alleen de regels voor ouders en voor iedereen." in text
    assert "II.B Voor medewerkers; II.C Voor leerlingen" in text
    assert "het horloge" not in text
    assert "Je bent vriendelijk voor elkaar." in text


def test_pdf_of_a_rule_has_that_rule_and_no_other(guide: Cast) -> None:
    text = words(pdf(f"{PAGE}regel/II-A-2/pdf/"))
    assert "Telefoons en berichten: regel II.A.2" in text
    assert "geluid." in text
    assert "Je bent vriendelijk voor elkaar." not in text


def test_pdf_is_made_once_until_it_would_be_another(guide: Cast) -> None:
    first = Client().get(f"{PAGE}pdf/")
    made = PublishedPaper.objects.get()
    assert Client().get(f"{PAGE}pdf/").content == first.content
    assert PublishedPaper.objects.get().made_at == made.made_at
    PublishedPaper.objects.update(content=b"kept")
    assert Client().get(f"{PAGE}pdf/").content == b"kept"
    guide.oostpoort.colour_primary = "#102030"
    guide.oostpoort.save()
    again = Client().get(f"{PAGE}pdf/").content
    assert again.startswith(b"%PDF")
    assert PublishedPaper.objects.count() == 1


def test_pdf_is_made_per_language_and_audience(guide: Cast) -> None:
    reader = Client()
    reader.cookies["django_language"] = "en"
    answer = reader.get(f"{PAGE}pdf/")
    root: Any = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    Client().get(f"{PAGE}pdf/?voor=ouders&iets=anders")
    assert root["/Lang"] == "en"
    assert set(PublishedPaper.objects.values_list("address", "language")) == {
        (f"{PAGE}pdf/", "en"), (f"{PAGE}pdf/?voor=ouders", "nl"),
    }  # fmt: skip


# --- Feed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/gids/oostpoort/", PAGE])
def test_feed_tells_of_each_version_and_is_named_in_the_page(guide: Cast, address: str) -> None:
    feed = ElementTree.fromstring(Client().get(f"{address}wijzigingen.atom").content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", f"author/{ATOM}name"):
        assert feed.findtext(f"{ATOM}{name}")
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Telefoons en berichten, versie 2", "Telefoons en berichten, versie 1",
    ]  # fmt: skip
    for entry in entries:
        assert entry.findtext(f"{ATOM}updated") == "2026-11-20T09:00:00+00:00"
        assert (entry.findtext(f"{ATOM}id") or "").startswith("http")
    assert f'type="application/atom+xml" href="{address}wijzigingen.atom"' in read(PAGE)


# --- All of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "kind"), FILES)
def test_files_are_of_their_kind_and_not_sent_twice(guide: Cast, address: str, kind: str) -> None:
    first = Client().get(address)
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, first["Content-Type"]) == (200, kind)
    assert (again.status_code, again.content) == (304, b"")
    assert not first.cookies


@pytest.mark.parametrize("address", [*PAGES, *(address for address, _kind in FILES)])
def test_number_of_queries_does_not_grow_with_the_text(
    guide: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    Client().get(address)

    def count() -> int:
        cache.clear()
        with django_assert_max_num_queries(6) as queries:
            Client().get(address)
        return len(queries)

    before = count()
    head = guide.actor("head", school=guide.oostpoort)
    more = "".join(f"\n{number}. Nog een regel over nummer {number}." for number in range(2, 9))
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, NEWER + more, school=guide.oostpoort, from_on=date(2026, 11, 10))
        published(head, NEWER + more, school=guide.oostpoort, from_on=date(2026, 11, 19))
    Client().get(address)
    assert count() == before


@pytest.mark.parametrize(
    "rest",
    [
        "versies/9/",
        "versies/9/pdf/",
        "veranderd/1-9/",
        "regel/X-1/",
        "regel/r-0000000000/",
        "qr.gif",
    ],
)
def test_what_is_not_there_is_not_found(guide: Cast, rest: str) -> None:
    assert Client().get(PAGE + rest).status_code == 404


def test_topic_without_a_code_has_paper_and_no_versions(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        services.write_topic(head, school=cast.oostpoort, title="Fietsen", own_text="In het rek.")
        services.write_topic(head, school=cast.oostpoort, title="Leeg")
    assert "In het rek." in words(pdf("/gids/oostpoort/fietsen/pdf/"))
    assert "In het rek." in read("/gids/oostpoort/fietsen/tekst/")
    for address in (
        "fietsen/versies/",
        "fietsen/veranderd/",
        "fietsen/veranderd/?van=1",
        "leeg/pdf/",
    ):
        assert Client().get(f"/gids/oostpoort/{address}").status_code == 404


def test_text_of_another_school_is_not_there(guide: Cast) -> None:
    for rest in ("versies/", "veranderd/", "pdf/", "tekst/", "regel/II-C-1/", "wijzigingen.atom"):
        assert Client().get(PAGE.replace("oostpoort", "zilvermeeuw") + rest).status_code == 404
