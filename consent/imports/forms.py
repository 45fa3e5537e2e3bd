"""A file out of the administration, and which of its columns says what."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consent.imports.judging import fold
from consent.sheets import Asked
from schoolgids.interface.forms import PortalForm, SubmittedOnce

# The field, its label, and how administrations call such a column.
FIELDS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "number": (_("Leerlingnummer"), ("leerlingnummer", "stamnummer", "leerlingnr", "nummer")),
    "given_name": (_("Roepnaam"), ("roepnaam", "voornaam")),
    "family_name": (_("Achternaam, met tussenvoegsel"), ("achternaam", "naam")),
    "birth_date": (_("Geboortedatum"), ("geboortedatum", "geb. datum", "geb.datum")),
    "given_on": (_("Datum van het antwoord"), ("datum", "datum toestemming", "gewijzigd op")),
    "giver": (
        _("Wie antwoordde (naam, e-mailadres, moeder, vader of leerling)"),
        ("door", "ingevuld door", "ouder", "verzorger", "gegeven door"),
    ),
}


class UploadForm(SubmittedOnce, PortalForm):
    """The file itself."""

    submit = _("Lees het bestand")
    file = forms.FileField(
        label=_("Bestand uit de leerlingadministratie"),
        help_text=_(
            "Een csv- of Excel-bestand (.xlsx) met een rij per leerling, van hooguit 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.FILE_LIMIT:
            raise ValidationError(_("Dit bestand is te groot. Het mag 10 MB zijn."))
        return file


class ColumnsForm(PortalForm):
    """Which column says what. What the file doesn't say stays empty."""

    submit = _("Kijk het bestand na")
    day = forms.DateField(
        label=_("Eén datum voor alle antwoorden"),
        required=False,
        help_text=_("Alleen als het bestand geen datum per leerling heeft."),
    )

    def __init__(
        self, *args: Any, heads: Sequence[str], questions: Sequence[Asked], **kwargs: Any
    ) -> None:
        self.heads, self.questions = heads, questions
        super().__init__(*args, **kwargs)
        options = [("", gettext("staat er niet in")), *self._options()]
        for name, (label, _guesses) in FIELDS.items():
            self._add(name, label, options)
        for question in self.questions:
            self._add(self._key(question), question.purpose.name, options)
        self.order_fields([name for name in self.fields if name != "day"])

    def _add(self, name: str, label: Any, options: Sequence[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=options, required=False)
        self._speak(name, self.fields[name])

    def _options(self) -> list[tuple[str, str]]:
        return [
            (str(at), head or gettext("kolom %d") % (at + 1)) for at, head in enumerate(self.heads)
        ]

    @staticmethod
    def _key(question: Asked) -> str:
        return f"purpose_{question.purpose.pk.hex}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if not cleaned["number"] and not (cleaned["given_name"] and cleaned["family_name"]):
            self.add_error("number", _("Kies het leerlingnummer, of de roepnaam en de achternaam."))
        if not any(cleaned[self._key(question)] for question in self.questions):
            first = self._key(self.questions[0]) if self.questions else "number"
            self.add_error(first, _("Kies bij minstens één vraag de kolom met het antwoord."))
        if not cleaned["given_on"] and not cleaned.get("day"):
            self.add_error(
                "given_on",
                _("Kies de kolom met de datum, of schrijf één datum voor alle antwoorden."),
            )
        return cleaned

    @property
    def columns(self) -> dict[str, Any]:
        """What was chosen, as an import keeps it."""
        given = self.cleaned_data
        chosen: dict[str, Any] = {name: int(given[name]) for name in FIELDS if given[name]}
        chosen["purposes"] = {
            str(question.purpose.pk): int(given[self._key(question)])
            for question in self.questions
            if given[self._key(question)]
        }
        chosen["day"] = given["day"].isoformat() if given.get("day") else None
        return chosen


def guesses(
    heads: Sequence[str], questions: Sequence[Asked], before: Mapping[str, Any]
) -> dict[str, Any]:
    """What the columns were the last time, or what their heads say they are."""
    if before:
        found = {name: str(at) for name, at in before.items() if name in FIELDS}
        return found | {
            f"purpose_{key.replace('-', '')}": str(at) for key, at in before["purposes"].items()
        }
    by_head = {fold(head): str(at) for at, head in reversed(list(enumerate(heads)))}
    found = {
        name: next((by_head[word] for word in words if word in by_head), "")
        for name, (_label, words) in FIELDS.items()
    }
    for question in questions:
        found[f"purpose_{question.purpose.pk.hex}"] = by_head.get(fold(question.purpose.name), "")
    return found
