"""An account in somebody's name that somebody else made: claimed, and proved (domain A3)."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from incidents.clearing.models import FakeAccountProof
from incidents.code import code_of
from incidents.dossiers.services import clear
from incidents.models import Incident, InvolvedParty
from incidents.sanctions.models import SanctionCase
from incidents.services import BEING_HANDLED
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.workflow import Refused

Part, Claim = InvolvedParty.Part, InvolvedParty.FakeClaim
DID_IT = (Part.SUBJECT, Part.MAKER, Part.SHARER)
SHORTEST = 10  # characters: less proves nothing


def may_be_cleared(party: InvolvedParty) -> bool:
    """Whether it can still turn out that a pupil did not do it: the account was not his."""
    is_pupil = party.kind == InvolvedParty.Kind.PUPIL and party.part in DID_IT
    return is_pupil and party.fake_claim != Claim.PROVED


@transaction.atomic
def prove_fake(*, actor: Actor, party: InvolvedParty, proof: str) -> InvolvedParty:
    """Records that the account was made by somebody else, and how that is known. Where the code of
    the day clears the pupil, the report and the cases about it leave the pupil's file. Raises Refused.

    The proof is free text about a pupil: it has a row of its own and is never in the trail.
    """
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=party.incident_id)
    require(actor, Action.INCIDENT_HANDLE, incident)
    party.refresh_from_db(fields=["fake_claim"])
    if incident.status not in BEING_HANDLED:
        raise Refused(_("Dit kan alleen bij een melding die is opgepakt."))
    if not may_be_cleared(party) or party.person_id is None:
        raise Refused(_("Dit kan alleen bij een leerling die iets zou hebben gedaan."))
    if len(proof.strip()) < SHORTEST:
        raise Refused(_("Schrijf op waaruit blijkt dat het een nepaccount was."))
    cases = _locked_cases(incident, party)
    party.fake_claim = Claim.PROVED
    party.save(update_fields=["fake_claim"])
    FakeAccountProof.objects.create(
        board_id=incident.board_id,
        school_id=incident.school_id,
        incident=incident,
        party=party,
        text=proof.strip(),
        recorded_by_id=actor.person_id,
        recorded_at=now(),
    )
    cleared = code_of(incident, incident.school).fake_account_clears
    if cleared:
        for source in (incident, *cases):
            clear(source=source, person_id=party.person_id)
    record(
        "incident.fake_account",
        actor=actor,
        about=incident,
        people=[party.person_id],
        cleared=cleared,
    )
    return party


def _locked_cases(incident: Incident, party: InvolvedParty) -> list[SanctionCase]:
    """The cases of the pupil about the report. Locked: who decides at this moment was first, or
    sees that the pupil is cleared.
    """
    cases = SanctionCase.objects.filter(incident=incident, person=party.person_id)
    return list(cases.select_for_update(of=("self",)).order_by("pk"))
