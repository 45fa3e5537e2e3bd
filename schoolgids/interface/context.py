"""What every page knows about its reader: the menu, the name, the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    now = get_language()
    return {
        "navigation": [],
        "start": "/",
        "languages": [
            {"code": code, "name": LANGUAGE_NAMES[code], "current": code == now}
            for code, _name in settings.LANGUAGES
        ],
    }
