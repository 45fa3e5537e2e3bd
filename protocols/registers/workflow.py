"""The steps of every register, as one table: asked, decided, and ended by a date or by somebody."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from protocols.registers.bases import Bases, bases_of
from protocols.registers.judging import Wish, teacher_decides
from protocols.registers.models import Entry, Kind, Stage
from protocols.registers.roll import roll_of
from schoolgids.access.actions import Action as A
from schoolgids.workflow import Step, Text, Workflow

DECISION = ("decided_by", "decided_at")


def rules_allow_it(row: Entry) -> Text:
    """By the rules of now, not of the request: a code may have changed since."""
    found = _bases(row).refusals(wish_of(row))
    return found[0] if found else ""


def teacher_may_allow_it(row: Entry) -> Text:
    if row.kind != Kind.LESSON:
        return _("Dit kan alleen voor een eigen les.")
    bases = _bases(row)
    found = bases.refusals(wish_of(row), teaches=True)
    if found:
        return found[0]
    return "" if teacher_decides(bases.rules) else _("Hierover besluit de schoolleiding.")


def everybody_hears_the_news(row: Entry) -> Text:
    """A class app is granted once it is known who is not in it and how they are told."""
    if row.kind != Kind.CLASS_APP:
        return ""
    left = len(roll_of(row, localdate()).unplaced)
    if not left:
        return ""
    words = ngettext(
        "Ga eerst na of %(number)s leerling in de app zit, en hoe die anders het bericht krijgt.",
        "Ga eerst na welke van %(number)s leerlingen in de app zitten, en hoe de anderen het "
        "bericht krijgen.",
        left,
    )
    return words % {"number": left}


def is_not_over(row: Entry) -> Text:
    if row.until_on is None or row.until_on >= localdate():
        return ""
    return _("De laatste dag is al voorbij.")


def has_a_reason(row: Entry) -> Text:
    return "" if row.reason.strip() else _("Schrijf op waarom het niet mag.")


def wish_of(row: Entry) -> Wish:
    """A request as it was asked."""
    return Wish(
        kind=row.kind,
        platform=row.platform,
        purpose=row.purpose,
        from_on=row.from_on,
        why_not_school=row.why_not_school,
        part_of_lesson=row.part_of_lesson,
    )


def _bases(row: Entry) -> Bases:
    """The rules of the day that it begins, or of today once it has begun."""
    return bases_of(school=row.school, kind=row.kind, on=max(localdate(), row.from_on))


# fmt: off
ENTRY = Workflow(
    name="register", stages=Stage, initial=Stage.REQUESTED,
    final=(Stage.REFUSED, Stage.WITHDRAWN, Stage.ENDED),
    steps={
        "grant": Step(label=gettext_lazy("Sta toe"), source=(Stage.REQUESTED,), target=Stage.GRANTED,
                      action=A.REGISTER_DECIDE, writes=DECISION,
                      guards=(is_not_over, rules_allow_it, everybody_hears_the_news)),
        "allow": Step(label=gettext_lazy("Sta toe in de eigen les"), source=(Stage.REQUESTED,),
                      target=Stage.GRANTED, action=A.REGISTER_TEACH, writes=DECISION,
                      guards=(is_not_over, teacher_may_allow_it)),
        "refuse": Step(label=gettext_lazy("Weiger"), source=(Stage.REQUESTED,), target=Stage.REFUSED,
                       action=A.REGISTER_DECIDE, guards=(has_a_reason,), writes=(*DECISION, "reason")),
        "withdraw": Step(label=gettext_lazy("Trek de aanvraag in"), source=(Stage.REQUESTED,),
                         target=Stage.WITHDRAWN, action=A.REGISTER_REQUEST),
        "end": Step(label=gettext_lazy("Beëindig"), source=(Stage.GRANTED,), target=Stage.ENDED,
                    action=A.REGISTER_KEEP, guards=(is_not_over,),
                    writes=("until_on", "ended_by", "ended_at")),
    },
)
# fmt: on
