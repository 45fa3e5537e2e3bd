"""The secret address: what stands in it, who may read it and until when."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from protocols.calendar import services
from protocols.calendar.models import Feed
from protocols.dated import Dated
from protocols.models import CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.protocols.calendar.making import (
    AGENDA,
    BOARD_AGENDA,
    MOMENT,
    MONTH,
    code_of,
    discussions_of,
    evaluation_of,
    group,
)
from tests.protocols.calendar.test_evaluations import text_of

SignIn = Callable[[str], Client]
PAGE = f"{AGENDA}abonnement/"
ADDRESS = re.compile(r"http://[^<]+(/agenda/[^<]+\.ics)")


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    return code_of(cast, cast.zilvermeeuw)


def made(client: Client, page: str = PAGE) -> str:
    """The path of a new address, as the page shows it once."""
    found = ADDRESS.search(text_of(client.post(page, {"deed": "make"})))
    assert found is not None
    return found[1]


def events(path: str) -> dict[str, tuple[date, date]]:
    """Summary, first day and exclusive last day of each event, as a stranger's program reads."""
    response = Client().get(path)
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return {
        str(event["SUMMARY"]): (event["DTSTART"].dt, event["DTEND"].dt)
        for event in calendar.walk("VEVENT")
    }


def test_a1_s0_v5_r103_month_stands_at_its_end_in_the_feed(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S0 V.5 r.103: an all-day entry on the last day, with the words of the month."""
    evaluation_of(cast, version, first=Dated(date(2020, 2, 1), MONTH), recurrence="once")
    assert events(made(client_of("omar"))) == {
        "Te laat: Evaluatie uiterlijk in februari 2020: Telefoons en berichten": (
            date(2020, 2, 29),
            date(2020, 3, 1),
        )
    }


def test_a1_s4_r87_yearly_evaluation_comes_back_in_the_feed(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S4 r.87: yearly, with the co-evaluator named in the entry."""
    evaluation_of(cast, version, first=Dated(date(2027, 3, 9)), with_role="anti-pestcoördinator")
    path = made(client_of("omar"))
    assert list(events(path)) == [
        f"Evaluatie uiterlijk op 9 maart {year}: Telefoons en berichten"
        for year in (2027, 2028, 2029)
    ]
    assert "Samen met anti-pestcoördinator.".encode() in Client().get(path).content


def test_a1_s4_r81_85_standing_item_and_discussions_in_the_feed(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S4 r.81-85: a teacher reads of the own groups, who leads of all; the standing item is
    a rule when it has a fixed day, and comes once a year when it has not.
    """
    group(cast, "groep 7", "7")
    discussions_of(cast, version)
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        for text, every in (("Elke teamvergadering", "meeting"), ("Media", "fortnight")):
            services.plan_item(
                omar, code=version.code, text=text, every=every, from_on=TODAY, moment=MOMENT
            )
    hers, his = made(client_of("fatima")), made(client_of("omar"))
    end = TODAY + timedelta(days=1)
    items = {
        "Elke teamvergadering (Telefoons en berichten)": (TODAY, end),
        "Media (Telefoons en berichten)": (TODAY, end),
    }
    assert events(hers) == {
        "Bespreek met groep 6: Telefoons en berichten": (date(2026, 11, 6), date(2026, 11, 28)),
        **items,
    }
    assert events(his) == {
        "Begin van het schooljaar: Telefoons en berichten": (
            date(2026, 8, 31),
            date(2026, 9, 26),
        ),
        "Week van de Mediawijsheid: Telefoons en berichten": (
            date(2026, 11, 6),
            date(2026, 11, 28),
        ),
        **items,
    }
    content = Client().get(his).content.decode()
    assert re.findall(r"RRULE:.*", content) == [
        "RRULE:FREQ=YEARLY\r",
        "RRULE:FREQ=WEEKLY;INTERVAL=2\r",
    ]


def test_feed_names_no_pupil_and_asks_for_no_sign_in(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    discussions_of(cast, version)
    evaluation_of(cast, version)
    response = Client().get(made(client_of("omar")))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, max-age=0, must-revalidate"
    content = response.content.decode()
    assert "Lieke" not in content
    assert content.count("BEGIN:VEVENT") == 5


def test_file_that_did_not_change_is_not_sent_again(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    evaluation = evaluation_of(cast, version)
    path = made(client_of("omar"))
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        services.stop(omar, plan=evaluation, moment=MOMENT)
    changed = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert b"VEVENT" not in changed.content


def test_only_the_digest_of_an_address_is_kept(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("omar")
    token = made(client).rpartition("/")[2].removesuffix(".ics")
    with scoped(Scope.of_board(cast.waterland)):
        feed = Feed.objects.get()
        assert token.encode() not in bytes(feed.digest)
        assert len(bytes(feed.digest)) == 32
    page = client.get(PAGE)
    assert token not in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert "Je hebt een adres sinds 20 november 2026." in text_of(page)


def test_renewed_and_stopped_address_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("omar")
    old = made(client)
    new = made(client)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    client.post(PAGE, {"deed": "stop"})
    assert Client().get(new).status_code == 404
    with scoped(Scope.of_board(cast.waterland)):
        assert Feed.objects.filter(revoked_at=None).count() == 0
        assert Feed.objects.count() == 2


def test_address_is_not_found_elsewhere(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    token = made(client_of("omar")).rpartition("/")[2]
    board = made(client_of("board_secretary"), f"{BOARD_AGENDA}abonnement/").rpartition("/")[2]
    stranger = Client()
    for path in (
        f"/agenda/school/oostpoort/{token}",
        f"/agenda/school/eikenhof/{token}",
        f"/agenda/school/nergens/{token}",
        f"/agenda/bestuur/waterland/{token}",
        f"/agenda/school/zilvermeeuw/{board}",
        f"/agenda/bestuur/heuvelrug/{board}",
        "/agenda/school/zilvermeeuw/fout.ics",
        "/agenda/school/zilvermeeuw/.ics",
    ):
        assert stranger.get(path).status_code == 404, path
    assert stranger.get(f"/agenda/bestuur/waterland/{board}").status_code == 200
    assert stranger.post(f"/agenda/bestuur/waterland/{board}").status_code == 405


def test_who_left_reads_no_more(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    path = made(client_of("fatima"))
    with scoped(Scope.of_board(cast.waterland)):
        cast.fatima.appointments.update(until_on=TODAY - timedelta(days=1))
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("name", ["sem_mother", "lieke", "outsider"])
def test_who_is_no_staff_gets_no_address(cast: Cast, client_of: SignIn, name: str) -> None:
    assert client_of(name).post(PAGE, {"deed": "make"}).status_code in (403, 404)
    with scoped(Scope.of_board(cast.waterland)):
        assert not Feed.objects.exists()


def test_nobody_gets_no_address(cast: Cast) -> None:
    nobody = replace(cast.actor("omar", school=cast.zilvermeeuw), person_id=None)
    with (
        scoped(Scope.of_school(cast.zilvermeeuw)),
        pytest.raises(Refused, match=r"^Dit kan alleen iemand zelf doen\.$"),
    ):
        services.subscribe(nobody, school_id=cast.zilvermeeuw.pk, moment=MOMENT)


def test_number_of_queries_of_a_feed_does_not_grow(
    cast: Cast, client_of: SignIn, version: CodeVersion, django_assert_max_num_queries: Any
) -> None:
    path = made(client_of("fatima"))

    def fill(version: CodeVersion) -> None:
        evaluation_of(cast, version)
        discussions_of(cast, version)

    def count() -> int:
        with django_assert_max_num_queries(16) as queries:
            assert Client().get(path).status_code == 200
        return len(queries)

    fill(version)
    count()
    before = count()
    school: School = cast.zilvermeeuw
    for number in range(2):
        fill(code_of(cast, school, title=f"Code {number}"))
    assert count() == before
