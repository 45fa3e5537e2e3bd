"""Forms until the decision: the proposal, the hearing, the contact with the guardians."""

from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions.forms.fields import (
    YES_NO,
    MeasureChoice,
    MomentMixin,
    PersonChoice,
    ask_days,
    long_text,
)
from incidents.sanctions.models import (
    Contact,
    Measure,
)
from schoolgids.interface.forms import PortalForm, SubmittedOnce, tiles
from schoolgids.people.models import Person


class ProposeForm(SubmittedOnce, PortalForm):
    """A measure for one person."""

    submit = gettext_lazy("Stel de maatregel voor")
    submit_icon = "gavel"
    missing: ClassVar = {
        "measure": gettext_lazy("Kies een maatregel."),
        "facts": gettext_lazy("Schrijf op wat er is gebeurd."),
        "grounds": gettext_lazy("Schrijf op waarom je deze maatregel voorstelt."),
    }

    measure = MeasureChoice(queryset=Measure.objects.none(), label=gettext_lazy("Maatregel"),
                            empty_label=None)  # fmt: skip
    first_on = forms.DateField(
        label=gettext_lazy("Eerste dag"),
        required=False,
        help_text=gettext_lazy("Alleen bij een schorsing, bijvoorbeeld 26-11-2026"),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Aantal schooldagen"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-time"}),
        help_text=gettext_lazy("Alleen bij een schorsing"),
    )
    facts = long_text(
        gettext_lazy("Wat is er gebeurd?"),
        hint=gettext_lazy("Dit komt in de brief. Noem geen andere leerlingen bij naam."),
    )
    grounds = long_text(
        gettext_lazy("Waarom deze maatregel?"),
        hint=gettext_lazy("Noem ook wat er eerder is gebeurd en wat voor de leerling pleit."),
    )
    arrangements = long_text(
        gettext_lazy("Hoe gaat het onderwijs door?"),
        rows=2,
        required=False,
        hint=gettext_lazy("Bijvoorbeeld waar de leerling werkt tijdens een schorsing."),
    )

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]

    def layout(self) -> Iterable[object]:
        yield tiles("measure", one_column=True)
        yield from (
            Field(name) for name in ("first_on", "days", "facts", "grounds", "arrangements")
        )
        yield Field("submission")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        measure = cleaned.get("measure")
        if measure is None:
            return cleaned
        if measure.max_days is None:
            return {**cleaned, "days": None, "first_on": None}
        ask_days(self, cleaned)
        return cleaned


class HearingForm(MomentMixin, PortalForm):
    """The hearing as it went, or that nobody came."""

    submit = gettext_lazy("Leg het hoorgesprek vast")
    submit_icon = "messages-square"
    came = forms.ChoiceField(
        label=gettext_lazy("Is het gesprek gevoerd?"),
        choices=[
            ("yes", gettext_lazy("Ja, het gesprek is gevoerd")),
            ("no", gettext_lazy("Nee, zij kwamen niet")),
        ],
        widget=forms.RadioSelect,
    )
    with_whom = forms.CharField(
        label=gettext_lazy("Met wie"),
        max_length=200,
        help_text=gettext_lazy("Wie spraken er, of wie was uitgenodigd?"),
    )
    minutes = long_text(
        gettext_lazy("Wat vertelden zij?"),
        rows=6,
        required=False,
        hint=gettext_lazy("Dit komt in de brief. Schrijf op wat is gezegd, zonder oordeel."),
    )
    absence = long_text(
        gettext_lazy("Waarom kwamen zij niet?"),
        rows=2,
        required=False,
        hint=gettext_lazy(
            "Alleen als het gesprek niet is gevoerd. Schrijf op hoe je hebt uitgenodigd."
        ),
    )

    def layout(self) -> Iterable[object]:
        yield tiles("came")
        yield from (Field(name) for name in ("day", "hour", "with_whom", "minutes", "absence"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_moment()
        if cleaned.get("came") == "yes" and not cleaned.get("minutes"):
            self.add_error("minutes", _("Schrijf op wat zij vertelden."))
        if cleaned.get("came") == "no" and not cleaned.get("absence"):
            self.add_error("absence", _("Schrijf op waarom zij niet kwamen."))
        return cleaned


class PlanForm(MomentMixin, PortalForm):
    """When and where the hearing is to be."""

    submit = gettext_lazy("Plan het hoorgesprek")
    submit_icon = "calendar"
    in_the_past = False
    with_whom = forms.CharField(label=gettext_lazy("Met wie"), max_length=200)
    place = forms.CharField(label=gettext_lazy("Plaats"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_moment()
        return cleaned


class ContactForm(MomentMixin, PortalForm):
    """A contact with a guardian, or an attempt."""

    submit = gettext_lazy("Leg het contact vast")
    submit_icon = "phone"
    guardian = PersonChoice(queryset=Person.objects.none(), label=gettext_lazy("Met wie"),
                            empty_label=None, widget=forms.RadioSelect)  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("Hoe"), choices=Contact.How.choices, widget=forms.RadioSelect
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("Heb je de ouder gesproken?"), choices=YES_NO, widget=forms.RadioSelect
    )
    note = long_text(
        gettext_lazy("Wat is er besproken?"), rows=3, required=False,
        hint=gettext_lazy("De ouder kan dit lezen."),
    )  # fmt: skip

    def __init__(self, *args: Any, guardians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guardian"].queryset = guardians  # type: ignore[attr-defined]

    def layout(self) -> Iterable[object]:
        yield tiles("guardian")
        yield from (Field("day"), Field("hour"), tiles("how"), tiles("reached"), Field("note"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_moment()
        return cleaned
