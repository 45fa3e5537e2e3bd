"""Each rule is asked by the part of the portal that it decides, or marked as shown only (G8)."""

import re
from pathlib import Path

import pytest

from protocols.rules import KEYS, SHOWN_ONLY

ROOT = Path(__file__).resolve().parents[2]
SANCTIONS = "incidents/sanctions/"
# Where a rule decides what happens, or is shown to whoever acts on it. The first module that asks.
ASKED_BY = {
    "consent_wording": "consent/views/purposes.py",
    "consent_form": "consent/views/purposes.py",
    "lesson_consent_needed": "consent/views/purposes.py",
    "staff_consent": "consent/views/purposes.py",
    "publication_needs_consent": "consent/views/purposes.py",
    "lesson_recording": "incidents/code.py",
    "distance_lesson_recording": "incidents/code.py",
    "lesson_permission": "incidents/code.py",
    "phone_out_of_sight": "incidents/code.py",
    "class_app_on_whatsapp": "protocols/registers/judging.py",
    "closed_platform_first": "protocols/registers/judging.py",
    "official_account_needs_leave": "protocols/registers/judging.py",
    "review": "protocols/calendar/services/proposals.py",
    "review_month": "protocols/calendar/services/proposals.py",
    "review_with": "protocols/calendar/services/proposals.py",
    "reach": "incidents/views/filing.py",
    "guardians_addressed": f"{SANCTIONS}code.py",
    "others_count_as_staff": f"{SANCTIONS}services/proposing.py",
    "conduct_named": "incidents/views/reading.py",
    "duty_to_report": "incidents/code.py",
    "pupil_reports_to": "incidents/code.py",
    "report_to_board": "incidents/code.py",
    "consult_manager": "incidents/code.py",
    "leadership_phone": "incidents/views/filing.py",
    "fake_account_clears": "incidents/fake_accounts.py",
    "talk_first": f"{SANCTIONS}code.py",
    "guardians_always_contacted": f"{SANCTIONS}obligations.py",
    "decider": f"{SANCTIONS}obligations.py",
    "board_informed_by_decision": f"{SANCTIONS}services/proposing.py",
    "measures_named": f"{SANCTIONS}code.py",
    "staff_measures_named": f"{SANCTIONS}code.py",
    "basis_documents": f"{SANCTIONS}code.py",
    "receipt_needed": f"{SANCTIONS}code.py",
    "objection_weeks": f"{SANCTIONS}code.py",
    "device_custody": "incidents/code.py",
    "police": f"{SANCTIONS}obligations.py",
    "confidential_inspector_phoned": f"{SANCTIONS}obligations.py",
    "inspector_phone": f"{SANCTIONS}duty_page.py",
    "pupil_file_named": f"{SANCTIONS}code.py",
    "personnel_file_named": f"{SANCTIONS}code.py",
    "monitoring_decided_by_leadership": f"{SANCTIONS}code.py",
    "monitoring_by": f"{SANCTIONS}code.py",
}


@pytest.mark.parametrize("key", KEYS)
def test_rule_is_asked_by_a_module_or_marked_as_shown_only(key: str) -> None:
    assert (key in ASKED_BY) != (key in SHOWN_ONLY)
    if key in ASKED_BY:
        source = (ROOT / ASKED_BY[key]).read_text(encoding="utf-8")
        assert re.search(rf"\.{key}\b|\"{key}\"", source), ASKED_BY[key]


def test_nothing_is_listed_that_is_no_rule() -> None:
    assert set(ASKED_BY) | SHOWN_ONLY == set(KEYS)
