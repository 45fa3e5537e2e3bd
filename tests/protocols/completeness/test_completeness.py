"""Who keeps a topic, when it was looked at, and which items of the law a guide meets."""

import html as escaping
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.test import Client

from protocols import services as protocols
from protocols.completeness import services
from protocols.completeness.models import Decision, OwnRequirement, TopicCheck, TopicFacts
from protocols.completeness.standing import items_of, numbers_of
from protocols.completeness.work import guide
from protocols.models import GuideTopic, PublishedTopic
from protocols.topics import services as topics
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from schoolgids.worklist.sources import Work, work_for
from tests.cast import TODAY, Cast
from tests.conftest import NOW
from tests.protocols.making import published

SignIn = Callable[[str], Client]
TOPICS = "/school/oostpoort/onderwerpen/"
PAGE = f"{TOPICS}volledigheid/"
BOARD = "/bestuur/waterland/onderwerpen/volledigheid/"
ITEM = "wvo-2.92-2-k"
YESTERDAY, NEXT_YEAR = TODAY - timedelta(days=1), date(2027, 11, 20)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def write(cast: Cast, title: str, **facts: Any) -> GuideTopic:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        facts = {"own_text": "Zo doen we dat."} | facts
        return protocols.write_topic(head, school=cast.oostpoort, title=title, **facts)


@pytest.fixture
def absence(cast: Cast) -> GuideTopic:
    return write(cast, "Verzuim")


def keep(cast: Cast, topic: GuideTopic, **facts: Any) -> TopicFacts:
    given: dict[str, Any] = {
        "owner_role": "", "owner": None, "legal_basis": "", "legal_link": "", "requirement": "",
        "check_again_on": None,
    }  # fmt: skip
    actor = cast.actor("administrator", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.keep_facts(actor, topic=topic, today=TODAY, **(given | facts))


def check(cast: Cast, topic: GuideTopic, by: str = "administrator", **facts: Any) -> TopicCheck:
    given = {"check_again_on": NEXT_YEAR, "today": TODAY} | facts
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.check(cast.actor(by, school=cast.oostpoort), topic=topic, **given)


def confirm(cast: Cast, topic: GuideTopic, item: str = ITEM, by: str = "administrator") -> Decision:
    actor = cast.actor(by, school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.confirm(
            actor, school=cast.oostpoort, requirement=item, topic=topic, moment=NOW
        )


def standing(cast: Cast) -> tuple[int, int, int, int]:
    """Asked, met, not applicable, per cent at Oostpoort."""
    with scoped(Scope.of_school(cast.oostpoort)):
        ((_school, numbers, _old),) = numbers_of([cast.oostpoort], TODAY)
    return numbers.asked, numbers.met, numbers.not_applicable, numbers.percent


def text_of(client: Client, address: str) -> str:
    return escaping.unescape(client.get(address).content.decode())


def work(cast: Cast, name: str) -> list[Work]:
    actor = cast.actor(name, school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return [one for one in work_for(actor, TODAY) if one.kind == "guide"]


# --- Facts and checks -------------------------------------------------------------------------


def test_administrator_says_who_keeps_a_topic_and_why(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    client = client_of("administrator")
    address = f"{TOPICS}{absence.pk}/gegevens/"
    form = {"owner_role": "care_coordinator", "requirement": ITEM, "check_again_on": "1-9-2027"}
    assert client.post(address, form)["Location"] == f"{TOPICS}{absence.pk}/"
    html = text_of(client, f"{TOPICS}{absence.pk}/")
    assert "Intern begeleider" in html
    assert "WVO 2020 art. 2.92 lid 2 onder k" in html
    assert "1 september 2027" in html
    public = text_of(Client(), "/gids/oostpoort/verzuim/")
    assert "Beheerd door: Intern begeleider." in public
    assert 'href="https://wetten.overheid.nl/jci1.3:c:BWBR0044212&artikel=2.92"' in public


def test_name_of_a_keeper_is_for_staff_alone(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    keep(cast, absence, owner=cast.people["teacher"])
    assert "Roos Valkering" in text_of(client_of("administrator"), TOPICS)
    assert "Valkering" not in text_of(Client(), "/gids/oostpoort/verzuim/")


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"owner_role": "head", "owner": "teacher"}, "Kies een rol of een persoon, niet allebei."),
        ({"owner": "sem"}, "Kies een van de antwoorden."),
        ({"legal_link": "javascript:alert(1)"}, "Neem de hele link over"),
        ({"requirement": "wpo-13-1-k"}, "Kies een van de antwoorden."),
    ],
)
def test_wrong_facts_stay_typed(
    cast: Cast, client_of: SignIn, absence: GuideTopic, form: dict[str, str], reason: str
) -> None:
    if "owner" in form:
        form = form | {"owner": str(cast.people[form["owner"]].pk)}
    address = f"{TOPICS}{absence.pk}/gegevens/"
    page = client_of("administrator").post(address, form | {"legal_basis": "Onze keuze"})
    assert page.status_code == 422
    assert reason in page.content.decode()
    assert 'value="Onze keuze"' in page.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not TopicFacts.objects.exists()


def test_stale_topic_says_so_to_staff_and_a_plain_day_to_parents(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    check(cast, absence, check_again_on=TODAY + timedelta(days=10))
    client = client_of("administrator")
    line = "Dit onderwerp had herzien moeten zijn op 30 november 2026."
    assert line not in text_of(client, f"{TOPICS}{absence.pk}/")
    with time_machine.travel(NOW + timedelta(days=11), tick=False):
        client = client_of("administrator")
        assert line in text_of(client, f"{TOPICS}{absence.pk}/")
        public = text_of(Client(), "/gids/oostpoort/verzuim/")
    assert "Laatst nagekeken op 20 november 2026." in public
    assert "had herzien" not in public


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (NEXT_YEAR, "Opnieuw nakijken op 20 november 2027."),
        (YESTERDAY, "Opnieuw nakijken op 19 november 2026."),
    ],
)
def test_parents_read_when_a_topic_is_looked_at_again(cast: Cast, day: date, words: str) -> None:
    write(cast, "Verzuim", review_on=day)
    public = text_of(Client(), "/gids/oostpoort/verzuim/")
    assert words in public
    assert "evaluatie" not in public


