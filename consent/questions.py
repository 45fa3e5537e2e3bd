"""What a school asks: purposes and their wordings, set up by the portal or changed by a person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.models import NoConsentNeeded, Purpose, PurposeWording
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a purpose, in both languages."""

    title_nl: str
    text_nl: str
    reach_nl: str
    title_en: str = ""
    text_en: str = ""
    reach_en: str = ""


@transaction.atomic
def define_purpose(
    *,
    school: School,
    name_nl: str,
    media: Sequence[str],
    channel: str,
    audience: str,
    words: Words,
    effective_on: date,
    name_en: str = "",
    position: int = 0,
) -> Purpose:
    """A school starts to ask for something; asked already: as it is."""
    purpose, is_new = Purpose.objects.get_or_create(
        board_id=school.board_id,
        school=school,
        name_nl=name_nl,
        retired_on=None,
        defaults={
            "name_en": name_en,
            "media": list(media),
            "channel": channel,
            "audience": audience,
            "position": position,
        },
    )
    if is_new:
        reword_purpose(purpose, words=words, effective_on=effective_on)
    return purpose


@transaction.atomic
def reword_purpose(
    purpose: Purpose, *, words: Words, effective_on: date, material: bool = True
) -> PurposeWording:
    """The next wording of a purpose; a material one asks everybody again from its day on."""
    Purpose.objects.select_for_update(of=("self",)).get(pk=purpose.pk)
    last = purpose.wordings.order_by("-version").first()
    if last is not None and effective_on < last.effective_on:
        raise Refused(_("Een nieuwe tekst kan niet eerder gelden dan de vorige."))
    return PurposeWording.objects.create(
        board_id=purpose.board_id,
        school_id=purpose.school_id,
        purpose=purpose,
        version=last.version + 1 if last else 1,
        effective_on=effective_on,
        material=material or last is None,
        **asdict(words),
    )


def list_without_consent(
    *, school: School, text_nl: str, text_en: str = "", position: int = 0
) -> None:
    """Adds a line to what the school does without asking; there already: as it is."""
    NoConsentNeeded.objects.get_or_create(
        board_id=school.board_id,
        school=school,
        text_nl=text_nl,
        defaults={"text_en": text_en, "position": position},
    )


# --- Deeds of a person -----------------------------------------------------------------------


@transaction.atomic
def add_purpose(
    *,
    actor: Actor,
    school: School,
    name_nl: str,
    media: Sequence[str],
    channel: str,
    audience: str,
    words: Words,
    effective_on: date,
    name_en: str = "",
) -> Purpose:
    """A school starts to ask for one thing more.

    Raises Refused when it asks for something of that name already.
    """
    require(actor, Action.CONSENT_PURPOSE_CHANGE, school)
    asked = Purpose.objects.of_schools([school.pk]).filter(retired_on=None)
    if asked.filter(name_nl__iexact=name_nl).exists():
        raise Refused(_("Er is al een vraag met deze naam. Kies een andere naam."))
    purpose = define_purpose(
        school=school,
        name_nl=name_nl,
        name_en=name_en,
        media=media,
        channel=channel,
        audience=audience,
        words=words,
        effective_on=effective_on,
        position=asked.count(),
    )
    record("consent.ask", actor=actor, about=purpose, effective_on=effective_on.isoformat())
    return purpose


@transaction.atomic
def change_words(
    *, actor: Actor, purpose: Purpose, words: Words, effective_on: date, material: bool
) -> PurposeWording:
    """The next wording, from today or later: what held on a past day stays what it was.

    Raises Refused for a day that has passed, or before the wording of now.
    """
    require(actor, Action.CONSENT_PURPOSE_CHANGE, purpose)
    if effective_on < localdate():
        raise Refused(_("Kies vandaag of een latere dag. Wat eerder gold, kan niet veranderen."))
    wording = reword_purpose(purpose, words=words, effective_on=effective_on, material=material)
    record(
        "consent.reword",
        actor=actor,
        about=purpose,
        version=wording.version,
        material=material,
        effective_on=effective_on.isoformat(),
    )
    return wording


@transaction.atomic
def stop_asking(*, actor: Actor, purpose: Purpose) -> None:
    """From today this is not asked any more, and nothing is allowed by it. Done before: nothing."""
    require(actor, Action.CONSENT_PURPOSE_CHANGE, purpose)
    changed = Purpose.objects.filter(pk=purpose.pk, retired_on=None).update(retired_on=localdate())
    if changed:
        record("consent.stop_asking", actor=actor, about=purpose)
