"""The text of a topic, as the people of a school write it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.forms import StepForm
from protocols.models import Code
from schoolgids.interface.forms import SubmittedOnce

LONGEST = 20_000


class TopicForm(SubmittedOnce, StepForm):
    """One topic. The page has buttons of its own: look at it, keep it, publish it."""

    missing: ClassVar[Mapping[str, Any]] = {"title": _("Schrijf hoe dit onderwerp heet.")}
    title = forms.CharField(label=_("Onderwerp"), max_length=120)
    lede = forms.CharField(
        label=_("Inleiding in één zin"),
        required=False,
        max_length=300,
        help_text=_("Staat groot boven de tekst en in zoekresultaten."),
    )
    code = forms.ModelChoiceField(
        label=_("Tekst van een gedragscode"),
        required=False,
        queryset=Code.objects.none(),
        empty_label=_("geen: alleen eigen tekst"),
        help_text=_("De code staat er dan onveranderd; jouw tekst komt ernaast."),
    )
    own_text = forms.CharField(
        label=_("Eigen tekst van de school"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    in_short = forms.CharField(
        label=_("In het kort"),
        required=False,
        max_length=2_000,
        help_text=_("Eén punt per regel."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    related = forms.MultipleChoiceField(
        label=_("Hoort hierbij"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Andere onderwerpen waar de lezer naartoe kan."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self,
        *args: Any,
        codes: QuerySet[Code] | None,
        others: Iterable[tuple[str, str]],
        examples: str,
        fixed_title: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        words: Any = _("Zo maak je een woord **vet**, en zo een [link](https://voorbeeld.nl).")
        if examples:
            words = _("%(words)s Naar een andere code verwijs je zo: %(examples)s.") % {
                "words": words,
                "examples": examples,
            }
        self.fields["own_text"].help_text = words
        self.fields["related"].choices = list(others)  # type: ignore[attr-defined]
        if codes is None or not codes.exists():
            del self.fields["code"]
        else:
            self.fields["code"].queryset = codes  # type: ignore[attr-defined]
        if fixed_title:
            self.fields["title"].disabled = True
            self.fields["title"].help_text = _("Een tekst van het bestuur heet in elke gids zo.")

    @property
    def bare_helper(self) -> FormHelper:
        """Without a button: the page has several."""
        return self.within(*self.layout())


class TakeOutForm(StepForm):
    submit = _("Haal uit de gids")
    missing: ClassVar[Mapping[str, Any]] = {
        "reason": _("Schrijf waarom dit onderwerp uit de gids gaat.")
    }
    reason = forms.CharField(label=_("Waarom gaat dit uit de gids?"), max_length=300)
