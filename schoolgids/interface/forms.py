"""The base of every form: order, words, error summary and refusals that no form should forget."""

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import pretty_name
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolgids.files.danger import refuse_danger

Text = str | Promise
Messages = dict[str, Any]  # django-stubs knows lazy texts by a name of its own

# Turns the direction of what follows, so that a text can look like another one.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FIRST_YEAR, LAST_YEAR = 1900, 2199
MAY_BE_TYPED = frozenset("\n\r\t")

MESSAGES: Mapping[str, Text] = {
    "invalid_choice": gettext_lazy("Kies een van de antwoorden."),
    "invalid_list": gettext_lazy("Kies een of meer van de antwoorden."),
    "max_length": gettext_lazy("Maak dit korter: hooguit %(limit_value)d tekens."),
    "empty": gettext_lazy("Dit bestand is leeg. Kies een ander bestand."),
}
INVALID: Mapping[type[forms.Field], Text] = {
    forms.DateField: gettext_lazy("Schrijf de datum als 20-11-2026."),
    forms.TimeField: gettext_lazy("Schrijf de tijd als 14.30."),
    forms.EmailField: gettext_lazy("Vul een e-mailadres in, zoals naam@voorbeeld.nl."),
    forms.IntegerField: gettext_lazy("Vul een getal in, in cijfers."),
    forms.FileField: gettext_lazy("Kies een bestand."),
}


def refuse_control_characters(value: object) -> None:
    """Refuses what nobody types and what can spoil a database, a file or the look of a name.

    Raises ValidationError.
    """
    if not isinstance(value, str):
        return
    for character in value:
        if character in MAY_BE_TYPED:
            continue
        if character in DIRECTION_MARKS or unicodedata.category(character) in ("Cc", "Cs"):
            raise ValidationError(
                _("Er staat een onzichtbaar teken in. Typ deze tekst opnieuw."), code="control"
            )


def refuse_impossible_year(day: date | None) -> None:
    """Refuses a year that nobody alive was born in, or will see here: a slip of the keyboard.
    A term that starts at the end of the calendar could not be counted either.

    Raises ValidationError.
    """
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Kijk het jaartal na: schrijf het met 4 cijfers."), code="year")


class Fault(NamedTuple):
    """One line of the error summary: the words, and the id of the input it leads to."""

    message: str
    target: str


class Actions(LayoutObject):  # type: ignore[misc]  # crispy-forms has no types
    """The button that sends the form, in words that say what happens, and the way out."""

    template = "components/form_actions.html"

    def __init__(self, label: Text, **context: object) -> None:
        self.context = {"label": label, **context}
        self.fields: list[object] = []

    def render(self, _form: forms.BaseForm, _context: object, **_kwargs: object) -> str:
        """The HTML of the button row."""
        return render_to_string(self.template, self.context)


