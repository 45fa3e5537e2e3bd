"""What a page can't be faster than: nothing, one row read, one row written, one PDF set."""

import secrets
from datetime import timedelta
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import now

from protocols import public
from protocols.models import PublishedPaper
from protocols.views.finding import Found
from protocols.views.paper import TEMPLATE, paper_context, topic_pdf
from schoolgids.letters.rendering import render_pdf
from schoolgids.organisation.models import School


@login_not_required
def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def row(_request: HttpRequest, school: str) -> HttpResponse:
    return HttpResponse(School.objects.get(slug=school).name, content_type="text/plain")


@login_not_required
def write(_request: HttpRequest) -> HttpResponse:
    Session.objects.create(
        session_key=secrets.token_hex(16), session_data="", expire_date=now() + timedelta(days=1)
    )
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def weasyprint(_request: HttpRequest, school: str, topic: str) -> HttpResponse:
    """The PDF of the HTML of a topic, without looking anything up or keeping it."""
    context = _paper(school, topic)
    return HttpResponse(render_pdf(TEMPLATE, context, colours=context["school"]))


@cache
def _paper(school: str, topic: str) -> dict[str, Any]:
    place = School.objects.select_related("board").get(slug=school)
    row = public.topic_of(place, topic)
    assert row is not None
    found = Found(place, row, public.versions_of(row.code))
    return paper_context(found, found.in_force(), "", with_own_text=True)


@login_not_required
def first_paper(request: HttpRequest, school: str, topic: str) -> HttpResponseBase:
    """The PDF of a topic as if nobody had asked for it before."""
    PublishedPaper.objects.filter(school__slug=school, address=request.path).delete()
    return topic_pdf(request, school=school, topic=topic)


for _view in (bare, row, write, weasyprint, first_paper):
    _view.public_page = True  # type: ignore[attr-defined]  # reads no rows of a board
