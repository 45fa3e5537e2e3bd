"""Days and moments in the words of the house, in the language of the page."""

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Day = date | datetime
SHORT_DAY = {"nl": "D j b", "en": "D j M"}  # Dutch writes no capital


def local_day(value: Day) -> date:
    """The day on which a moment falls in the time zone of the page; a day stays itself."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def short_day(value: Day) -> str:
    """vr 20 nov"""
    return formats.date_format(local_day(value), SHORT_DAY[get_language() or "nl"])


def long_day(value: Day) -> str:
    """20 november 2026"""
    return formats.date_format(local_day(value), "j F Y")


def full_day(value: Day) -> str:
    """vrijdag 20 november 2026"""
    return formats.date_format(local_day(value), "l j F Y")


def hour(value: datetime) -> str:
    """14.30 uur"""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("%(time)s uur") % {"time": formats.date_format(local, "TIME_FORMAT")}


def moment(value: datetime) -> str:
    """vr 20 nov, 14.30 uur"""
    return f"{short_day(value)}, {hour(value)}"


def distance(day: Day, today: date) -> str:
    """How far a deadline is: 2 dagen te laat, vandaag, morgen, over 3 dagen, over 2 weken."""
    days = (local_day(day) - today).days
    if days < 0:
        return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", -days) % {"days": -days}
    if days == 0:
        return _("vandaag")
    if days == 1:
        return _("morgen")
    if days < 14:
        return ngettext("over %(days)d dag", "over %(days)d dagen", days) % {"days": days}
    weeks = days // 7
    return ngettext("over %(weeks)d week", "over %(weeks)d weken", weeks) % {"weeks": weeks}


def ago(value: datetime, now: datetime) -> str:
    """How long something is past: zojuist, 12 minuten geleden, 3 dagen geleden."""
    passed = max(now - value, timedelta())
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return _("zojuist")
    if minutes < 60:
        return ngettext("%(minutes)d minuut geleden", "%(minutes)d minuten geleden", minutes) % {
            "minutes": minutes
        }
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(hours)d uur geleden", "%(hours)d uur geleden", hours) % {"hours": hours}
    days = passed.days
    return ngettext("%(days)d dag geleden", "%(days)d dagen geleden", days) % {"days": days}
