"""Public pages that are kept: by the reader's browser (ETag, 304) and by the portal (Valkey)."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as store
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from protocols import public
from protocols.pages import FILTERS
from schoolgids.access.views import PortalRequest
from schoolgids.house.models import logo_version
from schoolgids.organisation.models import School

DAY = 24 * 3600
View = Callable[..., HttpResponse]


def guide_page(view: View) -> Callable[..., HttpResponseBase]:
    """A page of a guide: open to all, found by its school, the same for everyone."""

    @wraps(view)
    def page(request: HttpRequest, school: str, **kwargs: Any) -> HttpResponseBase:
        place = public.find_school(school)
        if place is None:
            raise Http404
        portal = cast(PortalRequest, request)
        portal.school, portal.board = place, place.board
        return view(portal, **kwargs)

    opened = login_not_required(require_safe(page))
    opened.public_page = True  # type: ignore[attr-defined]
    return opened


def kept(view: View) -> View:
    """Answers 304 or from Valkey while neither the guide, the day nor the portal has changed."""
    return _conditional(view, keep=True)


def tagged(view: View) -> View:
    """Answers 304 as `kept` does, and keeps nothing: for pages with endlessly many addresses."""
    return _conditional(view, keep=False)


def _conditional(view: View, *, keep: bool) -> View:
    @wraps(view)
    def answer(request: PortalRequest, **kwargs: Any) -> HttpResponse:
        school = cast(School, request.school)
        key = fingerprint(request, school)
        etag = f'"{key}"'
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _labelled(unchanged, etag, school)
        content = _remembered(key) if keep else None
        if content is not None:
            return _labelled(HttpResponse(content), etag, school)
        response = view(request, **kwargs)
        if keep and response.status_code == 200:
            _remember(key, response.content)
        return _labelled(response, etag, school)

    return answer


def chosen_audience(request: HttpRequest) -> str:
    """For whom the reader wants the rules; "" for everyone. Nothing else in the query counts."""
    chosen = request.GET.get("voor", "")
    return chosen if chosen in FILTERS else ""


def fingerprint(request: HttpRequest, school: School) -> str:
    """Everything the page depends on, as one key."""
    changed = public.changed_at(school)
    parts = [
        request.path,
        chosen_audience(request),
        get_language() or "",
        localdate().isoformat(),
        changed.isoformat() if changed else "",
        *(str(getattr(school, f.attname)) for f in school._meta.concrete_fields),
        logo_version(school),
        school.board.name,
        release_fingerprint(),
    ]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:40]


@cache
def release_fingerprint() -> str:
    """Changes when a template or the style does: a new release shows new pages at once."""
    digest = hashlib.sha256(static("css/theme.css").encode())
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.html")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _labelled(response: HttpResponse, etag: str, school: School) -> HttpResponse:
    response["ETag"] = etag
    changed = public.changed_at(school)
    if changed is not None:
        response["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _remembered(key: str) -> bytes | None:
    """The page as it was kept. Without Valkey it is made anew: the guide is always there."""
    with suppress(RedisError):
        content: bytes | None = store.get(f"guide:{key}")
        return content
    return None


def _remember(key: str, content: bytes) -> None:
    with suppress(RedisError):
        store.set(f"guide:{key}", content, DAY)
