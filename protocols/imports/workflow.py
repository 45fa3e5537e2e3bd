"""The life of a text that is read in, as one table."""

from django.utils.translation import gettext_lazy as _

from protocols.imports.models import ImportJob
from schoolgids.access.actions import Action as A
from schoolgids.workflow import Step, Workflow

S = ImportJob.Stage

# fmt: off
CODE_IMPORT = Workflow(
    name="code_import",
    stages=S,
    initial=S.QUEUED,
    steps={
        "read": Step(label=_("Begin met lezen"), source=(S.QUEUED,), target=S.READING,
                     action=A.CODE_EDIT, by_clock=True),
        "understand": Step(label=_("Gelezen"), source=(S.READING,), target=S.WRITING,
                           action=A.CODE_EDIT, writes=("outline", "total", "wanted"), by_clock=True),
        "ask": Step(label=_("Gelezen: het zijn meer codes"), source=(S.READING,), target=S.CHOOSING,
                    action=A.CODE_EDIT, writes=("outline", "total", "parts"), by_clock=True),
        "choose": Step(label=_("Maak het concept"), source=(S.CHOOSING,), target=S.WRITING,
                       action=A.CODE_EDIT, writes=("wanted",)),
        "finish": Step(label=_("Ingelezen"), source=(S.WRITING,), target=S.DONE,
                       action=A.CODE_EDIT, writes=("outline",), by_clock=True),
        "refuse": Step(label=_("Niet gelukt"), source=(S.QUEUED, S.READING, S.WRITING), target=S.REFUSED,
                       action=A.CODE_EDIT, writes=("outline", "reasons"), by_clock=True),
        "again": Step(label=_("Probeer het opnieuw"), source=(S.REFUSED,), target=S.QUEUED,
                      action=A.CODE_EDIT, writes=("title", "code_id", "parts", "wanted", "reasons")),
    },
    final=(S.DONE,),
)
# fmt: on
