"""An entry and the rules it was judged by, in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.registers.judging import Text
from protocols.registers.models import Entry, Ground, Kind
from protocols.rule_words import QUESTIONS, answer_in_words
from protocols.services import cite, guide_address
from schoolgids.interface.dates import long_day, moment
from schoolgids.interface.parts import Fact

WORDS = 40


@dataclass(frozen=True)
class ShownGround:
    """A rule with the answer it had, and the provision it followed from."""

    when: str
    question: Text
    answer: Text
    label: str = ""
    words: str = ""
    href: str = ""
    source: str = ""  # which code says so


def facts_of(entry: Entry) -> list[Fact]:
    """What was asked, by whom, for when, and what was decided."""
    facts = [Fact(label=_("Platform"), value=entry.platform_label)]
    if entry.name:
        facts.append(Fact(label=_("Naam"), value=entry.name))
    if entry.link:
        facts.append(Fact(label=_("Link"), value=entry.link, href=entry.link))
    if entry.group is not None:
        facts.append(Fact(label=_("Groep"), value=entry.group.name))
    if entry.lesson:
        facts.append(Fact(label=_("Les"), value=entry.lesson))
    if entry.person is not None:
        facts.append(Fact(label=_whose(entry), value=entry.person.name))
    facts.append(Fact(label=_("Waarvoor"), value=entry.purpose))
    if entry.part_of_lesson:
        facts.append(Fact(label=_("Onderdeel van de les"), value=_("ja")))
    if entry.why_not_school:
        label = _("Waarom niet het platform van de school")
        facts.append(Fact(label=label, value=entry.why_not_school))
    if entry.kind == Kind.CLASS_APP and entry.minimum_age:
        age = _("%(age)s jaar") % {"age": entry.minimum_age}
        facts.append(Fact(label=_("Leeftijd van het platform"), value=age))
    facts.append(Fact(label=_("Wanneer"), value=_period(entry)))
    asked = f"{entry.requested_by.name}, {moment(entry.requested_at)}"
    facts.append(Fact(label=_("Aangevraagd"), value=asked))
    if entry.decided_by is not None and entry.decided_at is not None:
        decided = f"{entry.decided_by.name}, {moment(entry.decided_at)}"
        facts.append(Fact(label=_("Besloten"), value=decided))
    if entry.reason:
        facts.append(Fact(label=_("Waarom niet"), value=entry.reason))
    if entry.ended_by is not None and entry.ended_at is not None:
        ended = f"{entry.ended_by.name}, {moment(entry.ended_at)}"
        facts.append(Fact(label=_("Beëindigd"), value=ended))
    return facts


def shown_grounds(entry: Entry, rows: Iterable[Ground]) -> list[ShownGround]:
    """One query per provision that is cited: there are few."""
    return [_shown(entry, row) for row in rows]


def _shown(entry: Entry, row: Ground) -> ShownGround:
    question = QUESTIONS[row.rule] if row.rule else _("Van welke regel wijkt dit af?")
    answer = answer_in_words(row.rule, row.value) if row.rule else ""
    if row.provision is None:
        source = row.version.title if row.version else _("geen code zegt hier iets over")
        return ShownGround(row.get_when_display(), question, answer, source=source)
    cited = cite(row.provision)
    day = localdate(entry.requested_at)
    return ShownGround(
        row.get_when_display(),
        question,
        answer,
        label=cited.display,
        words=Truncator(cited.text).words(WORDS),
        href=guide_address(getattr(row, "place", None), on=day) or "",
        source=_("%(title)s, versie %(number)s")
        % {"title": cited.title, "number": cited.version_number},
    )


def _whose(entry: Entry) -> str:
    labels = {
        Kind.ACCOUNT: _("Beheerder"),
        Kind.EXCEPTION: _("Voor wie"),
        Kind.LESSON: _("Leraar"),
    }
    return labels[Kind(entry.kind)]


def _period(entry: Entry) -> str:
    first = long_day(entry.from_on)
    if entry.until_on is None:
        return _("vanaf %(first)s") % {"first": first}
    last = long_day(entry.until_on)
    return _("van %(first)s tot en met %(last)s") % {"first": first, "last": last}
