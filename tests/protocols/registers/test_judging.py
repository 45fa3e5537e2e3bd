"""What is asked is judged by the rules in force: terms, class apps and lessons."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protocols.models import Provision
from protocols.registers.models import Entry, Ground, Placement
from protocols.registers.services import Note
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.models import Person
from schoolgids.people.services import enrol, register
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.protocols.making import NEWER, published
from tests.protocols.registers.making import (
    PLACE,
    account,
    class_app,
    code,
    deed,
    exception,
    inside,
    lesson,
    place_all,
    told,
)
from tests.protocols.test_binding import excuse


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


def test_rule_of_a_code_that_does_not_bind_the_school_is_no_ground(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        rules = {"official_account_needs_leave": True}
        version = published(cast.actor("board_secretary"), rules=rules)
    excuse(cast, version, cast.oostpoort, from_on=TODAY)
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


# --- Class apps ---


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


def test_app_is_judged_by_the_rules_of_the_day_that_it_begins(cast: Cast) -> None:
    begins = TODAY + timedelta(days=30)
    later = {"platform": "whatsapp", "minimum_age": 13, "from_on": begins}
    before, after = class_app(cast, **{**later, "from_on": TODAY}), class_app(cast, **later)
    place_all(cast, before)
    place_all(cast, after)
    with inside(cast):
        head = cast.actor("head", school=cast.oostpoort)
        rules = {"class_app_on_whatsapp": False}
        version = published(head, school=cast.oostpoort, from_on=begins, rules=rules)
    assert deed(cast, "head", before, "grant").status == "granted"
    for refused in (lambda: deed(cast, "head", after, "grant"), lambda: class_app(cast, **later)):
        with pytest.raises(Refused, match="Een klassenapp op WhatsApp mag niet"):
            refused()
    other = class_app(cast, platform="school", from_on=begins)
    with inside(cast):
        ground = Ground.objects.get(entry=other, rule="class_app_on_whatsapp")
    assert (ground.when, ground.value, ground.version_id) == ("asked", False, version.pk)


def test_number_of_queries_does_not_grow_with_the_pupils(cast: Cast) -> None:
    counts = []
    for pupils in ((cast.sem,), (cast.yara, cast.daan, cast.tess)):
        entry = class_app(cast)
        notes = [Note(pupil.pk, "in") for pupil in pupils]
        with CaptureQueriesContext(connection) as queries:
            assert len(deed(cast, "mentor", entry, "place_pupils", notes=notes)) == len(notes)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Lessons ---


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
