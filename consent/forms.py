"""Input of consent: the choices of a guardian or pupil, and a pile of paper forms. Nothing is preselected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consent import paper
from consent.models import Answer
from consent.own import Item
from consent.paper import PaperForm
from consent.rule import Choice
from consent.sheets import Asked
from schoolgids.files.inspection import DOCUMENTS, IMAGES, Accepted, NotAccepted, inspect
from schoolgids.interface.forms import PortalForm, SubmittedOnce
from schoolgids.people.models import Guardianship, Person

YES_NO = (
    (Choice.YES.value, pgettext_lazy("consent", "Ja")),
    (Choice.NO.value, pgettext_lazy("consent", "Nee")),
)
ALL_HOLDERS = "all"


def yes_or_no() -> forms.ChoiceField:
    """Two buttons of equal weight, and none of them chosen."""
    radios = forms.RadioSelect(attrs={"class": "form-check-input"})
    return forms.ChoiceField(
        choices=YES_NO,
        widget=radios,
        required=False,
        error_messages={"invalid_choice": _("Kies ja of nee.")},
    )


class ScanField(forms.FileField):
    """A scan or photo of a form, judged by its content; cleans to what may be stored."""

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        """Raises ValidationError when it is too large, broken, or no image or PDF."""
        uploaded: UploadedFile[bytes] | None = super().clean(data, initial)
        if not uploaded:
            return None
        if (uploaded.size or 0) > settings.FILE_LIMIT:
            content = b" " * (settings.FILE_LIMIT + 1)  # refused below; the rest is not read
        else:
            content = uploaded.read()
        try:
            return inspect(content, kinds=IMAGES | DOCUMENTS, limit=settings.FILE_LIMIT)
        except NotAccepted as refusal:
            raise ValidationError(str(refusal.reason), code="scan") from refusal


class ChoicesForm(SubmittedOnce, PortalForm):
    """Yes or no per purpose, for one child; what is left open stays as it is."""

    submit = _("Sla mijn keuzes op")

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        self.items = items
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[self._name(item)] = yes_or_no()

    @staticmethod
    def _name(item: Item) -> str:
        return f"choice_{item.asked.purpose.pk.hex}"

    @property
    def questions(self) -> list[tuple[Item, BoundField]]:
        """Each question with its two buttons, for the page."""
        return [(item, self[self._name(item)]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["choices"] = {
            item.asked.purpose.pk: Choice(value)
            for item in self.items
            if (value := cleaned.get(self._name(item)))
        }
        if self.items and not cleaned["choices"] and not self.errors:
            self.add_error(
                self._name(self.items[0]), gettext("Kies ja of nee bij minstens één vraag.")
            )
        return cleaned


class WithdrawForm(SubmittedOnce):
    """Which yes is taken back."""

    purpose = forms.UUIDField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class PaperRow:
    """One pupil of the panel, with the fields of that pupil's form."""

    person: Person
    signer: BoundField
    cells: list[tuple[Asked, BoundField]]
    scan: BoundField

    @property
    def first_cell(self) -> BoundField | None:
        """Carries what is wrong with the answers as a whole."""
        return self.cells[0][1] if self.cells else None


