"""A cited rule leads to its place in the public guide, in the version that held on the day."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from incidents.models import Incident
from incidents.sanctions import services as sanctions
from protocols import services as protocols
from protocols.models import PublishedTopic
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.services import read
from tests.cast import TODAY, Cast
from tests.incidents.making import LIST, file, pupil
from tests.protocols.making import NEWER, published
from tests.sanctions.making import Making

SignIn = Callable[[str], Client]
DAY = TODAY - timedelta(days=3)
PAGE = "/gids/oostpoort/telefoons-en-berichten/op/2026-11-17/#II-A-2"


@pytest.fixture
def cited(cast: Cast) -> Incident:
    """A report that cites rule II.A.2 of the code of the board."""
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"))
    with scoped(Scope.of_school(cast.oostpoort)):
        found = protocols.provisions_in_force(school=cast.oostpoort, on=DAY)
        rule = next(each for each in found if each.label == "II.A.2")
    return file(
        cast,
        parties=[(pupil(cast, "sem"), "maker")],
        on=DAY,
        provisions=[rule.provision_id],
        provision_unknown=False,
    )


def decided(cast: Cast, row: Incident) -> Any:
    with scoped(Scope.of_school(cast.oostpoort)):
        Incident.objects.filter(pk=row.pk).update(status="taken_up", handler=cast.team_leader)
        making = Making(cast)
        case = making.proposed(row=Incident.objects.get(pk=row.pk))
        return making.decided(making.heard(making.contacted(case)))


def link(response: Any) -> bool:
    return f'<a class="cite" href="{PAGE}"><b>II.A.2</b>' in response.content.decode()


def test_report_case_and_file_lead_to_the_rule_in_the_guide(
    cast: Cast, client_of: SignIn, cited: Incident
) -> None:
    case, head = decided(cast, cited), client_of("head")
    assert link(head.get(f"{LIST}{cited.pk}/"))
    assert link(head.get(f"/school/oostpoort/zaken/{case.pk}/"))
    assert link(head.get(f"/school/oostpoort/dossiers/leerlingen/{cast.sem.pk}/"))
    page, _hash, anchor = PAGE.partition("#")
    assert f'id="{anchor}"' in Client().get(page).content.decode()


def test_letter_leads_to_the_rule_from_outside(cast: Cast, cited: Incident, settings: Any) -> None:
    settings.PORTAL_URL = "https://gids.example/"
    case = decided(cast, cited)
    with scoped(Scope.of_school(cast.oostpoort)):
        actor = cast.actor("team_leader", school=cast.oostpoort)
        letter, *_others = sanctions.make_letters(actor=actor, case=case)
        pdf = PdfReader(BytesIO(read(letter.file)))
    links = [
        note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", ())
    ]
    assert links == [f"https://gids.example{PAGE}"]
    assert letter.cites[0]["href"] == f"https://gids.example{PAGE}"


def test_newer_version_changes_no_link(cast: Cast, client_of: SignIn, cited: Incident) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"), NEWER, from_on=TODAY)
    assert link(client_of("head").get(f"{LIST}{cited.pk}/"))


def test_withdrawn_topic_leaves_the_words_without_a_link(
    cast: Cast, client_of: SignIn, cited: Incident
) -> None:
    PublishedTopic.objects.update(is_withdrawn=True)
    html = client_of("head").get(f"{LIST}{cited.pk}/").content.decode()
    assert '<span class="cite"><b>II.A.2</b>' in html
    assert "/op/" not in html


PLACE = {
    "school": "oostpoort", "topic": "telefoon", "anchor": "II-1",
    "effective_on": "2026-08-01", "until_on": "2027-08-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 7, 31), "2026-08-01"),
        (date(2026, 8, 1), "2026-08-01"),
        (date(2027, 7, 31), "2027-07-31"),
        (date(2027, 8, 1), "2027-07-31"),
    ],
)
def test_address_is_of_a_day_on_which_the_version_held(on: date, shown: str) -> None:
    address = protocols.guide_address(PLACE, on=on)
    assert address == f"/gids/oostpoort/telefoon/op/{shown}/#II-1"


def test_what_is_not_published_has_no_address() -> None:
    assert protocols.guide_address(None, on=TODAY) is None


def test_rule_is_cited_with_the_items_that_go_on_from_it(cited: Incident) -> None:
    with scoped(Scope.of_school(cited.school)):
        (row,) = cited.provisions.all()
    assert row.words == (
        "Je deelt geen beelden van anderen zonder toestemming. Dat geldt ook voor:"
        " a. bewerkte foto's; b. geluid."
    )
