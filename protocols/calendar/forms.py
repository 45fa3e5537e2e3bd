"""Input about the review calendar: plans, outcomes, moments and ticks."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from protocols.calendar.models import AgendaItem, Evaluation, Outcome
from protocols.calendar.words import KINDS
from protocols.forms import DatedField, StepForm
from protocols.models import Code, CodeVersion
from schoolgids.interface.forms import FilterForm, PortalForm
from schoolgids.organisation.models import Group
from schoolgids.people.models import Person

LONGEST = 2_000
Result = Outcome.Result


def as_answers(choices: Iterable[Any]) -> list[tuple[str, Any]]:
    """Choices as answers on a form: with a capital, in the language of the page."""
    return [(one.value, lazy(capfirst, str)(one.label)) for one in choices]


class NamedPerson(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by the name under which lists sort."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.list_name)


class OfCode(PortalForm):
    """A plan for one of the codes of the page."""

    code = forms.ModelChoiceField(
        label=_("Gedragscode"), queryset=Code.objects.none(), empty_label=_("Kies een code")
    )

    def __init__(self, *args: Any, codes: QuerySet[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = codes


class EvaluationForm(OfCode):
    """When a code is evaluated, and with whom."""

    submit = _("Zet in de agenda")
    first = DatedField(
        label=_("Uiterlijk wanneer"),
        help_text=_("Een dag (25-03-2027) of een maand (februari 2027)."),
    )
    recurrence = forms.ChoiceField(
        label=_("Hoe vaak"), choices=as_answers(Evaluation.Comes), widget=forms.RadioSelect
    )
    with_role = forms.CharField(
        label=_("Samen met: functie"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld: anti-pestcoördinator."),
    )
    with_person = NamedPerson(
        label=_("Samen met: persoon"),
        required=False,
        queryset=Person.objects.none(),
        empty_label=_("niemand in het bijzonder"),
        help_text=_("Wie je kiest, krijgt de evaluatie in de eigen werkvoorraad."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["with_person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class OutcomeForm(StepForm):
    """What came of an evaluation."""

    submit = _("Leg de uitkomst vast")
    results: ClassVar[Iterable[Result]] = (Result.UNCHANGED, Result.CHANGED, Result.DROPPED)
    done_on = forms.DateField(label=_("Geëvalueerd op"))
    result = forms.ChoiceField(label=_("Uitkomst"), widget=forms.RadioSelect)
    version = forms.ModelChoiceField(
        label=_("Nieuwe versie"),
        required=False,
        queryset=CodeVersion.objects.none(),
        empty_label=_("nog geen nieuwe versie"),
        help_text=_("Alleen als de code is aangepast."),
    )
    notes = forms.CharField(
        label=_("Toelichting"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Noem hier geen leerlingen."),
    )

    def __init__(self, *args: Any, versions: QuerySet[CodeVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version, result = self.fields["version"], self.fields["result"]
        if isinstance(version, forms.ModelChoiceField):
            version.queryset = versions
        if isinstance(result, forms.ChoiceField):
            result.choices = as_answers(self.results)


class SettleForm(OutcomeForm):
    """With the number of the time it came round, so that a second click is no second outcome."""

    occurrence = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CorrectionForm(OutcomeForm):
    submit = _("Verbeter de uitkomst")
    results = tuple(Result)
    outcome = forms.UUIDField(widget=forms.HiddenInput)


class DiscussionsForm(OfCode):
    """Which groups talk about a code."""

    submit = _("Zet in de agenda")
    year_groups = forms.MultipleChoiceField(
        label=_("Leerjaren"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Dit geldt ook voor de groepen van volgende schooljaren."),
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Of losse groepen"),
        required=False,
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen voor dit schooljaar."),
    )

    def __init__(
        self, *args: Any, years: Iterable[str], groups: QuerySet[Group] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        year_groups, chosen = self.fields["year_groups"], self.fields["groups"]
        if isinstance(year_groups, forms.MultipleChoiceField):
            year_groups.choices = [(year, year) for year in years]
        if groups is None:  # the board plans by year: the groups are the schools'
            del self.fields["groups"]
        elif isinstance(chosen, forms.ModelMultipleChoiceField):
            chosen.queryset = groups


class MomentForm(StepForm):
    """A time to talk: it has another date each year."""

    submit = _("Voeg het moment toe")
    name = forms.CharField(
        label=_("Moment"),
        max_length=80,
        help_text=_("Bijvoorbeeld: Begin van het schooljaar, Week van de Mediawijsheid."),
    )
    from_on = forms.DateField(label=_("Eerste dag"))
    until_on = forms.DateField(label=_("Laatste dag"))


class TickForm(StepForm):
    """That one group talked at one moment."""

    missing: ClassVar[Mapping[str, Any]] = {"held_on": _("Schrijf op welke dag is gesproken.")}
    moment = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.UUIDField(widget=forms.HiddenInput)
    held_on = forms.DateField(label=_("Gesproken op"))


class TakeBackForm(StepForm):
    moment = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.UUIDField(widget=forms.HiddenInput)


class ItemForm(OfCode):
    """A standing item on the agenda of the team."""

    submit = _("Zet in de agenda")
    text = forms.CharField(
        label=_("Agendapunt"),
        max_length=200,
        help_text=_("Bijvoorbeeld: sociale media, elke teamvergadering."),
    )
    every = forms.ChoiceField(
        label=_("Hoe vaak"), choices=as_answers(AgendaItem.Every), widget=forms.RadioSelect
    )
    from_on = forms.DateField(label=_("Vanaf"))


class AgendaFilter(FilterForm):
    """Narrows the calendar to a kind of line or to one code."""

    soort = forms.ChoiceField(label=_("Soort"), required=False)
    code = forms.ModelChoiceField(
        label=_("Gedragscode"),
        required=False,
        queryset=Code.objects.none(),
        empty_label=_("Alle codes"),
    )
    stand = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, codes: QuerySet[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, code = self.fields["soort"], self.fields["code"]
        if isinstance(kind, forms.ChoiceField):
            named = [(value, str(label).capitalize()) for value, label in KINDS.items()]
            kind.choices = [("", _("Alles")), *named]
        if isinstance(code, forms.ModelChoiceField):
            code.queryset = codes
