"""Input of the asking."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from consent.models import ConsentSettings
from schoolgids.interface.forms import PortalForm, tiles

YES_NO = (
    ("yes", _("Ja, daarna vragen we het opnieuw")),
    ("no", _("Nee, tot iemand iets anders kiest")),
)


class SettingsForm(PortalForm):
    """What a board chooses where the law leaves room."""

    enough = forms.ChoiceField(
        label=_("Hoeveel ouders moeten ja kiezen?"),
        choices=ConsentSettings.Enough,
        widget=forms.RadioSelect,
        help_text=_("Eén nee van een ouder met gezag is altijd genoeg voor nee."),
    )
    at_sixteen = forms.ChoiceField(
        label=_("Wat gebeurt er als een leerling 16 wordt?"),
        choices=ConsentSettings.AtSixteen,
        widget=forms.RadioSelect,
        help_text=_("De leerling kiest vanaf die dag zelf. Een nee van de ouders blijft een nee."),
    )
    yearly = forms.ChoiceField(
        label=_("Geldt een ja een jaar?"), choices=YES_NO, widget=forms.RadioSelect
    )

    def layout(self) -> Any:
        """Long answers, each on a line."""
        return [tiles(name, one_column=True) for name in self.fields]

    @classmethod
    def of(cls, row: ConsentSettings) -> Self:
        """The form with what holds now."""
        yearly = "yes" if row.yearly_expiry else "no"
        return cls(initial={"enough": row.enough, "at_sixteen": row.at_sixteen, "yearly": yearly})
