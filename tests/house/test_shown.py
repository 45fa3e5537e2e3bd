"""Where the style of a school is seen: its stylesheet, its logo, the guide and what is on paper."""

import io
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from protocols.models import PublishedPaper
from schoolgids.access.scope import Scope, scoped
from schoolgids.house.models import Logo
from schoolgids.house.picture import take
from schoolgids.house.services import restyle
from schoolgids.letters.rendering import render_pdf
from schoolgids.organisation.models import School
from tests.cast import Cast
from tests.house.pictures import opened, picture
from tests.house.test_restyle import STYLE
from tests.protocols.making import published

GUIDE = "/gids/oostpoort/"
PAGE = f"{GUIDE}telefoons-en-berichten/"
PAGES = [GUIDE, PAGE, f"{PAGE}tekst/", f"{PAGE}versies/", f"{GUIDE}zoeken/?q=tas"]


@pytest.fixture
def guide(cast: Cast) -> Cast:
    cache.clear()
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        published(head, school=cast.oostpoort, from_on=date(2026, 11, 1))
    return cast


def restyled(cast: Cast, *, colour: str = "navy", image_format: str = "PNG") -> Logo:
    with scoped(Scope.of_school(cast.oostpoort)):
        restyle(
            cast.actor("head", school=cast.oostpoort),
            school=cast.oostpoort,
            style=STYLE,
            moment=now(),
            logo=take(picture(image_format, colour=colour)),
        )
    return Logo.objects.select_related("school").get(school=cast.oostpoort)


def pictures_in(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each picture on the first page: the pages of a file share what they draw with."""
    return [found.image.size for found in PdfReader(io.BytesIO(pdf)).pages[0].images]  # type: ignore[union-attr]


def drawn_with(pdf: bytes, colour: str) -> bool:
    """Whether a PDF fills something with a colour."""
    red, green, blue = (round(int(colour[n : n + 2], 16) / 255, 6) for n in (1, 3, 5))
    content = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(pdf)).pages)  # type: ignore[union-attr]
    return f"{red:g} {green:g} {blue:g} rg".encode() in content


# --- The logo itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(("image_format", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])  # fmt: skip
def test_logo_is_there_for_everyone_and_for_ever(
    cast: Cast, client: Client, image_format: str, media_type: str
) -> None:
    row = restyled(cast, image_format=image_format)
    answer = client.get(row.address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == media_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content == bytes(row.content)
    assert opened(answer.content).size == (120, 60)
    assert not answer.cookies


def test_old_address_gives_the_present_logo_for_a_while(cast: Cast, client: Client) -> None:
    old = restyled(cast).address
    new = restyled(cast, colour="red", image_format="JPEG")
    answer = client.get(old)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/jpeg",
        "public, max-age=60",
    )
    assert answer.content == bytes(new.content)


def test_school_without_a_logo_has_none_to_give(cast: Cast, client: Client) -> None:
    restyled(cast)
    for address in ("/logo/zilvermeeuw.abc.png", "/logo/nergens.abc.png"):
        assert client.get(address).status_code == 404
    assert client.post("/logo/oostpoort.abc.png").status_code == 405


def test_stylesheet_has_another_address_with_the_new_colours(guide: Cast, client: Client) -> None:
    def stylesheet() -> str:
        page = client.get(GUIDE).content.decode()
        return next(part for part in page.split('"') if part.startswith("/stijl/oostpoort."))

    before = stylesheet()
    restyled(guide)
    assert stylesheet() != before
    assert client.get(stylesheet()).content.decode() == (
        ":root{--school-primary:#1d4a3d;--school-on-primary:#ffffff;"
        "--school-tint:#e9f2ee;--school-accent:#cf8a1d}\n"
    )
    assert client.get(before)["Cache-Control"] == "public, max-age=60"


# --- The guide -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_guide_shows_the_logo_with_the_name_of_the_school(
    guide: Cast, client: Client, page: str
) -> None:
    row = restyled(guide)
    html = client.get(page).content.decode()
    assert html.count(f'src="{row.address}"') == 1
    assert html.count('alt="Logo van Lyceum Oostpoort"') == 1
    assert "style=" not in html


def test_page_that_was_kept_notices_new_colours_and_a_new_logo(guide: Cast, client: Client) -> None:
    tags = [client.get(PAGE)["ETag"]]
    for colour in ("navy", "red"):
        restyled(guide, colour=colour)
        answer = client.get(PAGE, headers={"if-none-match": tags[-1]})
        assert answer.status_code == 200
        tags.append(answer["ETag"])
    Logo.objects.all().delete()
    answer = client.get(PAGE, headers={"if-none-match": tags[-1]})
    assert answer.status_code == 200
    assert len({*tags, answer["ETag"]}) == 4
    assert client.get(PAGE, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_logo_costs_no_query_on_a_page_of_the_guide(
    guide: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    restyled(guide)
    client.get(PAGE)
    with django_assert_num_queries(1):
        client.get(PAGE)


# --- Paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [f"{PAGE}pdf/", f"{PAGE}versies/1/pdf/", f"{PAGE}regel/II-A-2/pdf/"])  # fmt: skip
def test_pdf_of_the_guide_is_made_anew_in_the_new_style(
    guide: Cast, client: Client, address: str
) -> None:
    before = client.get(address)
    assert drawn_with(before.content, "#134a5f")
    restyled(guide)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert drawn_with(after.content, "#1d4a3d")
    assert not drawn_with(after.content, "#134a5f")
    assert pictures_in(before.content) == []
    assert pictures_in(after.content) == [(120, 60)]
    assert (
        b"pdfuaid" in PdfReader(io.BytesIO(after.content)).trailer["/Root"]["/Metadata"].get_data()
    )
    assert PublishedPaper.objects.count() == 1
    assert client.get(address).content == after.content
    restyled(guide, colour="red")
    assert client.get(address).content != after.content


@pytest.mark.parametrize("template", ["letters/letter.html", "letters/_consent_head.html"])
def test_letter_has_the_logo_at_its_head(cast: Cast, template: str) -> None:
    school = cast.oostpoort
    assert pictures_in(render_pdf(template, {"school": school}, colours=school)) == []
    restyled(cast)
    school = School.objects.get(pk=school.pk)
    pdf = render_pdf(template, {"school": school}, colours=school)
    assert pictures_in(pdf) == [(120, 60)]
