"""Measures and sanction cases. Facts with a life of their own (a hearing, a call, a duty, an
objection) are rows; the status of a case is only the summary of them.
"""

from incidents.sanctions.models.cases import SanctionCase
from incidents.sanctions.models.catalogue import Level, Measure, Target, the
from incidents.sanctions.models.facts import (
    BoardInforming,
    CaseFact,
    Contact,
    Duty,
    Escalation,
    Hearing,
    Objection,
)

__all__ = [
    "BoardInforming",
    "CaseFact",
    "Contact",
    "Duty",
    "Escalation",
    "Hearing",
    "Level",
    "Measure",
    "Objection",
    "SanctionCase",
    "Target",
    "the",
]
