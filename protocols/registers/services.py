"""Asking, deciding, ending, and who of a class is not in its app."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from protocols.models import Provision
from protocols.registers.bases import Bases, bases_of
from protocols.registers.judging import Wish, teacher_decides
from protocols.registers.models import Entry, Ground, Kind, Placement, PublishedAccount, Stage
from protocols.registers.roll import Pupil, roll_of
from protocols.registers.workflow import ENTRY
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

Where, When = Placement.Where, Ground.When


@dataclass(frozen=True)
class Note:
    """What somebody found out about a pupil and a class app."""

    person_id: UUID
    where: str
    told_how: str = ""


@transaction.atomic
def request(
    actor: Actor,
    *,
    school: School,
    wish: Wish,
    submission: UUID,
    today: date,
    departs_from: Provision | None = None,
) -> Entry:
    """Writes down what somebody asks, judged by the rules in force on the day it begins.
    A teacher's own lesson is allowed at once where the code leaves that to the teacher.

    The same submission again is the same request. Raises Refused with the sentences of the
    rules that are against it, each with the provision it follows from.
    """
    require(actor, Action.REGISTER_REQUEST)
    one_at_a_time(f"register/{submission}")
    sent = Entry.objects.filter(submission=submission, requested_by=actor.person_id)
    earlier: Entry | None = sent.first()
    if earlier is not None:
        return earlier
    teaches = Action.REGISTER_TEACH in actor.actions
    bases = bases_of(school=school, kind=wish.kind, on=max(today, wish.from_on))
    reasons = [*_slips(wish, today), *bases.refusals(wish, teaches=teaches)]
    if reasons:
        raise Refused(*reasons)
    entry = Entry.objects.create(
        board_id=school.board_id,
        school=school,
        status=ENTRY.initial,
        requested_by=_somebody(actor),
        submission=submission,
        **vars(wish),
    )
    _keep_grounds(entry, bases, When.ASKED, departs_from)
    people = {one for one in (entry.requested_by_id, entry.person_id) if one}
    record("register.request", actor=actor, about=entry, people=people, kind=entry.kind)
    if entry.kind == Kind.LESSON and teaches and teacher_decides(bases.rules):
        return _decide(actor, entry, "allow", today)
    return entry


def of_ones_own(actor: Actor, wish: Wish) -> Wish:
    """A lesson is asked for by who gives it."""
    return replace(wish, person_id=actor.person_id)


@transaction.atomic
def grant(actor: Actor, *, entry: Entry, today: date) -> Entry:
    """Allows what was asked. An account stands in the public register from its first day on.

    Raises Refused when it was decided before, when a rule is against it by now, or when it is
    not known yet how who is not in a class app is told.
    """
    return _decide(actor, entry, "grant", today)


@transaction.atomic
def refuse(actor: Actor, *, entry: Entry, reason: str, today: date) -> Entry:
    """Says no, with the reason that who asked will read. Raises Refused without one."""
    return _decide(actor, entry, "refuse", today, reason=reason.strip())


@transaction.atomic
def withdraw(actor: Actor, *, entry: Entry) -> Entry:
    """Takes back one's own request. Raises Refused once it was decided."""
    withdrawn: Entry = ENTRY.perform("withdraw", actor=actor, row=entry)
    return withdrawn


@transaction.atomic
def end(actor: Actor, *, entry: Entry, today: date) -> Entry:
    """Ends what was granted before its last day. Raises Refused when it is over already."""
    last = max(today, entry.from_on)
    ended: Entry = ENTRY.perform(
        "end",
        actor=actor,
        row=entry,
        until_on=min(last, entry.until_on) if entry.until_on else last,
        ended_by=_somebody(actor),
        ended_at=now(),
    )
    PublishedAccount.objects.filter(pk=entry.pk).delete()
    _tell_whom_it_concerns(actor, ended)
    return ended


