"""Whether it was proved that a pupil did not do it: no measure follows then (domain A3)."""

from django.db.models import Exists, OuterRef

from incidents.code import code_of
from incidents.models import InvolvedParty
from incidents.sanctions.models import SanctionCase

PROVED = InvolvedParty.objects.filter(fake_claim=InvolvedParty.FakeClaim.PROVED)
# For rows that are loaded with all that their page shows: no question per case.
IS_CLEARED = Exists(PROVED.filter(incident=OuterRef("incident"), person=OuterRef("person")))


def is_cleared(case: SanctionCase) -> bool:
    """Whether the account turned out not to be of the person of the case."""
    known: bool | None = getattr(case, "cleared", None)
    if known is not None:
        return known
    return PROVED.filter(incident=case.incident_id, person=case.person_id).exists()


def stays_out_of_files(case: SanctionCase) -> bool:
    """Whether what comes of the case is kept out of the file: where the code clears the pupil."""
    return is_cleared(case) and code_of(case.incident, case.school).fake_account_clears
