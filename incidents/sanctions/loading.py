"""A case with everything its page shows, in as few questions as a list of few rows allows.

What is never long (letters, passing up, the catalogue) comes along as JSON in the row of the
case; hearings, contacts, duties and cited rules are prefetched.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

from incidents.sanctions.citations import cited
from incidents.sanctions.cleared import IS_CLEARED
from incidents.sanctions.models import (
    Contact,
    Duty,
    Escalation,
    Hearing,
    Measure,
    SanctionCase,
)
from protocols.services import guide_place
from schoolgids.letters.models import Letter
from schoolgids.people.models import Person

LETTERS = (
    Letter.objects.filter(board=OuterRef("board"), source=OuterRef("pk"))
    .order_by("made_at", "addressee")
    .values(
        row=JSONObject(
            id="id", addressee="addressee", address="address", title="title", made_at="made_at"
        )
    )
)
ESCALATIONS = (
    Escalation.objects.filter(case=OuterRef("pk"))
    .order_by("recorded_at")
    .values(
        row=JSONObject(
            to_level="to_level",
            by_clock="by_clock",
            reason="reason",
            recorded_at="recorded_at",
            given=F("recorded_by__given_name"),
            prefix=F("recorded_by__prefix"),
            family=F("recorded_by__family_name"),
        )
    )
)
CATALOGUE = (
    Measure.objects.filter(board=OuterRef("board"), target=OuterRef("target"), is_active=True)
    .order_by("position", "name")
    .values(row=JSONObject(name="name", mandate="mandate", max_days="max_days"))
)


def whole_cases(today: date) -> QuerySet[Any]:
    """Cases with all that their pages show."""
    cases: QuerySet[Any] = (
        SanctionCase.objects.with_group(today)
        .annotate(
            letter_rows=ArraySubquery(LETTERS),
            escalation_rows=ArraySubquery(ESCALATIONS),
            catalogue_rows=ArraySubquery(CATALOGUE),
            cleared=IS_CLEARED,
        )
        .select_related(
            "person", "measure", "school", "incident", "proposed_by", "decided_by",
            "board_informing__recorded_by", "objection__by", "objection__ruled_by",
        )
        .prefetch_related(
            Prefetch("hearings", Hearing.objects.select_related("recorded_by")),
            Prefetch("contacts", Contact.objects.select_related("guardian", "recorded_by")),
            Prefetch("duties", Duty.objects.annotate(place=guide_place()).order_by("due_on", "id")),
            cited("incident__provisions"),
        )
    )  # fmt: skip
    return cases


def letters_of(case: Any) -> list[Letter]:
    """The letters of a case from `whole_cases`, in the order in which they were made."""
    return [
        Letter(
            id=UUID(row["id"]),
            addressee=row["addressee"],
            address=row["address"],
            title=row["title"],
            made_at=datetime.fromisoformat(row["made_at"]),
        )
        for row in case.letter_rows
    ]


def escalations_of(case: Any) -> list[Escalation]:
    """How a case from `whole_cases` went up."""
    return [
        Escalation(
            to_level=row["to_level"],
            by_clock=row["by_clock"],
            reason=row["reason"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            recorded_by=_named(row) if row["given"] else None,
        )
        for row in case.escalation_rows
    ]


def catalogue_of(case: Any) -> Iterable[Measure]:
    """The measures of the board for the same kind of person."""
    return [Measure(**row) for row in case.catalogue_rows]


def _named(row: dict[str, str]) -> Person:
    return Person(given_name=row["given"], prefix=row["prefix"], family_name=row["family"])
