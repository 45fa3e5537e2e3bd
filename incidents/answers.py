"""What somebody typed in the form of a report, as typed: it comes from a draft or from a page.

Plain lists of texts per input. Nothing in here is trusted; `forms` cleans it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.datastructures import MultiValueDict

from incidents.models import InvolvedParty
from schoolgids.interface.given import key_of

DEFAULT_PART = InvolvedParty.Part.SUBJECT.value
UNKNOWN = "unknown"  # the answer "Weet ik niet" among the rules
# The inputs of the form; whatever else is sent is not kept.
TYPED = frozenset({
    "facts", "no_bsn", "people", "party", "part", "account", "when", "day", "time", "places",
    "platform", "platform_name", "channel", "school_related", "rules", "rule_search",
    "what_done", "urgent",
})  # fmt: skip
MOST_VALUES = 60  # of one input: more people than any incident has


@dataclass(frozen=True)
class Answers:
    """The inputs by name, each with the values sent."""

    given: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def sent(cls, data: "MultiValueDict[str, str]") -> "Answers":
        return cls({name: data.getlist(name)[:MOST_VALUES] for name in data if name in TYPED})

    def all(self, name: str) -> list[str]:
        return [value for value in self.given.get(name, ()) if isinstance(value, str)]

    def one(self, name: str) -> str:
        values = self.all(name)
        return values[-1] if values else ""

    def having(self, **values: Sequence[str]) -> "Answers":
        return replace(self, given={**self.given, **values})

    def mentioning(self, reference: str) -> "Answers":
        """With a line added to the facts, unless it is there; what was typed stays above it."""
        facts = self.one("facts")
        if reference in facts:
            return self
        return self.having(facts=["\n".join(part for part in (facts, reference) if part)])

    def form_data(self, submission: UUID) -> "MultiValueDict[str, str]":
        """For a form that is to judge it."""
        data = MultiValueDict({name: self.all(name) for name in self.given})
        data["submission"] = str(submission)
        return data

    # --- People ---------------------------------------------------------------------------
    @property
    def parties(self) -> list[tuple[str, str]]:
        """(key of the directory, part) of each chosen person; each once."""
        parts = [*self.all("part"), *[DEFAULT_PART] * len(self.all("party"))]
        pairs = zip(self.all("party"), parts, strict=False)
        known = InvolvedParty.Part.values
        return list({key: part if part in known else DEFAULT_PART for key, part in pairs}.items())

    def with_party(self, key: str) -> "Answers":
        pairs = dict(self.parties)
        pairs.setdefault(key, DEFAULT_PART)
        return self._with_parties(pairs)

    def without_party(self, key: str) -> "Answers":
        pairs = dict(self.parties)
        pairs.pop(key, None)
        return self._with_parties(pairs)

    def _with_parties(self, pairs: Mapping[str, str]) -> "Answers":
        return self.having(party=list(pairs), part=list(pairs.values()))

    # --- Rules and day --------------------------------------------------------------------
    @property
    def rules(self) -> list[UUID]:
        return [pk for value in self.all("rules") if (pk := key_of(value))]

    @property
    def rule_unknown(self) -> bool:
        return UNKNOWN in self.all("rules")

    def day(self, today: date) -> date:
        """The day it happened as far as it can be read; today when it can't."""
        if self.one("when") != "other":
            return today
        try:
            day: date = DateField().to_python(self.one("day")) or today
        except ValidationError:
            return today
        return min(day, today)

    def as_of(self, saved_on: date, today: date) -> "Answers":
        """A draft of an earlier day: "this lesson" and "today" were that day."""
        if saved_on == today or self.one("when") not in {"lesson", "today"}:
            return self
        return self.having(when=["other"], day=[saved_on.strftime("%d-%m-%Y")])
