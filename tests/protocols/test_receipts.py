"""Handing out a text, reading it, and who says to have: proof, so added only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from protocols.models import CodeVersion
from protocols.proof import hash_of
from protocols.receipts import services
from protocols.receipts.models import HandedOut, ReadConfirmation
from protocols.receipts.services import TERM
from protocols.receipts.tasks import run_reminders
from protocols.services import publish
from schoolgids.access.policy import NOT_YOUR_ROLE, Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Person
from schoolgids.people.services import appoint, register
from schoolgids.workflow import Refused
from schoolgids.worklist.sources import work_for
from tests.cast import START, TODAY, Cast
from tests.protocols.making import NEWER, adopted, draft, published
from tests.protocols.test_binding import excuse

SignIn = Callable[[str], Client]
STAFF = ["administrator", "care_coordinator", "head", "mentor", "team_leader", "teacher"]
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LIST = "/school/oostpoort/te-lezen/"


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return published(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)


@pytest.fixture
def given(cast: Cast, version: CodeVersion) -> CodeVersion:
    """The version, handed out today."""
    hand_out(cast, version)
    return version


def hand_out(cast: Cast, version: CodeVersion, today: date = TODAY) -> int:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return len(services.hand_out(head, version=version, today=today))


def newer(cast: Cast) -> CodeVersion:
    """The next version, published and handed out."""
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        after = published(head, NEWER, school=cast.oostpoort, from_on=date(2026, 11, 10))
    hand_out(cast, after)
    return after


def copy_of(cast: Cast, version: CodeVersion, name: str) -> HandedOut:
    with scoped(Scope.of_school(cast.oostpoort)):
        return HandedOut.objects.get(version=version, person=cast.people[name])


def confirm(cast: Cast, version: CodeVersion, name: str, by: str = "") -> ReadConfirmation:
    actor = cast.actor(by or name, school=cast.oostpoort)
    row = copy_of(cast, version, name)
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.confirm(actor, handed_out=row, moment=MOMENT)


def page_of(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/leesbevestigingen/"


def notices(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.filter(key__startswith="code-read/").order_by("key", "recipient")
        return [(row.key, row.recipient.given_name) for row in rows.select_related("recipient")]


# --- Handing out ------------------------------------------------------------------------------


def test_all_staff_of_the_school_get_a_text_once(cast: Cast, version: CodeVersion) -> None:
    assert hand_out(cast, version) == 6
    assert hand_out(cast, version) == 0
    with scoped(Scope.of_board(cast.waterland)):
        rows = list(HandedOut.objects.all())
    assert {row.person_id for row in rows} == {cast.people[name].pk for name in STAFF}
    assert {(row.on, row.route, row.school_id) for row in rows} == {
        (TODAY, "mail", cast.oostpoort.pk)
    }
    assert {key for key, _name in notices(cast)} == {f"code-read/{version.pk}"}
    assert len(notices(cast)) == 6


def test_notice_leads_to_the_list_and_says_nothing_of_the_text(
    cast: Cast, given: CodeVersion
) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        assert set(Notice.objects.values_list("path", flat=True)) == {LIST}


def test_who_comes_later_gets_it_the_next_time_and_who_left_does_not(
    cast: Cast, given: CodeVersion
) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        new = register(cast.waterland, given_name="Nieuw", family_name="Hier")
        gone = register(cast.waterland, given_name="Al", family_name="Weg")
        appoint(new, role="teacher", school=cast.oostpoort, from_on=START)
        row = appoint(gone, role="teacher", school=cast.oostpoort, from_on=START)
        type(row).objects.filter(pk=row.pk).update(until_on=TODAY - timedelta(days=1))
    assert hand_out(cast, given) == 1
    with scoped(Scope.of_board(cast.waterland)):
        assert HandedOut.objects.get(person=new).route == HandedOut.Route.PORTAL
        assert not HandedOut.objects.filter(person=gone).exists()


def test_handing_out_is_one_insert_and_one_event(
    cast: Cast, version: CodeVersion, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(80) as queries:
        hand_out(cast, version)
    inserts = [q for q in queries if q["sql"].startswith('INSERT INTO "receipts_handedout"')]
    assert len(inserts) == 1
    with scoped(Scope.of_school(cast.oostpoort)):
        event = Event.objects.get(name="code.hand_out")
    assert (event.about_id, event.facts) == (str(version.pk), {"number": 6})


def test_adopted_text_may_be_handed_out_before_it_holds(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = adopted(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
    assert hand_out(cast, version) == 6
    html = client_of("teacher").get(f"{LIST}{copy_of(cast, version, 'teacher').pk}/")
    assert "Medewerkers gebruiken alleen hun e-mailadres van school." in html.content.decode()


def test_draft_and_replaced_text_are_not_handed_out(cast: Cast, version: CodeVersion) -> None:
    newer(cast)
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        concept = draft(head, NEWER, school=cast.oostpoort, title="Tassen")
    for other in (version, concept):
        with pytest.raises(Refused, match="Uitdelen kan als de tekst is vastgesteld"):
            hand_out(cast, other)


def test_text_of_the_board_goes_to_the_staff_of_every_school(cast: Cast) -> None:
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        appoint(cast.teacher, role="teacher", school=cast.zilvermeeuw, from_on=START)
        version = published(secretary)
        rows = services.hand_out(secretary, version=version, today=TODAY)
        assert services.hand_out(secretary, version=version, today=TODAY) == []
    assert sorted(row.school_id for row in rows) == sorted(
        [cast.oostpoort.pk] * 6 + [cast.zilvermeeuw.pk] * 3
    )
    assert len(notices(cast)) == 8  # who works at both schools is told once


@pytest.mark.parametrize("name", ["teacher", "team_leader", "mentor"])
def test_only_who_keeps_the_codes_hands_out(cast: Cast, version: CodeVersion, name: str) -> None:
    actor = cast.actor(name, school=cast.oostpoort)
    with (
        scoped(Scope.of_school(cast.oostpoort)),
        pytest.raises(Forbidden, match=str(NOT_YOUR_ROLE)),
    ):
        services.hand_out(actor, version=version, today=TODAY)


def test_head_cannot_hand_out_a_text_of_the_board(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"))
    with pytest.raises(Forbidden, match="Alleen het bestuur kan die wijzigen"):
        hand_out(cast, version)


def test_minor_change_is_not_given_to_who_read_the_version_before(
    cast: Cast, given: CodeVersion
) -> None:
    confirm(cast, given, "teacher")
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        minor = draft(head, NEWER, school=cast.oostpoort)
        minor.is_minor = True
        minor.save(update_fields=["is_minor"])
        waiting = services.without_copy(minor, {cast.oostpoort.pk}, TODAY)
    assert {person for _school, person in waiting} == {
        cast.people[name].pk for name in STAFF if name != "teacher"
    }


# --- Confirming -------------------------------------------------------------------------------


def test_confirmation_keeps_the_hash_of_the_adopted_text(cast: Cast, given: CodeVersion) -> None:
    row = confirm(cast, given, "teacher")
    with scoped(Scope.of_school(cast.oostpoort)):
        assert (row.confirmed_at, row.sha256) == (MOMENT, hash_of(given))
        adoption = Event.objects.get(name="code.adopted_text", about_id=str(given.pk))
        event = Event.objects.get(name="code.read")
    assert adoption.facts["sha256"] == row.sha256
    assert event.facts == {"version": str(given.pk), "sha256": row.sha256}
    assert event.person_ids == [cast.teacher.pk]


def test_confirming_twice_is_confirming_once(cast: Cast, given: CodeVersion) -> None:
    assert confirm(cast, given, "teacher").pk == confirm(cast, given, "teacher").pk
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Event.objects.filter(name="code.read").count() == 1


@pytest.mark.parametrize("by", ["mentor", "head"])
def test_nobody_confirms_for_another(cast: Cast, given: CodeVersion, by: str) -> None:
    with pytest.raises(Forbidden, match="Alleen wie de tekst kreeg"):
        confirm(cast, given, "teacher", by=by)


def test_replaced_text_is_no_longer_confirmed(cast: Cast, given: CodeVersion) -> None:
    newer(cast)
    with pytest.raises(Refused, match="Deze versie is vervangen"):
        confirm(cast, given, "teacher")


def test_who_was_given_what_on_a_day(cast: Cast, given: CodeVersion) -> None:
    confirm(cast, given, "teacher")
    after = newer(cast)
    with scoped(Scope.of_school(cast.oostpoort)):
        yesterday = TODAY - timedelta(days=1)
        assert services.was_given(cast.teacher.pk, given.code, yesterday) is None
        found = services.was_given(cast.teacher.pk, given.code, TODAY)
        assert services.was_given(cast.fatima.pk, given.code, TODAY) is None
    assert found is not None
    assert (found.version, hasattr(found, "confirmation")) == (after, False)


def test_text_that_has_not_begun_was_not_given_yet(cast: Cast, given: CodeVersion) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        after = published(head, NEWER, school=cast.oostpoort, from_on=date(2027, 1, 1))
    hand_out(cast, after)
    with scoped(Scope.of_school(cast.oostpoort)):
        now = services.was_given(cast.teacher.pk, given.code, TODAY)
        later = services.was_given(cast.teacher.pk, given.code, date(2027, 1, 1))
    assert now is not None
    assert later is not None
    assert (now.version, later.version) == (given, after)


def next_version(cast: Cast, *, is_minor: bool) -> CodeVersion:
    """The next version, in force since ten days and handed out to nobody."""
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        after = adopted(head, NEWER, school=cast.oostpoort, is_minor=is_minor)
        return publish(head, version=after, effective_on=date(2026, 11, 10))


@pytest.mark.parametrize("is_minor", [False, True])
def test_older_version_is_proof_only_when_all_that_changed_was_minor(
    cast: Cast, version: CodeVersion, is_minor: bool
) -> None:
    hand_out(cast, version, date(2026, 9, 1))
    next_version(cast, is_minor=is_minor)
    with scoped(Scope.of_school(cast.oostpoort)):
        before = services.was_given(cast.teacher.pk, version.code, date(2026, 11, 9))
        after = services.was_given(cast.teacher.pk, version.code, date(2026, 11, 10))
    assert before is not None
    assert before.version == version
    assert (after == before) is is_minor
    assert (after is None) is not is_minor


# --- Proof ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["receipts_handedout", "receipts_readconfirmation"])
@pytest.mark.parametrize("deed", ["update {} set id = id", "delete from {}"])
def test_rows_are_only_ever_added(cast: Cast, given: CodeVersion, table: str, deed: str) -> None:
    confirm(cast, given, "teacher")
    with (
        pytest.raises(ProgrammingError, match=f"Cannot update or delete rows from {table} table"),
        scoped(Scope.of_school(cast.oostpoort)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


def test_another_school_sees_nothing(cast: Cast, given: CodeVersion) -> None:
    confirm(cast, given, "teacher")
    for school in (cast.zilvermeeuw, cast.eikenhof):
        with scoped(Scope.of_school(school)):
            assert HandedOut.objects.count() == 0
            assert ReadConfirmation.objects.count() == 0


# --- Reminders --------------------------------------------------------------------------------


def test_reminder_comes_every_fourteen_days_to_who_has_not_confirmed(
    cast: Cast, given: CodeVersion, frozen: time_machine.Traveller
) -> None:
    for name in STAFF[:-2]:
        confirm(cast, given, name)
    late = ["Ilse", "Roos"]
    first = f"code-read/{given.pk}"
    seen = []
    for days in (13, 14, 14, 15, 27, 28):
        frozen.move_to(MOMENT + timedelta(days=days))
        run_reminders()
        seen.append([(key, name) for key, name in notices(cast) if key != first])
    once, twice = ([(f"{first}/{number}", name) for name in late] for number in (1, 2))
    assert [sorted(rows) for rows in seen] == [[], once, once, once, once, once + twice]


def test_who_left_or_has_no_address_is_not_reminded(cast: Cast, given: CodeVersion) -> None:
    for name in STAFF[:-2]:
        confirm(cast, given, name)
    later = TODAY + timedelta(days=14)
    with scoped(Scope.of_board(cast.waterland)):
        Person.objects.filter(pk=cast.teacher.pk).update(email="")
        cast.team_leader.appointments.update(until_on=TODAY)
        assert services.remind(board_id=cast.waterland.pk, today=later) == 0


def test_replaced_text_is_not_reminded_of(cast: Cast, given: CodeVersion) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        published(head, NEWER, school=cast.oostpoort, from_on=date(2026, 11, 10))
    with scoped(Scope.of_board(cast.waterland)):
        later = TODAY + timedelta(days=20)
        assert services.remind(board_id=cast.waterland.pk, today=later) == 0


def test_text_that_does_not_bind_the_school_is_not_asked_for(cast: Cast, client_of: SignIn) -> None:
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        version = published(secretary)
        services.hand_out(secretary, version=version, today=TODAY)
    later = TODAY + TERM
    excuse(cast, version, cast.oostpoort, from_on=later)
    teacher = cast.actor("teacher", school=cast.oostpoort)

    def asked(day: date) -> list[str]:
        with scoped(Scope.of_school(cast.oostpoort)):
            return [str(work.title) for work in work_for(teacher, day) if work.kind == "reading"]

    assert asked(later - timedelta(days=1)) == ["Lezen: Telefoons en berichten"]
    assert asked(later) == []
    with scoped(Scope.of_board(cast.waterland)):
        services.remind(board_id=cast.waterland.pk, today=later)
        key = f"code-read/{version.pk}/1"
        told = set(Notice.objects.filter(key=key).values_list("recipient__given_name", flat=True))
    assert told == {"Omar", "Fatima"}  # of the school that it does bind
    with time_machine.travel(MOMENT + TERM, tick=False):
        html = client_of("teacher").get(LIST).content.decode()
    assert "Je hebt alles gelezen" in html
    assert "hoef je niet meer te lezen" in html


def test_sweep_is_on_the_schedule() -> None:
    tasks = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert tasks.count("receipts.remind") == 1


# --- Pages ------------------------------------------------------------------------------------


def test_teacher_reads_and_confirms(cast: Cast, client_of: SignIn, given: CodeVersion) -> None:
    client = client_of("teacher")
    address = f"{LIST}{copy_of(cast, given, 'teacher').pk}/"
    html = client.get(LIST).content.decode()
    assert "Nog te lezen" in html
    assert f'href="{address}"' in html
    html = client.get(address).content.decode()
    assert "Je deelt geen beelden van anderen zonder toestemming." in html
    assert "bewerkte foto's" in html.replace("&#x27;", "'")
    assert "Ik heb dit gelezen" in html
    response = client.post(address)
    assert (response.status_code, response["Location"]) == (302, LIST)
    html = client.get(LIST).content.decode()
    assert "Je hebt alles gelezen" in html
    assert "gelezen op 20 november 2026, 10.00 uur" in html
    html = client.get(address).content.decode()
    assert "Ik heb dit gelezen" not in html
    assert "bevestigd dat je dit hebt gelezen." in html


def test_who_read_the_version_before_reads_only_what_changed(
    cast: Cast, client_of: SignIn, given: CodeVersion
) -> None:
    confirm(cast, given, "teacher")
    after = newer(cast)
    address = f"{LIST}{copy_of(cast, after, 'teacher').pk}/"
    client = client_of("teacher")
    html = client.get(address).content.decode()
    assert "Je las versie 1 al. Dit is er veranderd." in html
    assert "1 regel is anders: 1 gewijzigd." in html
    assert "en het horloge zitten" in html
    assert "Je bent vriendelijk voor elkaar." not in html
    assert "Ik heb dit gelezen" in html
    assert f'href="{address}?tekst=alles"' in html
    whole = client.get(f"{address}?tekst=alles").content.decode()
    assert "Je bent vriendelijk voor elkaar." in whole
    assert "Ik heb dit gelezen" in whole


def test_who_did_not_read_the_version_before_reads_all(
    cast: Cast, client_of: SignIn, given: CodeVersion
) -> None:
    after = newer(cast)
    client = client_of("teacher")
    html = client.get(f"{LIST}{copy_of(cast, after, 'teacher').pk}/").content.decode()
    assert "Je bent vriendelijk voor elkaar." in html
    assert "Je las versie" not in html
    old = f"{LIST}{copy_of(cast, given, 'teacher').pk}/"
    html = client.get(old).content.decode()
    assert "Je hoeft haar niet meer te lezen." in html
    page = client.post(old)
    assert page.status_code == 422
    assert "Deze versie is vervangen. Je hoeft haar niet meer te lezen." in page.content.decode()


@pytest.mark.parametrize("name", ["mentor", "head", "omar", "outsider", "sem_mother", "sem"])
def test_text_of_another_is_not_found(
    cast: Cast, client_of: SignIn, given: CodeVersion, name: str
) -> None:
    address = f"{LIST}{copy_of(cast, given, 'teacher').pk}/"
    client = client_of(name)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    with scoped(Scope.of_school(cast.oostpoort)):
        assert ReadConfirmation.objects.count() == 0


def test_text_is_not_found_at_another_school_where_one_works_too(
    cast: Cast, client_of: SignIn, given: CodeVersion
) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        appoint(cast.teacher, role="teacher", school=cast.zilvermeeuw, from_on=START)
    pk = copy_of(cast, given, "teacher").pk
    assert client_of("teacher").get(f"/school/zilvermeeuw/te-lezen/{pk}/").status_code == 404


def test_list_of_a_guardian_does_not_exist(cast: Cast, client_of: SignIn) -> None:
    assert client_of("sem_mother").get(LIST).status_code in (403, 404)


def test_keeper_hands_out_and_sees_who_has_read(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("administrator")
    assert (
        f'href="{page_of(version)}"'
        in client.get(f"/school/oostpoort/codes/{version.pk}/").content.decode()
    )
    html = client.get(page_of(version)).content.decode()
    assert "Deze versie is nog niet uitgedeeld." in html
    assert "6 medewerkers hebben deze tekst nog niet gekregen." in html
    assert "Deel uit aan alle medewerkers" in html
    html = client.post(page_of(version), follow=True).content.decode()
    assert "De tekst is uitgedeeld aan 6 medewerkers." in html
    assert "Deel uit aan alle medewerkers" not in html  # nobody is left
    confirm(cast, version, "teacher")
    confirm(cast, version, "head")
    html = client.get(page_of(version)).content.decode()
    assert "2 van 6 medewerkers hebben bevestigd dat ze dit hebben gelezen (33%)." in html
    assert '<progress class="w-100" max="6" value="2" aria-labelledby="stand">33%' in html
    assert "Valkering, Roos" in html
    assert html.count("nog niet</span>") == 4
    assert html.count("20 november 2026, 10.30 uur") == 2
    html = client.post(page_of(version), follow=True).content.decode()
    assert "Iedereen had deze tekst al." in html


def test_page_shows_the_numbers_of_other_versions(
    cast: Cast, client_of: SignIn, given: CodeVersion
) -> None:
    confirm(cast, given, "teacher")
    after = newer(cast)
    html = client_of("head").get(page_of(after)).content.decode()
    assert "<dt>Versie 1</dt><dd>1 van 6 (16%)</dd>" in html
    assert "0 van 6 medewerkers" in html
    refused = client_of("head").post(page_of(given))
    assert refused.status_code == 422
    assert "Uitdelen kan als de tekst is vastgesteld" in refused.content.decode()


def test_board_sees_numbers_per_school_and_no_names(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"))
    address = f"/bestuur/waterland/codes/{version.pk}/leesbevestigingen/"
    html = client_of("head").get(page_of(version)).content.decode()
    assert "6 medewerkers hebben deze tekst nog niet gekregen." in html
    assert "Deel uit aan alle medewerkers" not in html  # that is the board's to do
    client = client_of("board_secretary")
    html = client.post(address, follow=True).content.decode()
    assert "De tekst is uitgedeeld aan 8 medewerkers." in html
    assert "<dt>Lyceum Oostpoort</dt><dd>0 van 6 (0%)</dd>" in html
    assert "<dt>OBS De Zilvermeeuw</dt><dd>0 van 2 (0%)</dd>" in html
    assert "Valkering" not in html
    html = client_of("head").get(page_of(version)).content.decode()
    assert "0 van 6 medewerkers" in html
    assert "Deel uit aan alle medewerkers" not in html
    assert client_of("head").post(page_of(version)).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"), [("teacher", 404), ("team_leader", 403), ("omar", 404), ("outsider", 404)]
)
def test_page_is_for_who_keeps_the_codes(
    cast: Cast, client_of: SignIn, given: CodeVersion, name: str, status: int
) -> None:
    assert client_of(name).get(page_of(given)).status_code == status
    assert client_of(name).post(page_of(given)).status_code == status


@pytest.mark.parametrize("address", ["list", "receipts"])
def test_number_of_queries_does_not_grow(
    cast: Cast,
    client_of: SignIn,
    given: CodeVersion,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_of("head")
    target = LIST if address == "list" else page_of(given)

    def count() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert client.get(target).status_code == 200
        return len(queries)

    count()
    before = count()
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        for number in range(3):
            new = register(cast.waterland, given_name="Nieuw", family_name=f"Hier {number}")
            appoint(new, role="teacher", school=cast.oostpoort, from_on=START)
            other = published(head, school=cast.oostpoort, title=f"Code {number}")
            services.hand_out(head, version=other, today=TODAY)
        services.hand_out(head, version=given, today=TODAY)
    assert count() == before


# --- Elsewhere --------------------------------------------------------------------------------


def test_text_to_read_is_on_the_work_list_until_it_is_confirmed(
    cast: Cast, given: CodeVersion, django_assert_num_queries: Any
) -> None:
    row = copy_of(cast, given, "teacher")
    teacher = cast.actor("teacher", school=cast.oostpoort)

    def waiting() -> list[tuple[str, str, date | None, bool]]:
        with scoped(Scope.of_school(cast.oostpoort)):
            works = [work for work in work_for(teacher, TODAY) if work.kind == "reading"]
        return [(str(work.title), work.href, work.due_on, work.assigned) for work in works]

    assert waiting() == [
        ("Lezen: Telefoons en berichten", f"{LIST}{row.pk}/", date(2026, 12, 4), True)
    ]
    confirm(cast, given, "teacher")
    assert waiting() == []


def test_menu_of_staff_leads_to_what_is_to_be_read(cast: Cast, client_of: SignIn) -> None:
    html = client_of("teacher").get(LIST).content.decode()
    assert f'<a href="{LIST}" aria-current="page">' in html


def test_mail_goes_out_without_the_name_of_the_text(committed: Cast) -> None:
    head = committed.actor("head", school=committed.oostpoort)
    with scoped(Scope.of_school(committed.oostpoort)):
        version = published(head, school=committed.oostpoort)
    with scoped(Scope.of_school(committed.oostpoort)):
        services.hand_out(head, version=version, today=TODAY)
    assert len(mail.outbox) == 6
    assert {LIST in message.body for message in mail.outbox} == {True}
    assert not any("Telefoons" in message.body for message in mail.outbox)