class PortalFormMixin(forms.BaseForm):
    """What PortalForm and PortalModelForm share.

    A subclass names its button (`submit`), its words for an empty field (`missing`) and, if the
    order of the fields is not enough, its `layout()`.
    """

    submit: ClassVar[Text] = gettext_lazy("Sla op")
    submit_icon: ClassVar[str] = ""
    summary_title: ClassVar[Text] = gettext_lazy("Dit is nog niet opgeslagen")
    missing: ClassVar[Mapping[str, Text]] = {}
    sticky: ClassVar[bool] = False  # the button stays in view: long forms
    method: ClassVar[str] = "post"
    marks_optional: ClassVar[bool] = True
    use_required_attribute = False  # our words, not the browser's

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel = cancel
        for name, field in self.fields.items():
            self._speak(name, field)
            self._dress(name, field)
            if isinstance(field, forms.DateField):
                field.validators = [*field.validators, refuse_impossible_year]
            if isinstance(field, forms.FileField):
                field.validators = [refuse_danger, *field.validators]
            if isinstance(field, forms.CharField):
                field.validators = [refuse_control_characters, *field.validators]

    # --- Layout ---------------------------------------------------------------------------
    def layout(self) -> Iterable[object]:
        """The fields in order; radio buttons and checkboxes as tiles."""
        for name, field in self.fields.items():
            yield tiles(name) if isinstance(field.widget, forms.RadioSelect) else Field(name)

    def actions(self) -> object | None:
        """The button row below the fields; None when the page has buttons of its own."""
        return Actions(
            self.submit,
            icon=self.submit_icon,
            cancel=self.cancel,
            cancel_label=_("Terug"),
            sticky=self.sticky,
        )

    @property
    def helper(self) -> FormHelper:
        """How crispy-forms renders this form: `{% crispy form %}`."""
        helper = FormHelper()
        helper.form_method = self.method
        helper.disable_csrf = self.method == "get"
        helper.attrs = {"novalidate": ""}
        buttons = self.actions()
        helper.layout = Layout(*self.layout(), *([] if buttons is None else [buttons]))
        helper.include_media = False
        helper.render_hidden_fields = True
        return helper

    def within(self, *shown: object) -> FormHelper:
        """How crispy-forms renders these parts alone, in a form tag that the page writes."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.layout = Layout(*shown)
        return helper

    # --- Faults ---------------------------------------------------------------------------
    @property
    def faults(self) -> list[Fault]:
        """Every error in the order of the fields, those of the whole form first."""
        found = [Fault(str(message), "") for message in self.non_field_errors()]
        for bound in self:
            found += [Fault(str(message), first_input(bound)) for message in bound.errors]
        return found

    @property
    def summary_advice(self) -> str:
        """What to do now, above the list of faults."""
        return _("Kijk dit na. Wat al is ingevuld, is bewaard.")

    # --- Words ----------------------------------------------------------------------------
    def _speak(self, name: str, field: forms.Field) -> None:
        """Our words in the place of Django's, where the form has none of its own."""
        kind: Any = type(field)
        standard = standard_messages(kind)
        ours: Messages = {**MESSAGES, "required": missing_words(name, field)}
        for other, words in INVALID.items():
            if isinstance(field, other):
                ours["invalid"] = words
        for code, words in ours.items():
            if field.error_messages.get(code) == standard.get(code):
                field.error_messages[code] = words
        if name in self.missing:
            field.error_messages["required"] = str(self.missing[name])

    def _dress(self, name: str, field: forms.Field) -> None:
        """Marks what may stay empty, and gives days and times a field to type in."""
        if isinstance(field, forms.DateField):
            dress_as_text(field.widget, "w-date")
        elif isinstance(field, forms.TimeField):
            dress_as_text(field.widget, "w-time")
        may_be_empty = not field.required and not isinstance(field, forms.BooleanField)
        if may_be_empty and self.marks_optional and not field.widget.is_hidden:
            field.label = format_html(
                '{} <span class="optional">{}</span>',
                field.label or pretty_name(name),
                _("niet verplicht"),
            )


class PortalForm(PortalFormMixin, forms.Form):
    """The base of every form that is no model's."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """The base of every form of a model."""


class FilterForm(PortalForm):
    """A row of filters above a list: sent by GET, nothing in it is required."""

    submit = gettext_lazy("Toon")
    method = "get"
    marks_optional = False

    def actions(self) -> object:
        """The button at the end of the row."""
        return Actions(self.submit, style="btn-secondary", bare=True)

    @property
    def helper(self) -> FormHelper:
        """How crispy-forms renders this form."""
        helper = super().helper
        helper.form_class = "filters"
        return helper


class SubmittedOnce(forms.Form):
    """Adds a token to a form, so that a service can tell a second click from a second deed.

    The service keeps `cleaned_data["submission"]` in a unique column.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def clean_submission(self) -> uuid.UUID:
        """The token of the page; a client that sent none gets one for this request."""
        given: uuid.UUID | None = self.cleaned_data["submission"]
        return given or uuid.uuid4()


@cache
def standard_messages(kind: Any) -> Messages:
    """What Django says by itself about a field of this kind."""
    standard: Messages = {}
    for ancestor in reversed(kind.__mro__):
        standard.update(getattr(ancestor, "default_error_messages", {}))
    return standard


def tiles(name: str, *, one_column: bool = False) -> Field:
    """A group of radio buttons or checkboxes as tiles; one column for long answers."""
    return Field(name, wrapper_class="tiles tiles-1" if one_column else "tiles")


def first_input(bound: BoundField) -> str:
    """The id of the input to which a link of the error summary leads; "" when it has none."""
    if bound.is_hidden:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"


def missing_words(name: str, field: forms.Field) -> str:
    """What to do about an empty field."""
    label = str(field.label or pretty_name(name))
    if isinstance(field, forms.FileField):
        words = _("Kies een bestand bij ‘%(label)s’.")
    elif isinstance(field, forms.BooleanField):
        words = _("Zet een vinkje bij ‘%(label)s’.")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        words = _("Kies een antwoord bij ‘%(label)s’.")
    else:
        words = _("Vul ‘%(label)s’ in.")
    return words % {"label": label}


def dress_as_text(widget: forms.Widget, width: str) -> None:
    """A day or a time is typed: native pickers differ, and hide the way it is written."""
    widget.attrs.setdefault("class", width)
    widget.attrs.setdefault("inputmode", "numeric" if width == "w-date" else "text")
    widget.attrs.setdefault("autocomplete", "off")
