"""Input of the house style: colours, a mark and a logo, of which nothing is lost between steps."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schoolgids.files.inspection import NotAccepted
from schoolgids.house.models import logo_of
from schoolgids.house.picture import LIMIT, Picture, take
from schoolgids.house.services import Style
from schoolgids.interface.forms import Actions, PortalForm, tiles
from schoolgids.interface.palette import MARKS, unreadable
from schoolgids.interface.proposals import proposals
from schoolgids.organisation.models import COLOUR, School, colour

NO_COLOUR = "#000000"  # what a picker shows beside a text that is no colour
MARK_NAMES: Mapping[str, Any] = {
    "book": pgettext_lazy("beeldmerk", "Boek"),
    "bird": pgettext_lazy("beeldmerk", "Vogel"),
    "gate": pgettext_lazy("beeldmerk", "Poort"),
    "wave": pgettext_lazy("beeldmerk", "Golf"),
    "tree": pgettext_lazy("beeldmerk", "Boom"),
    "star": pgettext_lazy("beeldmerk", "Ster"),
    "mill": pgettext_lazy("beeldmerk", "Molen"),
    "sun": pgettext_lazy("beeldmerk", "Zon"),
}


class ColourInput(forms.TextInput):
    """A colour as text, with the browser's own picker beside it.

    Without scripts the two do not follow each other. What the page showed is sent along, so
    that the one that somebody changed counts; the text where both were.
    """

    template_name = "house/colour.html"
    nearest = ""  # the colour that is proposed in its place
    picker_label = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text, shown = data.get(name), data.get(f"{name}-shown")
        picked = data.get(f"{name}-picker")
        if picked is None or shown is None or text != shown or picked == picker_of(shown):
            return text
        return picked

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "picker": picker_of(str(value or "")),
            "picker_label": self.picker_label,
            "nearest": self.nearest,
        }
        return context


class ColourField(forms.CharField):
    """A colour; `1A2B3C`, `#1a2b3c` and `#abc` are ways to write one."""

    widget = ColourInput
    default_validators = [colour]

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return normal(text)


class LogoField(forms.FileField):
    """A picture, judged by its content; cleans to what may be shown."""

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Raises ValidationError when it is too large, broken or no picture."""
        uploaded: UploadedFile[bytes] | None = super().clean(data, initial)
        if not uploaded:
            return None
        try:
            return take(uploaded.read(LIMIT + 1))
        except NotAccepted as refusal:
            raise ValidationError(str(refusal.reason), code="logo") from refusal


