"""What stands in the calendar program of one person: the evaluations, the standing items, and the
discussions of the own groups or, for who leads, of all. Names of groups, never of pupils.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _

from protocols.calendar import ical
from protocols.calendar.entries import DISCUSSION, EVALUATION, Entry, Reading, revised
from protocols.calendar.ical import Shown
from protocols.calendar.models import AgendaItem, Evaluation, Moment
from protocols.calendar.policies import taught_by, ticks_for_all
from protocols.calendar.terms import State
from protocols.calendar.words import about, due_in_words, title_of, together
from schoolgids.access.actor import Actor

AHEAD = 2  # how often a yearly evaluation is shown besides the one that is open
HOST = "schoolgids"
Every = AgendaItem.Every


def shown_to(actor: Actor, reading: Reading, address: str) -> list[Shown]:
    """Every entry of somebody's feed, in an order that stays. `address` leads to the calendar."""
    mine = None if ticks_for_all(actor) else taught_by(actor.person_id)
    found: list[Shown] = []
    for entry in reading.entries():
        if entry.kind == EVALUATION:
            found += _evaluation(entry, address)
        elif entry.kind == DISCUSSION:
            found += _discussion(entry, reading, mine, address)
        else:
            found.append(_item(entry, address))
    return sorted(found, key=lambda shown: (shown.first, shown.uid))


def _evaluation(entry: Entry, address: str) -> Iterator[Shown]:
    row = entry.plan
    if not isinstance(row, Evaluation) or entry.due is None:
        return
    whom = together(row)
    said = _("Samen met %(whom)s.") % {"whom": whom} if whom else ""
    dues = [(entry.number, entry.due)]
    if entry.outcome is None:
        after = row.schedule.occurrences(after=entry.number)
        dues += [(one.number, one.due) for one in islice(after, AHEAD)]
    for number, due in dues:
        facts = {"code": entry.code, "when": due_in_words(due)}
        words = _("Evaluatie %(when)s: %(code)s") % facts
        if number == entry.number and entry.state in (State.LATE, State.DONE):
            mark = _("Te laat") if entry.state is State.LATE else _("Gedaan")
            words = f"{mark}: {words}"
        # A month is due at its end, so it stands there; its words say which month.
        yield Shown(
            uid=f"evaluation-{row.pk}-{number}@{HOST}",
            summary=words,
            first=due.last,
            last=due.last,
            revised=revised(row),
            description=said,
            address=address,
        )


def _discussion(
    entry: Entry, reading: Reading, mine: set[UUID] | None, address: str
) -> Iterator[Shown]:
    row = entry.plan
    if not isinstance(row, Moment):
        return
    if mine is None:
        ticks = [
            one.ticked_at for (moment, _group), one in reading.held.items() if moment == row.pk
        ]
        stamp = max([row.added_at, *ticks])
        yield _moment(row, row.pk.hex, title_of(entry), stamp, about(entry), address)
        return
    for group in reading.groups_at(row):
        if group.pk not in mine:
            continue
        held = reading.held.get((row.pk, group.pk))
        facts = {"group": group.name, "code": entry.code}
        words = _("Bespreek met %(group)s: %(code)s") % facts
        if held is not None:
            words = f"{_('Gedaan')}: {words}"
        stamp = held.ticked_at if held else row.added_at
        yield _moment(row, f"{row.pk.hex}-{group.pk.hex}", words, stamp, row.name, address)


def _moment(row: Moment, key: str, summary: str, stamp: datetime, said: str, address: str) -> Shown:
    return Shown(
        uid=f"discussion-{key}@{HOST}",
        summary=summary,
        first=row.from_on,
        last=row.until_on,
        revised=stamp,
        description=said,
        address=address,
    )


def _item(entry: Entry, address: str) -> Shown:
    row = entry.plan
    if not isinstance(row, AgendaItem):
        raise TypeError(row)
    rules = {
        Every.WEEK: ical.weekly(),
        Every.FORTNIGHT: ical.weekly(2),
        Every.MONTH: ical.monthly(row.from_on),
        Every.MEETING: ical.yearly(row.from_on),  # no fixed day: a reminder once a year
    }
    return Shown(
        uid=f"item-{row.pk}@{HOST}",
        summary=title_of(entry),
        first=row.from_on,
        last=row.from_on,
        revised=row.planned_at,
        description=about(entry),
        address=address,
        rule=rules[Every(row.every)],
    )
