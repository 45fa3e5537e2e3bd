"""The outermost layers: whether the portal is alive, and headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from schoolgids.interface import readiness

Response = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = ", ".join(
    (
        *(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")),
        "browsing-topics=()",
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    )
)


class HealthMiddleware:
    """Answers /healthz (the process runs) and /readyz (it can do its work), before all else.

    Asks for no host name, sign-in or session, for a probe has none of these.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return self._answer("ok", 200)
        if request.path == "/readyz":
            lack = readiness.lack()
            return self._answer(lack or "ok", 503 if lack else 200)
        return self.get_response(request)

    def _answer(self, word: str, status: int) -> HttpResponse:
        return HttpResponse(
            f"{word}\n",
            status=status,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


class HeadersMiddleware:
    """What Django's own middleware leaves out. Pages of a signed-in reader are kept nowhere."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            response.headers.setdefault("Cache-Control", "no-store, private")
        else:
            response.headers.setdefault("Cache-Control", "no-cache, private")
        return response


class LanguageMiddleware:
    """Dutch, unless the reader chose another language on a page (the cookie says which).

    Not what the browser asks for: half the parents have a browser in a language they would
    not choose for a letter from school, and the Dutch text is the one that counts.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response
