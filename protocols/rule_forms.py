"""The answer to one rule, chosen or typed: the kind of the rule says which field it is."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from protocols.forms import DatedField
from protocols.rule_kinds import LONGEST, Count, MonthOf, SeveralOf, Times, Weeks
from protocols.rule_words import choices_of
from protocols.rules import KINDS, stored
from schoolgids.interface.forms import PortalForm

ANSWER = _("Antwoord")
UNITS = {Weeks: _("Antwoord in weken"), Times: _("Hoe vaak per schooljaar")}


def field_of(key: str) -> forms.Field:
    """The field in which the answer to a rule is given."""
    kind = KINDS[key]
    choices = [(value, capfirst(str(words))) for value, words in choices_of(key)]
    if isinstance(kind, SeveralOf):
        return forms.MultipleChoiceField(
            label=ANSWER, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    if choices:
        return forms.ChoiceField(label=ANSWER, choices=choices)
    if isinstance(kind, Count):
        least, most = kind.unit.least, kind.unit.most
        between = _("Vul een getal in van %(least)d tot en met %(most)d.") % {
            "least": least,
            "most": most,
        }
        return forms.IntegerField(
            label=UNITS[kind.unit],
            min_value=least,
            max_value=most,
            error_messages={"min_value": between, "max_value": between},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-time"}),
        )
    if isinstance(kind, MonthOf):
        return DatedField(
            label=ANSWER, required=False, help_text=_("Een maand, zoals februari 2027.")
        )
    return forms.CharField(label=ANSWER, required=False, max_length=LONGEST)


class RuleForm(PortalForm):
    """What a rule is to be, and the number of the provision that says so."""

    marks_optional = False
    provision = forms.CharField(
        label=_("Nummer van de bepaling"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, key: str, data: Any = None, *, value: Any = None, path: str = "") -> None:
        self.key = key
        # Django makes the fields of the form from these, as it does from those of the class.
        fields = {"value": field_of(key), **type(self).base_fields}
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(data, prefix=key, initial={"value": _given(key, value), "provision": path})

    def add_prefix(self, field_name: str) -> str:
        """The name of the field first: `value-police`."""
        return f"{field_name}-{self.prefix}"

    def clean_value(self) -> Any:
        """The answer as JSON holds it."""
        given = self.cleaned_data["value"]
        return stored(self.key, given == "True" if given in ("True", "False") else given)

    @property
    def bare_helper(self) -> FormHelper:
        """How crispy-forms renders it in the form of the page."""
        several = isinstance(KINDS[self.key], SeveralOf)
        value = Field("value", wrapper_class="tiles") if several else Field("value")
        return self.within(value, Field("provision"))


def _given(key: str, value: Any) -> Any:
    """What a field starts with: what it would send back."""
    if value is None:
        return None
    raw = stored(key, value)
    return str(raw) if isinstance(raw, bool) else value if isinstance(KINDS[key], MonthOf) else raw
