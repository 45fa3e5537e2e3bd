"""The life of a file with answers, as one table: nothing is added before a person has seen it."""

from django.utils.translation import gettext_lazy as _

from consent.imports.models import AnswerImport
from schoolgids.access.actions import Action as A
from schoolgids.workflow import Step, Text, Workflow

S = AnswerImport.Stage


def something_is_new(row: AnswerImport) -> Text:
    if row.rows.filter(verdict="new").exists():
        return ""
    return _("Er is niets nieuws om over te nemen.")


# fmt: off
ANSWER_IMPORT = Workflow(
    name="answer_import",
    stages=S,
    initial=S.MAPPING,
    steps={
        "check": Step(label=_("Kijk het bestand na"), source=(S.MAPPING, S.CHECKED), target=S.CHECKING,
                      action=A.CONSENT_RECORD, writes=("columns",)),
        "checked": Step(label=_("Nagekeken"), source=(S.CHECKING,), target=S.CHECKED,
                        action=A.CONSENT_RECORD, writes=("total",), by_clock=True),
        "add": Step(label=_("Neem de nieuwe antwoorden over"), source=(S.CHECKED,), target=S.ADDING,
                    action=A.CONSENT_RECORD, guards=(something_is_new,), writes=("agreed_by_id",)),
        "added": Step(label=_("Overgenomen"), source=(S.ADDING,), target=S.DONE,
                      action=A.CONSENT_RECORD, by_clock=True),
        "stop": Step(label=_("Gooi dit bestand weg"), source=(S.MAPPING, S.CHECKED), target=S.STOPPED,
                     action=A.CONSENT_RECORD),
    },
    final=(S.DONE, S.STOPPED),
)
# fmt: on
