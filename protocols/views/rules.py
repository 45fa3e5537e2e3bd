"""The rules of a version: each beside the provision it follows from, none applied unseen (G8)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from protocols import services
from protocols.models import Provision, RuleSetting, Stage
from protocols.outline import paths
from protocols.rule_words import (
    GROUPS,
    QUESTIONS,
    Text,
    answer_in_words,
    choices_of,
    default_in_words,
    value_typed,
)
from protocols.rules import DEFAULTS, ConsentWording, UnknownRule
from protocols.suggesting import Suggestion, suggest
from protocols.views.base import VersionPage
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide
from schoolgids.workflow import Refused

OPEN = (Stage.DRAFT, Stage.REVIEW)


@dataclass(frozen=True)
class Place:
    """A provision as the page cites it."""

    path: str
    text: str
    href: str


@dataclass(frozen=True)
class Row:
    """One rule: what holds, what it follows from, and what the text seems to say."""

    key: str
    question: Text
    answer: Text
    is_set: bool
    value: str
    place: Place | None
    suggestion: Text
    suggested_at: Place | None
    suggested_words: str
    choices: list[tuple[str, Text]]
    warning: Text


class RulesPage(VersionPage):
    """What the portal acts on because this version says so."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        context = {
            "version": self.row,
            "groups": self._groups(),
            "may_edit": self._may_edit(),
            "here": self.link("rules", pk=self.row.pk),
            "version_href": self.link("version", pk=self.row.pk),
            "codes_href": self.link("codes"),
        }
        return render(request, "protocols/rules.html", context)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, key = request.POST.get("deed", "").partition(":")
        if key not in QUESTIONS or deed not in ("accept", "set", "default"):
            raise Http404
        try:
            self._do(deed, key)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, str(reason))
        else:
            messages.success(request, _("Vastgelegd: %s") % QUESTIONS[key])
        return redirect(f"{self.link('rules', pk=self.row.pk)}#{key}")

    def _do(self, deed: str, key: str) -> None:
        value: Any = getattr(DEFAULTS, key)
        provision: Provision | None = None
        if deed == "accept":
            found = self._suggestions().get(key)
            if found is None:
                raise Refused(_("De tekst zegt hier niets meer over. Bekijk de pagina opnieuw."))
            value, provision = found.value, self._provisions()[found.provision]
        elif deed == "set":
            value, provision = self._typed(key)
        services.set_rule(self.actor, version=self.row, key=key, value=value, provision=provision)

    def _typed(self, key: str) -> tuple[Any, Provision | None]:
        try:
            value = value_typed(key, self.request.POST.get(f"value-{key}", ""))
        except UnknownRule as unknown:
            raise Refused(_("Kies een van de antwoorden.")) from unknown
        label = self.request.POST.get(f"provision-{key}", "").strip()
        if not label:
            return value, None
        rows = self._provisions()
        named = [row for row, path in zip(rows, paths(rows), strict=True) if path == label]
        if len(named) != 1:
            raise Refused(
                _("Er is geen bepaling met het nummer ‘%s’, of er is er meer dan één.") % label
            )
        return value, named[0]

    def _provisions(self) -> list[Provision]:
        if not hasattr(self, "_rows"):
            self._rows = list(self.row.provisions.kept().order_by("order"))
        return self._rows

    def _suggestions(self) -> dict[str, Suggestion]:
        return {found.key: found for found in suggest([row.text for row in self._provisions()])}

    def _may_edit(self) -> bool:
        elsewhere = self.owner_id is not None and self.row.school_id is None
        return (
            self.row.status in OPEN
            and not elsewhere
            and bool(decide(self.actor, Action.CODE_EDIT, self.row))
        )

    def _groups(self) -> list[tuple[Text, list[Row]]]:
        rows = self._provisions()
        outline = self.link("outline", pk=self.row.pk)
        places = {
            row.pk: Place(path, row.text, f"{outline}?rij={row.pk}#b-{row.pk}")
            for row, path in zip(rows, paths(rows), strict=True)
        }
        settings = {one.key: one for one in self.row.rules.all()}
        suggested = self._suggestions()
        return [
            (title, [self._row(key, settings.get(key), suggested.get(key), places) for key in keys])
            for title, keys in GROUPS
        ]

    def _row(
        self,
        key: str,
        setting: RuleSetting | None,
        suggestion: Suggestion | None,
        places: dict[Any, Place],
    ) -> Row:
        waits = suggestion is not None and setting is None
        at = places[self._provisions()[suggestion.provision].pk] if suggestion and waits else None
        return Row(
            key=key,
            question=QUESTIONS[key],
            answer=answer_in_words(key, setting.value) if setting else default_in_words(key),
            is_set=setting is not None,
            value=str(setting.value if setting else getattr(DEFAULTS, key)),
            place=places.get(setting.provision_id) if setting else None,
            suggestion=answer_in_words(key, suggestion.value) if suggestion and waits else "",
            suggested_at=at,
            suggested_words=suggestion.words if suggestion and waits else "",
            choices=choices_of(key),
            warning=_deviates(key, setting, suggestion),
        )


def _deviates(key: str, setting: RuleSetting | None, suggestion: Suggestion | None) -> Text:
    """Where the words of a text are not those of the law: they are shown, and the law holds."""
    value = setting.value if setting else suggestion.value if suggestion else ""
    if key == "consent_wording" and value == ConsentWording.OLDER_THAN_SIXTEEN:
        return _(
            "De tekst zegt ‘ouder dan 16’. Volgens de wet kiest een leerling zelf vanaf de 16e "
            "verjaardag (UAVG artikel 5). De tekst blijft zoals hij is; het portaal volgt de wet."
        )
    return ""
