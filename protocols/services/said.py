"""What the code says of a subject, for the pages on which somebody acts on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from protocols.rule_words import NOT_SAID, QUESTIONS, answer_in_words, deviates, held
from protocols.rules import Rules, default_of
from protocols.services.reading import Cited, provisions_in_force
from schoolgids.organisation.models import School


@dataclass(frozen=True)
class Said:
    """A question about the code with the answer that holds, the provision it follows from if one
    is named, and a warning where the text says something else than the law.
    """

    key: str
    question: str | Promise
    answer: str | Promise
    cited: Cited | None
    warning: str | Promise = ""


def said(rules: Rules, keys: Iterable[str], *, school: School, on: date) -> list[Said]:
    """What the rules of a day say of these keys; not what holds without a text. Two queries at most,
    and none where the code says nothing.
    """
    told = [key for key in keys if _is_said(rules, key)]
    wanted = {rules.because[key] for key in told if key in rules.because}
    places = (
        {c.key: c for c in provisions_in_force(school=school, on=on) if c.key in wanted}
        if wanted
        else {}
    )
    return [
        Said(
            key,
            QUESTIONS[key],
            answer_in_words(key, held(key, getattr(rules, key))),
            places.get(rules.because[key]) if key in rules.because else None,
            deviates(key, getattr(rules, key)),
        )
        for key in told
    ]


def _is_said(rules: Rules, key: str) -> bool:
    """Whether a provision says it, or somebody chose it; that a text is silent is no news."""
    value = getattr(rules, key)
    chosen = value != default_of(key) and answer_in_words(key, value) != NOT_SAID
    return key in rules.because or chosen
