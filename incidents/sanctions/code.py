"""The code of conduct that a case is judged by: as it held on the day of the incident."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from incidents.code import code_of
from incidents.models import Incident
from incidents.sanctions import terms
from incidents.sanctions.models import SanctionCase, Target
from protocols.binding.holding import codes_not_binding, versions_held
from protocols.models import Code
from protocols.receipts.services import was_given
from protocols.rules import Rules, StaffMeasure
from protocols.services import Said, said
from schoolgids.interface.dates import long_day
from schoolgids.organisation.models import School
from schoolgids.people.models import Person

# What the code says that matters to who proposes a measure or decides on it, by whom it is for.
FOR_ALL = ("talk_first", "decider", "board_informed_by_decision", "basis_documents", "police")
SAID_OF = {
    Target.PUPIL: (
        *FOR_ALL, "measures_named", "guardians_always_contacted", "device_custody",
        "pupil_file_named", "objection_weeks", "fake_account_clears",
    ),
    Target.GUARDIAN: (*FOR_ALL, "guardians_addressed", "pupil_file_named"),
    Target.STAFF: (
        *FOR_ALL, "staff_measures_named", "others_count_as_staff", "receipt_needed",
        "confidential_inspector_phoned", "personnel_file_named",
        "monitoring_decided_by_leadership", "monitoring_by",
    ),
}  # fmt: skip
IS_TALK = frozenset({"talk", "guardian-talk", "staff-talk"})  # talking is what they are

# What a code calls it, and which measure of the catalogue that is.
STAFF_MEASURES = {StaffMeasure.WARNING: "staff-warning", StaffMeasure.REPRIMAND: "reprimand"}


def said_of(incident: Incident, school: School, target: str) -> list[Said]:
    """What the code says to whoever proposes a measure for this kind of person."""
    keys = SAID_OF.get(Target(target), ()) if target in Target.values else ()
    return said(code_of(incident, school), keys, school=school, on=incident.happened_on)


def named_first(code: Rules, target: str) -> list[str]:
    """The codes of the measures that the text names, to stand before the others."""
    if target == Target.STAFF:
        return [
            STAFF_MEASURES[each] for each in code.staff_measures_named if each in STAFF_MEASURES
        ]
    return [each.value for each in code.measures_named] if target == Target.PUPIL else []


def hears_first(case: SanctionCase) -> bool:
    """Whether somebody is heard before the decision: the measure asks it, or the code wants a
    talk first and the report says of none.
    """
    measure = case.measure
    if measure.needs_hearing:
        return True
    if measure.code in IS_TALK or Incident.Done.TALKED in case.incident.what_done:
        return False
    return code_of(case.incident, case.school).talk_first


def objection_law(case: SanctionCase) -> terms.Law:
    """What the law says of the school, with the term to object that the code gives when longer."""
    law = terms.LAW[case.school.sector, case.school.governance]
    return terms.at_least(law, timedelta(weeks=code_of(case.incident, case.school).objection_weeks))


# --- Whether the text was handed out ---------------------------------------------------------
@dataclass(frozen=True)
class NotShown:
    """That nothing shows that a member of staff had been given these texts by a day."""

    titles: tuple[str, ...]
    day: str

    def __str__(self) -> str:
        return _("Niet aantoonbaar verstrekt op de dag van de melding, %(day)s: %(titles)s.") % {
            "day": self.day,
            "titles": ", ".join(self.titles),
        }


def not_shown(
    incident: Incident, *, school: School, person: Person, target: str
) -> NotShown | None:
    """Which of the codes at stake a member of staff was not demonstrably given by the day of the
    incident (cao po 11.2, cao vo 18.2); None when all were, or where that is not asked.
    """
    if target != Target.STAFF or not code_of(incident, school).receipt_needed:
        return None
    day = incident.happened_on
    lacking = [
        code.title
        for code in _at_stake(incident, school)
        if was_given(person.pk, code, day) is None
    ]
    return NotShown(tuple(lacking), long_day(day)) if lacking else None


def receipt_lacking(case: SanctionCase) -> NotShown | None:
    """The same for a case; a talk is no measure that rests on the code."""
    if case.measure.code in IS_TALK:
        return None
    return not_shown(case.incident, school=case.school, person=case.person, target=case.target)


def _at_stake(incident: Incident, school: School) -> list[Code]:
    """The codes whose provisions are cited; where none is, those for staff that held that day.
    Never one of the board that did not bind the school that day.
    """
    day = incident.happened_on
    cited = [row.provision_id for row in incident.provisions.all()]
    if cited:
        codes = Code.objects.filter(versions__provisions__in=cited)
        bound = codes.exclude(pk__in=codes_not_binding([school.pk], day))
        return list(bound.distinct().order_by("title", "pk"))
    held = versions_held(school.pk, day)
    return [
        version.code
        for version in held.select_related("code").order_by("code__title", "pk")
        if not version.audiences or "staff" in version.audiences
    ]
