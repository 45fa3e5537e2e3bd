"""Fields that the forms of a case share."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions.models import (
    Level,
)

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


def ask_days(form: forms.Form, cleaned: dict[str, Any]) -> None:
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
