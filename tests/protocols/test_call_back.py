"""A publication whose day is yet to come is called back: out of the guide, the text untouched."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from protocols import services
from protocols.models import (
    CodeVersion,
    GuideTopic,
    Placement,
    PublishedPaper,
    PublishedVersion,
    Stage,
)
from protocols.tasks import run_clock
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.protocols.making import NEWER, TEXT, adopted, published

SignIn = Callable[[str], Client]
NEW_YEAR = date(2027, 1, 1)
GUIDE = "/gids/oostpoort/telefoons-en-berichten/"
NEWEST = NEWER.replace("de tas", "de kluis")
Traveller = time_machine.Traveller


@pytest.fixture
def two(cast: Cast) -> tuple[CodeVersion, CodeVersion]:
    """A version in force, and the next that begins on New Year's Day."""
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        first = published(head, school=cast.oostpoort)
        return first, published(head, NEWER, school=cast.oostpoort, from_on=NEW_YEAR)


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def stages(cast: Cast) -> list[tuple[int, str, date | None]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = CodeVersion.objects.order_by("number")
        return list(rows.values_list("number", "status", "until_on"))


def at(frozen: Traveller, day: date) -> None:
    frozen.move_to(datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC))


def called_back(because: str = "De drukker is te laat") -> dict[str, str]:
    return {"deed": "call_back", "call_back-because": because}


def test_publication_is_called_back_before_its_day(
    cast: Cast, client_of: SignIn, two: tuple[CodeVersion, CodeVersion]
) -> None:
    client = client_of("head")
    paper = {"language": "nl", "made_from": "x", "content": b"%PDF", "made_at": datetime.now(UTC)}
    for address in (f"{GUIDE}versies/2/pdf/", "/gids/oostpoort/telefoons/pdf/"):
        PublishedPaper.objects.create(school=cast.oostpoort, address=address, **paper)
    html = client.get(page(two[1])).content.decode()
    assert "Deze versie gaat in op 1 januari 2027. Tot die dag kun je" in html
    assert client.post(page(two[1]), called_back()).status_code == 302
    assert stages(cast) == [(1, Stage.IN_FORCE, None), (2, Stage.ADOPTED, None)]
    assert list(PublishedVersion.objects.values_list("number", "until_on")) == [(1, None)]
    assert Client().get(f"{GUIDE}versies/2/").status_code == 404
    assert PublishedPaper.objects.get().address == "/gids/oostpoort/telefoons/pdf/"
    html = client.get(page(two[1])).content.decode()
    assert "De publicatie is teruggehaald: De drukker is te laat" in html
    with scoped(Scope.of_school(cast.oostpoort)):
        facts = Event.objects.get(name="code.called_back").facts
        assert facts == {"because": "De drukker is te laat", "effective_on": "2027-01-01"}
        assert not Placement.objects.filter(version=two[1]).exists()
    client.post(page(two[1]), {"deed": "publish", "publish-effective_on": "1-2-2027"})
    assert stages(cast) == [
        (1, Stage.IN_FORCE, date(2027, 2, 1)), (2, Stage.SCHEDULED, None)
    ]  # fmt: skip


def test_only_text_of_a_topic_takes_it_along_out_of_the_guide(
    inside: Cast, frozen: Traveller
) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = published(head, school=inside.oostpoort, from_on=NEW_YEAR)
    assert Client().get(GUIDE).status_code == 200
    at(frozen, date(2026, 11, 21))
    services.call_back(head, version=version, because="Nog niet", today=date(2026, 11, 21))
    assert Client().get(GUIDE).status_code == 404
    assert GuideTopic.objects.get().is_withdrawn
    at(frozen, date(2026, 11, 22))
    services.publish(head, version=version, effective_on=NEW_YEAR)
    assert Client().get(GUIDE).status_code == 200


