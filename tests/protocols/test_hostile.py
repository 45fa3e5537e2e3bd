"""What no page of ours sends: each gets a refusal, and nothing is written by half."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from protocols import services
from protocols.calendar import services as calendar
from protocols.completeness.models import Decision
from protocols.dated import Dated
from protocols.models import CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.conftest import NOW
from tests.protocols.making import draft, published

SignIn = Callable[[str], Client]
HERE = "/school/oostpoort/"
ITEM = "wvo-2.92-2-a"


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (f"aside:{ITEM}", "a\x00b"),
        (f"aside:{ITEM}", "\u202edit\x07"),
        (f"aside:{ITEM}\x00", "omdat"),
        ("reopen:own:\x00", ""),
    ],
)
def test_invisible_signs_are_no_reason(
    cast: Cast, client_of: SignIn, deed: str, reason: str
) -> None:
    key = deed.partition(":")[2]
    given = {"deed": deed, f"reason-{key}": reason}
    page = client_of("head").post(f"{HERE}onderwerpen/volledigheid/", given)
    assert page.status_code == 422
    assert "Er staat een onzichtbaar teken in." in page.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not Decision.objects.exists()


def test_tick_without_a_day_is_asked_for_it(cast: Cast, client_of: SignIn) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        code = published(head, school=cast.oostpoort).code
        plan = calendar.plan_discussions(head, code=code, year_groups=("4",), groups=(), moment=NOW)
        moment = calendar.add_moment(
            head, plan=plan, name="Nu", from_on=date(2026, 11, 1),
            until_on=date(2026, 11, 27), moment=NOW,
        )  # fmt: skip
    given = {
        "deed": "tick", "tick-moment": str(moment.pk), "tick-group": str(cast.class_4h2.pk),
    }  # fmt: skip
    page = client_of("head").post(f"{HERE}evaluatieagenda/gesprekken/{plan.pk}/", given)
    assert page.status_code == 422


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        ({"deed": "split"}, False),
        ({"deed": "renumber", "style": "decimal", "start": "000000001" + "9" * 5000}, True),
    ],
)
def test_outline_refuses_a_deed_without_what_it_needs(
    cast: Cast, client_of: SignIn, more: dict[str, str], chosen: bool
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
        rows = list(Provision.objects.filter(version=version).values_list("pk", "corrected"))
    given = {"revision": "0", **more} | ({"chosen": str(rows[0][0])} if chosen else {})
    page = client_of("head").post(f"{HERE}codes/{version.pk}/opbouw/", given)
    assert page.status_code == 422
    with scoped(Scope.of_school(cast.oostpoort)):
        after = Provision.objects.filter(version=version).values_list("pk", "corrected")
        assert list(after) == rows


@pytest.mark.parametrize(
    ("listed", "said"), [("Kring", "KRING"), ("Straße", "STRASSE"), ("Kring", "\u212aring")]
)
def test_names_of_bodies_are_compared_in_one_way(cast: Cast, listed: str, said: str) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(head, school=cast.oostpoort)
        services.expect_consent(head, version=version, body=listed)
        services.confirm_outline(head, version=version)
        services.submit(head, version=version)
        services.record_consent(
            head, version=version, body=said, consented=Dated(date(2026, 6, 1)), today=TODAY
        )
        is_one = not CodeVersion.objects.get(pk=version.pk).consents.filter(body=said).exists()
        adopt = {"by": "CvB", "adopted": Dated(date(2026, 6, 2)), "today": TODAY}
        if is_one:
            assert services.adopt(head, version=version, **adopt).status == "adopted"
        else:
            with pytest.raises(Refused, match=listed):
                services.adopt(head, version=version, **adopt)


def test_feed_closes_with_the_account(cast: Cast, client_of: SignIn) -> None:
    page = client_of("teacher").post(f"{HERE}evaluatieagenda/abonnement/").content.decode()
    found = re.search(r"/agenda/school/oostpoort/[\w-]+\.ics", page)
    assert found is not None
    assert Client().get(found[0]).status_code == 200
    user = cast.users["teacher"]
    user.is_active = False
    user.save()
    assert Client().get(found[0]).status_code == 404


@pytest.mark.parametrize("typed", ["1-1-0001", "december 9999"])
def test_year_that_nobody_means_is_refused(cast: Cast, client_of: SignIn, typed: str) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
    given = {"deed": "describe", "describe-dated": typed}
    page = client_of("head").post(f"{HERE}codes/{version.pk}/", given)
    assert page.status_code == 422
    assert "Schrijf de datum als 25-03-2014 of als maart 2014." in page.content.decode()
