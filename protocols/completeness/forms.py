"""Input about topics and about what has to be in a guide."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.completeness.facts import roles_that_keep
from protocols.forms import StepForm
from schoolgids.interface.forms import PortalForm
from schoolgids.organisation.models import School
from schoolgids.people.models import Person


class FactsForm(PortalForm):
    """Who keeps a topic, why it is in the guide, and when to look at it again."""

    submit = _("Sla op")
    owner_role = forms.ChoiceField(label=_("Rol die dit beheert"), required=False)
    owner = forms.ModelChoiceField(
        label=_("Of een persoon"),
        required=False,
        queryset=Person.objects.none(),
        empty_label=_("geen persoon"),
        help_text=_("De naam staat niet in de gids."),
    )
    requirement = forms.ChoiceField(
        label=_("Grondslag uit de wet"),
        required=False,
        help_text=_("Kies een onderdeel van de lijst, of schrijf hieronder zelf de grondslag."),
    )
    legal_basis = forms.CharField(
        label=_("Grondslag in eigen woorden"), required=False, max_length=200
    )
    legal_link = forms.URLField(
        label=_("Link naar de grondslag"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Neem de hele link over, zoals https://voorbeeld.nl/wet.")},
    )
    check_again_on = forms.DateField(label=_("Opnieuw nakijken op"), required=False)

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        asked: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("owner_role", [("", _("geen rol")), *roles_that_keep()])
        self._choose("requirement", [("", _("geen onderdeel")), *asked])
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["owner"].label_from_instance = lambda person: person.list_name  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("owner_role") and cleaned.get("owner"):
            self.add_error("owner", _("Kies een rol of een persoon, niet allebei."))
        return cleaned


class CheckForm(StepForm):
    """That a topic was looked at and still holds."""

    submit = _("Nagekeken, klopt nog")
    check_again_on = forms.DateField(label=_("Opnieuw nakijken op"))


class OwnRequirementForm(PortalForm):
    """Something that the board asks of the guides of its schools."""

    submit = _("Voeg toe")
    missing: ClassVar[Mapping[str, Any]] = {"title": _("Schrijf wat in de gids moet staan.")}
    title = forms.CharField(label=_("Wat moet in de gids staan?"), max_length=120)
    explanation = forms.CharField(label=_("Uitleg"), required=False, max_length=300)
    source = forms.CharField(
        label=_("Waar staat dat?"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld een besluit van het bestuur, met de datum."),
    )
    sector = forms.ChoiceField(
        label=_("Voor welke scholen"),
        required=False,
        choices=[("", _("alle scholen")), *School.Sector.choices],
    )
    from_on = forms.DateField(label=_("Vanaf"))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
