"""The steps of a request to take something down: two honest outcomes and no third."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from consent.publications.models import TakeDown
from schoolgids.access.actions import Action
from schoolgids.workflow import Step, Text, Workflow

S = TakeDown.Stage
OUTCOME = ("settled_by", "settled_on", "explanation")


def is_explained(row: Any) -> Text:
    """Who asked has a right to know why it stays."""
    return "" if row.explanation.strip() else _("Schrijf op waarom het niet weg kan.")


# fmt: off
TAKE_DOWN = Workflow(
    name="take_down", stages=S, initial=S.OPEN, final=(S.REMOVED, S.KEPT),
    steps={
        "remove": Step(label=_("Het is weggehaald"), source=(S.OPEN,), target=S.REMOVED,
                       action=Action.TAKE_DOWN_SETTLE, writes=OUTCOME),
        "keep": Step(label=_("Het kan niet weg"), source=(S.OPEN,), target=S.KEPT,
                     action=Action.TAKE_DOWN_SETTLE, guards=(is_explained,), writes=OUTCOME),
    },
)
# fmt: on
