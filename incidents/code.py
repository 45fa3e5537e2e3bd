"""The code of conduct as it held on the day of an incident: what a report is judged by."""

from datetime import date

from incidents.models import Incident
from protocols.rules import Rules
from protocols.services import Said, rules, said
from schoolgids.organisation.models import School

# What the code says that matters to who reports, and to who takes a report up.
TO_REPORTER = (
    "reach", "duty_to_report", "report_to_board", "pupil_reports_to", "consult_manager",
    "leadership_phone", "lesson_permission", "phone_out_of_sight", "lesson_recording",
    "distance_lesson_recording", "device_custody",
)  # fmt: skip
TO_HANDLER = (
    "conduct_named", "reach", "talk_first", "guardians_always_contacted", "fake_account_clears",
    "device_custody", "police",
)  # fmt: skip


def code_of(incident: Incident, school: School) -> Rules:
    """The rules on the day of the incident. One query, kept with the row."""
    found: Rules | None = incident.__dict__.get("_code")
    if found is None:
        found = incident.__dict__["_code"] = rules(school=school, on=incident.happened_on)
    return found


def told_to_reporter(code: Rules, *, school: School, on: date) -> list[Said]:
    return said(code, TO_REPORTER, school=school, on=on)


def told_to_handler(incident: Incident, school: School) -> list[Said]:
    code = code_of(incident, school)
    return said(code, TO_HANDLER, school=school, on=incident.happened_on)
