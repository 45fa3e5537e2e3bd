"""A scan of many forms, and one of those forms beside its pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consent.forms import PaperPanel
from consent.paper import PaperForm
from schoolgids.files.inspection import DOCUMENTS, Accepted, NotAccepted, inspect
from schoolgids.interface.forms import PortalForm, SubmittedOnce
from schoolgids.people.models import Person

LIMIT = 50 * 1024 * 1024  # bytes: a class on a copier that scans in colour


class BundleForm(SubmittedOnce, PortalForm):
    """The scan itself."""

    submit = _("Lees de scan")
    scan = forms.FileField(
        label=_("Scan van de formulieren"),
        help_text=_(
            "Eén pdf met alle formulieren achter elkaar, van hooguit 50 MB en 500 bladzijden."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_scan(self) -> Accepted:
        uploaded = self.cleaned_data["scan"]
        if uploaded.size > LIMIT:
            raise ValidationError(_("Dit bestand is te groot. Het mag %d MB zijn.") % (LIMIT >> 20))
        try:
            return inspect(uploaded.read(), kinds=DOCUMENTS, limit=LIMIT)
        except NotAccepted as refused:
            raise ValidationError(str(refused.reason), code="scan") from refused


class ScannedPanel(PaperPanel):
    """What one scanned form says: the scan is there already."""

    def __init__(self, *args: Any, evidence: Accepted, **kwargs: Any) -> None:
        self.evidence = evidence
        super().__init__(*args, **kwargs)
        self.fields["scan"].widget = forms.HiddenInput()

    def _paper_form(self, person: Person, cleaned: Mapping[str, Any]) -> PaperForm:
        return replace(super()._paper_form(person, cleaned), evidence=self.evidence)
