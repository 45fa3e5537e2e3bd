"""What an import left open: blanks to fill in, and links that lead nowhere (G5).

The text stays as printed everywhere else; the words that were there are kept in the trail.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from protocols.elsewhere import codes_near, published_near
from protocols.leftovers import open_in
from protocols.models import AcceptedPlace, Code, CodeVersion, Provision
from protocols.outline import findings_in
from protocols.outline.references import ELSEWHERE, LINK
from protocols.services.details import open_version
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.workflow import Refused

LONGEST = 200
REASON_LONGEST = 300


@transaction.atomic
def fill_blank(
    actor: Actor, *, version: CodeVersion, provision: Provision, words: str, text: str
) -> Provision:
    """Puts text in the place of a blank or a dead link, up to the adoption: a council's own date is
    known only once it has consented.

    words: the blank as it stands, "[datum]". Raises Refused when it is not there (any more) or what
    is put there is open again.
    """
    version = open_version(actor, version)
    row: Provision = Provision.objects.select_for_update(of=("self",)).get(pk=provision.pk)
    _refuse_filled(version, row, words)
    text = " ".join(text.split())
    if not text:
        raise Refused(_("Vul in wat er moet staan."))
    if len(text) > LONGEST:
        raise Refused(_("Maak dit korter: hooguit %d tekens.") % LONGEST)
    row.text = row.text.replace(words, text, 1)
    left = [one.text for one in findings_in([row], published_near([row]))]
    if text in left or any(one in text for one in left):
        raise Refused(_("Dit is weer een invulplek of een link die nergens heen gaat."))
    row.save(update_fields=["text"])
    CodeVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1)
    record("code.fill", actor=actor, about=row, words=words, text=text)
    return row


@transaction.atomic
def refer(
    actor: Actor, *, version: CodeVersion, provision: Provision, words: str, code: Code
) -> Provision:
    """Lets a dead link or a blank lead to another code: in each guide to the place it has there.

    The words of the link stay. It still blocks the adoption until that code is published.
    """
    version = open_version(actor, version)
    row: Provision = Provision.objects.select_for_update(of=("self",)).get(pk=provision.pk)
    _refuse_filled(version, row, words)
    near = codes_near(version.board_id, version.school_id).exclude(pk=version.code_id)
    if not near.filter(pk=code.pk).exists():
        raise Refused(_("Kies een andere code van het bestuur of van de school."))
    link = LINK.fullmatch(words)
    label = link.group(1) if link else code.title
    row.text = row.text.replace(words, f"[{label}]({ELSEWHERE}{code.pk})", 1)
    row.save(update_fields=["text"])
    CodeVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1)
    record("code.refer", actor=actor, about=row, words=words, code=str(code.pk))
    return row


@transaction.atomic
def accept_place(
    actor: Actor,
    *,
    version: CodeVersion,
    provision: Provision,
    words: str,
    reason: str,
    moment: datetime,
) -> AcceptedPlace:
    """Lets a link that leads nowhere stay as it is: it names a text that stands elsewhere.

    Raises Refused without a reason, for a blank, and for words that are not there (any more).
    """
    version = open_version(actor, version)
    row = Provision.objects.select_for_update(of=("self",)).get(pk=provision.pk)
    found = {one.words: one for one in open_in(version) if one.provision.pk == row.pk}
    if row.version_id != version.pk or words not in found:
        raise Refused(_("Deze plek is al ingevuld. Bekijk de pagina opnieuw."))
    if not found[words].may_stay:
        raise Refused(_("Een invulplek kan niet zo blijven staan. Vul in wat er moet staan."))
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Schrijf waarom dit zo mag blijven staan."))
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    accepted, _fresh = AcceptedPlace.objects.update_or_create(
        provision=row,
        words=words,
        defaults={
            "board_id": version.board_id,
            "school_id": version.school_id,
            "version": version,
            "text": row.text,
            "reason": reason[:REASON_LONGEST],
            "accepted_at": moment,
            "accepted_by_id": actor.person_id,
        },
    )
    record("code.accept_place", actor=actor, about=row, words=words, reason=accepted.reason)
    return accepted


@transaction.atomic
def reconsider_place(actor: Actor, *, accepted: AcceptedPlace) -> None:
    """Asks again for a link that was to stay as it is."""
    version = open_version(actor, accepted.version)
    row = version.accepted_places.filter(pk=accepted.pk).select_related("provision").first()
    if row is None:
        raise Refused(_("Dit staat niet meer in de lijst. Bekijk de pagina opnieuw."))
    row.delete()
    record("code.reconsider_place", actor=actor, about=row.provision, words=row.words)


def _refuse_filled(version: CodeVersion, row: Provision, words: str) -> None:
    open_places = {one.words for one in open_in(version) if one.provision.pk == row.pk}
    if row.version_id != version.pk or words not in open_places:
        raise Refused(_("Deze plek is al ingevuld. Bekijk de pagina opnieuw."))
