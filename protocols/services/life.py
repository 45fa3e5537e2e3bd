"""The steps of a version: confirmed, submitted, consented to, adopted, published, lapsed (G5)."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from protocols.dated import Dated
from protocols.models import CodeVersion, CouncilConsent, Stage
from protocols.proof import testify
from protocols.services.details import open_version
from protocols.services.placing import list_places
from protocols.services.publication import end_published, publish_copy
from protocols.workflow import CODE
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
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


def submit(actor: Actor, *, version: CodeVersion) -> CodeVersion:
    """Lays a draft before the councils."""
    submitted: CodeVersion = CODE.perform("submit", actor=actor, row=version)
    return submitted


def reopen(actor: Actor, *, version: CodeVersion) -> CodeVersion:
    """Takes a text back to be changed. What was consented to was another text: consents go."""
    with transaction.atomic():
        reopened: CodeVersion = CODE.perform("reopen", actor=actor, row=version)
        gone = list(reopened.consents.values_list("body", flat=True))
        reopened.consents.all().delete()
        if gone:
            record("code.consents_void", actor=actor, about=reopened, bodies=gone)
    return reopened


@transaction.atomic
def record_consent(
    actor: Actor, *, version: CodeVersion, body: str, consented: Dated, today: date
) -> CouncilConsent:
    """Records that a body consented to the text as it was laid before it."""
    version = CodeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    require(actor, Action.CODE_EDIT, version)
    if version.status != Stage.REVIEW:
        raise Refused(_("Instemming hoort bij een tekst die ter instemming ligt."))
    _refuse_future(consented, today)
    if version.consents.filter(body=body).exists():
        raise Refused(_("Deze instemming is al vastgelegd."))
    consent = CouncilConsent.objects.create(
        board_id=version.board_id,
        school_id=version.school_id,
        version=version,
        body=body,
        consented_on=consented.on,
        precision=consented.precision.value,
    )
    record("code.consent", actor=actor, about=version, body=body, on=consented.on.isoformat())
    return consent


@transaction.atomic
def adopt(
    actor: Actor, *, version: CodeVersion, by: str, adopted: Dated, today: date
) -> CodeVersion:
    """Records who adopted the text and when. From now on nobody can change it."""
    _refuse_future(adopted, today)
    done: CodeVersion = CODE.perform(
        "adopt",
        actor=actor,
        row=version,
        adopted_by=by,
        adopted_on=adopted.on,
        adopted_precision=adopted.precision.value,
    )
    testify(actor, done)
    return done


@transaction.atomic
def publish(actor: Actor, *, version: CodeVersion, effective_on: date) -> CodeVersion:
    """Publishes an adopted text, in force from a day; the version before it ends on that day.

    A text of the board goes into every school's guide, so it takes the scope of the whole board.
    """
    if version.school_id is None:
        schools = School.objects.filter(board=version.board_id).values_list("pk", flat=True)
        if actor.schools != frozenset(schools):
            raise Refused(_("Publiceer een tekst van het bestuur op de pagina’s van het bestuur."))
    done: CodeVersion = CODE.perform("publish", actor=actor, row=version, effective_on=effective_on)
    before = done.code.versions.filter(status=Stage.IN_FORCE).exclude(pk=done.pk)
    for earlier in before:
        _end(actor, earlier, "replace", effective_on)
    publish_copy(done)
    list_places(done)
    return done


@transaction.atomic
def lapse(actor: Actor, *, version: CodeVersion, until_on: date) -> CodeVersion:
    """Ends a version that no other follows."""
    if version.effective_on is not None and until_on < version.effective_on:
        raise Refused(_("Een tekst kan niet eindigen vóór hij begint."))
    return _end(actor, version, "lapse", until_on)


def _end(actor: Actor, version: CodeVersion, step: str, until_on: date) -> CodeVersion:
    ended: CodeVersion = CODE.perform(step, actor=actor, row=version, until_on=until_on)
    end_published(ended)
    return ended


def _refuse_future(day: Dated, today: date) -> None:
    if day.on > today:
        raise Refused(_("Deze datum ligt in de toekomst."))
