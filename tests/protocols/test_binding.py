"""A code of the board that does not bind a school: out of its guide, its rules, from a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from protocols import services as protocols
from protocols.binding import services
from protocols.binding.models import NotBound
from protocols.models import CodeVersion
from protocols.receipts import services as receipts
from protocols.rules import DEFAULTS, LessonPermission
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.conftest import NOW
from tests.protocols.making import published

SignIn = Callable[[str], Client]
DAY = date(2026, 12, 1)
GUIDE = "/gids/oostpoort/telefoons-en-berichten/"
NOBODY = LessonPermission.NOBODY


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    """A code of the board, with one rule."""
    with scoped(Scope.of_board(cast.waterland)):
        secretary = cast.actor("board_secretary")
        return published(secretary, rules={"lesson_permission": "nobody"})


def excuse(cast: Cast, version: CodeVersion, school: School, **facts: Any) -> NotBound:
    given = {"reason": "Eigen regeling", "from_on": DAY, "today": TODAY} | facts
    actor = given.pop("actor", None) or cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        code = CodeVersion.objects.select_related("code").get(pk=version.pk).code
        return services.excuse(actor, code=code, school=school, **given)


def permission(school: School, day: date) -> LessonPermission:
    with scoped(Scope.of_school(school)):
        return protocols.rules(school=school, on=day).lesson_permission


def cited(school: School, day: date) -> int:
    with scoped(Scope.of_school(school)):
        return len(protocols.provisions_in_force(school=school, on=day))


def page_of(version: CodeVersion) -> str:
    return f"/bestuur/waterland/codes/{version.pk}/scholen/"


def test_rules_hold_until_the_day_and_elsewhere_after_it(cast: Cast, version: CodeVersion) -> None:
    excuse(cast, version, cast.oostpoort)
    before, after = DAY - timedelta(days=1), DAY
    assert permission(cast.oostpoort, before) == NOBODY
    assert permission(cast.oostpoort, after) == DEFAULTS.lesson_permission
    assert permission(cast.zilvermeeuw, after) == NOBODY
    assert cited(cast.oostpoort, before) == cited(cast.zilvermeeuw, after) > 0
    assert cited(cast.oostpoort, after) == 0
    with scoped(Scope.of_school(cast.oostpoort)):
        key = version.provisions.get(text__startswith="De smartphone").key
        found = [
            protocols.find_in_force(school=cast.oostpoort, key=key, on=day) is not None
            for day in (before, after)
        ]
    assert found == [True, False]


def test_own_code_of_the_school_goes_on(cast: Cast, version: CodeVersion) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(
            head, "# Eigen regels\n\n1. Geen telefoon.\n", school=cast.oostpoort,
            rules={"lesson_permission": "teacher"},
        )  # fmt: skip
    excuse(cast, version, cast.oostpoort)
    assert permission(cast.oostpoort, DAY) == LessonPermission.TEACHER
    assert cited(cast.oostpoort, DAY) == 2


def test_code_leaves_the_guide_on_the_day_and_its_history_stays(
    cast: Cast, version: CodeVersion
) -> None:
    excuse(cast, version, cast.oostpoort)
    client, rule = Client(), "De smartphone zit onder schooltijd in de tas."
    assert rule in client.get(GUIDE).content.decode()
    assert GUIDE in client.get("/gids/oostpoort/").content.decode()
    with time_machine.travel(NOW.replace(month=12, day=1), tick=False):
        assert GUIDE not in client.get("/gids/oostpoort/").content.decode()
        assert "/telefoons" in client.get("/gids/zilvermeeuw/").content.decode()
        assert rule not in client.get("/gids/oostpoort/zoeken/?q=smartphone").content.decode()
        page = client.get(GUIDE).content.decode()
        assert "Deze tekst geldt sinds 1 december 2026 niet voor deze school." in page
        assert rule not in page
        assert rule in client.get(f"{GUIDE}op/2026-11-30/").content.decode()
        assert client.get(f"{GUIDE}op/2026-12-01/").status_code == 404
        old = client.get(f"{GUIDE}versies/1/").content.decode()
        assert "Die geldt sinds 1 december 2026 niet voor deze school." in old
        assert rule in old
        assert (
            "1 augustus 2026, voor deze school tot 1 december 2026"
            in client.get(f"{GUIDE}versies/").content.decode()
        )
        assert rule in client.get("/gids/zilvermeeuw/telefoons-en-berichten/").content.decode()


def test_school_is_bound_again(cast: Cast, version: CodeVersion) -> None:
    row = excuse(cast, version, cast.oostpoort)
    again = date(2027, 2, 1)
    with scoped(Scope.of_board(cast.waterland)):
        row = NotBound.objects.select_related("code").get(pk=row.pk)
        services.bind_again(cast.actor("board_secretary"), row=row, from_on=again, today=DAY)
    days = (DAY - timedelta(days=1), DAY, again - timedelta(days=1), again)
    held = [permission(cast.oostpoort, day) == NOBODY for day in days]
    assert held == [True, False, False, True]
    with scoped(Scope.of_board(cast.waterland)):
        names = list(
            Event.objects.filter(name__in=["code.excuse", "code.bind_again"])
            .order_by("pk")
            .values_list("name", flat=True)
        )
    assert names == ["code.excuse", "code.bind_again"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "Kies vandaag of een latere dag"),
        ({"reason": "  "}, "Schrijf waarom deze tekst niet geldt voor de school."),
    ],
)
def test_what_held_is_not_changed_afterwards(
    cast: Cast, version: CodeVersion, facts: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        excuse(cast, version, cast.oostpoort, **facts)


def test_second_excuse_is_refused(cast: Cast, version: CodeVersion) -> None:
    excuse(cast, version, cast.oostpoort)
    with pytest.raises(Refused, match="op die dag al niet gebonden"):
        excuse(cast, version, cast.oostpoort, from_on=DAY + timedelta(days=5))


def test_head_of_a_school_does_not_excuse_it(cast: Cast, version: CodeVersion) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with pytest.raises(Forbidden, match="Alleen het bestuur kan die wijzigen"):
        excuse(cast, version, cast.oostpoort, actor=head)


def test_page_tells_a_period_that_is_over_from_one_that_is_not(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    row = excuse(cast, version, cast.oostpoort)
    with scoped(Scope.of_board(cast.waterland)):
        row = NotBound.objects.select_related("code").get(pk=row.pk)
        secretary = cast.actor("board_secretary")
        services.bind_again(secretary, row=row, from_on=date(2027, 2, 1), today=TODAY)
    period = "niet vanaf 1 december 2026 tot 1 februari 2027."
    for day, word in ((NOW, "Geldt"), (NOW + timedelta(days=72), "Geldt"),
                      (NOW + timedelta(days=73), "Gold")):  # fmt: skip
        with time_machine.travel(day, tick=False):
            page = client_of("board_secretary").get(page_of(version))
        assert f"{word} {period}" in page.content.decode()


def test_board_says_so_on_its_page(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    client, address = client_of("board_secretary"), page_of(version)
    code_page = f"/bestuur/waterland/codes/{version.pk}/"
    assert f'href="{address}"' in client.get(code_page).content.decode()
    form = {"school": str(cast.oostpoort.pk), "reason": "Eigen regeling", "from_on": "20-11-2026"}
    wrong = client.post(address, form | {"from_on": "1-1-2020"})
    assert wrong.status_code == 422
    assert 'value="Eigen regeling"' in wrong.content.decode()
    assert client.post(address, form).status_code == 302
    html = client.get(address).content.decode()
    assert "1 van 2 scholen zijn gebonden." in html
    assert "Geldt niet vanaf 20 november 2026." in html
    assert "<li>Lyceum Oostpoort</li>" in client.get(code_page).content.decode()
    school = client_of("head").get(f"/school/oostpoort/codes/{version.pk}/").content.decode()
    assert "Deze tekst geldt nu niet voor deze school." in school
    assert (
        "niet voor deze school"
        in client_of("head").get("/school/oostpoort/codes/").content.decode()
    )
    with scoped(Scope.of_board(cast.waterland)):
        row = NotBound.objects.get()
    late = client.post(address, {"again": str(row.pk), "from_on": "1-1-2020"})
    assert late.status_code == 422
    assert 'value="1-1-2020"' in late.content.decode()
    assert client.post(address, {"again": str(row.pk), "from_on": "1-1-2027"}).status_code == 302
    assert (
        client.post(address, {"again": str(UUID(int=7)), "from_on": "1-1-2027"}).status_code == 404
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("board_member", 200),
        ("board_secretary", 200),
        ("head", 404),
        ("privacy_officer", 404),
        ("outsider", 404),
    ],
)
def test_who_sees_the_page_of_the_board(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str, status: int
) -> None:
    assert client_of(name).get(page_of(version)).status_code == status


def test_staff_of_a_school_that_is_not_bound_get_no_copy(cast: Cast, version: CodeVersion) -> None:
    excuse(cast, version, cast.oostpoort, from_on=TODAY)
    with scoped(Scope.of_board(cast.waterland)):
        rows = receipts.hand_out(cast.actor("board_secretary"), version=version, today=TODAY)
    assert {row.school_id for row in rows} == {cast.zilvermeeuw.pk}
