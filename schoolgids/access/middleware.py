"""A page is a scope: found from the address, opened around the view, closed after rendering."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from schoolgids.access import second_factor
from schoolgids.access.actor import load_actor
from schoolgids.access.models import Account
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.access.views import PortalRequest
from schoolgids.audit.services import record_refusal
from schoolgids.files.danger import danger_in
from schoolgids.organisation.models import Board, School
from schoolgids.prepared import Prepared

Response = Callable[[HttpRequest], HttpResponseBase]


def _school_with_person(slug: str, user: UUID) -> QuerySet[School]:
    """A school, its board, its logo without the bytes, and who the user is to that board."""
    mine = Account.objects.filter(user=user, board=OuterRef("board_id")).values("person_id")
    schools = School.objects.select_related("board", "logo").defer("logo__content")
    return schools.filter(slug=slug).annotate(person=Subquery(mine[:1]))


def _board_with_person(slug: str, user: UUID) -> QuerySet[Board]:
    mine = Account.objects.filter(user=user, board=OuterRef("pk")).values("person_id")
    return Board.objects.filter(slug=slug).annotate(person=Subquery(mine[:1]))


_school_for = Prepared(_school_with_person, slug=str, user=UUID)
_board_for = Prepared(_board_with_person, slug=str, user=UUID)


def page_name(request: HttpRequest) -> str:
    """The name of the page asked for; never its address, which could name a person."""
    return request.resolver_match.view_name if request.resolver_match else ""


def note_dangerous_files(request: PortalRequest) -> None:
    """Writes down that somebody sent malware or macros. The field it came in refuses it."""
    if request.method != "POST" or request.actor is None:
        return
    for name in request.FILES:
        for uploaded in request.FILES.getlist(name):
            if (danger := danger_in(uploaded)) is not None:
                record_refusal(actor=request.actor, why=danger.value, page=page_name(request))


class ScopeMiddleware:
    """Opens the scope of a page whose address names a `school` or a `board`.

    Sets `request.school`, `request.board` and `request.actor`. An address of a school that
    does not exist, or in which the user is nobody, is not found; both look the same.
    Views marked `public_page` run without a scope: they read published tables only.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        portal = cast(PortalRequest, request)
        portal.school = portal.board = portal.actor = None
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        portal = cast(PortalRequest, request)
        if "school" not in kwargs and "board" not in kwargs:
            return None
        if getattr(view, "public_page", False):
            return None
        person_id = self._place(portal, kwargs)
        board = portal.board
        if person_id is None or board is None:
            raise Http404
        if portal.school is not None:
            scope = Scope.of_school(portal.school)
        else:
            scope = Scope.of_board(board)
        with scoped(scope, outermost=True):
            portal.actor = load_actor(
                person_id=person_id, board_id=board.pk, schools=scope.schools, day=localdate()
            )
            if second_factor.is_missing(portal):
                return redirect(reverse("mfa_index", query={"verplicht": "1"}))
            if portal.actor is not None and portal.school is None:
                portal.actor = portal.actor.for_whole_board()
            return self._answer(portal, view, args, kwargs)

    def _place(self, request: PortalRequest, kwargs: dict[str, Any]) -> Any:
        """Finds school and board, and who the user is there; None when nobody. One query."""
        user = request.user.pk
        if user is None:
            return None
        if "school" in kwargs:
            school: Any = next(iter(_school_for(slug=kwargs["school"], user=user)), None)
            if school is None:
                return None
            request.school, request.board = school, school.board
            return school.person
        board: Any = next(iter(_board_for(slug=kwargs["board"], user=user)), None)
        if board is None:
            return None
        request.board = board
        return board.person

    def _answer(
        self, request: PortalRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        """Calls the view and renders its answer while the scope is open; notes a refusal."""
        note_dangerous_files(request)
        try:
            response: HttpResponseBase = view(request, *args, **kwargs)
            if not getattr(response, "is_rendered", True):
                response = cast(Any, response).render()
        except Forbidden as refusal:
            record_refusal(actor=request.actor, why="forbidden", action=refusal.action)
            raise
        except Http404:
            if request.actor is not None:
                record_refusal(actor=request.actor, why="not_found", page=page_name(request))
            raise
        return response
