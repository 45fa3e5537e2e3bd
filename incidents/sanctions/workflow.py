"""The steps of a sanction case, and what must be true for each.

Guards look at the rows of the case; each answers "" or the reason in words.
"""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions import terms
from incidents.sanctions.addressees import addressees
from incidents.sanctions.cleared import is_cleared
from incidents.sanctions.code import hears_first
from incidents.sanctions.models import Duty, Hearing, SanctionCase, the
from schoolgids.access.actions import Action as A
from schoolgids.interface.dates import long_day
from schoolgids.letters.models import Letter
from schoolgids.organisation.services import calendar_of
from schoolgids.workflow import Step, Workflow

S = SanctionCase.Stage
ATTEMPTS = 2  # tries to reach the guardians that stand for having spoken them


def law_of(case: SanctionCase) -> terms.Law:
    return terms.LAW[case.school.sector, case.school.governance]


# --- Guards ----------------------------------------------------------------------------------
def account_was_theirs(case: SanctionCase) -> str:
    """No measure for who did not do it, whatever the stage in which that turned out."""
    if not is_cleared(case):
        return ""
    if case.status in SanctionCase.UNDECIDED:
        return _("Het account was niet van deze leerling. Trek de zaak in.")
    return _("Het account was niet van deze leerling. Laat de zaak vervallen.")


def hearing_minuted(case: SanctionCase) -> str:
    if _is_heard(case, Hearing.Purpose.DECISION):
        return ""
    return _("Leg eerst het hoorgesprek vast.")


def heard_first(case: SanctionCase) -> str:
    if _is_heard(case, Hearing.Purpose.DECISION) or not hears_first(case):
        return ""
    return _("Leg eerst het hoorgesprek vast. Daarna beslist %(level)s.") % {
        "level": the(case.decider)
    }


def guardians_contacted(case: SanctionCase) -> str:
    """Spoken to, or tried often enough, or excused with a reason."""
    if not case.measure.needs_guardian_contact or not case.concerns_minor(localdate()):
        return ""
    contacts = list(case.contacts.all())
    if any(contact.reached for contact in contacts) or len(contacts) >= ATTEMPTS:
        return ""
    excused = any(
        duty.kind == Duty.Kind.GUARDIANS and duty.waived_by_id for duty in case.duties.all()
    )
    return "" if excused else _("Leg eerst het contact met de ouders vast.")


def board_considered(case: SanctionCase) -> str:
    if not case.asks_leadership or hasattr(case, "board_informing"):
        return ""
    if case.asks_who_decides:
        return _("Leg eerst vast wie beslist, en of het bestuur wordt ingelicht.")
    return _("Leg eerst vast of het bestuur wordt ingelicht.")


def is_motivated(case: SanctionCase) -> str:
    return "" if case.motivation.strip() else _("Schrijf op waarom je dit besluit neemt.")


def within_longest_term(case: SanctionCase) -> str:
    """A suspension that is imposed starts on a school day to come and keeps to the law."""
    if case.outcome == SanctionCase.Outcome.NONE or not case.is_suspension:
        return ""
    if case.first_on is None or case.days is None or case.last_on is None:
        return _("Kies de eerste dag en het aantal schooldagen van de schorsing.")
    calendar, law = calendar_of(case.school), law_of(case)
    if not calendar.is_school_day(case.first_on):
        return _("%(day)s is geen schooldag. Kies een andere eerste dag.") % {
            "day": long_day(case.first_on)
        }
    longest = min(law.longest_suspension, case.measure.max_days or law.longest_suspension)
    counted = calendar.school_days_between(case.first_on, case.last_on)
    if counted > longest:
        return _("Een schorsing duurt hooguit %(days)d schooldagen (%(basis)s).") % {
            "days": longest,
            "basis": law.suspension_basis,
        }
    if counted != case.days:
        return _("Van de eerste tot en met de laatste dag zijn het %(days)d schooldagen.") % {
            "days": counted
        }
    return ""


def starts_in_time(case: SanctionCase) -> str:
    """Nobody is suspended backwards."""
    if case.outcome == SanctionCase.Outcome.NONE or case.first_on is None:
        return ""
    if case.first_on < localdate():
        return _("De schorsing begint op %(day)s. Kies een dag vanaf vandaag.") % {
            "day": long_day(case.first_on)
        }
    return ""


def letter_made(case: SanctionCase) -> str:
    if case.outcome != SanctionCase.Outcome.IMPOSED or not case.measure.letter:
        return ""
    made = _letters_made(case)
    if not made:
        return _("Maak eerst de brief.")
    lacking = [to for to in addressees(case, localdate()) if to.key not in made]
    return _("Maak eerst de brief.") if lacking else ""


def _letters_made(case: SanctionCase) -> set[str]:
    """For whom there is a letter. Rows loaded with their letters carry the answer."""
    rows = getattr(case, "letter_rows", None)
    if rows is not None:
        return {row["addressee"] for row in rows}
    letters = Letter.objects.filter(board_id=case.board_id, source=case.pk, kind="decision")
    return set(letters.values_list("addressee", flat=True))


