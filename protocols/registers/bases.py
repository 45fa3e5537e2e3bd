"""The rules in force that a request is judged by, each with the provision that it follows from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Value
from django.utils.translation import gettext as _

from protocols.binding.holding import versions_held
from protocols.models import RuleSetting
from protocols.registers.judging import RULES_OF, Text, Wish, refusals
from protocols.rule_words import QUESTIONS, answer_in_words
from protocols.rules import Rules
from protocols.services import cite, guide_address, guide_place, rules
from schoolgids.organisation.models import School


@dataclass(frozen=True)
class Basis:
    """A rule with its value on a day; no setting when no text says it and the default holds."""

    rule: str
    value: Any
    setting: RuleSetting | None
    href: str

    @property
    def question(self) -> Text:
        return QUESTIONS[self.rule]

    @property
    def answer(self) -> Text:
        return answer_in_words(self.rule, self.value)

    @property
    def place(self) -> str:
        """The provision as a sentence names it. One query."""
        if self.setting is None:
            return _("de regels die gelden als geen code iets anders zegt")
        if self.setting.provision is None:
            return self.setting.version.title
        cited = cite(self.setting.provision)
        return f"{cited.title}, {cited.display}"

    @property
    def label(self) -> str:
        """The number of the provision. One query."""
        provision = self.setting.provision if self.setting else None
        return cite(provision).display if provision else ""

    @property
    def words(self) -> str:
        """What the provision says."""
        provision = self.setting.provision if self.setting else None
        return provision.text if provision else ""


@dataclass(frozen=True)
class Bases:
    """All that holds for a kind of request at a school on a day."""

    rules: Rules
    rows: Sequence[Basis]

    def refusals(self, wish: Wish, *, teaches: bool = False) -> list[str]:
        """Why a wish is refused, in sentences that name what they follow from."""
        known = {basis.rule: basis for basis in self.rows}
        return [
            str(sentence) % {"place": known[rule].place}
            for rule, sentence in refusals(wish, self.rules, teaches=teaches)
        ]


def bases_of(*, school: School, kind: str, on: date) -> Bases:
    """The rules that a kind of request is judged by. Two queries at most."""
    in_force = rules(school=school, on=on)
    keys = RULES_OF[kind]
    settings = _settings(school, keys, on) if keys else {}
    rows = []
    for key in keys:
        setting = settings.get(key)
        place = getattr(setting, "place", None)
        href = guide_address(place, on=on) or ""
        rows.append(Basis(key, getattr(in_force, key), setting, href))
    return Bases(in_force, rows)


def _settings(school: School, keys: Sequence[str], on: date) -> Mapping[str, RuleSetting]:
    """The setting behind each rule: of these, the one that `rules` lets go before."""
    found = (
        RuleSetting.objects.filter(version__in=versions_held(school.pk, on), key__in=keys)
        .annotate(at_school=Value(school.pk, output_field=BigIntegerField()))
        .annotate(place=guide_place(school="at_school"))
        .select_related("version", "provision__version")
        .order_by("version__school_id", "version__effective_on")
    )
    board_first = sorted(found, key=lambda row: row.version.school_id is not None)
    return {row.key: row for row in board_first}
