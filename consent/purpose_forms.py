"""Input of what a school asks: a new question, and the next words of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consent.models import Purpose, PurposeWording
from consent.questions import Words
from schoolgids.interface.forms import PortalForm

TEXTS = ("title_nl", "text_nl", "reach_nl", "title_en", "text_en", "reach_en")


class WordingForm(PortalForm):
    """The words of a question, in Dutch and if possible in English."""

    submit = _("Sla de tekst op")
    title_nl = forms.CharField(label=_("Titel"), max_length=80)
    text_nl = forms.CharField(
        label=_("Uitleg"),
        help_text=_("Wat wordt er gemaakt, en waarvoor? Korte zinnen."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reach_nl = forms.CharField(
        label=_("Wie ziet het?"),
        help_text=_("Eén zin, zoals: Iedereen kan dit zien."),
        max_length=120,
    )
    title_en = forms.CharField(label=_("Titel in het Engels"), max_length=80, required=False)
    text_en = forms.CharField(
        label=_("Uitleg in het Engels"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reach_en = forms.CharField(
        label=_("Wie ziet het, in het Engels"), max_length=120, required=False
    )
    effective_on = forms.DateField(label=_("Geldt vanaf"))

    @property
    def words(self) -> Words:
        """What was typed, once the form is valid."""
        return Words(**{name: self.cleaned_data[name] for name in TEXTS})


class ChangeForm(WordingForm):
    """The next words of a question that is asked already."""

    material = forms.ChoiceField(
        label=_("Verandert de betekenis?"),
        choices=[
            ("yes", _("Ja, vraag iedereen opnieuw")),
            ("no", _("Nee, het is alleen een taalverbetering")),
        ],
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, wording: PurposeWording, **kwargs: Any) -> "ChangeForm":
        """Begins with the words of now."""
        return cls(initial={name: getattr(wording, name) for name in TEXTS}, **kwargs)


class PurposeForm(WordingForm):
    """A new question."""

    submit = _("Stel deze vraag")
    field_order = ("name_nl", "name_en", "kinds", "channel", "audience")
    name_nl = forms.CharField(
        label=_("Korte naam"),
        help_text=_("Staat boven de kolom van de klassenlijst."),
        max_length=40,
    )
    name_en = forms.CharField(label=_("Korte naam in het Engels"), max_length=40, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Wat wordt er gemaakt?"),
        choices=Purpose.Medium.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    channel = forms.ChoiceField(
        label=_("Waar komt het?"), choices=[("", ""), *Purpose.Channel.choices]
    )
    audience = forms.ChoiceField(
        label=_("Wie kan het zien?"), choices=Purpose.Audience.choices, widget=forms.RadioSelect
    )
