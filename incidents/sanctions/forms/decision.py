"""Forms about the decision and who takes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from incidents.sanctions import ladder
from incidents.sanctions.forms.fields import YES_NO, ask_days, long_text
from incidents.sanctions.models import (
    Level,
    SanctionCase,
)
from schoolgids.interface.forms import PortalForm


class DecideForm(PortalForm):
    """The decision, with its reasons."""

    submit = gettext_lazy("Neem het besluit")
    submit_icon = "gavel"
    outcome = forms.ChoiceField(
        label=gettext_lazy("Besluit"),
        choices=SanctionCase.Outcome.choices,
        widget=forms.RadioSelect,
    )
    first_on = forms.DateField(label=gettext_lazy("Eerste dag"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Aantal schooldagen"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-time"}),
    )
    motivation = long_text(
        gettext_lazy("Waarom dit besluit?"),
        rows=6,
        hint=gettext_lazy("Dit komt in de brief. Ga in op wat in het hoorgesprek is verteld."),
    )

    without_receipt = forms.BooleanField(
        label=gettext_lazy("Ik weet dit en neem het besluit toch."), required=False
    )

    def __init__(
        self, *args: Any, case: SanctionCase, lacking: object = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if lacking is None:
            del self.fields["without_receipt"]
        self.asks_days = case.is_suspension
        if not self.asks_days:
            del self.fields["first_on"], self.fields["days"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.asks_days and cleaned.get("outcome") == SanctionCase.Outcome.IMPOSED:
            ask_days(self, cleaned)
        return cleaned


class EscalateForm(PortalForm):
    """To whom a case goes, and why."""

    submit = gettext_lazy("Zet de zaak door")
    submit_icon = "trending-up"
    to_level = forms.ChoiceField(label=gettext_lazy("Naar wie"), widget=forms.RadioSelect)
    reason = long_text(gettext_lazy("Waarom zet je de zaak door?"), rows=3)

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, Level(level).label.capitalize()) for level in ladder.above(case.level)]
        self.fields["to_level"].choices = levels  # type: ignore[attr-defined]


class BoardForm(PortalForm):
    """Whether the board is told, and where the code asks it who decides."""

    submit = gettext_lazy("Leg de afweging vast")
    submit_icon = "landmark"
    decider = forms.ChoiceField(
        label=gettext_lazy("Wie beslist over de maatregel?"),
        choices=[
            (Level.HEAD, gettext_lazy("De schoolleider")),
            (Level.BOARD, gettext_lazy("Het bestuur")),
        ],
        widget=forms.RadioSelect,
    )
    informed = forms.ChoiceField(
        label=gettext_lazy("Wordt het bestuur ingelicht?"), choices=YES_NO, widget=forms.RadioSelect
    )
    reason = long_text(gettext_lazy("Waarom kies je dit?"), rows=3)

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not case.asks_who_decides:
            del self.fields["decider"]