def test_topic_is_stale_from_the_day_after(cast: Cast, client_of: SignIn) -> None:
    for title, day in (("Gisteren", YESTERDAY), ("Vandaag", TODAY), ("Later", NEXT_YEAR)):
        write(cast, title, review_on=day)
    html = text_of(client_of("administrator"), f"{TOPICS}?toon=verlopen")
    assert [title in html for title in ("Gisteren", "Vandaag", "Later")] == [True, False, False]


def test_check_is_kept_and_the_same_again_changes_nothing(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    client, address = client_of("administrator"), f"{TOPICS}{absence.pk}/"
    form = {"deed": "check", "check-check_again_on": "20-11-2027"}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    with scoped(Scope.of_school(cast.oostpoort)):
        (row,) = TopicCheck.objects.all()
        facts = TopicFacts.objects.get()
        event = Event.objects.get(name="topic.check")
        person = cast.people["administrator"].pk
        assert (row.on, row.checked_by_id, row.check_again_on) == (TODAY, person, NEXT_YEAR)
        assert (facts.checked_on, facts.check_again_on) == (TODAY, NEXT_YEAR)
        assert event.facts == {"again_on": "2027-11-20"}
    assert "nagekeken, klopt nog" in text_of(client, address)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("20-11-2026", "Kies een latere dag om het opnieuw na te kijken."),
        ("1-1-2032", "Kies een dag binnen vijf jaar."),
        ("morgen", "Schrijf de datum als 20-11-2026."),
    ],
)
def test_next_day_that_is_none_is_refused(
    cast: Cast, client_of: SignIn, absence: GuideTopic, day: str, reason: str
) -> None:
    form = {"deed": "check", "check-check_again_on": day}
    page = client_of("administrator").post(f"{TOPICS}{absence.pk}/", form)
    assert page.status_code == 422
    assert reason in page.content.decode()
    assert f'value="{day}"' in page.content.decode()


@pytest.mark.parametrize("deed", [keep, check])
def test_text_that_was_published_meanwhile_stays_in_the_guide(
    cast: Cast, absence: GuideTopic, deed: Callable[..., Any]
) -> None:
    write(cast, "Verzuim", own_text="Bel voor acht uur.", owner="De balie")
    deed(cast, absence)
    copy = PublishedTopic.objects.get(topic=absence.pk)
    assert (copy.own_text, copy.owner) == ("Bel voor acht uur.", "De balie")


