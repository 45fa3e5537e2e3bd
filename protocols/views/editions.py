"""A newer edition of a code beside the one before: a person says which provision is which (G4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from protocols import services
from protocols.matching import Fate, Old, Words, marked
from protocols.views.base import VersionPage
from protocols.wording import DONE, FATE
from schoolgids.access.actions import Action
from schoolgids.interface.given import key_of
from schoolgids.workflow import Refused

SIZE = 50
TO_CHECK = "nakijken"
ORDER = (Fate.CHANGED, Fate.MOVED, Fate.NEW, Fate.GONE, Fate.SAME)
CONFLICT, REFUSED = 409, 422
# Each deed to a pair, and the field that says with which provision.
ASKED = {"keep": "kept", "same": "key", "other": "none"}


@dataclass(frozen=True)
class Shown:
    """A provision on the page, with the words marked that only one edition has."""

    compared: Any
    fate: str | Promise
    was: Sequence[Words]
    became: Sequence[Words]
    candidates: Sequence[Old]


class Editions(VersionPage):
    """What is the same, changed, new or gone since the version before."""

    action: ClassVar[Action] = Action.CODE_OUTLINE

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, pk = request.POST.get("deed", "").partition(":")
        revision = request.POST.get("revision", "")
        seen: dict[str, Any] = {
            "version": self.row,
            "revision": int(revision) if revision.isdecimal() and len(revision) < 10 else -1,
        }
        provision = key_of(pk)
        try:
            if deed == "confirm_all":
                services.confirm_pairs(self.actor, **seen)
            elif deed in ASKED and provision:
                key = key_of(request.POST.get(f"{ASKED[deed]}-{provision}"))
                if deed != "other" and key is None:
                    raise Refused(_("Kies eerst met welke bepaling deze dezelfde is."))
                services.pair(self.actor, **seen, provision=provision, key=key)
            else:
                raise Refused(_("Deze stap is er niet."))
        except Refused as refused:
            del self.row
            status = CONFLICT if isinstance(refused, services.Stale) else REFUSED
            return self._page([str(reason) for reason in refused.reasons], status)
        messages.success(request, str(DONE["pair"]))
        return redirect(f"{self.link('editions', pk=self.row.pk)}?{request.GET.urlencode()}")

    def _page(self, reasons: Sequence[str] = (), status: int = 200) -> HttpResponse:
        comparison = services.compare_editions(self.row)
        if comparison is None:
            raise Http404
        group = self._group(comparison)
        rows = comparison.guesses if group == TO_CHECK else comparison.of(Fate(group))
        part = self.request.GET.get("deel", "")
        last = max(1, -(-len(rows) // SIZE))
        number = min(max(int(part) if part.isdecimal() and len(part) < 7 else 1, 1), last)
        context = {
            "version": self.row,
            "before": comparison.before,
            "groups": self._groups(comparison, group),
            "group": group,
            "rows": [
                self._shown(row, comparison) for row in rows[(number - 1) * SIZE : number * SIZE]
            ],
            "guesses": len(comparison.guesses),
            "newer": f"?soort={group}&deel={number - 1}" if number > 1 else "",
            "older": f"?soort={group}&deel={number + 1}" if number < last else "",
            "here": f"{self.link('editions', pk=self.row.pk)}?soort={group}&deel={number}",
            "outline_href": self.link("outline", pk=self.row.pk),
            "version_href": self.link("version", pk=self.row.pk),
            "codes_href": self.link("codes"),
            "reasons": reasons,
        }
        return render(self.request, "protocols/editions.html", context, status=status)

    def _group(self, comparison: services.Comparison) -> str:
        asked = self.request.GET.get("soort", "")
        if asked in [TO_CHECK, *FATE]:
            return asked
        if comparison.guesses:
            return TO_CHECK
        return next((fate.value for fate in ORDER if comparison.of(fate)), Fate.SAME.value)

    def _groups(self, comparison: services.Comparison, group: str) -> list[dict[str, Any]]:
        counted = [(TO_CHECK, _("Nakijken"), len(comparison.guesses))]
        counted += [(fate.value, str(FATE[fate.value]), len(comparison.of(fate))) for fate in ORDER]
        return [
            {"label": f"{label} ({number})", "href": f"?soort={key}", "current": key == group}
            for key, label, number in counted
        ]

    def _shown(self, row: Any, comparison: services.Comparison) -> Shown:
        was, became = row.was.text if row.was else "", row.now.text if row.now else ""
        one, two = marked(was, became) if row.was and row.now else ([], [])
        could_be = services.candidates(became, comparison.of(Fate.GONE)) if row.now else []
        return Shown(row, FATE[row.fate.value], one, two, could_be)