def is_made_known(case: SanctionCase) -> str:
    if case.outcome == SanctionCase.Outcome.NONE or case.communicated_on is not None:
        return ""
    return _("Maak het besluit eerst bekend.")


def nobody_can_object(case: SanctionCase) -> str:
    until = case.objection_until
    if case.status != S.COMMUNICATED or until is None or until < localdate():
        return ""
    return _("Bezwaar maken kan nog tot en met %(day)s.") % {"day": long_day(until)}


def duties_done(case: SanctionCase) -> str:
    left = [str(duty) for duty in case.duties.all() if duty.is_open]
    return _("Nog te doen: %(duties)s.") % {"duties": ", ".join(left)} if left else ""


def can_be_objected_to(case: SanctionCase) -> str:
    if case.objection_until is not None:
        return ""
    return _("Tegen deze maatregel staat geen bezwaar open.")


def objection_recorded(case: SanctionCase) -> str:
    return "" if hasattr(case, "objection") else _("Leg eerst het bezwaar vast.")


def objector_heard(case: SanctionCase) -> str:
    if _is_heard(case, Hearing.Purpose.OBJECTION):
        return ""
    return _("Leg eerst het gesprek over het bezwaar vast.")


def ruling_motivated(case: SanctionCase) -> str:
    objection = getattr(case, "objection", None)
    if objection is not None and objection.ruling and objection.ruling_reason.strip():
        return ""
    return _("Schrijf de beslissing op het bezwaar op, met de reden.")


def ends_with_reason(case: SanctionCase) -> str:
    return "" if case.end_reason.strip() else _("Schrijf op waarom de zaak eindigt.")


def _is_heard(case: SanctionCase, purpose: str) -> bool:
    return any(row.is_over and row.purpose == purpose for row in case.hearings.all())


def last_day_to_object(case: SanctionCase) -> date | None:
    return case.objection_until


# What a form supplies itself: its page is open while these still say no.
ANSWERED_BY_FORM = frozenset(
    {
        hearing_minuted, is_motivated, within_longest_term, starts_in_time, objection_recorded,
        ruling_motivated, ends_with_reason,
    }
)  # fmt: skip

# fmt: off
SANCTION = Workflow(
    name="sanction",
    stages=S,
    initial=S.PROPOSED,
    final=(S.CLOSED, S.WITHDRAWN, S.LAPSED),
    steps={
        "hear": Step(
            label=gettext_lazy("Hoorgesprek vastleggen"), action=A.SANCTION_HEAR,
            source=(S.PROPOSED,), target=S.HEARD,
            guards=(hearing_minuted,),
            writes=("level", "due_on")),
        "decide": Step(
            label=gettext_lazy("Besluit nemen"), action=A.SANCTION_DECIDE,
            source=(S.PROPOSED, S.HEARD), target=S.DECIDED,
            guards=(account_was_theirs, heard_first, guardians_contacted, board_considered,
                    is_motivated, within_longest_term, starts_in_time),
            writes=("outcome", "motivation", "days", "first_on", "last_on", "decided_by_id",
                    "decided_at", "due_on")),
        "communicate": Step(
            label=gettext_lazy("Besluit bekendmaken"), action=A.SANCTION_COMMUNICATE,
            source=(S.DECIDED,), target=S.COMMUNICATED,
            guards=(account_was_theirs, letter_made),
            writes=("communicated_on", "communicated_how", "objection_until", "due_on")),
        "object": Step(
            label=gettext_lazy("Bezwaar vastleggen"), action=A.SANCTION_OBJECT,
            source=(S.COMMUNICATED,), target=S.OBJECTED,
            guards=(can_be_objected_to, objection_recorded)),
        "rule": Step(
            label=gettext_lazy("Op bezwaar beslissen"), action=A.SANCTION_RULE,
            source=(S.OBJECTED,), target=S.RULED,
            guards=(objector_heard, ruling_motivated)),
        "close": Step(
            label=gettext_lazy("Zaak sluiten"), action=A.SANCTION_CLOSE,
            source=(S.DECIDED, S.COMMUNICATED, S.RULED), target=S.CLOSED,
            guards=(is_made_known, nobody_can_object, duties_done)),
        "expire": Step(
            label=gettext_lazy("Sluiten na de bezwaartermijn"), action=A.SANCTION_CLOSE,
            source=(S.COMMUNICATED,), target=S.CLOSED,
            guards=(nobody_can_object, duties_done), by_clock=True),
        "withdraw": Step(
            label=gettext_lazy("Voorstel intrekken"), action=A.SANCTION_WITHDRAW,
            source=(S.PROPOSED, S.HEARD), target=S.WITHDRAWN,
            guards=(ends_with_reason,),
            writes=("end_reason",)),
        "lapse": Step(
            label=gettext_lazy("Zaak laten vervallen"), action=A.SANCTION_CLOSE,
            source=(S.PROPOSED, S.HEARD, S.DECIDED), target=S.LAPSED,
            guards=(ends_with_reason,),
            writes=("end_reason",)),
    },
    deadlines={S.COMMUNICATED: (last_day_to_object, "expire")},
)
# fmt: on