def test_publishing_keeps_the_facts_that_were_said_meanwhile(
    cast: Cast, absence: GuideTopic
) -> None:
    actor = cast.actor("administrator", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        draft = topics.save_draft(
            actor, school=cast.oostpoort, topic=absence, text=topics.Text("Verzuim", own_text="Bel."),
            moment=NOW,
        )  # fmt: skip
    keep(cast, absence, owner_role="care_coordinator", legal_basis="WVO", check_again_on=NEXT_YEAR)
    draft.topic = GuideTopic(pk=absence.pk, slug="verzuim")  # what was read before
    with scoped(Scope.of_school(cast.oostpoort)):
        topics.publish_draft(actor, draft=draft, moment=NOW)
    copy = PublishedTopic.objects.get(topic=absence.pk)
    assert (copy.own_text, copy.owner) == ("Bel.", "Intern begeleider")
    assert (copy.legal_basis, copy.review_on) == ("WVO", NEXT_YEAR)


def test_taken_out_meanwhile_is_not_checked(cast: Cast, absence: GuideTopic) -> None:
    actor = cast.actor("administrator", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        topics.take_out(
            actor, topic=GuideTopic.objects.get(pk=absence.pk), reason="Weg", moment=NOW
        )
    with pytest.raises(Refused, match="Dit onderwerp staat niet in de gids"):
        check(cast, absence)


@pytest.mark.parametrize("model", [TopicCheck, Decision])
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_what_was_said_refuses_to_change(
    cast: Cast, absence: GuideTopic, model: Any, deed: str
) -> None:
    check(cast, absence)
    confirm(cast, absence)
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = model.objects.all()
        field = "on" if model is TopicCheck else "decided_at"
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.update(**{field: NOW}) if deed == "update" else rows._raw_delete(rows.db)


def test_keeper_without_the_guide_checks_the_own_topic(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    facts = keep(cast, absence, owner=cast.people["teacher"], check_again_on=YESTERDAY)
    address = f"{TOPICS}nakijken/{facts.pk}/"
    (todo,) = work(cast, "teacher")
    assert (todo.href, todo.title, todo.due_on) == (address, "Nakijken: Verzuim", YESTERDAY)
    assert (todo.mine, todo.assigned) == (True, True)
    client = client_of("teacher")
    line = "Dit onderwerp had herzien moeten zijn op 19 november 2026."
    assert line in text_of(client, address)
    assert client.post(address, {"check_again_on": "20-11-2027"}).status_code == 302
    assert work(cast, "teacher") == []
    for other, status in (("mentor", 404), ("care_coordinator", 404), ("sem_mother", 404)):
        assert client_of(other).get(address).status_code == status
    assert client_of("head").get(address).status_code == 200


def test_keeper_by_role(cast: Cast, client_of: SignIn, absence: GuideTopic) -> None:
    facts = keep(cast, absence, owner_role="care_coordinator", check_again_on=YESTERDAY)
    assert [one.key for one in work(cast, "care_coordinator")] == [f"guide/{absence.pk}"]
    assert work(cast, "teacher") == []
    assert check(cast, absence, by="care_coordinator").on == TODAY
    with pytest.raises(Forbidden, match="Alleen wie dit onderwerp beheert"):
        check(cast, absence, by="teacher")
    assert client_of("care_coordinator").get(f"{TOPICS}nakijken/{facts.pk}/").status_code == 200


# --- The list of the law ----------------------------------------------------------------------


def test_nothing_is_met_without_a_person(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    assert standing(cast) == (17, 0, 0, 0)
    html = text_of(client_of("administrator"), PAGE)
    assert "0 van 17 onderdelen staan erin (0%)." in html
    assert "Misschien staat dit in:" in html
    assert f'<option value="{absence.pk}" selected>Verzuim</option>' in html
    assert "Bron: WVO 2020, tekst geldend op 1-1-2026." in html


def test_person_confirms_and_the_item_is_met(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    client = client_of("administrator")
    deed = {"deed": f"confirm:{ITEM}", f"topic-{ITEM}": str(absence.pk)}
    assert client.post(PAGE, deed)["Location"] == f"{PAGE}#{ITEM}"
    assert standing(cast) == (17, 1, 0, 5)
    html = text_of(client, PAGE)
    assert f'<a href="{TOPICS}{absence.pk}/">Verzuim</a>' in html
    assert "(Agnes Brouwerij, 20 november 2026)" in html
    client.post(PAGE, {"deed": f"reopen:{ITEM}"})
    assert standing(cast) == (17, 0, 0, 0)
    with scoped(Scope.of_school(cast.oostpoort)):
        kinds = [row.kind for row in Decision.objects.order_by("decided_at", "pk")]
        assert kinds == ["topic", "open"]
        assert Event.objects.filter(name="requirement.decide").count() == 2


def test_item_that_does_not_apply_says_why(cast: Cast, client_of: SignIn) -> None:
    client, item = client_of("administrator"), "wvo-2.92-2-l"
    page = client.post(PAGE, {"deed": f"aside:{item}", f"reason-{item}": " "})
    assert page.status_code == 422
    assert "Schrijf waarom dit onderdeel niet geldt voor deze school." in page.content.decode()
    reason = "Wij zijn geen samenwerkingsschool."
    client.post(PAGE, {"deed": f"aside:{item}", f"reason-{item}": reason})
    assert standing(cast) == (17, 0, 1, 0)
    assert reason in text_of(client, PAGE)


def test_met_only_while_parents_can_read_it(cast: Cast, absence: GuideTopic) -> None:
    confirm(cast, absence)
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        protocols.withdraw_topic(head, topic=absence)
    assert standing(cast) == (17, 0, 0, 0)
    with pytest.raises(Refused, match="nu niet te lezen in de gids"):
        confirm(cast, absence)
    write(cast, "Verzuim", own_text="")
    assert standing(cast)[1] == 0
    write(cast, "Verzuim", own_text="Bel ons.")
    assert standing(cast)[1] == 1


def test_code_meets_an_item_from_the_day_it_holds(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort, from_on=TODAY)
        topic = GuideTopic.objects.get()
    confirm(cast, topic, "wvo-2.92-2-i")
    with scoped(Scope.of_school(cast.oostpoort)):
        met = [
            sum(item.is_met for item in items_of(cast.oostpoort, day)) for day in (YESTERDAY, TODAY)
        ]
    assert met == [0, 1]


@pytest.mark.parametrize("item", ["wpo-13-1-a", "iets", "own-niets", f"own-{UUID(int=7).hex}"])
def test_item_that_is_not_asked_here_is_refused(
    cast: Cast, client_of: SignIn, absence: GuideTopic, item: str
) -> None:
    deed = {"deed": f"confirm:{item}", f"topic-{item}": str(absence.pk)}
    page = client_of("administrator").post(PAGE, deed)
    assert page.status_code == 422
    assert "Dit onderdeel wordt niet (meer) gevraagd." in page.content.decode()


def test_topic_of_another_school_is_no_answer(cast: Cast, client_of: SignIn) -> None:
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        other = protocols.write_topic(
            omar, school=cast.zilvermeeuw, title="Verzuim", own_text="Bel."
        )
    deed = {"deed": f"confirm:{ITEM}", f"topic-{ITEM}": str(other.pk)}
    page = client_of("board_member").post(PAGE, deed)
    assert page.status_code == 422
    assert "Kies eerst in welk onderwerp dit staat." in page.content.decode()


@pytest.mark.parametrize(
    ("name", "reads", "decides"),
    [
        ("teacher", 403, 403), ("team_leader", 200, 403), ("administrator", 200, 302),
        ("head", 200, 302), ("sem_mother", 403, 403), ("omar", 404, 404), ("outsider", 404, 404),
    ],
)  # fmt: skip
def test_who_may_say_so(
    cast: Cast, client_of: SignIn, absence: GuideTopic, name: str, reads: int, decides: int
) -> None:
    client = client_of(name)
    assert client.get(PAGE).status_code == reads
    deed = {"deed": f"confirm:{ITEM}", f"topic-{ITEM}": str(absence.pk)}
    assert client.post(PAGE, deed).status_code == decides


@pytest.mark.parametrize("path", ["{}/gegevens/", "nakijken/{}/"])
def test_row_of_another_school_is_not_found(cast: Cast, client_of: SignIn, path: str) -> None:
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        other = protocols.write_topic(omar, school=cast.zilvermeeuw, title="Gym", own_text="Ja.")
        services.check(omar, topic=other, check_again_on=NEXT_YEAR, today=TODAY)
        key = TopicFacts.objects.get().pk if "nakijken" in path else other.pk
    client = client_of("board_member")
    assert client.get(TOPICS + path.format(key)).status_code == 404
    assert client.get(TOPICS + path.format(UUID(int=7))).status_code == 404


def test_missing_item_leads_to_a_new_topic_with_its_title(cast: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = f"{TOPICS}nieuw/?titel=Sponsoring+en+giften&onderdeel=wvo-2.92-2-h"
    assert f'href="{address}"' in text_of(client, PAGE)
    html = text_of(client, address)
    assert 'value="Sponsoring en giften"' in html
    assert "WVO 2020 art. 2.92 lid 2 onder h" in html
    form = {
        "deed": "publish",
        "title": "Sponsoring",
        "own_text": "Geen.",
        "onderdeel": "wvo-2.92-2-h",
    }
    done = client.post(f"{TOPICS}nieuw/", form)
    with scoped(Scope.of_school(cast.oostpoort)):
        topic = GuideTopic.objects.get(title="Sponsoring")
    assert done["Location"] == f"{PAGE}?onderwerp={topic.pk}#wvo-2.92-2-h"
    assert standing(cast)[1] == 0


# --- The board --------------------------------------------------------------------------------


def test_board_sees_its_schools_and_asks_more(
    cast: Cast, client_of: SignIn, absence: GuideTopic
) -> None:
    confirm(cast, absence)
    write(cast, "Oud", review_on=YESTERDAY)
    client = client_of("board_secretary")
    html = text_of(client, BOARD)
    assert "1 van 17 (5%)" in html
    assert "0 van 13 (0%)" in html
    form = {
        "title": "Duurzaamheid",
        "source": "Besluit van 1-10-2026",
        "sector": "vo",
        "from_on": "20-11-2026",
    }
    assert client.post(BOARD, form).status_code == 302
    assert client.post(BOARD, form).status_code == 422
    assert standing(cast) == (18, 1, 0, 5)
    page = text_of(client_of("administrator"), PAGE)
    assert "Duurzaamheid" in page
    assert "Bron: Besluit van 1-10-2026." in page
    assert "0 van 13 (0%)" in text_of(client, BOARD)
    with scoped(Scope.of_board(cast.waterland)):
        own = OwnRequirement.objects.get()
    confirm(cast, absence, f"own-{own.pk.hex}")
    assert standing(cast) == (18, 2, 0, 11)
    client.post(BOARD, {"stop": str(own.pk)})
    assert standing(cast) == (17, 1, 0, 5)
    assert client.post(BOARD, {"stop": str(own.pk)}).status_code == 422
    assert client.post(BOARD, {"stop": str(UUID(int=7))}).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("administrator", 404), ("head", 404), ("board_member", 200), ("outsider", 404)],
)
def test_only_the_board_sees_its_page(
    cast: Cast, client_of: SignIn, name: str, status: int
) -> None:
    assert client_of(name).get(BOARD).status_code == status


def test_school_does_not_ask_for_the_board(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)), pytest.raises(Forbidden):
        services.ask_too(head, sector="", title="Meer", explanation="", source="", from_on=TODAY)


# --- Work and size ----------------------------------------------------------------------------


def test_leadership_has_stale_topics_and_missing_items_on_its_list(cast: Cast) -> None:
    old = write(cast, "Oud", review_on=YESTERDAY)
    write(cast, "Nieuw", review_on=TODAY)
    for name in ("head", "administrator"):
        assert [(one.key, one.title, one.href) for one in work(cast, name)] == [
            (f"guide/{old.pk}", "Nakijken: Oud", f"{TOPICS}{old.pk}/"),
            (f"guide/missing/{cast.oostpoort.pk}", "Schoolgids: 17 onderdelen ontbreken", PAGE),
        ]
    for name in ("teacher", "team_leader"):
        assert work(cast, name) == []


@pytest.mark.parametrize(("name", "address"), [("administrator", PAGE), ("board_member", BOARD)])
def test_pages_ask_as_much_for_many_topics_as_for_one(
    cast: Cast,
    client_of: SignIn,
    absence: GuideTopic,
    name: str,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    confirm(cast, absence)
    client = client_of(name)
    with django_assert_max_num_queries(30) as queries:
        client.get(address)
    before = len(queries)
    for number, letter in enumerate("abcdefgh"):
        topic = write(cast, f"Onderwerp {number}", review_on=YESTERDAY)
        keep(cast, topic, owner=cast.people["teacher"])
        confirm(cast, topic, f"wvo-2.92-2-{letter}")
    with django_assert_max_num_queries(30) as queries:
        client.get(address)
    assert len(queries) == before
    assert PublishedTopic.objects.count() == 9


def test_work_is_five_questions_however_much_there_is(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    actor = cast.actor("head", school=cast.oostpoort)
    for number in range(3):
        write(cast, f"Oud {number}", review_on=YESTERDAY)
    with scoped(Scope.of_school(cast.oostpoort)), django_assert_max_num_queries(5) as queries:
        assert len(list(guide(actor, TODAY))) == 4
    assert len(queries) == 5
