"""Pages that belong to no app: the start page, the plain pages, a school's stylesheet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from schoolgids.interface import palette
from schoolgids.organisation.models import School

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


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start: who is signed in goes on to the own pages."""
    return render(request, "interface/home.html")


@login_not_required
@require_safe
def plain(request: HttpRequest, page: str) -> HttpResponse:
    """A page of text: privacy, accessibility, help."""
    return render(request, f"interface/{page}.html")
