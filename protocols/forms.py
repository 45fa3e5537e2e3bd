"""Input about codes: consents, adoption, publication."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from protocols.dated import Dated, parse_dated
from protocols.models import Audience
from schoolgids.interface.forms import PortalForm

TEXT_LONGEST = 1_000_000  # characters on the clipboard; a longer text comes as a file


class StepForm(PortalForm):
    """A form among others on one page: the page names the deed, so the tag is the page's."""

    @property
    def bare_helper(self) -> FormHelper:
        """How crispy-forms renders it inside a form of the page."""
        return self.within(*self.layout(), self.actions())


FIRST_YEAR, LAST_YEAR = 1900, 2199


class DatedField(forms.CharField):
    """A day, or only a month: "25-03-2014", "maart 2019"."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Schrijf de datum als 25-03-2014 of als maart 2014."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("help_text", _("Een dag (25-03-2014) of een maand (maart 2014)."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        dated = parse_dated(text)
        if dated is None or not FIRST_YEAR <= dated.on.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dated

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Dated) else value


class SplitForm(PortalForm):
    """The words of one line, with an empty line wherever it is to be cut."""

    submit = _("Splits")
    text = forms.CharField(
        label=_("Tekst van de regel"),
        max_length=TEXT_LONGEST,
        strip=False,
        help_text=_(
            "Zet een lege regel op elke plek waar je wilt splitsen. De woorden blijven gelijk."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The words are compared with what is there: whatever stood in them may stay.
        self.fields["text"].validators = []

    @property
    def parts(self) -> list[str]:
        """The text, cut at its empty lines."""
        return re.split(r"\n[^\S\n]*\n", self.cleaned_data["text"].replace("\r\n", "\n"))


class DetailsForm(StepForm):
    """What a draft says of itself."""

    submit = _("Sla op")
    citation_title = forms.CharField(
        label=_("Citeertitel"),
        required=False,
        max_length=200,
        help_text=_("Zo wil de tekst zelf genoemd worden."),
    )
    summary = forms.CharField(label=_("Wat is er nieuw"), required=False, max_length=400)
    audiences = forms.MultipleChoiceField(
        label=_("Voor wie"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies niets als de tekst voor iedereen is."),
    )
    dated = DatedField(label=_("Datum van de tekst"), required=False)


class FillForm(StepForm):
    """What belongs in a blank, or in the place of a link that leads nowhere."""

    submit = _("Vul in")
    missing: ClassVar[Mapping[str, Any]] = {"text": _("Vul in wat er moet staan.")}
    provision = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=700, strip=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Wat moet er staan?"), max_length=200)


class ReferForm(StepForm):
    """That a dead link leads to another code."""

    submit = _("Verwijs")
    missing: ClassVar[Mapping[str, Any]] = {"code": _("Kies naar welke code dit verwijst.")}
    provision = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=700, strip=False, widget=forms.HiddenInput)
    code = forms.UUIDField(label=_("Naar welke code verwijst dit?"))


class AcceptForm(StepForm):
    """Why a link that leads nowhere may stay as it is."""

    submit = _("Laat zo staan")
    missing: ClassVar[Mapping[str, Any]] = {
        "reason": _("Schrijf waarom dit zo mag blijven staan."),
    }
    provision = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=700, strip=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Laat zo staan, want …"), max_length=300)


class AcceptedForm(StepForm):
    """Which of the accepted places."""

    accepted = forms.UUIDField(widget=forms.HiddenInput)


MINOR_HELP = _(
    "Een verbetering die niets verandert aan wat is afgesproken, zoals een tikfout. De raden lezen "
    "dat ze instemden met dezelfde afspraken. Ouders zien het label ‘kleine wijziging’. Wie de "
    "vorige versie las, hoeft niet opnieuw te lezen."
)


class SubmitForm(StepForm):
    submit = _("Leg voor ter instemming")
    is_minor = forms.BooleanField(label=_("Kleine wijziging"), required=False, help_text=MINOR_HELP)

    def __init__(self, *args: Any, may_be_minor: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_minor:
            del self.fields["is_minor"]


class ExpectForm(StepForm):
    """A body that has to consent."""

    submit = _("Zet in de lijst")
    missing: ClassVar[Mapping[str, Any]] = {"body": _("Schrijf wie moet instemmen.")}
    body = forms.CharField(
        label=_("Wie moet instemmen"),
        max_length=120,
        help_text=_("Bijvoorbeeld: GMR po, GMR vo, Platform Medezeggenschap, hele team."),
    )
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=200)


class ExpectedForm(StepForm):
    """Which of the bodies."""

    expected = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(ExpectedForm):
    """What a body said that has to consent."""

    submit = _("Leg vast")
    answer = forms.ChoiceField(
        label=_("Antwoord"),
        choices=[
            ("consented", _("stemt in")),
            ("reserved", _("heeft bedenkingen")),
            ("refused", _("stemt niet in")),
            ("not_asked", _("niet gevraagd")),
        ],
        widget=forms.RadioSelect,
    )
    on = DatedField(label=_("Wanneer"), required=False)
    remark = forms.CharField(
        label=_("Toelichting"),
        required=False,
        max_length=300,
        help_text=_("Bij ‘niet gevraagd’: waarom niet."),
    )


class ConsentForm(StepForm):
    """A council that consented. Bodies have names of their own, so the name is free."""

    submit = _("Leg de instemming vast")
    missing: ClassVar[Mapping[str, Any]] = {"body": _("Schrijf wie heeft ingestemd.")}
    body = forms.CharField(
        label=_("Wie stemde in"),
        max_length=120,
        help_text=_("Bijvoorbeeld: MR, GMR po, Platform Medezeggenschap."),
    )
    consented = DatedField(label=_("Wanneer"))


class AdoptForm(StepForm):
    submit = _("Leg de vaststelling vast")
    missing: ClassVar[Mapping[str, Any]] = {"by": _("Schrijf wie heeft vastgesteld.")}
    by = forms.CharField(label=_("Wie stelde vast"), max_length=120)
    adopted = DatedField(label=_("Wanneer"))
    is_minor = forms.BooleanField(label=_("Kleine wijziging"), required=False, help_text=MINOR_HELP)

    def __init__(self, *args: Any, may_be_minor: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_minor:
            del self.fields["is_minor"]


class PublishForm(StepForm):
    submit = _("Publiceer in de schoolgids")
    effective_on = forms.DateField(
        label=_("Geldt vanaf"),
        help_text=_("Kies je een latere dag, dan kun je de publicatie tot die dag terughalen."),
    )


class CallBackForm(StepForm):
    submit = _("Haal de publicatie terug")
    missing: ClassVar[Mapping[str, Any]] = {
        "because": _("Schrijf waarom je de publicatie terughaalt."),
    }
    because = forms.CharField(
        label=_("Waarom"),
        max_length=300,
        help_text=_("De tekst blijft vastgesteld. Je kunt hem voor een andere dag publiceren."),
    )


class AddPlaceForm(StepForm):
    submit = _("Voeg toe")
    missing: ClassVar[Mapping[str, Any]] = {"name": _("Schrijf waar de tekst moet staan.")}
    name = forms.CharField(label=_("Nog een plek"), max_length=80)


class PlaceForm(StepForm):
    """That a text stands somewhere, and the link to it."""

    submit = _("Staat erop")
    place = forms.UUIDField(widget=forms.HiddenInput)
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Neem de hele link over, zoals https://voorbeeld.nl/code.")},
    )


class DropPlaceForm(StepForm):
    place = forms.UUIDField(widget=forms.HiddenInput)


class LapseForm(StepForm):
    submit = _("Laat vervallen")
    until_on = forms.DateField(
        label=_("Geldt niet meer vanaf"), help_text=_("De eerste dag waarop de tekst niet geldt.")
    )
