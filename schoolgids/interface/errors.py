"""The pages for what goes wrong, in the house look. The last one needs no database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template

from schoolgids.access.policy import Forbidden


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    actor = getattr(request, "actor", None)
    school = getattr(request, "school", None)
    colleague = bool(actor and actor.is_staff_member)
    context |= {
        "shell": "staff.html" if colleague and school else "public.html",
        "colleague": colleague,
    }
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """400: what was sent can't be read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """403: with the reason the policy gave."""
    judged = isinstance(exception, Forbidden)
    reason = exception.reason if isinstance(exception, Forbidden) else ""
    return _page(request, 403, reason=reason, recorded=judged)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404: not there, or not yours; both look the same."""
    return _page(request, 404)


def server_error(_request: HttpRequest) -> HttpResponseBase:
    """500: drawn without request, context or database, for any of these may be the cause."""
    return HttpResponse(get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form without its token: mostly one that stood open for too long."""
    return _page(request, 403, expired=True)
