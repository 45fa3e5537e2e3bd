"""Short ways to publish something and to read what came of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse

from consent.models import Purpose
from consent.publications.models import Publication
from consent.publications.services import Published, Spot, register
from schoolgids.access.scope import Scope, scoped
from schoolgids.people.models import Person
from tests.cast import TODAY, Cast
from tests.consent.scenes import purpose, token

INSTAGRAM = Spot("Instagram van de school", "https://instagram.example/p/1")


def address(name: str, *, school: str = "oostpoort", **place: object) -> str:
    return reverse(f"publications:{name}", kwargs={"school": school, **place})


def website_of(cast: Cast) -> Purpose:
    with scoped(Scope.of_school(cast.oostpoort)):
        return purpose("Website", cast.oostpoort)


def publish(
    cast: Cast,
    *people: Person,
    actor: str = "teacher",
    on: date = TODAY,
    spots: Iterable[Spot] = (INSTAGRAM,),
    unknown: bool = False,
    item: str = "Website",
    submission: UUID | None = None,
    title: str = "Foto van de sportdag",
) -> Publication:
    """Registers a publication from inside the scope of Oostpoort."""
    with scoped(Scope.of_school(cast.oostpoort)):
        return register(
            actor=cast.actor(actor, school=cast.oostpoort),
            school=cast.oostpoort,
            published=Published(
                purpose_id=purpose(item, cast.oostpoort).pk,
                people=[person.pk for person in people],
                unknown=unknown,
                title=title,
                published_on=on,
                spots=list(spots),
            ),
            submission=submission or token(),
        )


def ticked(cast: Cast, *people: Person, deed: str = "check", **facts: object) -> dict[str, object]:
    """What the page of the check sends."""
    values: dict[str, object] = {
        "deed": deed,
        "purpose": str(website_of(cast).pk),
        "group": str(cast.class_4h2.pk),
        "person": [str(person.pk) for person in people],
    }
    return {name: value for name, value in (values | facts).items() if value is not None}
