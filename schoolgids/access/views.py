"""The base of every page behind a sign-in: load, ask, then the page's own work."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.views import View

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require, visible
from schoolgids.audit.services import record_view
from schoolgids.organisation.models import Board, School


class PortalRequest(HttpRequest):
    """A request that ScopeMiddleware has seen: it knows the school, the board and the actor."""

    school: School | None
    board: Board | None
    actor: Actor | None


class SchoolView(View):
    """A page of a school or a board. Refuses to exist without an `action`.

    With a `model`, the row named by `pk` in the address is loaded through `visible`: absent
    and not-yours are the same 404. `leaves_trace` records that the page was opened.
    """

    action: ClassVar[Action]
    model: ClassVar[type[Model] | None] = None
    leaves_trace: ClassVar[bool] = False
    request: PortalRequest
    abstract: ClassVar[bool] = True

    def __init_subclass__(cls, *, abstract: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.abstract = abstract
        if not abstract and not isinstance(getattr(cls, "action", None), Action):
            raise TypeError(f"{cls.__name__} names no action")

    @property
    def actor(self) -> Actor:
        """The one who asks. A page without one is not found."""
        if self.request.actor is None:
            raise Http404
        return self.request.actor

    @property
    def school(self) -> School:
        if self.request.school is None:
            raise Http404
        return self.request.school

    @property
    def board(self) -> Board:
        if self.request.board is None:
            raise Http404
        return self.request.board

    def get_queryset(self) -> QuerySet[Any]:
        """The rows this page may be about, before `visible`; select_related goes here."""
        if self.model is None:
            raise TypeError(f"{type(self).__name__} has no model")
        return self.model._default_manager.all()

    @cached_property
    def row(self) -> Any:
        """The row that the address names; Http404 when it is not there or not yours."""
        pk: UUID | int = self.kwargs["pk"]
        try:
            found = visible(self.actor, self.get_queryset()).filter(pk=pk).first()
        except ValidationError:
            found = None
        if found is None:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = self.row if self.model is not None and "pk" in kwargs else None
        require(self.actor, self.action, row)
        response = super().dispatch(request, *args, **kwargs)
        if self.leaves_trace:
            record_view(
                actor=self.actor,
                action=self.action,
                about=row,
                people=self.traced_people(),
                **self.traced_facts(),
            )
        return response

    def traced_people(self) -> Iterable[UUID]:
        """Whose data the page showed, for the trace."""
        return ()

    def traced_facts(self) -> dict[str, Any]:
        """What else the trace tells: the reason of access, for instance."""
        return {}
