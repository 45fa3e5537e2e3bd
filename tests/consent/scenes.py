"""Short ways to set a scene of consent and to read what came of it."""

import re
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from uuid6 import uuid7

from consent.models import Answer, Purpose
from consent.paper import PaperForm
from consent.rule import Choice, State
from consent.services import answer, record_paper
from consent.sheets import Book, Subject, asked, settings_of
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Group
from schoolgids.people.models import Hold, Person
from schoolgids.people.services import enrol, name_guardian, register
from tests.cast import START, Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
YES = Choice.YES


def purpose(name: str, school: object) -> Purpose:
    return Purpose.objects.get(name_nl=name, school=school)


def token() -> UUID:
    return UUID(int=uuid7().int)


def only(item: Purpose, choice: Choice) -> dict[UUID, Choice]:
    return {item.pk: choice}


def state(cast: Cast, name: str, item: object, on: date | None = None) -> State:
    on = on or localdate()
    person = Person.objects.get(pk=cast.people[name].pk)
    subject = Subject(person, cast.oostpoort.pk)
    book = Book([subject], on=on, settings=settings_of(cast.waterland.pk, on))
    (found,) = [row for row in asked([cast.oostpoort.pk], on) if row.purpose == item]
    return book.verdict(subject, found).state


def says(cast: Cast, name: str, pupil: str, item: object, choice: Choice) -> list[Answer]:
    return answer(
        actor=cast.actor(name),
        person=Person.objects.get(pk=cast.people[pupil].pk),
        choices=only(item, choice),
        submission=token(),
    )


def on_paper(cast: Cast, *forms: PaperForm, actor: str = "administrator", **facts: object):
    values: dict[str, object] = {
        "actor": cast.actor(actor, school=cast.oostpoort),
        "school": cast.oostpoort,
        "signed_on": date(2026, 11, 19),
        "submission": token(),
    }
    return record_paper(forms=forms, **(values | facts))


def form(cast: Cast, name: str, signer: str, choice: Choice = YES, **facts: object) -> PaperForm:
    website = purpose("Website", cast.oostpoort)
    return PaperForm(
        person=cast.people[name],
        signers=(cast.people[signer].pk,),
        choices=only(website, choice),
        **facts,
    )


def pupils(cast: Cast, group: Group, number: int) -> None:
    for count in range(number):
        pupil = register(
            cast.waterland,
            given_name=f"Leerling{count}",
            family_name="Van Test",
            birth_date=date(2012, 1, 1) if count % 2 else None,
        )
        enrol(pupil, group=group, from_on=START)
        guardian = register(cast.waterland, given_name=f"Ouder{count}", family_name="Van Test")
        name_guardian(guardian, pupil=pupil, relation="mother", from_on=START)


def sheet_of(group: Group) -> str:
    return reverse("consent:class_sheet", kwargs={"school": "oostpoort", "pk": group.pk})


def history_of(person: Person) -> str:
    return reverse("consent:history", kwargs={"school": "oostpoort", "pk": person.pk})


def evidence_of(row: Answer) -> str:
    return reverse("consent:evidence", kwargs={"school": "oostpoort", "pk": row.pk})


def words(response: HttpResponse) -> str:
    """The text of a page, without its marks."""
    text = re.sub(
        r"<(script|style|svg).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S
    )
    return " ".join(text.split())


def scan(content: bytes = PDF, name: str = "formulier.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def ids(cast: Cast) -> dict[str, UUID]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return {name: purpose(name, cast.oostpoort).pk for name in ("Website", "Nieuwsbrief")}


def sent(cast: Cast, **changed: object) -> dict[str, object]:
    """A paper form of Sem, signed by his mother: yes for the website, no for the newsletter."""
    key, found = cast.sem.pk.hex, ids(cast)
    values: dict[str, object] = {
        "leerling": [str(cast.sem.pk)],
        "submission": str(token()),
        "signed_on": "19-11-2026",
        "route": "paper",
        "scan": scan(),
        f"signer_{key}": str(cast.sem_mother.pk),
        f"choice_{key}_{found['Website'].hex}": "yes",
        f"choice_{key}_{found['Nieuwsbrief'].hex}": "no",
    }
    values |= {name.replace("SEM", key): value for name, value in changed.items()}
    return {name: value for name, value in values.items() if value is not None}


def answers(cast: Cast) -> list[tuple[str, str, UUID]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = Answer.objects.order_by("purpose__position")
        return [(row.purpose.name_nl, row.choice, row.given_by_id) for row in rows]


def keep_unfound(person: Person) -> Hold:
    """From the first day of the school year: a secret address."""
    return Hold.objects.create(
        board_id=person.board_id, person=person, ground="secret_address", from_on=START
    )
