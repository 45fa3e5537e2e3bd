"""The registers through their services: what is asked, judged, decided, placed and kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from protocols.models import CodeVersion, Provision
from protocols.registers import services
from protocols.registers.judging import Wish
from protocols.registers.models import Entry, Ground, Placement, PublishedAccount
from protocols.registers.services import Note
from schoolgids.access.policy import Forbidden, visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Person
from schoolgids.people.services import enrol, register
from schoolgids.workflow import Refused
from schoolgids.worklist.sources import work_for
from tests.cast import START, TODAY, Cast
from tests.protocols.making import NEWER, published

PLACE = "Telefoons en berichten, I.1"


def code(cast: Cast, **rules: object) -> CodeVersion:
    """A code of the school with these rules, which all follow from its first rule."""
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        return published(head, school=cast.oostpoort, rules=rules)


def ask(cast: Cast, by: str = "teacher", /, *, today: date = TODAY, **wish: Any) -> Entry:
    actor = cast.actor(by, school=cast.oostpoort)
    departs_from = wish.pop("departs_from", None)
    submission = wish.pop("submission", None) or uuid4()
    given = {"purpose": "Nieuws voor ouders", "from_on": today, **wish}
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.request(
            actor,
            school=cast.oostpoort,
            wish=Wish(**given),
            submission=submission,
            today=today,
            departs_from=departs_from,
        )


def account(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "account",
        "platform": "instagram",
        "name": "lyceumoostpoort",
        "link": "https://instagram.example/lyceumoostpoort",
        "person_id": cast.mentor.pk,
    }
    return ask(cast, by, **{**given, **wish})


def class_app(cast: Cast, by: str = "mentor", /, **wish: Any) -> Entry:
    given = {"kind": "class_app", "platform": "school", "group_id": cast.class_4h2.pk}
    return ask(cast, by, **{**given, **wish})


def exception(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "exception",
        "platform": "whatsapp",
        "person_id": cast.teacher.pk,
        "until_on": TODAY + timedelta(days=10),
    }
    return ask(cast, by, **{**given, **wish})


def lesson(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "lesson",
        "platform": "phone",
        "lesson": "Nederlands, vrijdag het derde uur",
        "group_id": cast.class_4h2.pk,
        "person_id": cast.people[by].pk,
        "until_on": TODAY,
    }
    return ask(cast, by, **{**given, **wish})


def deed(cast: Cast, name: str, entry: Entry, what: str, **more: Any) -> Any:
    actor = cast.actor(name, school=cast.oostpoort)
    if what != "withdraw":
        more.setdefault("today", TODAY)
    with scoped(Scope.of_school(cast.oostpoort)):
        return getattr(services, what)(actor, entry=entry, **more)


def place_all(cast: Cast, entry: Entry, where: str = "in", name: str = "mentor") -> int:
    pupils = (cast.sem, cast.yara, cast.daan, cast.tess)
    told = "mail aan de ouders" if where == "out" else ""
    notes = [Note(pupil.pk, where, told) for pupil in pupils]
    return len(deed(cast, name, entry, "place_pupils", notes=notes))


def inside(cast: Cast) -> Any:
    return scoped(Scope.of_school(cast.oostpoort))


def told(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.filter(key__startswith="register/").order_by("recipient__given_name")
        return [(row.recipient.given_name, row.path) for row in rows.select_related("recipient")]


# --- Asking -----------------------------------------------------------------------------------


def test_request_keeps_the_rule_and_the_provision_it_was_judged_by(cast: Cast) -> None:
    version = code(cast, official_account_needs_leave=True)
    entry = account(cast)
    with inside(cast):
        ground = Ground.objects.select_related("version", "provision").get(entry=entry)
        assert (entry.status, entry.decided_by, entry.requested_by) == (
            "requested", None, cast.teacher,
        )  # fmt: skip
        assert (ground.when, ground.rule, ground.value) == (
            "asked", "official_account_needs_leave", True,
        )  # fmt: skip
        assert ground.version == version
        assert ground.provision is not None
        assert ground.provision.text.startswith("Deze regels gelden")
        event = Event.objects.get(name="register.request")
    assert (event.about_id, event.facts) == (str(entry.pk), {"kind": "account"})
    assert set(event.person_ids) == {cast.teacher.pk, cast.mentor.pk}


def test_rule_that_no_text_sets_is_kept_as_the_default(cast: Cast) -> None:
    entry = account(cast)
    with inside(cast):
        ground = Ground.objects.get(entry=entry)
    assert (ground.value, ground.version, ground.provision) == (False, None, None)


def test_request_keeps_the_version_of_the_day_it_was_asked(cast: Cast) -> None:
    first = code(cast, official_account_needs_leave=True)
    entry = account(cast)
    with inside(cast):
        head = cast.actor("head", school=cast.oostpoort)
        second = published(
            head, NEWER, school=cast.oostpoort, from_on=TODAY,
            rules={"official_account_needs_leave": False},
        )  # fmt: skip
    deed(cast, "head", entry, "grant")
    with inside(cast):
        grounds = list(Ground.objects.filter(entry=entry).order_by("when"))
    assert [(one.when, one.version_id, one.value) for one in grounds] == [
        ("asked", first.pk, True),
        ("decided", second.pk, False),
    ]


def test_same_submission_is_the_same_request(cast: Cast) -> None:
    key = uuid4()
    assert account(cast, submission=key).pk == account(cast, submission=key).pk
    with inside(cast):
        assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"until_on": None}, "Vul in tot en met welke dag het nodig is."),
        ({"from_on": TODAY + timedelta(days=20)}, "De laatste dag ligt voor de eerste."),
        (
            {"from_on": date(2026, 10, 1), "until_on": date(2026, 11, 19)},
            "De laatste dag is al voorbij.",
        ),
    ],
)
def test_term_of_an_exception_is_obliged(cast: Cast, wish: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        exception(cast, **wish)


def test_exception_keeps_the_rule_it_departs_from(cast: Cast) -> None:
    version = code(cast)
    with inside(cast):
        provision = Provision.objects.filter(version=version, kind="item").order_by("order")[2]
    entry = exception(cast, departs_from=provision)
    with inside(cast):
        ground = Ground.objects.get(entry=entry)
    assert (ground.rule, ground.provision_id, ground.version_id) == ("", provision.pk, version.pk)


# --- Class apps -------------------------------------------------------------------------------


def test_whatsapp_is_refused_with_the_provision(cast: Cast) -> None:
    code(cast, class_app_on_whatsapp=False)
    with pytest.raises(Refused) as refused:
        class_app(cast, platform="whatsapp", why_not_school="Iedereen heeft het al")
    assert refused.value.reasons == (
        f"Een klassenapp op WhatsApp mag niet. Dat volgt uit {PLACE}. Kies een ander platform.",
    )
    with inside(cast):
        assert Entry.objects.count() == 0


def test_whatsapp_is_not_refused_where_no_code_says_so(cast: Cast) -> None:
    assert class_app(cast, platform="whatsapp", minimum_age=13).status == "requested"


def test_own_platform_goes_first_unless_there_is_a_reason(cast: Cast) -> None:
    code(cast, closed_platform_first=True)
    with pytest.raises(Refused) as refused:
        class_app(cast, platform="signal", minimum_age=13)
    assert refused.value.reasons == (
        f"Het besloten platform van de school gaat voor. Dat volgt uit {PLACE}. "
        "Kies dat platform, of schrijf op waarom het daarmee niet kan.",
    )
    reason = "Het platform werkt niet op reis"
    assert class_app(cast, platform="signal", why_not_school=reason).status == "requested"
    assert class_app(cast).status == "requested"


def test_class_app_is_granted_once_everybody_hears_the_news(cast: Cast) -> None:
    entry = class_app(cast)
    with pytest.raises(Refused, match="Ga eerst na welke van 4 leerlingen in de app zitten"):
        deed(cast, "head", entry, "grant")
    assert place_all(cast, entry) == 4
    out = [Note(cast.sem.pk, "out", " briefje mee naar huis ")]
    assert len(deed(cast, "mentor", entry, "place_pupils", notes=out)) == 1
    granted = deed(cast, "head", entry, "grant")
    assert (granted.status, granted.decided_by) == ("granted", cast.head)
    with inside(cast):
        last = Placement.objects.filter(entry=entry).noted_last().get(person=cast.sem)
        event = Event.objects.filter(name="register.place_pupils").latest("at", "id")
    assert (last.where, last.told_how, last.noted_by_id) == (
        "out", "briefje mee naar huis", cast.mentor.pk,
    )  # fmt: skip
    assert (event.person_ids, event.facts) == ([cast.sem.pk], {"number": 1})


def test_same_again_about_a_pupil_writes_nothing(cast: Cast) -> None:
    entry = class_app(cast)
    assert place_all(cast, entry, "out") == 4
    assert place_all(cast, entry, "out") == 0


def test_who_is_out_has_to_hear_the_news(cast: Cast) -> None:
    entry = class_app(cast)
    with pytest.raises(Refused, match="hoe die leerling het bericht krijgt"):
        deed(cast, "mentor", entry, "place_pupils", notes=[Note(cast.sem.pk, "out", "  ")])


def test_too_young_and_unknown_ages_need_the_parents(cast: Cast) -> None:
    with inside(cast):
        Person.objects.filter(pk=cast.tess.pk).update(birth_date=None)
        Person.objects.filter(pk=cast.daan.pk).update(birth_date=date(2013, 11, 21))
        Person.objects.filter(pk=cast.sem.pk).update(birth_date=date(2013, 11, 20))
    entry = class_app(cast, platform="signal", minimum_age=13)
    for young in (cast.tess, cast.daan):
        with pytest.raises(Refused, match="kan er alleen op als de ouders ja zeiden"):
            deed(cast, "mentor", entry, "place_pupils", notes=[Note(young.pk, "in")])
    notes = [
        Note(cast.tess.pk, "agreed"),
        Note(cast.daan.pk, "out", "mail aan de ouders"),
        Note(cast.sem.pk, "in"),  # thirteen today
        Note(cast.yara.pk, "in"),
    ]
    deed(cast, "mentor", entry, "place_pupils", notes=notes)
    assert deed(cast, "head", entry, "grant").status == "granted"


def test_new_pupil_is_not_looked_at_yet(cast: Cast) -> None:
    entry = class_app(cast)
    place_all(cast, entry)
    with inside(cast):
        new = register(cast.waterland, given_name="Nieuw", family_name="Hier")
        enrol(new, group=cast.class_4h2, from_on=TODAY)
    with pytest.raises(Refused, match="Ga eerst na of 1 leerling in de app zit"):
        deed(cast, "head", entry, "grant")


def test_pupil_of_another_group_is_refused(cast: Cast) -> None:
    entry = class_app(cast)
    with pytest.raises(Refused, match="zit niet meer in deze groep"):
        deed(cast, "mentor", entry, "place_pupils", notes=[Note(cast.lieke.pk, "in")])


def test_pupils_of_a_refused_app_are_left_alone(cast: Cast) -> None:
    entry = class_app(cast)
    deed(cast, "head", entry, "refuse", reason="Niet nodig")
    with pytest.raises(Refused, match="Deze klassenapp is er niet meer"):
        place_all(cast, entry, name="head")


def test_app_is_judged_again_by_the_rules_of_the_day_of_the_decision(cast: Cast) -> None:
    entry = class_app(cast, platform="whatsapp", minimum_age=13)
    place_all(cast, entry)
    code(cast, class_app_on_whatsapp=False)
    with pytest.raises(Refused, match="Een klassenapp op WhatsApp mag niet"):
        deed(cast, "head", entry, "grant")


# --- Lessons ----------------------------------------------------------------------------------


def test_teacher_allows_it_in_the_own_lesson_at_once(cast: Cast) -> None:
    code(cast, lesson_permission="teacher")
    entry = lesson(cast)
    assert (entry.status, entry.decided_by) == ("granted", cast.teacher)
    with inside(cast):
        names = list(
            Event.objects.filter(about_id=str(entry.pk))
            .order_by("id")
            .values_list("name", flat=True)
        )
        assert Ground.objects.filter(entry=entry, when="decided").count() == 3
    assert names == ["register.request", "register.allow"]
    assert told(cast) == []


@pytest.mark.parametrize("name", ["administrator", "head"])
def test_only_the_teacher_allows_it_where_the_code_says_so(cast: Cast, name: str) -> None:
    code(cast, lesson_permission="teacher")
    with pytest.raises(Refused) as refused:
        lesson(cast, name)
    assert refused.value.reasons == (
        f"Alleen de leraar mag dit toestaan, voor de eigen les. Dat volgt uit {PLACE}. "
        "Vraag de leraar om het zelf vast te leggen.",
    )


def test_nobody_allows_it_where_the_code_says_so(cast: Cast) -> None:
    code(cast, lesson_permission="nobody")
    with pytest.raises(Refused) as refused:
        lesson(cast)
    assert refused.value.reasons == (
        f"Niemand mag sociale media of de telefoon in de les toestaan. Dat volgt uit {PLACE}.",
    )


def test_leadership_allows_it_for_who_does_not_teach(cast: Cast) -> None:
    code(cast, lesson_permission="leadership_or_teacher")
    assert lesson(cast).status == "granted"
    entry = lesson(cast, "care_coordinator")
    assert entry.status == "requested"
    assert deed(cast, "head", entry, "grant").status == "granted"


def test_part_of_the_lesson_has_to_be_said(cast: Cast) -> None:
    code(cast, lesson_permission="part_of_lesson")
    with pytest.raises(Refused, match="Dit mag alleen als het een onderdeel van de les is"):
        lesson(cast)
    assert lesson(cast, part_of_lesson=True).status == "granted"
    assert lesson(cast, "care_coordinator", part_of_lesson=True).status == "requested"


def test_teacher_does_not_allow_what_another_asked(cast: Cast) -> None:
    code(cast, lesson_permission="leadership_or_teacher")
    entry = lesson(cast, "care_coordinator")
    with pytest.raises(Refused, match="Dit hoort niet bij je rol"):
        deed(cast, "teacher", entry, "grant")


# --- Deciding and ending ----------------------------------------------------------------------


def test_granted_account_is_public_without_a_person(cast: Cast) -> None:
    entry = account(cast)
    assert PublishedAccount.objects.count() == 0
    granted = deed(cast, "head", entry, "grant")
    row = PublishedAccount.objects.get()
    assert (row.entry, row.school, row.name, row.platform_label, row.from_on) == (
        granted.pk, cast.oostpoort, "lyceumoostpoort", "Instagram", TODAY,
    )  # fmt: skip
    path = f"/school/oostpoort/registers/{entry.pk}/"
    assert told(cast) == [("Hidde", path), ("Roos", path)]


def test_refusal_has_a_reason_and_is_told(cast: Cast) -> None:
    entry = account(cast, person_id=cast.teacher.pk)
    with pytest.raises(Refused, match=r"Schrijf op waarom het niet mag\."):
        deed(cast, "head", entry, "refuse", reason="   ")
    refused = deed(cast, "head", entry, "refuse", reason="Er is er al een.")
    assert (refused.status, refused.reason, refused.decided_by) == (
        "refused", "Er is er al een.", cast.head,
    )  # fmt: skip
    assert told(cast) == [("Roos", f"/school/oostpoort/registers/{entry.pk}/")]
    assert PublishedAccount.objects.count() == 0


def test_nobody_is_told_of_the_own_decision(cast: Cast) -> None:
    entry = account(cast, "head", person_id=cast.head.pk)
    deed(cast, "head", entry, "grant")
    assert told(cast) == []


def test_own_request_is_withdrawn_and_that_of_another_is_not(cast: Cast) -> None:
    entry = account(cast)
    with pytest.raises(Refused, match=r"Alleen wie dit aanvroeg, kan dat doen\."):
        deed(cast, "mentor", entry, "withdraw")
    assert deed(cast, "teacher", entry, "withdraw").status == "withdrawn"
    with pytest.raises(Refused, match=r"Dit kan niet in de fase “ingetrokken”\."):
        deed(cast, "head", entry, "grant")


def test_account_is_ended_by_who_keeps_it(cast: Cast) -> None:
    entry = account(cast)
    deed(cast, "head", entry, "grant")
    with pytest.raises(Refused, match="wie het beheert of de schoolleiding"):
        deed(cast, "administrator", entry, "end")
    ended = deed(cast, "mentor", entry, "end")
    assert (ended.status, ended.until_on, ended.ended_by) == ("ended", TODAY, cast.mentor)
    assert PublishedAccount.objects.count() == 0
    with pytest.raises(Refused, match=r"Dit kan niet in de fase “beëindigd”\."):
        deed(cast, "head", entry, "end")


def test_entry_ends_by_its_date_alone(cast: Cast, frozen: Any) -> None:
    entry = exception(cast, until_on=TODAY + timedelta(days=2))
    deed(cast, "head", entry, "grant")
    days = (0, 2, 3)
    with inside(cast):
        standing = [
            Entry.objects.standing_on(TODAY + timedelta(days=n)).filter(pk=entry.pk).exists()
            for n in days
        ]
        words = [Entry.objects.get().standing(TODAY + timedelta(days=n)) for n in days]
    assert standing == [True, True, False]
    assert words == ["holds", "holds", "past"]
    frozen.shift(timedelta(days=3))
    with pytest.raises(Refused, match=r"De laatste dag is al voorbij\."):
        deed(cast, "head", entry, "end", today=TODAY + timedelta(days=3))


def test_request_that_came_too_late_is_not_granted(cast: Cast, frozen: Any) -> None:
    entry = exception(cast, until_on=TODAY)
    frozen.shift(timedelta(days=1))
    with pytest.raises(Refused, match=r"De laatste dag is al voorbij\."):
        deed(cast, "head", entry, "grant", today=TODAY + timedelta(days=1))


@pytest.mark.parametrize("name", ["teacher", "team_leader", "administrator", "care_coordinator"])
@pytest.mark.parametrize("step", ["grant", "refuse"])
def test_only_the_leadership_decides(cast: Cast, name: str, step: str) -> None:
    entry = account(cast)
    more = {"reason": "nee"} if step == "refuse" else {}
    with pytest.raises(Refused, match="Dit hoort niet bij je rol"):
        deed(cast, name, entry, step, **more)


@pytest.mark.parametrize("name", ["sem_mother", "sem", "board_member", "privacy_officer"])
def test_who_is_no_staff_of_the_school_asks_nothing(cast: Cast, name: str) -> None:
    with pytest.raises(Forbidden, match="Dit hoort niet bij je rol"):
        account(cast, name)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_are_one(committed: Cast) -> None:
    entry = account(committed)

    def decide(step: str) -> str:
        try:
            more = {"reason": "nee"} if step == "refuse" else {}
            return str(deed(committed, "head", entry, step, **more).status)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(decide, ["grant", "refuse", "grant", "refuse"]))
    won = [one for one in found if one in ("granted", "refused")]
    assert len(won) == 1
    lost = "toegestaan" if won == ["granted"] else "geweigerd"
    assert [one for one in found if one not in won] == [f"Dit kan niet in de fase “{lost}”."] * 3
    with inside(committed):
        assert Event.objects.filter(about_id=str(entry.pk)).count() == 2


# --- Who sees what ----------------------------------------------------------------------------


def test_request_is_between_who_asked_and_who_decides(cast: Cast) -> None:
    entry = account(cast)
    seen = {}
    for step in ("asked", "granted"):
        if step == "granted":
            deed(cast, "head", entry, "grant")
        for name in ("teacher", "mentor", "head", "administrator", "sem", "sem_mother"):
            actor = cast.actor(name, school=cast.oostpoort)
            with inside(cast):
                seen[step, name] = visible(actor, Entry.objects.all()).exists()
    assert [name for (step, name), found in seen.items() if step == "asked" and found] == [
        "teacher", "mentor", "head",
    ]  # fmt: skip
    assert [name for (step, name), found in seen.items() if step == "granted" and found] == [
        "teacher", "mentor", "head", "administrator",
    ]  # fmt: skip


def test_another_school_sees_nothing(cast: Cast) -> None:
    entry = class_app(cast)
    place_all(cast, entry)
    for school in (cast.zilvermeeuw, cast.eikenhof):
        with scoped(Scope.of_school(school)):
            counts = [model.objects.count() for model in (Entry, Ground, Placement)]
        assert counts == [0, 0, 0]


# --- The database -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "granted"}, "entry_decision_has_decider_and_time"),
        ({"status": "granted", "decided_by": "head"}, "entry_decision_has_decider_and_time"),
        (
            {"status": "refused", "decided_by": "head", "decided_at": "now"},
            "entry_refusal_has_a_reason",
        ),
        (
            {"status": "ended", "decided_by": "head", "decided_at": "now"},
            "entry_ended_by_somebody",
        ),
    ],
)
def test_database_refuses_half_a_decision(
    cast: Cast, change: dict[str, Any], constraint: str
) -> None:
    entry = account(cast)
    values = {
        name: {"head": cast.head, "now": entry.requested_at}.get(value, value)
        for name, value in change.items()
    }
    with pytest.raises(IntegrityError, match=constraint), inside(cast), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**values)


@pytest.mark.parametrize(
    ("wish", "constraint"),
    [
        ({"kind": "exception", "until_on": None}, "entry_exception_and_lesson_have_an_end"),
        ({"kind": "account", "until_on": START}, "entry_ends_after_it_starts"),
        ({"kind": "class_app"}, "entry_says_who"),
        ({"kind": "favour"}, "entry_kind_known"),
    ],
)
def test_database_refuses_an_entry_that_says_too_little(
    cast: Cast, wish: dict[str, Any], constraint: str
) -> None:
    facts = {
        "status": "requested", "platform": "x", "purpose": "Nieuws", "person": cast.teacher,
        "requested_by": cast.teacher, "from_on": TODAY, "until_on": TODAY, "submission": uuid4(),
    }  # fmt: skip
    place = {"board": cast.waterland, "school": cast.oostpoort}
    with pytest.raises(IntegrityError, match=constraint), inside(cast), transaction.atomic():
        Entry.objects.create(**{**place, **facts, **wish})


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'anders'", "decided_at = now()", "purpose = 'anders'", "platform = 'x'",
        "until_on = '2027-01-01'", "from_on = '2026-01-01'",
    ],
)  # fmt: skip
def test_decision_and_request_stay_as_they_were(cast: Cast, change: str) -> None:
    entry = account(cast)
    deed(cast, "head", entry, "grant")
    execute_refused(cast, f"update registers_entry set {change}", "is not changed: registers_entry")


@pytest.mark.parametrize("step", ["refuse", "withdraw", "end"])
def test_what_is_over_stays_over(cast: Cast, step: str) -> None:
    entry = account(cast)
    if step == "end":
        deed(cast, "head", entry, "grant")
    more = {"reason": "nee"} if step == "refuse" else {}
    deed(cast, "teacher" if step == "withdraw" else "head", entry, step, **more)
    sql = "update registers_entry set status = 'requested'"
    execute_refused(cast, sql, "is not changed: registers_entry")


def test_entry_is_never_deleted(cast: Cast) -> None:
    account(cast)
    execute_refused(cast, "delete from registers_entry", "is not changed: registers_entry")


@pytest.mark.parametrize("table", ["registers_ground", "registers_placement"])
@pytest.mark.parametrize("sql", ["update {} set id = id", "delete from {}"])
def test_grounds_and_placements_are_only_ever_added(cast: Cast, table: str, sql: str) -> None:
    entry = class_app(cast)
    place_all(cast, entry)
    execute_refused(cast, sql.format(table), f"Cannot update or delete rows from {table} table")


def execute_refused(cast: Cast, sql: str, reason: str) -> None:
    with (
        pytest.raises((ProgrammingError, InternalError), match=reason),
        inside(cast),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


# --- Work -------------------------------------------------------------------------------------


def test_leadership_finds_what_waits_for_a_decision(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    entry = class_app(cast)
    done = account(cast)
    deed(cast, "head", done, "grant")
    found = {}
    for name in ("head", "teacher", "administrator"):
        actor = cast.actor(name, school=cast.oostpoort)
        with inside(cast):
            found[name] = [one for one in work_for(actor, TODAY) if one.kind == "register"]
    assert (found["teacher"], found["administrator"]) == ([], [])
    (work,) = found["head"]
    assert (work.key, work.href, work.due_on, work.owner) == (
        f"register/{entry.pk}", f"/school/oostpoort/registers/{entry.pk}/", TODAY, "Hidde Wieringh",
    )  # fmt: skip
    assert str(work.title) == "Besluiten: 4H2, het besloten platform van de school"
    assert work.about == "Klassenapp, aangevraagd op 20-11-2026"
