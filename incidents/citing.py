"""Which rules the form offers: those chosen, those that fit the words, those searched for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from incidents.answers import Answers
from incidents.suggestion import fitting
from protocols.services import Cited, provisions_in_force
from schoolgids.organisation.models import School

SUGGESTED = 3
FOUND = 6


@dataclass(frozen=True)
class Offered:
    """A rule as a tile: its number, its words, why it is there and whether it was chosen."""

    cited: Cited
    because: tuple[str, ...]
    chosen: bool


def offered(answers: Answers, *, school: School, today: date) -> list[Offered]:
    """The rules to choose from, in force on the day of the incident. One query."""
    return offered_on(answers, school=school, day=answers.day(today))


def offered_on(answers: Answers, *, school: School, day: date) -> list[Offered]:
    """The rules in force on a day that were chosen, that fit the words or were searched for."""
    in_force = _rules(provisions_in_force(school=school, on=day))
    by_id = {cited.provision_id: cited for cited in in_force}
    texts = [(cited.provision_id, cited.text) for cited in in_force]
    chosen = [pk for pk in answers.rules if pk in by_id]
    fit = fitting(answers.one("facts"), texts, most=SUGGESTED)
    because: dict[UUID, tuple[str, ...]] = {found.key: found.because for found in fit}
    wanted = _searched(answers.one("rule_search"), in_force)
    return [
        Offered(by_id[pk], because.get(pk, ()), pk in chosen)
        for pk in dict.fromkeys([*chosen, *because, *wanted])
    ]


def _rules(provisions: Sequence[Cited]) -> list[Cited]:
    """What can be broken: the numbered items, or the paragraphs of a code without any."""
    texts = [cited for cited in provisions if cited.kind != "heading" and cited.text.strip()]
    return [cited for cited in texts if cited.kind == "item"] or texts


def _searched(words: str, in_force: Sequence[Cited]) -> list[UUID]:
    """By number ("III.A.4"), by the words as they stand, else by what means the same."""
    words = words.strip().lower()
    if len(words) < 2:
        return []
    literal = [
        cited.provision_id
        for cited in in_force
        if cited.label.lower() == words or words in cited.text.lower()
    ]
    texts = [(cited.provision_id, cited.text) for cited in in_force]
    return [*literal, *(found.key for found in fitting(words, texts, most=FOUND))][:FOUND]