class StyleForm(PortalForm):
    """How a school looks. A logo that was chosen is kept on the page until it is saved."""

    colour_primary = ColourField(
        label=_("Hoofdkleur"), help_text=_("Voor de balk bovenaan, knoppen en koppen op papier.")
    )
    colour_on_primary = ColourField(
        label=_("Tekst op de hoofdkleur"), help_text=_("Meestal wit: #ffffff.")
    )
    colour_tint = ColourField(
        label=_("Lichte achtergrond"),
        help_text=_("Achter het zoekveld van de gids en wat gekozen is."),
    )
    colour_accent = ColourField(
        label=_("Accent"), help_text=_("De lijn in de kantlijn. Hier staat nooit tekst op.")
    )
    mark = forms.ChoiceField(
        label=_("Beeldmerk"),
        help_text=_("Staat bij de naam van de school zolang er geen logo is."),
        widget=forms.RadioSelect,
    )
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "Een png, jpg of webp van hooguit 2 MB. Staat op elke pagina en op brieven, in plaats van het beeldmerk."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    logo_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    without_logo = forms.BooleanField(label=_("Haal het logo weg"), required=False)
    colours: ClassVar = ("colour_primary", "colour_on_primary", "colour_tint", "colour_accent")

    def __init__(self, data: Any = None, files: Any = None, *, school: School, **more: Any) -> None:
        # A copy: what was uploaded is written back into it, to stand on the page again.
        own = data.copy() if data is not None else None
        if own is None:
            more["initial"] = {name: getattr(school, name) for name in (*self.colours, "mark")}
        super().__init__(own, files, **more)
        self.sent: Any = own
        self.school = school
        self.proposed: dict[str, str] = {}
        for name in self.colours:
            field = self.fields[name]
            field.widget.picker_label = gettext("%s: kies een kleur") % field.label
        self.fields["mark"].choices = [(mark, _with_drawing(mark)) for mark in MARKS]  # type: ignore[attr-defined]
        if logo_of(school) is None:
            del self.fields["without_logo"]

    def layout(self) -> Iterable[object]:
        # Enter in a field presses the first button of a form: this one changes nothing.
        yield HTML('<button class="d-none" name="deed" value="look" tabindex="-1"></button>')
        yield from (Field(name) for name in self.colours)
        if len(self.proposed) > 1:
            yield HTML("{% include 'house/all.html' %}")
        yield tiles("mark")
        yield HTML("{% include 'house/logo.html' %}")
        yield Field("logo")
        if "without_logo" in self.fields:
            yield Field("without_logo")

    def actions(self) -> object:
        return Actions(self.submit, name="deed", value="save", look=True)

    def clean_logo_kept(self) -> Picture | None:
        """A logo that was chosen on the page before; judged anew, for it came back from outside."""
        given = self.cleaned_data["logo_kept"]
        if not given or self.cleaned_data.get("logo") is not None:
            return None
        try:
            return take(base64.b64decode(given, validate=True))
        except (binascii.Error, ValueError):
            self.sent["logo_kept"] = ""
            self.add_error("logo", gettext("Kies het logo opnieuw."))
            return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if all(name in cleaned for name in self.colours):
            self._judge(cleaned)
        logo = cleaned.get("logo") or cleaned.get("logo_kept")
        if logo is not None and cleaned.get("without_logo"):
            self.add_error("without_logo", gettext("Kies een logo of haal het weg, niet allebei."))
        if logo is not None:
            self.sent["logo_kept"] = base64.b64encode(logo.content).decode()
        self.kept = logo
        return cleaned

    def _judge(self, cleaned: Mapping[str, Any]) -> None:
        """Says at each colour that can't be read which one can."""
        for found in proposals(
            primary=cleaned["colour_primary"],
            on_primary=cleaned["colour_on_primary"],
            tint=cleaned["colour_tint"],
        ):
            name = f"colour_{found.name}"
            self.proposed[name] = found.nearest
            self.fields[name].widget.nearest = found.nearest
            self.add_error(name, unreadable(found))

    # --- What the page and the service ask ------------------------------------------------
    kept: Picture | None = None

    @property
    def all_proposed(self) -> str:
        """Every proposal, as the value of one button."""
        return ",".join(f"{name}:{value}" for name, value in self.proposed.items())

    @property
    def style(self) -> Style:
        """What was chosen, once the form is valid."""
        return Style(**{name: self.cleaned_data[name] for name in Style.__dataclass_fields__})

    @property
    def shown(self) -> dict[str, str]:
        """What the sample shows: what was typed, and where that can't be read what is proposed."""
        typed = {name: normal(str(self[name].value() or "")) for name in self.colours}
        return {
            name: self.proposed.get(name)
            or (value if re.fullmatch(COLOUR, value) else getattr(self.school, name))
            for name, value in typed.items()
        }

    @property
    def shown_mark(self) -> str:
        mark = str(self["mark"].value())
        return mark if mark in MARKS else self.school.mark


def taking_over(data: Any) -> Any:
    """What was sent, with the colours of the button that was pressed in the place of the own ones."""
    taken = data.copy()
    for part in data.get("neem_over", "").split(","):
        name, _colon, value = part.partition(":")
        if name in StyleForm.colours and re.fullmatch(COLOUR, value):
            taken[name] = taken[f"{name}-shown"] = value
            taken.pop(f"{name}-picker", None)
    return taken


def normal(text: str) -> str:
    """A colour as it is kept, however it was written; other text as it is."""
    digits = text.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if re.fullmatch("[0-9a-f]{6}", digits) else text


def picker_of(text: str) -> str:
    """What a picker shows beside a text."""
    found = normal(text)
    return found if re.fullmatch(COLOUR, found) else NO_COLOUR


def _with_drawing(mark: str) -> str:
    return format_html(
        '<svg class="mark-choice" aria-hidden="true"><use href="#m-{}"/></svg> {}',
        mark,
        MARK_NAMES[mark],
    )
