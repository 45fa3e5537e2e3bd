"""The outline editor (G4): the tree of a draft beside its source, one deed at a time."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from protocols import services
from protocols.forms import SplitForm
from protocols.models import CodeVersion, Provision
from protocols.views.base import VersionPage
from protocols.views.outline_page import Tree, part_in
from protocols.wording import DONE, STYLES
from schoolgids.access.actions import Action
from schoolgids.interface.forms import refuse_control_characters
from schoolgids.interface.given import key_of
from schoolgids.workflow import Refused

FRAGMENT = "X-Outline"  # the script asks for the editor alone
MOST_KEPT_CHOSEN = 25  # in an address
LAST_START = 999
CONFLICT, REFUSED = 409, 422


class EditOutline(VersionPage):
    """The tree of one draft."""

    action: ClassVar[Action] = Action.CODE_OUTLINE

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        given = request.GET
        tree = Tree(self.row, at=key_of(given.get("rij")), part=part_in(given.get("deel")))
        chosen = [key_of(text) for text in request.GET.getlist("gekozen")[:MOST_KEPT_CHOSEN]]
        return self._page(tree, [id_ for id_ in chosen if id_])

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, argument = request.POST.get("deed", "").partition(":")
        named = key_of(argument)
        chosen = [named] if named else self._chosen()
        if deed == "split" and chosen:
            return redirect(self.link("split", pk=self.row.pk, provision=chosen[0]))
        try:
            if deed == "confirm":
                return self._confirm()
            done = self._do(deed, argument, chosen)
        except Refused as refused:
            return self._refused(refused, chosen)
        return self._done(done, chosen)

    # --- Deeds ----------------------------------------------------------------------------
    def _chosen(self) -> list[UUID]:
        found = (key_of(text) for text in self.request.POST.getlist("chosen"))
        return [id_ for id_ in found if id_]

    @property
    def _seen(self) -> dict[str, Any]:
        """The tree that the page was made of; none that there is where it does not say so."""
        revision = self.request.POST.get("revision", "")
        known = revision.isdecimal() and len(revision) < 10
        return {"version": self.row, "revision": int(revision) if known else -1}

    def _do(self, deed: str, argument: str, chosen: list[UUID]) -> services.Done:
        seen = self._seen
        if deed == "undo":
            return services.undo(self.actor, **seen)
        if deed == "redo":
            return services.redo(self.actor, **seen)
        answers = answers_of(deed, argument, self.request.POST)
        return services.change_outline(self.actor, **seen, deed=deed, chosen=chosen, **answers)

    def _confirm(self) -> HttpResponse:
        services.confirm_seen(self.actor, **self._seen)
        messages.success(self.request, _("De opbouw is nagekeken."))
        return redirect(self.link("version", pk=self.row.pk))

    # --- Answers --------------------------------------------------------------------------
    def _done(self, done: services.Done, chosen: list[UUID]) -> HttpResponse:
        """Back to the line, or to the next guess once one was found right."""
        said = DONE[done.deed] if done.lines else _("Er is niets veranderd: dat stond al zo.")
        self._reload()
        tree = Tree(self.row, at=done.focus)
        focus = done.focus
        if done.deed.startswith("accept") and (guess := tree.next_guess(focus)):
            focus, chosen = guess, []
            tree.part = tree.part_of(guess)
        left = [id_ for id_ in chosen if id_ in tree.places] if len(chosen) > 1 else []
        if self._wants_fragment:
            return self._page(tree, left, said=str(said), focus=focus)
        messages.success(self.request, str(said))
        kept = [str(id_) for id_ in left[:MOST_KEPT_CHOSEN]] or [str(focus or "")]
        asked = urlencode({"rij": str(focus or ""), "gekozen": kept}, doseq=True)
        return redirect(f"{self.link('outline', pk=self.row.pk)}?{asked}#b-{focus}")

    def _refused(self, refused: Refused, chosen: list[UUID]) -> HttpResponse:
        self._reload()
        tree = Tree(
            self.row, at=chosen[0] if chosen else None, part=part_in(self.request.POST.get("part"))
        )
        status = CONFLICT if isinstance(refused, services.Stale) else REFUSED
        reasons = [str(reason) for reason in refused.reasons]
        return self._page(tree, chosen, reasons=reasons, typed=self.request.POST, status=status)

    @property
    def _wants_fragment(self) -> bool:
        return FRAGMENT in self.request.headers

    def _reload(self) -> None:
        """The version as the deed left it."""
        self.row = self.get_queryset().get(pk=self.row.pk)

    def _page(
        self,
        tree: Tree,
        chosen: list[UUID],
        *,
        said: str = "",
        focus: UUID | None = None,
        reasons: list[str] | None = None,
        typed: Mapping[str, Any] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = tree.context(chosen) | {
            "version": self.row,
            "here": self.link("outline", pk=self.row.pk),
            "version_href": self.link("version", pk=self.row.pk),
            "codes_href": self.link("codes"),
            "said": said,
            "focus": focus,
            "reasons": reasons or [],
            "typed": typed or {},
            "styles": STYLES,
        }
        part = "protocols/outline_part.html" if self._wants_fragment else "protocols/outline.html"
        return render(self.request, part, context, status=status)


class SplitProvision(VersionPage):
    """One line, to be cut in two or more."""

    action: ClassVar[Action] = Action.CODE_OUTLINE

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        initial = {"text": self._line.text, "revision": self.row.revision}
        return self._page(SplitForm(initial=initial, cancel=self._back))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = SplitForm(request.POST, cancel=self._back)
        if not form.is_valid():
            return self._page(form, REFUSED)
        try:
            done = services.change_outline(
                self.actor,
                version=self.row,
                deed="split",
                chosen=[self._line.pk],
                revision=form.cleaned_data["revision"],
                parts=form.parts,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("text", str(reason))
            if not isinstance(refused, services.Stale):
                return self._page(form, REFUSED)
            # What was typed is laid before the person beside what is there now.
            revision = CodeVersion.objects.get(pk=self.row.pk).revision
            form.data = {**self.request.POST.dict(), "revision": revision}
            return self._page(form, CONFLICT)
        messages.success(request, str(DONE[done.deed]))
        return redirect(f"{self._editor}?rij={done.focus}#b-{done.focus}")

    @property
    def _line(self) -> Provision:
        found: Provision | None = (
            self.row.provisions.kept().filter(pk=self.kwargs["provision"]).first()
        )
        if found is None:
            raise Http404
        return found

    @property
    def _editor(self) -> str:
        return self.link("outline", pk=self.row.pk)

    @property
    def _back(self) -> str:
        pk = self.kwargs["provision"]
        return f"{self._editor}?rij={pk}#b-{pk}"

    def _page(self, form: SplitForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "version": self.row,
            "outline_href": self._editor,
            "version_href": self.link("version", pk=self.row.pk),
            "codes_href": self.link("codes"),
        }
        return render(self.request, "protocols/split.html", context, status=status)


def answers_of(deed: str, argument: str, given: Any) -> dict[str, Any]:
    """What was filled in for a deed. Raises Refused for what can't be read."""
    if deed == "relabel":
        label = given.get("corrected", "")
        try:
            refuse_control_characters(label)
        except ValidationError as fault:
            raise Refused(*fault.messages) from fault
        return {"corrected": label}
    if deed in ("renumber", "renumber_below"):
        start = given.get("start", "").strip() or "1"
        is_number = start.isascii() and start.isdecimal() and len(start) < 10
        if not is_number or not 1 <= int(start) <= LAST_START:
            raise Refused(_("Vul bij ‘Vanaf’ een getal in van 1 tot en met 999."))
        return {"style": given.get("style", ""), "start": int(start)}
    if deed == "set_kind":
        return {"kind": argument}
    if deed == "set_audiences":
        return {"audiences": given.getlist("audiences")}
    return {}
