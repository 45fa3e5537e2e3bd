"""The rules of a version: each beside the provision it follows from, none applied unseen (G8)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from protocols import services
from protocols.models import Provision, RuleSetting, Stage
from protocols.outline import paths
from protocols.rule_forms import RuleForm
from protocols.rule_words import (
    GROUPS,
    QUESTIONS,
    Text,
    answer_in_words,
    default_in_words,
    deviates,
)
from protocols.rules import default_of, value_of
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
    place: Place | None
    suggestion: Text
    suggested_at: Place | None
    suggested_words: str
    form: RuleForm | None
    warning: Text


class RulesPage(VersionPage):
    """What the portal acts on because this version says so."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._show(request)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, key = request.POST.get("deed", "").partition(":")
        if key not in QUESTIONS or deed not in ("accept", "set", "default"):
            raise Http404
        form = RuleForm(key, request.POST) if deed == "set" else None
        try:
            if form is None:
                self._choose(deed, key)
            elif not form.is_valid() or not self._set(form):
                return self._show(request, form)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, str(reason))
        else:
            messages.success(request, _("Vastgelegd: %s") % QUESTIONS[key])
        return redirect(f"{self.link('rules', pk=self.row.pk)}#{key}")

    def _show(self, request: HttpRequest, sent: RuleForm | None = None) -> HttpResponse:
        context = {
            "version": self.row,
            "groups": self._groups(sent),
            "may_edit": self.may_edit,
            "here": self.link("rules", pk=self.row.pk),
            "version_href": self.link("version", pk=self.row.pk),
            "codes_href": self.link("codes"),
            "sent": sent,
        }
        return render(request, "protocols/rules.html", context)

    def _choose(self, deed: str, key: str) -> None:
        """Takes over what the text seems to say, or what holds without it."""
        value, provision = default_of(key), None
        if deed == "accept":
            found = self._suggestions().get(key)
            if found is None:
                raise Refused(_("De tekst zegt hier niets meer over. Bekijk de pagina opnieuw."))
            value, provision = found.value, self._provisions()[found.provision]
        services.set_rule(self.actor, version=self.row, key=key, value=value, provision=provision)

    def _set(self, form: RuleForm) -> bool:
        """Sets what was chosen; False when there is no such provision."""
        label, named = form.cleaned_data["provision"].strip(), None
        if label:
            rows = self._provisions()
            found = [row for row, path in zip(rows, paths(rows), strict=True) if path == label]
            if len(found) != 1:
                form.add_error(
                    "provision",
                    _("Er is geen bepaling met het nummer ‘%s’, of er is er meer dan één.") % label,
                )
                return False
            named = found[0]
        services.set_rule(
            self.actor,
            version=self.row,
            key=form.key,
            value=form.cleaned_data["value"],
            provision=named,
        )
        return True

    def _provisions(self) -> list[Provision]:
        if not hasattr(self, "_rows"):
            self._rows = list(self.row.provisions.kept().order_by("order"))
        return self._rows

    def _suggestions(self) -> dict[str, Suggestion]:
        return {found.key: found for found in suggest([row.text for row in self._provisions()])}

    @cached_property
    def may_edit(self) -> bool:
        elsewhere = self.owner_id is not None and self.row.school_id is None
        return (
            self.row.status in OPEN
            and not elsewhere
            and bool(decide(self.actor, Action.CODE_EDIT, self.row))
        )

    def _groups(self, sent: RuleForm | None) -> list[tuple[Text, list[Row]]]:
        rows = self._provisions()
        outline = self.link("outline", pk=self.row.pk)
        places = {
            row.pk: Place(path, row.text, f"{outline}?rij={row.pk}#b-{row.pk}")
            for row, path in zip(rows, paths(rows), strict=True)
        }
        settings = {one.key: one for one in self.row.rules.all()}
        suggested = self._suggestions()
        forms = {sent.key: sent} if sent else {}
        return [
            (
                title,
                [
                    self._row(key, settings.get(key), suggested.get(key), places, forms.get(key))
                    for key in keys
                ],
            )
            for title, keys in GROUPS
        ]

    def _row(
        self,
        key: str,
        setting: RuleSetting | None,
        suggestion: Suggestion | None,
        places: dict[Any, Place],
        sent: RuleForm | None,
    ) -> Row:
        waits = suggestion is not None and setting is None
        at = places[self._provisions()[suggestion.provision].pk] if suggestion and waits else None
        value = value_of(key, setting.value) if setting else default_of(key)
        place = places.get(setting.provision_id) if setting else None
        fresh = RuleForm(key, value=value, path=place.path if place else "")
        return Row(
            key=key,
            question=QUESTIONS[key],
            answer=answer_in_words(key, value) if setting else default_in_words(key),
            is_set=setting is not None,
            place=place,
            suggestion=answer_in_words(key, suggestion.value) if suggestion and waits else "",
            suggested_at=at,
            suggested_words=suggestion.words if suggestion and waits else "",
            form=(sent or fresh) if self.may_edit else None,
            warning=deviates(key, value if setting or suggestion is None else suggestion.value),
        )
