"""What people type in a sanction case: clean values out, no deciding, no saving."""

from incidents.sanctions.forms.after import (
    CommunicateForm,
    ConfirmForm,
    EndForm,
    ObjectionForm,
    RulingForm,
)
from incidents.sanctions.forms.before import ContactForm, HearingForm, PlanForm, ProposeForm
from incidents.sanctions.forms.decision import BoardForm, DecideForm, EscalateForm
from incidents.sanctions.forms.duties import DutyForm, InspectorForm

__all__ = [
    "BoardForm",
    "CommunicateForm",
    "ConfirmForm",
    "ContactForm",
    "DecideForm",
    "DutyForm",
    "EndForm",
    "EscalateForm",
    "HearingForm",
    "InspectorForm",
    "ObjectionForm",
    "PlanForm",
    "ProposeForm",
    "RulingForm",
]
