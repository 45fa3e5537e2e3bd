"""Input of the publication check: a channel and people, and where something was published."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consent.models import Purpose
from consent.publications.services import Spot
from consent.sheets import Asked
from schoolgids.interface.forms import PortalForm, SubmittedOnce, tiles
from schoolgids.organisation.models import Group
from schoolgids.people.models import Hold

SPOTS = 3


class CheckForm(PortalForm):
    """Where the picture goes and who is in it; the people are ticked beside these fields."""

    marks_optional = False
    summary_title = _("Nog niet gecontroleerd")
    missing = {"purpose": _("Kies waar de foto komt.")}
    purpose = forms.ChoiceField(label=_("Waar komt de foto?"), widget=forms.RadioSelect)
    group = forms.ChoiceField(label=_("Klas"), required=False)
    words = forms.CharField(
        label=_("Zoek op naam: een leerling uit een andere klas, een collega of een ouder"),
        required=False,
        max_length=60,
    )
    unknown = forms.BooleanField(label=_("Iemand van wie ik de naam niet weet"), required=False)

    def __init__(
        self, *args: Any, questions: Sequence[Asked], groups: Sequence[Group], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (str(item.purpose.pk), item.purpose.name) for item in questions
        ]
        self.fields["group"].choices = [(str(group.pk), group.name) for group in groups]  # type: ignore[attr-defined]

    @property
    def tiles(self) -> list[tuple[Asked, forms.boundfield.BoundWidget]]:
        """Each channel with its button, for the page."""
        return list(zip(self.questions, self["purpose"], strict=True))


def _place(*, first: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Plek") if first else _("Nog een plek"),
        max_length=80,
        required=first,
        help_text=_("Bijvoorbeeld: Instagram van de school, of nieuwsbrief van november.")
        if first
        else "",
    )


def _link() -> forms.URLField:
    return forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Neem de hele link over, zoals https://voorbeeld.nl/foto.")},
    )


class OnDayForm(PortalForm):
    """Of whom, for what and on which past day."""

    summary_title = _("Nog niet opgezocht")
    missing = {
        "person": _("Zoek en kies eerst een persoon."),
        "purpose": _("Kies waarvoor."),
        "on": _("Vul de dag in."),
    }
    person = forms.UUIDField(label=_("Persoon"), widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("Waarvoor?"))
    on = forms.DateField(label=_("Op welke dag?"))

    def __init__(self, *args: Any, purposes: Sequence[Purpose], today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        options = [(str(purpose.pk), purpose.name) for purpose in purposes]
        self.fields["purpose"].choices = [("", gettext("Kies een vraag")), *options]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError(gettext("Kies vandaag of een dag die voorbij is."), code="future")
        return day


class HoldForm(PortalForm):
    """Who may not be found, why and until when."""

    missing = {
        "person": _("Zoek en kies eerst een persoon."),
        "ground": _("Kies de reden."),
        "from_on": _("Vul in vanaf welke dag."),
    }
    person = forms.UUIDField(label=_("Persoon"), widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label=_("Reden"),
        widget=forms.RadioSelect,
        choices=[
            (Hold.Ground.SECRET_ADDRESS.value, _("Geheim adres")),
            (Hold.Ground.COURT_ORDER.value, _("Uitspraak van een rechter")),
            (Hold.Ground.SAFETY.value, _("Veiligheid")),
        ],
    )
    from_on = forms.DateField(label=_("Vanaf"))
    until_on = forms.DateField(label=_("Tot en met"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    @property
    def bare(self) -> FormHelper:
        """Inside a form of the page, which carries the person along."""
        helper = self.helper
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = False
        return helper

    def layout(self) -> Iterable[object]:
        yield from (tiles("ground", one_column=True), "from_on", "until_on")

    def actions(self) -> None:
        """The page has a button of its own."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and first > self.today:
            self.add_error("from_on", gettext("Kies vandaag of een dag die voorbij is."))
        if first and last and last < first:
            self.add_error("until_on", gettext("De laatste dag ligt voor de eerste."))
        return cleaned


class SettleForm(PortalForm):
    """The honest outcome of a request to take something down."""

    submit = _("Leg de uitkomst vast")
    missing = {"outcome": _("Kies wat er is gebeurd.")}
    outcome = forms.ChoiceField(
        label=_("Wat is er gebeurd?"),
        widget=forms.RadioSelect,
        choices=[("remove", _("Het is weggehaald")), ("keep", _("Het kan niet weg"))],
    )
    explanation = forms.CharField(
        label=_("Toelichting"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wie erom vroeg, leest dit. Bijvoorbeeld: de krant is al gedrukt."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "keep" and not cleaned.get("explanation"):
            self.add_error("explanation", gettext("Schrijf op waarom het niet weg kan."))
        return cleaned


class RegisterForm(SubmittedOnce, PortalForm):
    """What was published, on which day and in which places."""

    submit = _("Leg vast in het register")
    submit_icon = "clipboard-check"
    missing = {
        "title": _("Beschrijf kort wat er is geplaatst."),
        "published_on": _("Vul in wanneer het is geplaatst."),
        "place_1": _("Vul in waar het staat."),
    }
    title = forms.CharField(
        label=_("Wat is er geplaatst?"),
        max_length=80,
        help_text=_("Zonder namen. Bijvoorbeeld: foto van de sportdag, estafette."),
    )
    published_on = forms.DateField(label=_("Geplaatst op"))
    place_1, link_1 = _place(first=True), _link()
    place_2, link_2 = _place(first=False), _link()
    place_3, link_3 = _place(first=False), _link()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    @property
    def bare(self) -> FormHelper:
        """Inside a form of the page, which carries the people along."""
        helper = self.helper
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def clean_published_on(self) -> date:
        day: date = self.cleaned_data["published_on"]
        if day > self.today:
            raise ValidationError(
                gettext("Leg een publicatie vast op de dag zelf. Wat mag, kan nog veranderen."),
                code="future",
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(2, SPOTS + 1):
            if cleaned.get(f"link_{number}") and not cleaned.get(f"place_{number}"):
                self.add_error(f"place_{number}", gettext("Vul bij deze link de plek in."))
        cleaned["spots"] = [
            Spot(label, cleaned.get(f"link_{number}") or "")
            for number in range(1, SPOTS + 1)
            if (label := cleaned.get(f"place_{number}"))
        ]
        return cleaned