def test_topic_with_words_of_the_school_stays(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = published(head, school=inside.oostpoort, from_on=NEW_YEAR)
    services.write_topic(
        head, school=inside.oostpoort, title="Telefoons", slug="telefoons-en-berichten",
        lede="In de tas.", code=version.code,
    )  # fmt: skip
    services.call_back(head, version=version, because="Nog niet", today=TODAY)
    response = Client().get(GUIDE)
    assert (response.status_code, "In de tas." in response.content.decode()) == (200, True)


def test_earlier_end_that_was_given_comes_back(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    first = published(head, school=inside.oostpoort)
    services.lapse(head, version=first, until_on=date(2027, 3, 1))
    second = published(head, NEWER, school=inside.oostpoort, from_on=NEW_YEAR)
    first.refresh_from_db()
    assert first.until_on == NEW_YEAR
    services.call_back(head, version=second, because="Nog niet", today=TODAY)
    first.refresh_from_db()
    assert first.until_on == date(2027, 3, 1)


def test_place_where_the_text_stands_already_is_kept_in_sight(
    cast: Cast, client_of: SignIn, two: tuple[CodeVersion, CodeVersion]
) -> None:
    client = client_of("head")
    with scoped(Scope.of_school(cast.oostpoort)):
        place = Placement.objects.get(version=two[1], name="Website")
    client.post(page(two[1]), {"deed": "place", "place-place": str(place.pk)})
    client.post(page(two[1]), called_back())
    html = client.get(page(two[1])).content.decode()
    assert "Deze tekst stond al op plekken buiten het portaal." in html
    client.post(page(two[1]), {"deed": "publish", "publish-effective_on": "1-2-2027"})
    with scoped(Scope.of_school(cast.oostpoort)):
        names = list(Placement.objects.filter(version=two[1]).values_list("name", flat=True))
    assert names == ["Intranet", "Website"]


def test_reason_is_asked(
    cast: Cast, client_of: SignIn, two: tuple[CodeVersion, CodeVersion]
) -> None:
    response = client_of("head").post(page(two[1]), called_back(" "))
    assert response.status_code == 422
    assert "Schrijf waarom je de publicatie terughaalt." in response.content.decode()
    assert stages(cast)[1] == (2, Stage.SCHEDULED, None)


@pytest.mark.parametrize("wound", [True, False])
def test_text_in_force_is_not_called_back(
    cast: Cast,
    two: tuple[CodeVersion, CodeVersion],
    frozen: Traveller,
    *,
    wound: bool,
) -> None:
    at(frozen, NEW_YEAR)
    if wound:
        run_clock()
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        with pytest.raises(Refused, match="Deze versie geldt al"):
            services.call_back(head, version=two[1], because="Te laat", today=NEW_YEAR)


def test_page_offers_no_calling_back_on_the_day(
    cast: Cast, client_of: SignIn, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    client = client_of("head")
    assert 'value="call_back"' in client.get(page(two[1])).content.decode()
    at(frozen, NEW_YEAR)
    fresh = client_of("head")
    assert 'value="call_back"' not in fresh.get(page(two[1])).content.decode()


def test_version_that_another_follows_is_called_back_after_it(
    cast: Cast, two: tuple[CodeVersion, CodeVersion]
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        third = published(head, NEWEST, school=cast.oostpoort, from_on=date(2027, 2, 1))
        with pytest.raises(Refused, match="Haal die eerst terug"):
            services.call_back(head, version=two[1], because="Nog niet", today=TODAY)
        services.call_back(head, version=third, because="Nog niet", today=TODAY)
        services.call_back(head, version=two[1], because="Nog niet", today=TODAY)
    assert [row[2] for row in stages(cast)] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 404), ("team_leader", 422), ("administrator", 422), ("outsider", 404)],
)
def test_who_does_not_publish_calls_nothing_back(
    cast: Cast,
    client_of: SignIn,
    two: tuple[CodeVersion, CodeVersion],
    name: str,
    status: int,
) -> None:
    assert client_of(name).post(page(two[1]), called_back()).status_code == status
    assert stages(cast)[1] == (2, Stage.SCHEDULED, None)


def test_head_of_a_school_calls_no_text_of_the_board_back(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"), from_on=NEW_YEAR)
    client = client_of("head")
    assert client.post(page(version), called_back()).status_code == 422
    board = f"/bestuur/waterland/codes/{version.pk}/"
    assert client.post(board, called_back()).status_code == 404
    with scoped(Scope.of_board(cast.waterland)):
        assert CodeVersion.objects.get().status == Stage.SCHEDULED


@pytest.fixture
def in_force(inside: Cast) -> CodeVersion:
    return published(inside.actor("head", school=inside.oostpoort), school=inside.oostpoort)


@pytest.mark.parametrize(
    "change",
    [
        "status = 'adopted'",
        "status = 'adopted', effective_on = null",
        "status = 'scheduled'",
        "effective_on = '2027-01-01'",
    ],
)
def test_sql_calls_nothing_back_that_is_in_force(in_force: CodeVersion, change: str) -> None:
    sql = f"update protocols_codeversion set {change} where id = %s"
    with pytest.raises(DatabaseError, match="An adopted text is not changed"), transaction.atomic():
        connection.cursor().execute(sql, [in_force.pk])


def test_text_stays_as_it_was_adopted(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = adopted(head, TEXT, school=inside.oostpoort)
    services.publish(head, version=version, effective_on=NEW_YEAR)
    services.call_back(head, version=version, because="Nog niet", today=TODAY)
    with pytest.raises(DatabaseError, match="An adopted text is not changed"), transaction.atomic():
        version.provisions.update(text="anders")
