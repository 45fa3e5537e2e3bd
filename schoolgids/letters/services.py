"""Making a letter: rendered, stored in the private store, once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import now

from schoolgids.access.actor import Actor
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.files.services import store
from schoolgids.letters.models import Letter
from schoolgids.letters.rendering import render_pdf
from schoolgids.organisation.models import School
from schoolgids.people.models import Person


@dataclass(frozen=True)
class Cited:
    """A provision in the words and under the number of the version that held."""

    label: str
    text: str
    code: str = ""
    version: str = ""
    href: str = ""  # where everybody can read it


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a letter says, before it is one."""

    kind: str
    addressee: str
    address: str
    title: str
    template: str
    context: Mapping[str, Any]
    cites: Sequence[Cited] = ()


@transaction.atomic
def make(*, actor: Actor, school: School, source: UUID, about: Person, draft: Draft) -> Letter:
    """The letter of this source, kind and addressee; made now unless it was made before."""
    # Two who make it at the same time make one.
    one_at_a_time(f"letter/{source}/{draft.kind}/{draft.addressee}")
    made = Letter.objects.filter(
        board_id=school.board_id, source=source, kind=draft.kind, addressee=draft.addressee
    ).first()
    if made is not None:
        return made
    context = {**draft.context, "school": school, "draft": draft}
    stored = store(
        actor,
        content=render_pdf(draft.template, context, colours=school),
        name=f"{slugify(draft.title) or 'brief'}.pdf",
        media_type="application/pdf",
        school_id=school.pk,
    )
    letter = Letter.objects.create(
        board_id=school.board_id,
        school=school,
        source=source,
        kind=draft.kind,
        addressee=draft.addressee,
        about=about,
        address=draft.address,
        title=draft.title,
        cites=[asdict(cited) for cited in draft.cites],
        file=stored,
        made_at=now(),
        made_by_id=actor.person_id,
    )
    record("letter.make", actor=actor, about=letter, people=[about.pk], letter=draft.kind)
    return letter
