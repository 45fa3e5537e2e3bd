"""Input about a text that is read in: the text itself, what becomes of it, and once more."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from protocols.forms import TEXT_LONGEST
from protocols.models import Audience, Code
from protocols.outline import LIMIT
from schoolgids.interface.forms import PortalForm, SubmittedOnce, tiles

ONE, SEVERAL = "one", "several"


class CodeChoice(PortalForm):
    """Which code a text is: a new one by its title, or a newer edition of a known one."""

    title = forms.CharField(
        label=_("Titel"),
        required=False,
        max_length=200,
        help_text=_("Laat dit leeg als de titel boven de tekst staat."),
    )
    code = forms.ModelChoiceField(
        label=_("Nieuwe uitgave van"),
        required=False,
        queryset=Code.objects.none(),
        empty_label=_("geen: dit is een nieuwe code"),
        help_text=_("Bij een nieuwe uitgave houden bepalingen die blijven hun vaste adres."),
    )

    def __init__(self, *args: Any, codes: QuerySet[Code] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        if codes is not None and isinstance(code, forms.ModelChoiceField):
            code.queryset = codes


class AgainForm(CodeChoice):
    """The same file once more."""

    submit = _("Probeer het opnieuw")


class ImportForm(SubmittedOnce, CodeChoice):
    """A text as a file or pasted."""

    submit = _("Lees deze tekst in")
    file = forms.FileField(
        label=_("Bestand"),
        required=False,
        help_text=_(
            "Een Word-bestand (.docx), pdf of tekstbestand (.txt of .md) van hooguit 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.md"}),
    )
    text = forms.CharField(
        label=_("Of plak de tekst hier"),
        required=False,
        max_length=TEXT_LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    field_order = ("file", "text", "title", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Pasted text may hold marks of direction and hard breaks; the importer takes care of them.
        self.fields["text"].validators = []

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > LIMIT:
            raise ValidationError(_("Dit is te groot. Een tekst mag 20 MB zijn."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool((cleaned.get("text") or "").strip()):
            self.add_error(
                "file" if cleaned.get("file") else "text",
                _("Kies een bestand of plak de tekst. Niet allebei."),
            )
        return cleaned


class PartsForm(PortalForm):
    """What becomes of a file in which several codes were found."""

    submit = _("Maak het concept")
    missing: ClassVar[dict[str, Any]] = {"drafts": _("Kies of dit één code is of meer.")}
    drafts = forms.ChoiceField(
        label=_("Wat wil je ervan maken?"),
        widget=forms.RadioSelect,
        choices=[(SEVERAL, _("Van elk deel een eigen code")), (ONE, _("Eén code van het geheel"))],
    )

    def __init__(
        self, *args: Any, parts: Sequence[tuple[str, list[str]]], title: str, **kwargs: Any
    ) -> None:
        self.numbers = range(1, len(parts) + 1)
        super().__init__(*args, **kwargs)
        self._add("title", "audiences", title, [])
        self.fields["title"].help_text = gettext("Laat dit leeg als de titel boven de tekst staat.")
        for number, (named, audiences) in zip(self.numbers, parts, strict=True):
            self._add(f"title_{number}", f"audiences_{number}", named, audiences)

    def _add(self, title: str, audiences: str, named: str, chosen: list[str]) -> None:
        """The title of a draft, and whom it is for."""
        self.fields[title] = forms.CharField(
            label=gettext("Titel"), required=False, max_length=200, initial=named
        )
        self.fields[audiences] = forms.MultipleChoiceField(
            label=gettext("Voor wie"),
            required=False,
            choices=Audience.choices,
            initial=chosen,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext("Kies niets als de code voor iedereen is."),
        )

    def layout(self) -> Any:
        yield tiles("drafts")
        for number in self.numbers:
            yield heading(gettext("Deel %d") % number)
            yield Field(f"title_{number}")
            yield tiles(f"audiences_{number}")
        yield heading(gettext("Het geheel"))
        yield Field("title")
        yield tiles("audiences")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("drafts") != SEVERAL:
            return cleaned
        seen: set[str] = set()
        for number in self.numbers:
            slug = slugify(cleaned.get(f"title_{number}", ""))
            if not slug:
                self.add_error(f"title_{number}", gettext("Geef elke code een titel."))
            elif slug in seen:
                self.add_error(f"title_{number}", gettext("Geef elke code een eigen titel."))
            seen.add(slug)
        return cleaned

    @property
    def wanted(self) -> list[tuple[str, list[str]]]:
        """The title and audiences of each draft that was asked for."""
        given = self.cleaned_data
        if given["drafts"] == ONE:
            return [(given["title"], given["audiences"])]
        return [(given[f"title_{n}"], given[f"audiences_{n}"]) for n in self.numbers]


def heading(words: str) -> HTML:
    """A heading between the fields."""
    return HTML(format_html('<h2 class="h3 mt-4">{}</h2>', words))
