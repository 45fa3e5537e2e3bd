"""Input about which schools a code binds."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from schoolgids.interface.forms import PortalForm
from schoolgids.organisation.models import School


class ExcuseForm(PortalForm):
    """That a code does not hold at one school."""

    submit = _("Leg vast")
    missing: ClassVar[Mapping[str, Any]] = {
        "reason": _("Schrijf waarom deze tekst niet geldt voor de school."),
    }
    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.none())
    reason = forms.CharField(label=_("Waarom geldt deze tekst hier niet?"), max_length=300)
    from_on = forms.DateField(
        label=_("Geldt niet vanaf"), help_text=_("Vandaag of later, zoals 1-2-2027.")
    )

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class BindForm(PortalForm):
    """That it holds again."""

    from_on = forms.DateField(label=_("Geldt weer vanaf"))
