"""The pages behind the code of a letter: no account, one child, one person, one visit."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from consent import own
from consent.forms import ChoicesForm
from consent.models import Answer
from consent.own import Child
from consent.rounds.forms import CodeForm
from consent.rounds.services import codes
from consent.rounds.services.codes import Visit
from consent.services import answer
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.services import record_refusal
from schoolgids.organisation.models import Board
from schoolgids.workflow import Refused

SESSION = "letter_code"


def origin_of(request: HttpRequest) -> str:
    """The network address that counts for the limits, as for signing in."""
    found: str = get_adapter(request).get_client_ip(request)
    return found


@method_decorator([login_not_required, never_cache], name="dispatch")
class LetterView(View):
    """Finds the board of the address and opens its scope: there is no account to do so."""

    board: Board

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.board = get_object_or_404(Board, slug=kwargs["board"])
        with scoped(Scope.of_board(self.board), outermost=True):
            return super().dispatch(request, *args, **kwargs)

    @property
    def held(self) -> dict[str, str]:
        found: dict[str, str] = self.request.session.get(SESSION, {})
        return found

    def visit(self) -> Visit | None:
        held = self.held
        if not held:
            return None
        return codes.visit_of(pk=held["code"], key=held["key"], moment=now())


class CodePage(LetterView):
    """Type the code."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(CodeForm())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        key = self.held.get("key") or codes.new_key()
        try:
            found = codes.enter(
                board=self.board,
                typed=form.cleaned_data["code"],
                origin=origin_of(request),
                key=key,
                moment=now(),
            )
        except Refused as refusal:
            form.add_error("code", [str(reason) for reason in refusal.reasons])
            return self.page(form, status=422)
        if not self.held:
            request.session.cycle_key()
        request.session[SESSION] = {"code": str(found.pk), "key": key}
        return redirect("rounds:letter", board=self.board.slug)

    def page(self, form: CodeForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "board": self.board}
        return render(self.request, "consent/rounds/code.html", context, status=status)


class LetterPage(LetterView):
    """Choose, for the one pupil that the letter is about."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        visit = self.visit()
        if visit is None:
            return self.over()
        child = child_of(visit)
        form = ChoicesForm(items=child.items) if child and child.can_choose else None
        return self.page(visit, child, form)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        visit = self.visit()
        child = child_of(visit) if visit else None
        if visit is None or child is None:
            return self.over()
        form = ChoicesForm(data=request.POST, items=child.items)
        if not form.is_valid():
            return self.page(visit, child, form, status=422)
        try:
            answer(
                actor=visit.actor,
                person=child.person,
                choices=form.cleaned_data["choices"],
                submission=form.cleaned_data["submission"],
                language=get_language() or "nl",
                route=Answer.Route.LETTER_CODE,
            )
        except Forbidden as refusal:
            record_refusal(actor=visit.actor, why="forbidden", action=refusal.action)
            messages.error(request, str(refusal.reason))
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
        else:
            messages.success(request, _("De keuzes zijn opgeslagen."))
        return redirect("rounds:letter", board=self.board.slug)

    def over(self) -> HttpResponse:
        self.request.session.pop(SESSION, None)
        messages.info(self.request, _("Vul de code uit de brief in."))
        return redirect("rounds:code", board=self.board.slug)

    def page(
        self, visit: Visit, child: Child | None, form: ChoicesForm | None, *, status: int = 200
    ) -> HttpResponse:
        context = {"board": self.board, "child": child, "form": form, "person": visit.actor.name}
        return render(self.request, "consent/rounds/letter.html", context, status=status)


class LeavePage(LetterView):
    """Done: the next one at this computer finds nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        request.session.pop(SESSION, None)
        messages.success(request, _("De pagina is gesloten."))
        return redirect("rounds:code", board=self.board.slug)


def child_of(visit: Visit) -> Child | None:
    """What is asked about that pupil, as this person stands towards it."""
    me = visit.actor.person_id or UUID(int=0)
    page = own.own_page(person_id=me, board_id=visit.code.board_id, on=localdate())
    found = [child for child in page.children if child.person.pk == visit.pupil_id]
    return found[0] if found else None


def public(view: Any) -> Any:
    """Tells ScopeMiddleware that a page opens its own scope."""
    view.public_page = True
    return view


code_page = public(CodePage.as_view())
letter_page = public(LetterPage.as_view())
leave_page = public(LeavePage.as_view())
