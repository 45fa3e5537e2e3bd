"""The lists, who may open which page, and the other places that show a request."""

from typing import Any

import pytest

from protocols.registers.models import PublishedAccount
from schoolgids.access.scope import Scope, scoped
from schoolgids.people.services import appoint, enrol, register
from tests.cast import START, Cast
from tests.protocols.registers.making import (
    HERE,
    SignIn,
    account,
    class_app,
    code,
    deed,
    only,
    page_of,
    place_all,
    text,
)

LIST_QUERIES = 8
ENTRY_QUERIES = 21


def test_list_is_filtered_by_kind_stage_and_words(cast: Cast, client_of: SignIn) -> None:
    one, two = account(cast), account(cast, name="proefwerkweek")
    app = class_app(cast)
    deed(cast, "head", two, "refuse", reason="nee")
    head = client_of("head")

    def found(address: str) -> set[Any]:
        html = text(head.get(HERE + address))
        return {entry.pk for entry in (one, two, app) if page_of(entry) in html}

    assert found("") == {one.pk, two.pk, app.pk}
    assert found("accounts/") == {one.pk, two.pk}
    assert found("klassenapps/") == {app.pk}
    assert found("?fase=geweigerd") == {two.pk}
    assert found("?fase=aangevraagd&zoek=4H2") == {app.pk}
    assert found("?zoek=proefwerk") == {two.pk}
    assert found("?zoek=Wieringh") == {one.pk, two.pk, app.pk}  # keeps the accounts, asked the app
    assert found("?zoek=%00niets") == set()
    assert found("?fase=onzin") == {one.pk, two.pk, app.pk}


def test_lists_and_pages_have_a_fixed_number_of_queries(
    cast: Cast, client_of: SignIn, django_assert_num_queries: Any
) -> None:
    code(cast, closed_platform_first=True)
    entry = class_app(cast)
    head = client_of("head")
    head.get(HERE)  # warms what is kept between pages
    counts = []
    for _round in range(2):
        with django_assert_num_queries(LIST_QUERIES):
            head.get(HERE)
        with django_assert_num_queries(ENTRY_QUERIES):
            head.get(page_of(entry))
        counts.append(len(text(head.get(HERE))))
        for number in range(5):
            account(cast, name=f"account {number}")
            with scoped(Scope.of_school(cast.oostpoort)):
                new = register(cast.waterland, given_name=f"N{number}", family_name="Hier")
                enrol(new, group=cast.class_4h2, from_on=START)
    assert counts[1] > counts[0]


@pytest.mark.parametrize(
    "name", ["teacher", "mentor", "team_leader", "care_coordinator", "head", "administrator"]
)
def test_staff_find_the_registers_in_their_menu(cast: Cast, client_of: SignIn, name: str) -> None:
    client = client_of(name)
    assert f'href="{HERE}"' in text(client.get(HERE))
    for register_ in ("accounts", "uitzonderingen", "klassenapps", "lessen"):
        assert client.get(f"{HERE}{register_}/").status_code == 200
        assert client.get(f"{HERE}{register_}/aanvragen/").status_code == 200
    assert client.get(f"{HERE}onzin/").status_code == 404


@pytest.mark.parametrize(
    "name", ["sem", "sem_mother", "omar", "outsider", "board_member", "privacy_officer"]
)
def test_registers_are_for_the_staff_of_the_school(
    cast: Cast, client_of: SignIn, name: str
) -> None:
    entry = account(cast)
    deed(cast, "head", entry, "grant")
    client = client_of(name)
    for address in (HERE, f"{HERE}accounts/", f"{HERE}accounts/aanvragen/", page_of(entry)):
        assert client.get(address).status_code in (403, 404), address
        assert client.post(address, {"deed": "end"}).status_code in (403, 404, 405), address
    assert only(cast).status == "granted"


def test_entry_of_another_school_is_not_found(cast: Cast, client_of: SignIn) -> None:
    entry = account(cast)
    with scoped(Scope.of_board(cast.waterland)):
        appoint(cast.head, role="head", school=cast.zilvermeeuw, from_on=START)
    head = client_of("head")
    address = f"/school/zilvermeeuw/registers/{entry.pk}/"
    assert head.get(address).status_code == 404
    assert head.post(address, {"deed": "grant"}).status_code == 404
    assert only(cast).status == "requested"


@pytest.mark.parametrize("name", ["teacher", "mentor", "administrator"])
def test_nobody_but_the_leadership_decides(cast: Cast, client_of: SignIn, name: str) -> None:
    entry = account(cast)
    client = client_of(name)
    for data in ({"deed": "grant"}, {"deed": "refuse", "reason": "nee"}):
        assert client.post(page_of(entry), data).status_code in (404, 422)
    assert only(cast).status == "requested"
    assert PublishedAccount.objects.count() == 0


def test_unknown_deed_is_not_found(cast: Cast, client_of: SignIn) -> None:
    entry = account(cast)
    assert client_of("head").post(page_of(entry), {"deed": "wis"}).status_code == 404
    assert client_of("head").post(page_of(entry), {"deed": "pupils"}).status_code == 404


def test_head_finds_the_request_in_the_work_list(cast: Cast, client_of: SignIn) -> None:
    entry = class_app(cast)
    html = text(client_of("head").get("/school/oostpoort/werkvoorraad/"))
    assert f'href="{page_of(entry)}"' in html
    place_all(cast, entry)
    client_of("head").post(page_of(entry), {"deed": "grant"})
    assert f'href="{page_of(entry)}"' not in text(
        client_of("head").get("/school/oostpoort/werkvoorraad/")
    )
