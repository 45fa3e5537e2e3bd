"""The words of the review calendar: what a line says on a page and in a calendar program."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from protocols.calendar.entries import DISCUSSION, EVALUATION, ITEM, Entry
from protocols.calendar.models import Evaluation
from protocols.calendar.terms import State
from protocols.dated import Dated, Precision
from protocols.wording import dated_in_words
from schoolgids.interface.parts import Tag

KINDS = {
    EVALUATION: gettext_lazy("evaluatie"),
    DISCUSSION: gettext_lazy("groepsgesprek"),
    ITEM: gettext_lazy("agendapunt"),
}
TAGS = {
    State.LATE: Tag(label=gettext_lazy("te laat"), kind="danger", icon="clock-alert"),
    State.SOON: Tag(label=gettext_lazy("binnenkort"), kind="warn", icon="clock"),
    State.PLANNED: Tag(label=gettext_lazy("gepland"), kind="info", icon="calendar"),
    State.DONE: Tag(label=gettext_lazy("gedaan"), kind="ok", icon="check"),
}


def due_in_words(due: Dated) -> str:
    """uiterlijk in februari 2020, uiterlijk op 3 maart 2027"""
    day = {"day": dated_in_words(due)}
    if due.precision is Precision.MONTH:
        return _("uiterlijk in %(day)s") % day
    return _("uiterlijk op %(day)s") % day


def together(row: Evaluation) -> str:
    """With whom it is evaluated: a role, a person, or both."""
    person = row.with_person.name if row.with_person else ""
    if row.with_role and person:
        return f"{row.with_role} ({person})"
    return row.with_role or person


def title_of(entry: Entry) -> str:
    """What a line is called."""
    if entry.kind == EVALUATION:
        return _("Evaluatie: %(code)s") % {"code": entry.code}
    if entry.kind == DISCUSSION:
        return f"{entry.plan}: {entry.code}"
    return f"{entry.plan} ({entry.code})"


def about(entry: Entry) -> str:
    """What else there is to say of a line."""
    plan = entry.plan
    if isinstance(plan, Evaluation):
        parts = [due_in_words(entry.due) if entry.due else ""]
        if entry.outcome is not None:
            parts.append(entry.outcome.get_result_display())
        if whom := together(plan):
            parts.append(_("samen met %(whom)s") % {"whom": whom})
        return ", ".join(part for part in parts if part)
    if entry.kind == DISCUSSION:
        if not entry.total:
            return _("geen groepen in dit schooljaar")
        words = ngettext(
            "%(done)s van %(number)s groep heeft gesproken",
            "%(done)s van %(number)s groepen hebben gesproken",
            entry.total,
        )
        return words % {"done": entry.done, "number": entry.total}
    return plan.get_every_display()  # type: ignore[union-attr]