@transaction.atomic
def place_pupils(
    actor: Actor, *, entry: Entry, notes: Iterable[Note], today: date
) -> list[Placement]:
    """Writes down who of the group is in a class app, and how the others hear the news. What
    is the same as before is left as it was.

    Raises Refused for an app that does not stand, somebody who is not in the group, a pupil who
    is too young to be in it without the parents, and who would hear nothing.
    """
    require(actor, Action.REGISTER_KEEP, entry)
    one_at_a_time(f"register/{entry.pk}/pupils")
    entry.refresh_from_db(fields=["status", "until_on"])
    if entry.kind != Kind.CLASS_APP or entry.standing(today) not in (
        "requested",
        "begins",
        "holds",
    ):
        raise Refused(_("Deze klassenapp is er niet meer."))
    roll = roll_of(entry, today)
    found = [(note, roll.find(note.person_id)) for note in notes]
    reasons = [_against(note, pupil) for note, pupil in found]
    if any(reasons):
        raise Refused(*dict.fromkeys(reason for reason in reasons if reason))
    noted_by = _somebody(actor)
    rows = Placement.objects.bulk_create(
        Placement(
            board_id=entry.board_id,
            school_id=entry.school_id,
            entry=entry,
            person_id=note.person_id,
            where=note.where,
            told_how=note.told_how.strip() if note.where == Where.OUT else "",
            noted_by=noted_by,
        )
        for note, pupil in found
        if pupil is not None and _is_news(note, pupil)
    )
    if rows:
        people = {row.person_id for row in rows}
        record("register.place_pupils", actor=actor, about=entry, people=people, number=len(rows))
    return rows


# --- Steps ------------------------------------------------------------------------------------


def _slips(wish: Wish, today: date) -> list[str]:
    """What no rule is needed for."""
    if wish.until_on is not None and wish.until_on < wish.from_on:
        return [_("De laatste dag ligt voor de eerste.")]
    if wish.until_on is not None and wish.until_on < today:
        return [_("De laatste dag is al voorbij.")]
    if wish.until_on is None and wish.kind in (Kind.EXCEPTION, Kind.LESSON):
        return [_("Vul in tot en met welke dag het nodig is.")]
    return []


def _decide(actor: Actor, entry: Entry, step: str, today: date, **answers: str) -> Entry:
    decided: Entry = ENTRY.perform(
        step, actor=actor, row=entry, decided_by=_somebody(actor), decided_at=now(), **answers
    )
    day = max(today, decided.from_on)
    bases = bases_of(school=decided.school, kind=decided.kind, on=day)
    _keep_grounds(decided, bases, When.DECIDED)
    if decided.status == Stage.GRANTED and decided.kind == Kind.ACCOUNT:
        _publish(decided)
    _tell_whom_it_concerns(actor, decided)
    return decided


def _keep_grounds(
    entry: Entry, bases: Bases, when: str, departs_from: Provision | None = None
) -> None:
    place = {"board_id": entry.board_id, "school_id": entry.school_id, "entry": entry, "when": when}
    rows = [
        Ground(
            rule=basis.rule,
            value=basis.value,
            version=basis.setting.version if basis.setting else None,
            provision=basis.setting.provision if basis.setting else None,
            **place,
        )
        for basis in bases.rows
    ]
    if departs_from is not None:
        rows.append(Ground(version=departs_from.version, provision=departs_from, **place))
    Ground.objects.bulk_create(rows)


def _publish(entry: Entry) -> None:
    """Copies an account to the public register: what it is called, where it is, since when."""
    PublishedAccount.objects.create(
        entry=entry.pk,
        school_id=entry.school_id,
        platform=entry.platform,
        platform_name=entry.platform_name,
        name=entry.name,
        link=entry.link,
        from_on=entry.from_on,
        until_on=entry.until_on,
    )


def _tell_whom_it_concerns(actor: Actor, entry: Entry) -> None:
    """Who asked and whom it is about, unless they did it themselves."""
    concerned = {entry.requested_by_id, entry.person_id} - {actor.person_id}
    ids = [one for one in concerned if one is not None]
    tell(
        key=f"register/{entry.pk}/{entry.status}",
        board_id=entry.board_id,
        people=list(Person.objects.filter(pk__in=ids)),
        path=reverse("registers:entry", args=[entry.school.slug, entry.pk]),
    )


def _against(note: Note, pupil: Pupil | None) -> str:
    if pupil is None:
        return _("Een van de leerlingen zit niet meer in deze groep. Bekijk de pagina opnieuw.")
    if pupil.too_young and note.where == Where.IN:
        return _("Wie te jong is voor het platform, kan er alleen op als de ouders ja zeiden.")
    if note.where == Where.OUT and not note.told_how.strip():
        return _("Schrijf bij wie niet in de app zit op hoe die leerling het bericht krijgt.")
    return ""


def _is_news(note: Note, pupil: Pupil) -> bool:
    before = pupil.placement
    told = note.told_how.strip() if note.where == Where.OUT else ""
    return before is None or (before.where, before.told_how) != (note.where, told)


def _somebody(actor: Actor) -> Person:
    """Who does it. Raises Refused for the clock: this is a person's to say."""
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    return Person.objects.get(pk=actor.person_id)
