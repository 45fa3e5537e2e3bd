"""What people type in a sanction case: clean values out, no deciding, no saving."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions import ladder
from incidents.sanctions.models import (
    Contact,
    Duty,
    Level,
    Measure,
    Objection,
    SanctionCase,
)
from schoolgids.interface.forms import PortalForm, SubmittedOnce, tiles
from schoolgids.people.models import Person

LONG = 4000  # characters of a text
YES_NO = [("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nee"))]


def long_text(
    label: Any, *, rows: int = 4, required: bool = True, hint: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class MeasureChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A measure with who decides on it and what comes first."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Any) -> str:
        level = Level(obj.mandate).label
        words = _("%(measure)s (beslist: %(level)s)") % {"measure": obj.name, "level": level}
        return f"{words}. {obj.explanation}" if obj.explanation else words


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


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
        _ask_days(self, cleaned)
        return cleaned


def _ask_days(form: forms.Form, cleaned: dict[str, Any]) -> None:
    if cleaned.get("first_on") is None and "first_on" not in form.errors:
        form.add_error("first_on", _("Kies de eerste dag van de schorsing."))
    if cleaned.get("days") is None and "days" not in form.errors:
        form.add_error("days", _("Vul in hoeveel schooldagen de schorsing duurt."))


class MomentMixin(forms.Form):
    """A day and a time, together a moment."""

    day = forms.DateField(label=gettext_lazy("Dag"))
    hour = forms.TimeField(label=gettext_lazy("Tijd"), help_text=gettext_lazy("Bijvoorbeeld 14.30"))
    in_the_past: ClassVar[bool] = True

    def moment(self) -> datetime | None:
        day: date | None = self.cleaned_data.get("day")
        hour: time | None = self.cleaned_data.get("hour")
        return timezone.make_aware(datetime.combine(day, hour)) if day and hour else None

    def check_moment(self) -> None:
        moment = self.moment()
        if moment and self.in_the_past and moment > timezone.now():
            self.add_error("day", _("Dit moment moet nog komen. Kies een dag tot en met vandaag."))
        if moment and not self.in_the_past and moment < timezone.now():
            self.add_error("day", _("Dit moment is al voorbij. Kies een dag vanaf vandaag."))


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


class DecideForm(PortalForm):
    """The decision, with its reasons."""

    submit = gettext_lazy("Neem het besluit")
    submit_icon = "gavel"
    outcome = forms.ChoiceField(
        label=gettext_lazy("Besluit"),
        choices=SanctionCase.Outcome.choices,
        widget=forms.RadioSelect,
    )
    first_on = forms.DateField(label=gettext_lazy("Eerste dag"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Aantal schooldagen"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-time"}),
    )
    motivation = long_text(
        gettext_lazy("Waarom dit besluit?"),
        rows=6,
        hint=gettext_lazy("Dit komt in de brief. Ga in op wat in het hoorgesprek is verteld."),
    )

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_days = case.is_suspension
        if not self.asks_days:
            del self.fields["first_on"], self.fields["days"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.asks_days and cleaned.get("outcome") == SanctionCase.Outcome.IMPOSED:
            _ask_days(self, cleaned)
        return cleaned


class EscalateForm(PortalForm):
    """To whom a case goes, and why."""

    submit = gettext_lazy("Zet de zaak door")
    submit_icon = "trending-up"
    to_level = forms.ChoiceField(label=gettext_lazy("Naar wie"), widget=forms.RadioSelect)
    reason = long_text(gettext_lazy("Waarom zet je de zaak door?"), rows=3)

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, Level(level).label.capitalize()) for level in ladder.above(case.level)]
        self.fields["to_level"].choices = levels  # type: ignore[attr-defined]


class BoardForm(PortalForm):
    """Whether the board is told."""

    submit = gettext_lazy("Leg de afweging vast")
    submit_icon = "landmark"
    informed = forms.ChoiceField(
        label=gettext_lazy("Wordt het bestuur ingelicht?"), choices=YES_NO, widget=forms.RadioSelect
    )
    reason = long_text(gettext_lazy("Waarom wel of niet?"), rows=3)


class ConfirmForm(PortalForm):
    """A deed that asks for nothing but a click."""

    def __init__(self, *args: Any, submit: Any, icon: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit, self.submit_icon = submit, icon  # type: ignore[misc]


class CommunicateForm(PortalForm):
    """When and how the decision was made known."""

    submit = gettext_lazy("Maak het besluit bekend")
    submit_icon = "mail"
    on = forms.DateField(label=gettext_lazy("Op welke dag"))
    how = forms.ChoiceField(
        label=gettext_lazy("Hoe"), choices=SanctionCase.Route.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("Kies een dag tot en met vandaag."))
        if self.case.decided_at and on < timezone.localdate(self.case.decided_at):
            raise forms.ValidationError(_("Kies een dag vanaf het besluit."))
        return on


class ObjectionForm(PortalForm):
    """An objection as it came in."""

    submit = gettext_lazy("Leg het bezwaar vast")
    submit_icon = "scale"
    by = PersonChoice(queryset=Person.objects.none(), label=gettext_lazy("Van wie"),
                      empty_label=None, widget=forms.RadioSelect)  # fmt: skip
    received_on = forms.DateField(label=gettext_lazy("Ontvangen op"))
    grounds = long_text(gettext_lazy("Waarom maken zij bezwaar?"))

    def __init__(self, *args: Any, objectors: Any, case: SanctionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = objectors  # type: ignore[attr-defined]
        self.case = case

    def clean_received_on(self) -> date:
        received_on: date = self.cleaned_data["received_on"]
        if received_on > timezone.localdate():
            raise forms.ValidationError(_("Kies een dag tot en met vandaag."))
        if self.case.communicated_on and received_on < self.case.communicated_on:
            raise forms.ValidationError(_("Kies een dag vanaf de bekendmaking."))
        return received_on


class RulingForm(PortalForm):
    """The ruling of the board on an objection."""

    submit = gettext_lazy("Leg de beslissing vast")
    submit_icon = "scale"
    ruling = forms.ChoiceField(
        label=gettext_lazy("Beslissing"), choices=Objection.Ruling.choices, widget=forms.RadioSelect
    )
    reason = long_text(gettext_lazy("Waarom deze beslissing?"), rows=6)

    def layout(self) -> Iterable[object]:
        yield tiles("ruling", one_column=True)
        yield Field("reason")


class EndForm(PortalForm):
    """Why a case ends early."""

    reason = long_text(gettext_lazy("Waarom eindigt deze zaak?"), rows=3)

    def __init__(self, *args: Any, submit: Any, icon: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit, self.submit_icon = submit, icon  # type: ignore[misc]


class DutyForm(PortalForm):
    """That a duty was done, with the proof; or, when the law allows it, why it need not be."""

    submit = gettext_lazy("Leg vast")
    submit_icon = "check"
    answer = forms.ChoiceField(
        label=gettext_lazy("Is het gedaan?"),
        choices=[
            ("done", gettext_lazy("Ja, het is gedaan")),
            ("waived", gettext_lazy("Het is niet nodig")),
        ],
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(label=gettext_lazy("Op welke dag"), required=False)
    how = forms.CharField(
        label=gettext_lazy("Hoe"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld telefonisch, of via welk loket"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Kenmerk of bewijs"), max_length=120, required=False
    )
    reason = long_text(gettext_lazy("Waarom is het niet nodig?"), rows=3, required=False)

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty = duty
        if duty.is_legal:
            del self.fields["answer"], self.fields["reason"]
            for name in ("done_on", "how", "reference"):
                self.fields[name].label = self.base_fields[name].label

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "waived":
            if not cleaned.get("reason"):
                self.add_error("reason", _("Schrijf op waarom het niet nodig is."))
            return cleaned
        if cleaned.get("done_on") is None and "done_on" not in self.errors:
            self.add_error("done_on", _("Vul in op welke dag het is gedaan."))
        if not cleaned.get("how"):
            self.add_error("how", _("Schrijf op hoe het is gedaan."))
        if self.duty.is_legal and not cleaned.get("reference"):
            self.add_error("reference", _("Vul het kenmerk of het bewijs in."))
        return cleaned

    @property
    def is_waived(self) -> bool:
        return bool(self.cleaned_data.get("answer") == "waived")
