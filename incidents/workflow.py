"""From a report to its end. Sanctions go on where a measure is proposed."""

from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from schoolgids.access.actions import Action
from schoolgids.workflow import Step, Workflow

S = Incident.Stage

INCIDENT = Workflow(
    name="incident",
    stages=Incident.Stage,
    initial=S.REPORTED,
    steps={
        "take_up": Step(
            label=_("Pak de melding op"),
            source=(S.REPORTED,),
            target=S.TAKEN_UP,
            action=Action.INCIDENT_TAKE_UP,
            writes=("kind", "handler"),
        ),
        "propose_measure": Step(
            label=_("Stel een maatregel voor"),
            source=(S.TAKEN_UP, S.MEASURE_PROPOSED),  # one report may lead to several
            target=S.MEASURE_PROPOSED,
            action=Action.SANCTION_PROPOSE,
        ),
        "settle": Step(
            label=_("Handel de melding af"),
            source=(S.TAKEN_UP, S.MEASURE_PROPOSED),
            target=S.SETTLED,
            action=Action.INCIDENT_HANDLE,
            writes=("outcome",),
        ),
    },
    final=(S.SETTLED,),
)
