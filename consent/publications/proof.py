"""Was it allowed on that day? The verdict of any past day, with everything it rests on (C9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localtime

from consent.models import Answer, Purpose, PurposeWording
from consent.publications.checking import book_of
from consent.publications.presenters import Shown, not_asked, shown
from consent.rule import Verdict
from consent.sheets import Subject, asked, guardians_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Guardianship


@dataclass(frozen=True)
class Given:
    """One answer, with the words as they were shown to who gave it."""

    row: Answer

    @property
    def title(self) -> str:
        return in_shown_language(self.row, self.row.wording.title_nl, self.row.wording.title_en)

    @property
    def text(self) -> str:
        return in_shown_language(self.row, self.row.wording.text_nl, self.row.wording.text_en)

    @property
    def reach(self) -> str:
        return in_shown_language(self.row, self.row.wording.reach_nl, self.row.wording.reach_en)

    @property
    def evidence_hash(self) -> str:
        """The SHA-256 of the scan as it was stored; "" without a scan."""
        return bytes(self.row.evidence.sha256).hex() if self.row.evidence else ""

    @property
    def recorded_later(self) -> bool:
        """The school did not know of it on the day it was given."""
        return localtime(self.row.recorded_at).date() > self.row.given_on


def in_shown_language(row: Answer, dutch: str, english: str) -> str:
    """The text in the language of the page on which the answer was given, whoever reads now."""
    return english if row.language == "en" and english else dutch


@dataclass(frozen=True)
class Proof:
    """The answer to the question, and what it rests on. No verdict: nothing was asked then."""

    subject: Subject
    purpose: Purpose
    on: date
    wording: PurposeWording | None
    verdict: Verdict | None
    given: Sequence[Given]
    holders: Sequence[Guardianship]

    @property
    def allowed(self) -> bool:
        return self.verdict is not None and self.verdict.allowed

    @property
    def shown(self) -> Shown:
        if self.verdict is None:
            return not_asked(self.subject.person)
        return shown(self.subject.person, self.verdict, adult=False)


def proof(*, school: School, subject: Subject, purpose: Purpose, on: date) -> Proof:
    """What was allowed for one person and purpose on a day. Six queries."""
    here = next((item for item in asked([school.pk], on) if item.purpose == purpose), None)
    verdict = None
    if here is not None:
        verdict = book_of(school, [subject], on).verdict(subject, here)
    rows = (
        Answer.objects.about([subject.person.pk], school_ids=[school.pk])
        .filter(purpose=purpose, given_on__lte=on)
        .select_related("wording", "given_by", "entered_by", "evidence")
    )
    held = guardians_of([subject.person.pk]).get(subject.person.pk, [])
    return Proof(
        subject=subject,
        purpose=purpose,
        on=on,
        wording=here.wording if here else None,
        verdict=verdict,
        given=[Given(row) for row in rows],
        holders=[row for row in held if row.parental_authority and row.holds_on(on)],
    )


def purposes_of(school: School) -> list[Purpose]:
    """Everything the school ever asked, also what it asks no longer. One query."""
    return list(Purpose.objects.of_schools([school.pk]).order_by("name_nl", "pk"))


def purpose_of(school: School, pk: UUID) -> Purpose | None:
    return Purpose.objects.of_schools([school.pk]).filter(pk=pk).first()
