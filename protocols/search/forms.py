"""Words that mean the same, as somebody types them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolgids.interface.forms import PortalForm


class SynonymForm(PortalForm):
    """One line: telefoon, mobiel, smartphone."""

    submit = _("Voeg toe")
    missing: ClassVar[Mapping[str, Any]] = {
        "words": _("Schrijf minstens twee woorden, met een komma ertussen.")
    }
    words = forms.CharField(
        label=_("Woorden die hetzelfde betekenen"),
        max_length=400,
        help_text=_("Met een komma ertussen: telefoon, mobiel, smartphone."),
    )

    def clean_words(self) -> list[str]:
        typed: str = self.cleaned_data["words"]
        return typed.split(",")
