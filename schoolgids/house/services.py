"""Changing how a school looks."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.models import Event
from schoolgids.audit.services import changes_of, record
from schoolgids.house.models import Logo
from schoolgids.house.picture import Picture
from schoolgids.interface.palette import MARKS, unreadable
from schoolgids.interface.proposals import proposals
from schoolgids.organisation.models import COLOUR, School
from schoolgids.workflow import Refused

CHANGE = "style.change"


@dataclass(frozen=True, kw_only=True)
class Style:
    """The colours of a school as #rrggbb, and its mark; named as on the school."""

    colour_primary: str
    colour_on_primary: str
    colour_tint: str
    colour_accent: str
    mark: str

    @classmethod
    def of(cls, school: School) -> "Style":
        return cls(**{name: getattr(school, name) for name in cls.__dataclass_fields__})

    @property
    def colours(self) -> list[str]:
        return [self.colour_primary, self.colour_on_primary, self.colour_tint, self.colour_accent]


@transaction.atomic
def restyle(
    actor: Actor,
    *,
    school: School,
    style: Style,
    moment: datetime,
    logo: Picture | None = None,
    without_logo: bool = False,
) -> bool:
    """Gives a school these colours, this mark and, if given, this logo; whether anything changed.

    `without_logo` takes the logo away. Raises Forbidden, or Refused with a sentence for each
    colour that makes text unreadable.
    """
    require(actor, Action.STYLE_CHANGE, school)
    _check(style)
    one_at_a_time(f"house/{school.pk}")
    row = School.objects.get(pk=school.pk)
    before, after = asdict(Style.of(row)), asdict(style)
    facts: dict[str, Any] = {
        name: [before[name], value] for name, value in after.items() if before[name] != value
    }
    if facts:
        School.objects.filter(pk=row.pk).update(**after)
    new_logo = _set_logo(row, logo, moment, without_logo=without_logo)
    if new_logo is not None:
        facts["logo"] = new_logo
    if facts:
        record(CHANGE, actor=actor, about=row, school_id=row.pk, **facts)
    return bool(facts)


def last_change(school: School) -> Event | None:
    """Who changed the style last, and when. One query, in the scope of the school."""
    return changes_of(school).filter(name=CHANGE).first()


# --- Steps ------------------------------------------------------------------------------------


def _check(style: Style) -> None:
    if not all(re.fullmatch(COLOUR, colour) for colour in style.colours):
        raise Refused(_("Schrijf een kleur als #1a2b3c."))
    if style.mark not in MARKS:
        raise Refused(_("Kies een beeldmerk uit de lijst."))
    found = proposals(
        primary=style.colour_primary, on_primary=style.colour_on_primary, tint=style.colour_tint
    )
    if found:
        raise Refused(*(unreadable(one) for one in found))


def _set_logo(
    school: School, logo: Picture | None, moment: datetime, *, without_logo: bool
) -> str | None:
    """The hash of the new logo, "" when it was taken away, None when nothing changed."""
    present = Logo.objects.filter(school=school).values_list("sha256", flat=True).first()
    if logo is not None and logo.sha256 != present:
        values = {
            "content": logo.content,
            "media_type": logo.media_type,
            "width": logo.width,
            "height": logo.height,
            "size": len(logo.content),
            "sha256": logo.sha256,
            "set_at": moment,
        }
        Logo.objects.update_or_create(school=school, defaults=values)
        return logo.sha256
    if logo is None and without_logo and present is not None:
        Logo.objects.filter(school=school).delete()
        return ""
    return None