class PaperPanel(SubmittedOnce, PortalForm):
    """What signed paper forms say, for the pupils that were chosen on the class sheet."""

    marks_optional = False
    route = forms.ChoiceField(
        label=_("Hoe kwam het antwoord binnen?"),
        choices=[
            (Answer.Route.PAPER.value, _("Formulier op papier")),
            (Answer.Route.ENROLMENT_FORM.value, _("Inschrijfformulier")),
            (Answer.Route.TELEPHONE.value, _("Telefoon of gesprek (alleen nee)")),
        ],
        initial=Answer.Route.PAPER.value,
    )
    signed_on = forms.DateField(label=_("Datum op het formulier"))
    scan = ScanField(label=_("Scan van de formulieren"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        columns: Sequence[Asked],
        guardianships: Mapping[UUID, Sequence[Guardianship]],
        today: date,
        clerk: UUID,
        **kwargs: Any,
    ) -> None:
        self.people, self.columns, self.guardianships = people, columns, guardianships
        self.today, self.clerk = today, clerk
        super().__init__(*args, **kwargs)
        for person in people:
            self._add_fields_of(person)

    def _add_fields_of(self, person: Person) -> None:
        self.fields[f"signer_{person.pk.hex}"] = forms.ChoiceField(
            choices=self._signers(person),
            required=False,
            widget=forms.Select(attrs={"class": "form-select w-auto"}),
            error_messages={
                "invalid_choice": gettext("Kies wie tekende bij %(name)s.") % {"name": person.name}
            },
        )
        for column in self.columns:
            self.fields[self._choice_name(person, column)] = yes_or_no()
        own_scan = ScanField(
            required=False, widget=forms.FileInput(attrs={"class": "form-control w-auto"})
        )
        self._speak("scan", own_scan)
        self.fields[f"scan_{person.pk.hex}"] = own_scan

    @staticmethod
    def _choice_name(person: Person, column: Asked) -> str:
        return f"choice_{person.pk.hex}_{column.purpose.pk.hex}"

    def _signers(self, person: Person) -> list[tuple[str, str]]:
        """Everybody who might have signed; whose signature counts is judged by the date."""
        found: dict[str, str] = {}
        for row in self._guardians(person):
            label = f"{row.guardian.name} ({row.get_relation_display()})"
            found.setdefault(str(row.guardian_id), label)
        holders = self._holders(person)
        options = [("", gettext("Kies wie tekende")), *found.items()]
        if len(holders) > 1:
            names = gettext(" en ").join(row.guardian.name for row in holders)
            options.append((ALL_HOLDERS, names))
        options.append((str(person.pk), gettext("%(name)s zelf") % {"name": person.given_name}))
        return options

    def _guardians(self, person: Person) -> Sequence[Guardianship]:
        return self.guardianships.get(person.pk, ())

    def _holders(self, person: Person) -> list[Guardianship]:
        """Who has authority today, each once."""
        found: dict[UUID, Guardianship] = {}
        for row in self._guardians(person):
            if row.parental_authority and row.holds_on(self.today):
                found.setdefault(row.guardian_id, row)
        return list(found.values())

    @property
    def rows(self) -> list[PaperRow]:
        """The table of the panel."""
        return [
            PaperRow(
                person,
                self[f"signer_{person.pk.hex}"],
                [(column, self[self._choice_name(person, column)]) for column in self.columns],
                self[f"scan_{person.pk.hex}"],
            )
            for person in self.people
        ]

    def clean_signed_on(self) -> date:
        signed_on: date = self.cleaned_data["signed_on"]
        if fault := paper.date_fault(signed_on, today=self.today):
            raise ValidationError(fault, code="future")
        return signed_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found = [self._paper_form(person, cleaned) for person in self.people]
        cleaned["forms"] = found
        signed_on = cleaned.get("signed_on")
        for form in found:
            self._judge(form, signed_on)
        fault = paper.evidence_fault(
            found, route=cleaned.get("route", ""), shared=cleaned.get("scan")
        )
        if fault and "scan" not in self.errors:
            self.add_error("route" if cleaned.get("route") == "telephone" else "scan", fault)
        return cleaned

    def _judge(self, form: PaperForm, signed_on: date | None) -> None:
        key = form.person.pk.hex
        if signed_on is not None and (fault := paper.birth_fault(form, signed_on)):
            self.add_error("signed_on", fault)
        if f"signer_{key}" not in self.errors:
            # Without a day on the form, authority can't be judged; that somebody signed can.
            fault = paper.signer_fault(
                form, self._guardians(form.person), signed_on or self.today, entered_by=self.clerk
            )
            if fault:
                self.add_error(f"signer_{key}", fault)
        if self.columns and (fault := paper.choices_fault(form)):
            self.add_error(self._choice_name(form.person, self.columns[0]), fault)

    def _paper_form(self, person: Person, cleaned: Mapping[str, Any]) -> PaperForm:
        signer = cleaned.get(f"signer_{person.pk.hex}", "")
        if signer == ALL_HOLDERS:
            signers = tuple(row.guardian_id for row in self._holders(person))
        else:
            signers = (UUID(signer),) if signer else ()
        choices = {
            column.purpose.pk: Choice(value)
            for column in self.columns
            if (value := cleaned.get(self._choice_name(person, column)))
        }
        return PaperForm(
            person=person,
            signers=signers,
            choices=choices,
            evidence=cleaned.get(f"scan_{person.pk.hex}"),
        )
