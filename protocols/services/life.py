"""The steps of a version: confirmed, submitted, adopted, published, called back, lapsed (G5)."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.dated import Dated
from protocols.models import PUBLISHED, Code, CodeVersion, Stage
from protocols.proof import testify
from protocols.services.consents import refuse_future, void_consents
from protocols.services.details import open_version
from protocols.services.placing import drop_unticked_places, list_places
from protocols.services.publication import end_published, publish_copy, renew, take_out
from protocols.workflow import CODE
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused


@transaction.atomic
def confirm_outline(actor: Actor, *, version: CodeVersion) -> CodeVersion:
    """Somebody has looked at the whole tree and found it right."""
    version = open_version(actor, version)
    if not version.is_open:
        raise Refused(_("Deze versie is geen concept meer."))
    version.confirmed_at, version.confirmed_by_id = now(), actor.person_id
    version.save(update_fields=["confirmed_at", "confirmed_by"])
    record("code.confirm_outline", actor=actor, about=version)
    return version


def submit(actor: Actor, *, version: CodeVersion, is_minor: bool = False) -> CodeVersion:
    """Lays a draft before the councils.

    is_minor: it corrects and changes nothing that was agreed; who read the version before need not
    read it again. The councils are told so, and the adoption has the last word.
    """
    submitted: CodeVersion = CODE.perform("submit", actor=actor, row=version, is_minor=is_minor)
    return submitted


def reopen(actor: Actor, *, version: CodeVersion) -> CodeVersion:
    """Takes a text back to be changed. What was consented to was another text: consents go."""
    with transaction.atomic():
        reopened: CodeVersion = CODE.perform("reopen", actor=actor, row=version)
        void_consents(actor, reopened)
    return reopened


@transaction.atomic
def adopt(
    actor: Actor,
    *,
    version: CodeVersion,
    by: str,
    adopted: Dated,
    today: date,
    is_minor: bool | None = None,
) -> CodeVersion:
    """Records who adopted the text and when. From now on nobody can change it.

    is_minor: None leaves it as it was laid before the councils.
    """
    refuse_future(adopted, today)
    # Locked before it is read: somebody may be taking it back to submit it otherwise.
    current = CodeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    done: CodeVersion = CODE.perform(
        "adopt",
        actor=actor,
        row=version,
        adopted_by=by,
        adopted_on=adopted.on,
        adopted_precision=adopted.precision.value,
        is_minor=current.is_minor if is_minor is None else is_minor,
    )
    testify(actor, done)
    return done


@transaction.atomic
def publish(
    actor: Actor, *, version: CodeVersion, effective_on: date, today: date | None = None
) -> CodeVersion:
    """Publishes an adopted text, in force from a day; the version before it ends on that day.

    From a later day it waits in the guide, and can be called back until then. A text of the board
    goes into every school's guide, so it takes the scope of the whole board.
    """
    _refuse_part_of_board(actor, version)
    _lock_code(version)
    done: CodeVersion = CODE.perform("publish", actor=actor, row=version, effective_on=effective_on)
    for earlier in _published(done).exclude(pk=done.pk):
        if earlier.until_on is None or earlier.until_on > effective_on:
            _set_end(actor, earlier, effective_on)
    publish_copy(done)
    list_places(done)
    turn(actor, done, today or localdate())
    done.refresh_from_db()
    return done


@transaction.atomic
def call_back(actor: Actor, *, version: CodeVersion, because: str, today: date) -> CodeVersion:
    """Takes back a publication before its day: out of the guides, and the version before it goes on
    as it would have. The text stays adopted, and can be published for another day.

    Raises Refused once the day has come, whether or not the clock has been by, and while another
    version waits to follow this one.
    """
    _refuse_part_of_board(actor, version)
    _lock_code(version)
    version = CodeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    because = " ".join(because.split())[:300]
    if not because:
        raise Refused(_("Schrijf waarom je de publicatie terughaalt."))
    begins = version.effective_on
    if begins is not None and begins <= today:
        raise Refused(
            _("Deze versie geldt al. Publiceer een nieuwe versie of laat haar vervallen.")
        )
    if begins is not None and _published(version).filter(effective_on__gt=begins).exists():
        raise Refused(_("Na deze versie staat er nog een klaar. Haal die eerst terug."))
    done: CodeVersion = CODE.perform(
        "call_back",
        actor=actor,
        row=version,
        effective_on=None,
        until_on=None,
        called_back_because=because,
    )
    record(
        "code.called_back",
        actor=actor,
        about=done,
        because=because,
        effective_on=begins.isoformat() if begins else "",
    )
    take_out(done)
    drop_unticked_places(done)
    for earlier in _published(done).filter(until_on=begins):
        _set_end(actor, earlier, earlier.lapses_on)
    return done


@transaction.atomic
def lapse(
    actor: Actor, *, version: CodeVersion, until_on: date, today: date | None = None
) -> CodeVersion:
    """Ends a version that no other follows, now or on a later day: by what held on a day that has
    passed, people were judged.
    """
    _refuse_part_of_board(actor, version)
    _lock_code(version)
    begins = version.effective_on
    if until_on < (today or localdate()):
        raise Refused(_("Kies vandaag of een latere dag. Wat eerder gold, kan niet veranderen."))
    if begins is not None and until_on < begins:
        raise Refused(_("Een tekst kan niet eindigen vóór hij begint."))
    later = {} if begins is None else {"effective_on__gt": begins, "effective_on__lte": until_on}
    if later and _published(version).filter(**later).exists():
        raise Refused(_("Dan geldt er al een nieuwere versie. Deze versie eindigt dan vanzelf."))
    ended: CodeVersion = CODE.perform(
        "lapse", actor=actor, row=version, until_on=until_on, lapses_on=until_on
    )
    end_published(ended)
    turn(actor, ended, today or localdate())
    ended.refresh_from_db()
    return ended


def turn(actor: Actor, version: CodeVersion, today: date) -> list[CodeVersion]:
    """Lets the stages of a code follow its dates, up to a day; the versions that moved, in order.

    The same again moves nothing. What holds is asked of the dates, never of the stages.
    """
    moved = []
    for row in _published(version).exclude(status=Stage.REPLACED):
        if row.status == Stage.SCHEDULED and _has_come(row.effective_on, today):
            row = CODE.perform("begin", actor=actor, row=row)
            moved.append(row)
        if row.status == Stage.IN_FORCE and _has_come(row.until_on, today):
            row = CODE.perform("end", actor=actor, row=row)
            moved.append(row)
    for row in moved:
        renew(row)
    return moved


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _set_end(actor: Actor, version: CodeVersion, day: date | None) -> None:
    version.until_on = day
    version.save(update_fields=["until_on"])
    record("code.end_moved", actor=actor, about=version, until_on=day.isoformat() if day else "")
    end_published(version)


def _published(version: CodeVersion) -> QuerySet[CodeVersion]:
    """All versions of its code that are in the guide, in the order in which they hold."""
    rows = CodeVersion.objects.filter(code=version.code_id, status__in=PUBLISHED)
    return rows.order_by("effective_on", "number")


def _lock_code(version: CodeVersion) -> None:
    """One at a time for the versions of a code: their ends and beginnings hang together."""
    Code.objects.select_for_update(of=("self",)).get(pk=version.code_id)


def _refuse_part_of_board(actor: Actor, version: CodeVersion) -> None:
    if version.school_id is None and not actor.is_clock:
        schools = School.objects.filter(board=version.board_id).values_list("pk", flat=True)
        if actor.schools != frozenset(schools):
            raise Refused(_("Publiceer een tekst van het bestuur op de pagina’s van het bestuur."))
