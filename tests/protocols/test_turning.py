"""A text that begins or ends on a later day: true by its dates, and the clock that follows them."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client

from protocols import services
from protocols.models import (
    CodeVersion,
    Stage,
)
from protocols.rules import DEFAULTS
from protocols.services import turning
from protocols.tasks import run_clock
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from tests.cast import TODAY, Cast
from tests.protocols.making import NEWER, adopted, published

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
        first = published(head, school=cast.oostpoort, rules={"police": "may"})
        second = published(
            head, NEWER, school=cast.oostpoort, from_on=NEW_YEAR, rules={"police": "must"}
        )
    return first, second


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def stages(cast: Cast) -> list[tuple[int, str, date | None]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = CodeVersion.objects.order_by("number")
        return list(rows.values_list("number", "status", "until_on"))


def events(cast: Cast) -> list[str]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = Event.objects.filter(name__in=["code.begin", "code.end"]).order_by("at", "id")
        return [f"{event.name} {event.actor_name}" for event in rows]


def notices(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.filter(key__startswith="code-turn/").order_by("queued_at", "pk")
        return [(row.recipient.given_name, row.path) for row in rows.select_related("recipient")]


def at(frozen: Traveller, day: date) -> None:
    frozen.move_to(datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC))


# --- The day itself ---------------------------------------------------------------------------


def test_text_waits_until_its_day(cast: Cast, two: tuple[CodeVersion, CodeVersion]) -> None:
    run_clock()
    assert stages(cast) == [(1, Stage.IN_FORCE, NEW_YEAR), (2, Stage.SCHEDULED, None)]
    assert notices(cast) == []
    assert "Gaat in" in Client().get(f"{GUIDE}versies/").content.decode()


def test_dates_hold_though_the_clock_stood_still(
    cast: Cast, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    school = cast.oostpoort
    with scoped(Scope.of_school(school)):
        said = [services.rules(school=school, on=day).police for day in (TODAY, NEW_YEAR)]
        held = services.provisions_in_force(school=school, on=NEW_YEAR)
    assert said == ["may", "must"]
    assert {cited.version_number for cited in held} == {2}
    at(frozen, NEW_YEAR)
    assert "De smartphone en het horloge" in Client().get(GUIDE).content.decode()
    assert stages(cast)[1] == (2, Stage.SCHEDULED, None)


def test_clock_lets_a_text_begin_and_the_one_before_it_end(
    cast: Cast, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    client = Client()
    feed = f"{GUIDE}wijzigingen.atom"
    at(frozen, NEW_YEAR)
    before, entry = client.get(GUIDE)["ETag"], client.get(feed).content.decode()
    run_clock()
    assert stages(cast) == [(1, Stage.REPLACED, NEW_YEAR), (2, Stage.IN_FORCE, None)]
    assert events(cast)[1:] == ["code.end Klok", "code.begin Klok"]
    assert notices(cast) == [("Maarten", page(two[1]))]
    assert client.get(GUIDE)["ETag"] != before
    after = client.get(feed).content.decode()
    assert "<updated>2027-01-01T05:00:00+00:00</updated>" not in entry
    assert after.count("<updated>2027-01-01T05:00:00+00:00</updated>") == 3  # the feed and both


def test_clock_that_runs_again_changes_nothing(
    cast: Cast, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    at(frozen, NEW_YEAR)
    run_clock()
    seen = (stages(cast), events(cast), notices(cast), Client().get(GUIDE)["ETag"])
    run_clock()
    assert (stages(cast), events(cast), notices(cast), Client().get(GUIDE)["ETag"]) == seen


def test_missed_nights_are_made_up_for(
    cast: Cast, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        published(head, NEWEST, school=cast.oostpoort, from_on=date(2027, 1, 8))
    at(frozen, date(2027, 1, 20))
    run_clock()
    assert stages(cast) == [
        (1, Stage.REPLACED, NEW_YEAR),
        (2, Stage.REPLACED, date(2027, 1, 8)),
        (3, Stage.IN_FORCE, None),
    ]
    assert len(notices(cast)) == 1


def test_text_lapses_on_a_later_day(
    cast: Cast, client_of: SignIn, two: tuple[CodeVersion, CodeVersion], frozen: Traveller
) -> None:
    first = two[0]
    late = client_of("head").post(page(first), {"deed": "lapse", "lapse-until_on": "1-2-2027"})
    assert "Dan geldt er al een nieuwere versie." in late.content.decode()
    client_of("head").post(page(first), {"deed": "lapse", "lapse-until_on": "1-12-2026"})
    assert stages(cast)[0] == (1, Stage.IN_FORCE, date(2026, 12, 1))
    at(frozen, date(2026, 12, 1))
    run_clock()
    assert stages(cast) == [(1, Stage.REPLACED, date(2026, 12, 1)), (2, Stage.SCHEDULED, None)]
    assert notices(cast) == [("Maarten", page(first))]
    with scoped(Scope.of_school(cast.oostpoort)):
        assert services.rules(school=cast.oostpoort, on=date(2026, 12, 1)) == DEFAULTS
        assert services.rules(school=cast.oostpoort, on=date(2026, 11, 30)) != DEFAULTS


def test_text_that_is_not_published_does_not_lapse(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = adopted(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
    for deed in (
        {"deed": "lapse", "lapse-until_on": "1-2-2027"},
        {"deed": "call_back", "call_back-because": "Nog niet"},
    ):
        response = client_of("head").post(page(version), deed)
        assert response.status_code == 422
        assert "Dit kan niet in de fase “vastgesteld”." in response.content.decode()


def test_text_of_the_board_turns_for_the_board(inside_board: Cast, frozen: Traveller) -> None:
    secretary = inside_board.actor("board_secretary")
    version = published(secretary, from_on=NEW_YEAR)
    moved = turning.turn_code(actor=secretary, pk=version.code_id, today=NEW_YEAR)
    assert [one.status for one in moved] == [Stage.IN_FORCE]
    paths = {row.path for row in Notice.objects.filter(key__startswith="code-turn/")}
    assert paths == {f"/bestuur/waterland/codes/{version.pk}/"}
    assert Notice.objects.filter(recipient__given_name="Maarten").count() == 0


def test_clock_is_wound() -> None:
    assert "codes.clock" in [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]


def test_two_clocks_move_a_text_once(committed: Cast) -> None:
    with scoped(Scope.of_school(committed.oostpoort)):
        head = committed.actor("head", school=committed.oostpoort)
        version = published(head, school=committed.oostpoort, from_on=NEW_YEAR)
    moved: list[int] = []
    start = threading.Barrier(2)

    def tick() -> None:
        start.wait()
        try:
            scope = Scope.of_board(committed.waterland)
            clock = Actor.clock(committed.waterland.pk, scope.schools)
            with scoped(scope):
                done = turning.turn_code(actor=clock, pk=version.code_id, today=NEW_YEAR)
            moved.append(len(done))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(moved) == [0, 1]
    assert events(committed) == ["code.begin Klok"]
