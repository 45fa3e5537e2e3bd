"""The places where a text has to stand: listed when it is published, ticked by a person (G12)."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.binding.holding import not_bound_by
from protocols.models import CodeVersion, Placement
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

MOST = 100


def list_places(version: CodeVersion) -> None:
    """The places of the version before, or the usual ones: website, intranet, and of a text of the
    board the site of each school.
    """
    before = version.code.versions.filter(number__lt=version.number).order_by("-number").first()
    names = list(before.placements.values_list("name", flat=True)) if before else []
    if not names:
        names = [_("Website"), _("Intranet")]
        if version.school_id is None:
            off = not_bound_by(version.code_id, localdate())
            schools = School.objects.filter(board=version.board_id).exclude(pk__in=off)
            names += [_("Website van %s") % school.name for school in schools]
    there = set(
        version.placements.values_list("name", flat=True)
    )  # published before, and called back
    Placement.objects.bulk_create(
        Placement(
            board_id=version.board_id, school_id=version.school_id, version=version, name=name
        )
        for name in dict.fromkeys(name[:80] for name in names)
        if name not in there
    )


def drop_unticked_places(version: CodeVersion) -> None:
    """Of a publication that is called back nothing needs to be placed. Where somebody said the text
    stands already, it has to be taken away by hand, so that stays in the list.
    """
    version.placements.filter(placed_on=None).delete()


@transaction.atomic
def add_place(actor: Actor, *, version: CodeVersion, name: str) -> Placement:
    """One place more; the next version has it too. Raises Refused for one that is there."""
    version = _published(actor, version)
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("Schrijf waar de tekst moet staan."))
    if version.placements.filter(name__iexact=name).exists():
        raise Refused(_("Deze plek staat al in de lijst."))
    if version.placements.count() >= MOST:
        raise Refused(_("Dit zijn te veel plekken: hooguit %d.") % MOST)
    place = Placement.objects.create(
        board_id=version.board_id, school_id=version.school_id, version=version, name=name
    )
    record("code.add_place", actor=actor, about=version, place=name)
    return place


@transaction.atomic
def tick_place(actor: Actor, *, place: Placement, link: str, today: date) -> None:
    """Says that the text stands there, with the link to it. Again: the link is put right."""
    version = _published(actor, place.version)
    place = Placement.objects.select_for_update(of=("self",)).get(pk=place.pk)
    place.link, place.placed_on, place.placed_by_id = link, today, actor.person_id
    place.save(update_fields=["link", "placed_on", "placed_by"])
    record("code.place", actor=actor, about=version, place=place.name)


@transaction.atomic
def drop_place(actor: Actor, *, place: Placement) -> None:
    """The text need not stand there."""
    version = _published(actor, place.version)
    record("code.drop_place", actor=actor, about=version, place=place.name)
    place.delete()


def _published(actor: Actor, version: CodeVersion) -> CodeVersion:
    require(actor, Action.CODE_EDIT, version)
    if not version.is_published:
        raise Refused(_("Dit kan als de tekst is gepubliceerd."))
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    return version
