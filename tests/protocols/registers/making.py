"""Requests, decisions and pages of the registers, as tests make them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from protocols.models import CodeVersion
from protocols.registers import services
from protocols.registers.judging import Wish
from protocols.registers.models import Entry
from protocols.registers.services import Note
from schoolgids.access.scope import Scope, scoped
from schoolgids.notices.models import Notice
from tests.cast import TODAY, Cast
from tests.protocols.making import published

PLACE = "Telefoons en berichten, I.1"


def code(cast: Cast, **rules: object) -> CodeVersion:
    """A code of the school with these rules, which all follow from its first rule."""
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        return published(head, school=cast.oostpoort, rules=rules)


def ask(cast: Cast, by: str = "teacher", /, *, today: date = TODAY, **wish: Any) -> Entry:
    actor = cast.actor(by, school=cast.oostpoort)
    departs_from = wish.pop("departs_from", None)
    submission = wish.pop("submission", None) or uuid4()
    given = {"purpose": "Nieuws voor ouders", "from_on": today, **wish}
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.request(
            actor,
            school=cast.oostpoort,
            wish=Wish(**given),
            submission=submission,
            today=today,
            departs_from=departs_from,
        )


def account(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "account",
        "platform": "instagram",
        "name": "lyceumoostpoort",
        "link": "https://instagram.example/lyceumoostpoort",
        "person_id": cast.mentor.pk,
    }
    return ask(cast, by, **{**given, **wish})


def class_app(cast: Cast, by: str = "mentor", /, **wish: Any) -> Entry:
    given = {"kind": "class_app", "platform": "school", "group_id": cast.class_4h2.pk}
    return ask(cast, by, **{**given, **wish})


def exception(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "exception",
        "platform": "whatsapp",
        "person_id": cast.teacher.pk,
        "until_on": TODAY + timedelta(days=10),
    }
    return ask(cast, by, **{**given, **wish})


def lesson(cast: Cast, by: str = "teacher", /, **wish: Any) -> Entry:
    given = {
        "kind": "lesson",
        "platform": "phone",
        "lesson": "Nederlands, vrijdag het derde uur",
        "group_id": cast.class_4h2.pk,
        "person_id": cast.people[by].pk,
        "until_on": TODAY,
    }
    return ask(cast, by, **{**given, **wish})


def deed(cast: Cast, name: str, entry: Entry, what: str, **more: Any) -> Any:
    actor = cast.actor(name, school=cast.oostpoort)
    if what != "withdraw":
        more.setdefault("today", TODAY)
    with scoped(Scope.of_school(cast.oostpoort)):
        return getattr(services, what)(actor, entry=entry, **more)


def place_all(cast: Cast, entry: Entry, where: str = "in", name: str = "mentor") -> int:
    pupils = (cast.sem, cast.yara, cast.daan, cast.tess)
    told = "mail aan de ouders" if where == "out" else ""
    notes = [Note(pupil.pk, where, told) for pupil in pupils]
    return len(deed(cast, name, entry, "place_pupils", notes=notes))


def inside(cast: Cast) -> Any:
    return scoped(Scope.of_school(cast.oostpoort))


def told(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.filter(key__startswith="register/").order_by("recipient__given_name")
        return [(row.recipient.given_name, row.path) for row in rows.select_related("recipient")]


SignIn = Callable[[str], Client]
HERE = "/school/oostpoort/registers/"
PUBLIC = "/gids/oostpoort/officiele-accounts/"
ACCOUNT = {
    "platform": "instagram",
    "name": "lyceumoostpoort",
    "link": "https://instagram.example/lyceumoostpoort",
    "purpose": "Nieuws voor ouders",
    "from_on": "20-11-2026",
}
CLASS_APP = {"platform": "school", "purpose": "Wijzigingen in het rooster", "from_on": "20-11-2026"}
EXCEPTION = {
    "platform": "whatsapp",
    "purpose": "Bereik op reis",
    "from_on": "20-11-2026",
    "until_on": "27-11-2026",
}
LESSON = {
    "platform": "phone",
    "lesson": "Nederlands, het derde uur",
    "purpose": "Een poll",
    "from_on": "20-11-2026",
    "until_on": "20-11-2026",
}


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def sent(client: Client, register: str, data: dict[str, Any]) -> Any:
    given = {"submission": str(uuid4()), **data}
    return client.post(f"{HERE}{register}/aanvragen/", given)


def only(cast: Cast) -> Entry:
    with scoped(Scope.of_school(cast.oostpoort)):
        entry: Entry = Entry.objects.whole().get()
    return entry


def page_of(entry: Entry) -> str:
    return f"{HERE}{entry.pk}/"
