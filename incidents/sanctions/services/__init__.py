"""One function per deed in a sanction case: atomic, one audit line, notices for who is next."""

from incidents.sanctions.services.deciding import (
    consider_board,
    decide,
    escalate,
    escalation_faults,
)
from incidents.sanctions.services.duties import Call, fulfil, waive
from incidents.sanctions.services.ending import (
    close,
    communicate,
    lapse,
    record_objection,
    rule_on_objection,
    withdraw,
)
from incidents.sanctions.services.hearing import hear, plan_hearing, record_contact
from incidents.sanctions.services.letters import letter_faults, make_letters
from incidents.sanctions.services.proposing import MEASURED_PARTS, Proposal, propose

__all__ = [
    "MEASURED_PARTS",
    "Call",
    "Proposal",
    "close",
    "communicate",
    "consider_board",
    "decide",
    "escalate",
    "escalation_faults",
    "fulfil",
    "hear",
    "lapse",
    "letter_faults",
    "make_letters",
    "plan_hearing",
    "propose",
    "record_contact",
    "record_objection",
    "rule_on_objection",
    "waive",
    "withdraw",
]
