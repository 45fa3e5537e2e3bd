"""The base of the pages about codes: the same pages for a school and for the board."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from protocols.models import Code, CodeVersion
from schoolgids.access.views import SchoolView


class CodePage(SchoolView, abstract=True):
    """A page about codes, of a school or of the board: the same pages at two addresses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Somebody of one school has no work on the pages of the board.
        if self.request.school is None and not self.actor.is_board_wide:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def link(self, name: str, **arguments: Any) -> str:
        """A page of this school or board: "codes", or "search:keeping" of another app."""
        namespace, _colon, page = name.rpartition(":")
        namespace = namespace or "protocols"
        if self.request.school is None:
            place = {"board": self.board.slug}
            return reverse(f"{namespace}:board_{page}", kwargs=place | arguments)
        return reverse(f"{namespace}:{page}", kwargs={"school": self.school.slug, **arguments})

    @property
    def owner_id(self) -> int | None:
        """The school whose codes these are; None for those of the board."""
        return self.request.school.pk if self.request.school else None

    def own_place(self) -> Code:
        """A code of this place, to ask the policy about."""
        return Code(board_id=self.board.pk, school_id=self.owner_id)


class VersionPage(CodePage, abstract=True):
    """A page about one version."""

    model: ClassVar[type[Model] | None] = CodeVersion

    def get_queryset(self) -> Any:
        rows = CodeVersion.objects.select_related("code", "school", "original", "confirmed_by")
        if self.owner_id is None:
            return rows.filter(school=None)
        return rows.of_school(self.owner_id)
