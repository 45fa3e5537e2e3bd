"""Forms after the decision: making known, objection, ruling, ends."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions.forms.fields import (
    PersonChoice,
    long_text,
)
from incidents.sanctions.models import Objection, SanctionCase
from schoolgids.interface.forms import PortalForm, tiles
from schoolgids.people.models import Person


class ConfirmForm(PortalForm):
    """A deed that asks for nothing but a click."""

    def __init__(self, *args: Any, submit: Any, icon: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit, self.submit_icon = submit, icon  # type: ignore[misc]


class CommunicateForm(PortalForm):
    """When and how the decision was made known."""

    submit = gettext_lazy("Maak het besluit bekend")
    submit_icon = "mail"
    on = forms.DateField(label=gettext_lazy("Op welke dag"))
    how = forms.ChoiceField(
        label=gettext_lazy("Hoe"), choices=SanctionCase.Route.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("Kies een dag tot en met vandaag."))
        if self.case.decided_at and on < timezone.localdate(self.case.decided_at):
            raise forms.ValidationError(_("Kies een dag vanaf het besluit."))
        return on


class ObjectionForm(PortalForm):
    """An objection as it came in."""

    submit = gettext_lazy("Leg het bezwaar vast")
    submit_icon = "scale"
    by = PersonChoice(queryset=Person.objects.none(), label=gettext_lazy("Van wie"),
                      empty_label=None, widget=forms.RadioSelect)  # fmt: skip
    received_on = forms.DateField(label=gettext_lazy("Ontvangen op"))
    grounds = long_text(gettext_lazy("Waarom maken zij bezwaar?"))

    def __init__(self, *args: Any, objectors: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = objectors  # type: ignore[attr-defined]
        self.case = case

    def clean_received_on(self) -> date:
        received_on: date = self.cleaned_data["received_on"]
        if received_on > timezone.localdate():
            raise forms.ValidationError(_("Kies een dag tot en met vandaag."))
        if self.case.communicated_on and received_on < self.case.communicated_on:
            raise forms.ValidationError(_("Kies een dag vanaf de bekendmaking."))
        return received_on


class RulingForm(PortalForm):
    """The ruling of the board on an objection."""

    submit = gettext_lazy("Leg de beslissing vast")
    submit_icon = "scale"
    ruling = forms.ChoiceField(
        label=gettext_lazy("Beslissing"), choices=Objection.Ruling.choices, widget=forms.RadioSelect
    )
    reason = long_text(gettext_lazy("Waarom deze beslissing?"), rows=6)

    def layout(self) -> Iterable[object]:
        yield tiles("ruling", one_column=True)
        yield Field("reason")


class EndForm(PortalForm):
    """Why a case ends early."""

    reason = long_text(gettext_lazy("Waarom eindigt deze zaak?"), rows=3)

    def __init__(self, *args: Any, submit: Any, icon: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit, self.submit_icon = submit, icon  # type: ignore[misc]
