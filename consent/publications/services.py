"""One function per deed: registering what was published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent.publications.checking import Check, Line, check, subjects_of
from consent.publications.models import Appearance, Place, Publication
from consent.publications.policies import somebody
from consent.publications.take_downs import open_for_publication
from consent.sheets import asked
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

MOST_PEOPLE = 500  # in one picture: a whole school on the stairs


@dataclass(frozen=True)
class Spot:
    """A place of publication before it is a row."""

    label: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Published:
    """What somebody says was published."""

    purpose_id: UUID
    people: Collection[UUID]
    unknown: bool
    title: str
    published_on: date
    spots: Sequence[Spot]


@transaction.atomic
def register(
    *, actor: Actor, school: School, published: Published, submission: UUID
) -> Publication:
    """Writes down what was published where and when, with the verdict of that day per person.

    What was published without consent is registered too, as just that: hiding it helps nobody.
    Raises Forbidden, or Refused when it can't be judged. The same submission twice adds nothing.
    """
    require(actor, Action.PUBLICATION_REGISTER, school)
    if earlier := _already(submission):
        return earlier
    found = _judged(school, published)
    publication = Publication.objects.create(
        board_id=school.board_id,
        school=school,
        purpose=found.asked.purpose,
        title=published.title,
        published_on=published.published_on,
        unknown_people=found.unknown,
        allowed=found.allowed,
        registered_by_id=somebody(actor),
        registered_at=now(),
        submission=submission,
    )
    ours = {"board_id": school.board_id, "school": school, "publication": publication}
    Place.objects.bulk_create(
        Place(**ours, label=spot.label, link=spot.link, position=position)
        for position, spot in enumerate(published.spots)
    )
    Appearance.objects.bulk_create(_appearance(line, ours) for line in found.lines)
    record(
        "publication.register",
        actor=actor,
        about=publication,
        people=[line.person.pk for line in found.lines],
        purpose=str(found.asked.purpose.pk),
        published_on=published.published_on.isoformat(),
        allowed=found.allowed,
        refused=[str(line.person.pk) for line in found.refused],
        unknown=found.unknown,
    )
    if not found.allowed:
        open_for_publication(actor=actor, publication=publication)
    return publication


# --- Steps of these deeds --------------------------------------------------------------------


def _judged(school: School, published: Published) -> Check:
    """The verdict of the day of publication. Raises Refused."""
    if published.published_on > localdate():
        raise Refused(_("Leg een publicatie vast op de dag zelf. Wat mag, kan nog veranderen."))
    if not published.spots:
        raise Refused(_("Vul in waar de foto staat."))
    if not published.people and not published.unknown:
        raise Refused(_("Kies wie er herkenbaar op staan."))
    if len(set(published.people)) > MOST_PEOPLE:
        raise Refused(_("Kies hooguit %(most)d mensen.") % {"most": MOST_PEOPLE})
    subjects = subjects_of(school, published.people)
    if len(subjects) < len(set(published.people)):
        raise Refused(_("Een van deze mensen is niet bekend bij deze school."))
    found = check(
        school=school,
        questions=asked([school.pk], published.published_on),
        purpose_id=published.purpose_id,
        subjects=subjects,
        unknown=published.unknown,
        on=published.published_on,
    )
    if found is None:
        raise Refused(_("Dit kanaal werd op die dag nog niet of niet meer gevraagd."))
    return found


def _appearance(line: Line, ours: dict[str, object]) -> Appearance:
    because = line.verdict.because
    return Appearance(
        **ours,
        person=line.person,
        adult=line.subject.adult,
        state=line.verdict.state.value,
        code=because.code.value,
        before_sixteen=because.before_sixteen,
        since=because.since,
    )


def _already(submission: UUID) -> Publication | None:
    """What an earlier press of this button left behind; presses wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(submission)])
    return Publication.objects.filter(submission=submission).first()
