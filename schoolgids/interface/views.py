"""Pages that belong to no app: the start page, the plain pages, a school's stylesheet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schoolgids.interface import navigation, palette
from schoolgids.interface.start import starts_of
from schoolgids.organisation.models import Board, School

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"


@login_not_required
@require_safe
def school_style(_request: HttpRequest, school: str, version: str) -> HttpResponse:
    """The colours of a school. Under an address of older colours the present ones, but not kept."""
    row = get_object_or_404(School, slug=school)
    lasting = version == palette.version(row)
    return HttpResponse(
        palette.stylesheet(row),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": FOR_EVER if lasting else FOR_A_MINUTE},
    )


school_style.public_page = True  # type: ignore[attr-defined]  # read by ScopeMiddleware


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start. Who is signed in goes on to the own pages, or chooses where there are more."""
    if not request.user.is_authenticated:
        return render(request, "interface/home.html", {"starts": None, "boards": boards()})
    starts = starts_of(request.user)
    if len(starts) == 1:
        return redirect(starts[0].href)
    return render(
        request, "interface/home.html", {"starts": starts, "help_address": reverse("help")}
    )


@login_not_required
@require_safe
def plain(request: HttpRequest, page: str) -> HttpResponse:
    """A page of text: privacy, accessibility, help."""
    return render(request, f"interface/{page}.html", {"boards": boards() if page == "help" else []})


def boards() -> list[tuple[Board, list[tuple[School, str]]]]:
    """Every board with its schools, each with the address of its guide. Two queries."""
    found = Board.objects.prefetch_related("schools")
    return [
        (board, [(school, address("protocols:guide", school)) for school in board.schools.all()])
        for board in found
    ]


def address(url_name: str, school: School) -> str:
    """Where a page of a school is; "" when there is none."""
    return navigation.address(url_name, {"school": school.slug})
