"""What a page can't be faster than: nothing, one row read, one row written."""

import secrets
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

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


for _view in (bare, row, write):
    _view.public_page = True  # type: ignore[attr-defined]  # reads no rows of a board
