"""Input of the registers: a form per kind of request, the decision, and the pupils of a class app."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from protocols.registers.judging import Wish
from protocols.registers.models import Kind, Placement
from protocols.registers.platforms import (
    FOR_ACCOUNTS,
    FOR_CLASS_APPS,
    FOR_EXCEPTIONS,
    FOR_LESSONS,
    MINIMUM_AGES,
    Platform,
)
from protocols.registers.roll import Pupil, Roll
from protocols.registers.services import Note
from schoolgids.interface.forms import FilterForm, PortalForm, SubmittedOnce, Text
from schoolgids.organisation.models import Group
from schoolgids.people.models import Person

Choices = Sequence[tuple[str, Text]]
Where = Placement.Where
NONE_YET: Choices = (("", _("kies")),)


def _platform(label: Any, offered: Iterable[Platform]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[*NONE_YET, *((one.value, one.label) for one in offered)]
    )


def _purpose(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Waarvoor?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class AskForm(SubmittedOnce, PortalForm):
    """What every request has. A subclass says of which kind it is."""

    kind: ClassVar[Kind]
    submit = _("Vraag aan")
    summary_title = _("Dit is nog niet aangevraagd")
    platform_name = forms.CharField(
        label=_("Welk ander platform?"),
        max_length=60,
        required=False,
        help_text=_("Alleen als het platform niet in de lijst staat."),
    )
    from_on = forms.DateField(label=_("Vanaf"))
    until_on = forms.DateField(label=_("Tot en met"), required=False)

    def __init__(
        self,
        *args: Any,
        staff: Sequence[Person] = (),
        groups: Sequence[Group] = (),
        provisions: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Mapping[str, Choices] = {
            "person": [(str(one.pk), one.list_name) for one in staff],
            "group": [(str(one.pk), one.name) for one in groups],
            "departs_from": provisions,
        }
        for name, choices in offered.items():
            if name in self.fields:
                self.fields[name].choices = [*NONE_YET, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("platform") == Platform.OTHER and not cleaned.get("platform_name"):
            self.add_error("platform_name", gettext("Schrijf welk platform het is."))
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", gettext("De laatste dag ligt voor de eerste."))
        return cleaned

    @property
    def wish(self) -> Wish:
        """What is asked, of a form that is valid."""
        given = dict(self.cleaned_data)
        for extra in ("submission", "departs_from"):
            given.pop(extra, None)
        for pointer in ("person", "group"):
            if pointer in given:
                key = given.pop(pointer)
                given[f"{pointer}_id"] = UUID(key) if key else None
        if given["platform"] != Platform.OTHER:
            given["platform_name"] = ""
            ages = MINIMUM_AGES if self.kind == Kind.CLASS_APP else {}
            given["minimum_age"] = ages.get(given["platform"])
        return Wish(kind=self.kind, **given)


class AccountForm(AskForm):
    kind = Kind.ACCOUNT
    platform = _platform(_("Op welk platform?"), FOR_ACCOUNTS)
    name = forms.CharField(
        label=_("Naam van het account"), max_length=80, help_text=_("Zoals anderen het zien.")
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Neem de hele link over, zoals https://voorbeeld.nl/school.")},
    )
    person = forms.ChoiceField(label=_("Wie beheert het account?"))
    purpose = _purpose(_("Bijvoorbeeld: nieuws van de school voor ouders."))
    field_order = [
        "platform", "platform_name", "name", "link", "person", "purpose", "from_on", "until_on",
    ]  # fmt: skip


class ExceptionForm(AskForm):
    kind = Kind.EXCEPTION
    platform = _platform(_("Welk medium?"), FOR_EXCEPTIONS)
    person = forms.ChoiceField(label=_("Voor welke medewerker?"), required=False)
    group = forms.ChoiceField(label=_("Of voor welke groep?"), required=False)
    departs_from = forms.ChoiceField(label=_("Van welke regel wijkt dit af?"), required=False)
    purpose = _purpose(_("Waarom kan het niet zoals de code het zegt?"))
    until_on = forms.DateField(
        label=_("Tot en met"), help_text=_("Een uitzondering houdt altijd op.")
    )
    field_order = [
        "platform", "platform_name", "person", "group", "departs_from", "purpose", "from_on",
        "until_on",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("person")) == bool(cleaned.get("group")):
            self.add_error("person", gettext("Kies een medewerker of een groep. Niet allebei."))
        return cleaned


class ClassAppForm(AskForm):
    kind = Kind.CLASS_APP
    group = forms.ChoiceField(label=_("Voor welke groep?"))
    platform = _platform(_("Op welk platform?"), FOR_CLASS_APPS)
    minimum_age = forms.IntegerField(
        label=_("Vanaf welke leeftijd mag je op dat platform?"),
        required=False,
        min_value=0,
        max_value=21,
        help_text=_("Alleen bij een ander platform. Kijk in de voorwaarden; 0 is geen grens."),
        widget=forms.TextInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )
    why_not_school = forms.CharField(
        label=_("Waarom kan het niet op het besloten platform van de school?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Niet nodig als je dat platform kiest."),
    )
    purpose = _purpose(_("Bijvoorbeeld: wijzigingen in het rooster."))
    field_order = [
        "group", "platform", "platform_name", "minimum_age", "why_not_school", "purpose", "from_on",
        "until_on",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("platform") == Platform.OTHER and cleaned.get("minimum_age") is None:
            self.add_error("minimum_age", gettext("Vul de leeftijd in die het platform noemt."))
        return cleaned


class LessonForm(AskForm):
    kind = Kind.LESSON
    group = forms.ChoiceField(label=_("Voor welke groep?"))
    lesson = forms.CharField(
        label=_("Welke les of welk lesuur?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: Nederlands, maandag het derde uur."),
    )
    platform = _platform(_("Wat wordt er gebruikt?"), FOR_LESSONS)
    purpose = _purpose(_("Wat doen de leerlingen ermee?"))
    part_of_lesson = forms.BooleanField(label=_("Het is een onderdeel van de les"), required=False)
    until_on = forms.DateField(
        label=_("Tot en met"), help_text=_("Dezelfde dag als het voor één les is.")
    )
    field_order = [
        "group", "lesson", "platform", "platform_name", "purpose", "part_of_lesson", "from_on",
        "until_on",
    ]  # fmt: skip


FORMS: Mapping[str, type[AskForm]] = {
    form.kind: form for form in (AccountForm, ExceptionForm, ClassAppForm, LessonForm)
}


class RefuseForm(PortalForm):
    """No, and why."""

    submit = _("Weiger de aanvraag")
    summary_title = _("De aanvraag is nog niet geweigerd")
    missing: ClassVar[Mapping[str, Text]] = {"reason": _("Schrijf op waarom het niet mag.")}
    reason = forms.CharField(
        label=_("Waarom niet?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wie het aanvroeg, leest dit."),
    )

    @property
    def bare_helper(self) -> FormHelper:
        """Inside a form of the page, whose button names the deed."""
        return self.within(*self.layout())


class EntryFilter(FilterForm):
    """The filters above a register."""

    fase = forms.ChoiceField(label=_("Fase"), required=False)
    zoek = forms.CharField(label=_("Zoek"), required=False, max_length=80)

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fase"].choices = [("", _("alle")), *stages]  # type: ignore[attr-defined]


class PupilsForm(PortalForm):
    """A row per pupil of the group: in the app or not, and how who is not hears the news."""

    submit = _("Sla op")
    marks_optional = False
    rest_is_in = forms.BooleanField(
        label=_("Wie ik openlaat, zit in de app (behalve wie te jong is)"), required=False
    )
    told_all = forms.CharField(
        label=_("Hoe krijgt iedereen die er niet in zit het bericht?"),
        required=False,
        max_length=120,
        help_text=_(
            "Geldt voor wie hieronder niets eigens heeft. Bijvoorbeeld: mail aan de ouders."
        ),
    )

    def __init__(self, *args: Any, roll: Roll, **kwargs: Any) -> None:
        self.roll = roll
        inputs: dict[str, forms.Field] = {}
        for pupil in roll.pupils:
            before = pupil.placement if pupil.is_placed else None
            name = {"name": pupil.person.name}
            inputs[f"where_{pupil.person.pk}"] = forms.ChoiceField(
                label=gettext("In de app? %(name)s") % name,
                required=False,
                choices=_offered(pupil),
                initial=before.where if before else "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            inputs[f"told_{pupil.person.pk}"] = forms.CharField(
                label=gettext("Hoe krijgt %(name)s het bericht?") % name,
                required=False,
                max_length=120,
                initial=before.told_how if before else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
        # Before they are judged, so that they are judged as all fields of a form are.
        self.base_fields = {**type(self).base_fields, **inputs}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    @property
    def whole_helper(self) -> FormHelper:
        """What goes for the whole group, above the pupils."""
        return self.within(Field("rest_is_in"), Field("told_all"))

    @property
    def rows(self) -> list[tuple[Pupil, forms.BoundField, forms.BoundField]]:
        """Each pupil with the two inputs, for the page."""
        return [
            (pupil, self[f"where_{pupil.person.pk}"], self[f"told_{pupil.person.pk}"])
            for pupil in self.roll.pupils
        ]

    @property
    def notes(self) -> list[Note]:
        """What was filled in, of a form that is valid. Who is still open is not among them."""
        given, found = self.cleaned_data, []
        for pupil in self.roll.pupils:
            rest = Where.IN if given["rest_is_in"] and not pupil.too_young else ""
            where = given[f"where_{pupil.person.pk}"] or rest
            told = given[f"told_{pupil.person.pk}"] or given["told_all"]
            if where:
                found.append(Note(pupil.person.pk, where, told))
        return found


def _offered(pupil: Pupil) -> Choices:
    """Who is too young is in the app with the parents' yes, or not at all."""
    inside = Where.AGREED if pupil.too_young else Where.IN
    return [("", _("nog niet nagegaan")), (inside, inside.label), (Where.OUT, Where.OUT.label)]


def starting_values(today: date, person: UUID | None) -> dict[str, Any]:
    """What a new request begins with."""
    return {"from_on": today, "person": str(person) if person else ""}
