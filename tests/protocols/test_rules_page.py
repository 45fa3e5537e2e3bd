"""The page of the rules: suggested by the text, applied by a person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from protocols import services
from protocols.models import CodeVersion, RuleSetting
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import TODAY, Cast
from tests.protocols.making import TEXT, draft, published

SignIn = Callable[[str], Client]
CODE = TEXT.replace(
    "1. We praten eerst.",
    "1. Dit wordt eerst met de betrokkenen besproken. De school kan aangifte doen bij de politie.\n"
    "2. Een leerling ouder dan 16 jaar kiest zelf.\n3. We praten eerst.",
)


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return draft(cast.actor("head", school=cast.oostpoort), CODE, school=cast.oostpoort)


def page_of(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/regels/"


def settings(cast: Cast) -> list[tuple[str, Any, str]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = RuleSetting.objects.select_related("provision")
        return [(r.key, r.value, r.provision.label if r.provision else "") for r in rows]


def test_suggestion_stands_beside_its_words_and_is_not_applied(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    html = client_of("head").get(page_of(version)).content.decode()
    assert "Voorstel: <b>dat kan</b>. Er staat: ‘kan aangifte doen bij de politie’." in html
    assert settings(cast) == []


def test_suggestion_is_taken_over_with_its_provision(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    for key in ("police", "talk_first"):
        assert client.post(page_of(version), {"deed": f"accept:{key}"}).status_code == 302
    assert settings(cast) == [("police", "may", "1."), ("talk_first", True, "1.")]
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Event.objects.filter(name="code.rule").count() == 2


def test_suggestion_may_be_turned_down(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    client = client_of("head")
    client.post(page_of(version), {"deed": "default:talk_first"})
    assert settings(cast) == [("talk_first", False, "")]
    html = client.get(page_of(version)).content.decode()
    assert 'value="accept:talk_first"' not in html
    assert "zo gekozen" in html


def test_other_answer_is_chosen_with_the_number_of_its_provision(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    given = {"deed": "set:police", "value-police": "must", "provision-police": "II.A.1"}
    client_of("head").post(page_of(version), given)
    assert settings(cast) == [("police", "must", "1.")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value-police": "perhaps"}, "Kies een van de antwoorden."),
        (
            {"value-police": "must", "provision-police": "IX.9"},
            "Er is geen bepaling met het nummer",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, client_of: SignIn, version: CodeVersion, given: dict[str, str], said: str
) -> None:
    page = client_of("head").post(page_of(version), {"deed": "set:police", **given}, follow=True)
    assert said in page.content.decode()
    assert settings(cast) == []


def test_wording_that_deviates_from_the_law_is_warned_about(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    warning = "Volgens de wet kiest een leerling zelf vanaf de 16e verjaardag"
    assert warning in client.get(page_of(version)).content.decode()
    client.post(page_of(version), {"deed": "accept:consent_wording"})
    html = client.get(page_of(version)).content.decode()
    assert warning in html
    assert "Ouder dan 16" in html


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("conduct_named", ["threat", "bullying"], ["bullying", "threat"]),
        ("conduct_named", [], []),
        ("objection_weeks", "8", 8),
        ("review_month", "februari 2027", "2027-02"),
        ("review_month", "", ""),
        ("monitoring_by", "afdeling ICT", "afdeling ICT"),
        ("talk_first", "True", True),
    ],
)
def test_answer_of_every_kind_is_chosen(
    cast: Cast, client_of: SignIn, version: CodeVersion, key: str, sent: Any, kept: Any
) -> None:
    client_of("head").post(page_of(version), {"deed": f"set:{key}", f"value-{key}": sent})
    assert settings(cast) == [(key, kept, "")]


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("objection_weeks", "52", "Vul een getal in van 1 tot en met 26."),
        ("objection_weeks", "zes", "Vul een getal in, in cijfers."),
        ("review_month", "ooit", "Schrijf de datum als 25-03-2014 of als maart 2014."),
        ("conduct_named", "yawning", "Kies een van de antwoorden."),
    ],
)
def test_fault_stands_at_the_answer_that_was_typed(
    cast: Cast, client_of: SignIn, version: CodeVersion, key: str, sent: str, said: str
) -> None:
    page = client_of("head").post(page_of(version), {"deed": f"set:{key}", f"value-{key}": sent})
    form = page.context["sent"]
    assert (form.key, list(form.errors)) == (key, ["value"])
    html = page.content.decode()
    assert said in html
    assert "Dit is nog niet opgeslagen" in html
    assert html.count('<details class="fold" open>') == 1
    assert settings(cast) == []


@pytest.mark.parametrize("deed", ["", "accept:nonsense", "drop:police", "accept"])
def test_nonsense_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion, deed: str
) -> None:
    assert client_of("head").post(page_of(version), {"deed": deed}).status_code == 404


def test_adopted_version_shows_its_rules_and_takes_no_more(cast: Cast, client_of: SignIn) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = published(head, school=cast.oostpoort, rules={"police": "must"})
    client = client_of("head")
    html = client.get(page_of(version)).content.decode()
    assert "<b>Altijd</b>" in html
    assert 'name="deed"' not in html
    page = client.post(page_of(version), {"deed": "set:police", "value-police": "may"}, follow=True)
    assert "Deze versie is vastgesteld. De tekst ligt vast." in page.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert services.rules(school=cast.oostpoort, on=TODAY).police == "must"


@pytest.mark.parametrize("name", ["teacher", "sem_mother", "outsider", "omar"])
def test_page_is_for_who_keeps_the_codes(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str
) -> None:
    assert client_of(name).get(page_of(version)).status_code in (403, 404)
    deed = {"deed": "accept:police"}
    assert client_of(name).post(page_of(version), deed).status_code in (403, 404)
    assert settings(cast) == []


def test_text_of_the_board_is_not_changed_on_a_page_of_a_school(
    cast: Cast, client_of: SignIn
) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = draft(cast.actor("board_secretary"), CODE)
    page = f"/school/oostpoort/codes/{version.pk}/regels/"
    assert 'name="deed"' not in client_of("head").get(page).content.decode()
    assert client_of("head").post(page, {"deed": "accept:police"}).status_code == 403
    board = f"/bestuur/waterland/codes/{version.pk}/regels/"
    assert client_of("board_secretary").post(board, {"deed": "accept:police"}).status_code == 302
