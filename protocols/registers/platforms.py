"""The platforms a request may name, and from which age each lets people in.

The ages are what the platforms were known to ask in the Netherlands in 2026; they are not law. They
stand on the row of each request as they were, so that a change here judges no old one anew.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Platform(models.TextChoices):
    SCHOOL = "school", _("het besloten platform van de school")
    WHATSAPP = "whatsapp", "WhatsApp"
    SIGNAL = "signal", "Signal"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    LINKEDIN = "linkedin", "LinkedIn"
    SNAPCHAT = "snapchat", "Snapchat"
    X = "x", "X"
    PHONE = "phone", _("telefoon, zonder een bepaalde app")
    OTHER = "other", _("een ander platform")


FOR_ACCOUNTS = (
    Platform.INSTAGRAM, Platform.FACEBOOK, Platform.TIKTOK, Platform.YOUTUBE, Platform.LINKEDIN,
    Platform.X, Platform.OTHER,
)  # fmt: skip
FOR_CLASS_APPS = (Platform.SCHOOL, Platform.SIGNAL, Platform.WHATSAPP, Platform.OTHER)
FOR_EXCEPTIONS = (
    Platform.WHATSAPP, Platform.SIGNAL, Platform.INSTAGRAM, Platform.FACEBOOK, Platform.TIKTOK,
    Platform.YOUTUBE, Platform.LINKEDIN, Platform.SNAPCHAT, Platform.X, Platform.PHONE,
    Platform.OTHER,
)  # fmt: skip
FOR_LESSONS = (Platform.PHONE, *FOR_EXCEPTIONS[:-2], Platform.OTHER)

MINIMUM_AGES: Mapping[str, int] = MappingProxyType(
    {Platform.WHATSAPP: 13, Platform.SIGNAL: 13}  # of those that may be a class app
)


def label_of(platform: str, name: str = "") -> str:
    """A platform as pages name it."""
    return name if platform == Platform.OTHER and name else str(Platform(platform).label)


def is_too_young(age: int | None, minimum: int | None) -> bool:
    """Whether somebody may not be on a platform yet. An unknown age is too young."""
    return bool(minimum) and (age is None or age < (minimum or 0))


def age_in_words(birth_date: date | None, age: int | None) -> str:
    """What a page says of an age."""
    if birth_date is None or age is None:
        return str(_("geboortedatum onbekend"))
    return str(_("%(age)s jaar") % {"age": age})
