"""The codes and the guide of each school, through the importer and the workflow of any school."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from django.utils.timezone import localdate

from protocols import services as protocols
from protocols.dated import Dated
from protocols.models import Code, CodeVersion
from protocols.services import turning
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope
from schoolgids.demo.clock import moment
from schoolgids.demo.code_facts import BOARD_CODE, CODES, CodeFacts
from schoolgids.demo.facts import SCHOOLS, SchoolFacts
from schoolgids.demo.play import Play
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import Board, School

HERE = Path(__file__).parent
TOPIC = re.compile(r"^## (?P<title>.+)\n> (?P<lede>.+)\n(?P<text>(?:(?!## ).*\n?)*)", re.MULTILINE)
BASIS = re.compile(r"^Grondslag: (?P<basis>.+)\.\n?", re.MULTILINE)
OPEN_DRAFT = "\n## Overgang\n\nDeze versie geldt vanaf [datum].\n"


@dataclass(frozen=True)
class Topic:
    title: str
    lede: str
    text: str
    basis: str


def plan_codes(play: Play, scene: Scene) -> None:
    """Last year's codes, this year's where the text changed, and a draft that is not done."""
    years = scene.days
    last_year, this_year = years.starts_on(1), years.starts_on()
    secretary = scene.known("board_secretary")
    play.plan(
        moment(last_year.replace(month=6, day=2), 9),
        lambda: adopt(play.actor(secretary), None, BOARD_CODE, last_year),
    )
    for facts in SCHOOLS:
        code, school = CODES[facts.slug], scene.schools[facts.slug]
        first_on = last_year.replace(month=6, day=3)
        _plan_version(play, scene, school, code, first_on, last_year, changed=not code.before)
        if code.before:
            second_on = this_year.replace(month=6, day=10)
            _plan_version(play, scene, school, code, second_on, this_year, changed=True)
            _plan_draft(play, scene, school, code)
    for day in (last_year, this_year):
        play.plan(moment(day, 1), partial(_turn, scene.board, day))


def plan_topics(play: Play, scene: Scene) -> None:
    """The other topics of each guide, written before this school year began."""
    for facts in SCHOOLS:
        school = scene.schools[facts.slug]
        play.plan(
            moment(scene.days.starts_on().replace(month=7, day=1), 10),
            partial(_write_topics, play, scene, facts, school),
            school=school,
        )


def topics_of(facts: SchoolFacts) -> Iterator[Topic]:
    """The topics in the files for every school and for its sector, with the school filled in."""
    for name in ("everywhere", facts.sector):
        text = (HERE / "topics" / f"{name}.md").read_text(encoding="utf-8")
        for found in TOPIC.finditer(text):
            body = found["text"].strip()
            basis = BASIS.search(body + "\n")
            words = _words(facts)
            yield Topic(
                found["title"],
                found["lede"].format(**words),
                BASIS.sub("", body + "\n").strip().format(**words),
                basis["basis"] if basis else "",
            )


def _words(facts: SchoolFacts) -> dict[str, str]:
    number = SCHOOLS.index(facts) + 1
    primary = facts.is_primary
    return {
        "school": facts.short_name,
        "phone": f"000-000 00 {number:02}",
        "email": f"{facts.slug}@vijf-bakens.example",
        "address": facts.address,
        "open": "8.00",
        "close": "17.00",
        "start": "8.30" if primary else "8.15",
        "end": "14.30" if primary else "15.45",
        "mentor": "groepsleraar" if primary else "mentor",
        "care": "intern begeleider" if primary else "ondersteuningscoördinator",
    }


def _plan_version(
    play: Play,
    scene: Scene,
    school: School,
    code: CodeFacts,
    on: date,
    effective_on: date,
    *,
    changed: bool,
) -> None:
    head = scene.staff(school, "head")[0]
    play.plan(
        moment(on, 11),
        lambda: adopt(play.actor(head, school), school, code, effective_on, changed=changed),
        school=school,
    )


def _turn(board: Board, day: date) -> None:
    """What the clock does on the day that texts begin and end."""
    clock = Actor.clock(board.pk, Scope.of_board(board).schools)
    for pk in turning.due_codes(day):
        turning.turn_code(actor=clock, pk=pk, today=day)


def _plan_draft(play: Play, scene: Scene, school: School, code: CodeFacts) -> None:
    """A next version with a blank in it: it can't be adopted yet, and says why."""
    clerk = scene.staff(school, "administrator")[0]

    def start() -> None:
        text = _text(code, changed=True) + OPEN_DRAFT
        _import(play.actor(clerk, school), school, code, text)

    play.plan(moment(scene.days.ago(9), 15), start, school=school)


def _text(code: CodeFacts, *, changed: bool) -> str:
    text = (HERE / "codes" / code.file).read_text(encoding="utf-8")
    if not changed:
        for now_reads, then_read in code.before:
            if now_reads not in text:
                raise ValueError(f"{code.file} no longer reads {now_reads!r}")
            text = text.replace(now_reads, then_read)
    return text


def _import(actor: Actor, school: School | None, code: CodeFacts, text: str) -> CodeVersion:
    content = text.encode()
    return protocols.import_outline(
        actor,
        outline=protocols.read_file(content),
        content=content,
        name=code.file,
        title=code.title,
        school_id=school.pk if school else None,
    )


def adopt(
    actor: Actor,
    school: School | None,
    code: CodeFacts,
    effective_on: date,
    *,
    changed: bool = True,
    adopted_on: date | None = None,
) -> None:
    """Imports a text and takes it through every step until it is in force."""
    today = adopted_on or localdate()
    version = _import(actor, school, code, _text(code, changed=changed))
    protocols.describe(
        actor,
        version=version,
        citation_title=code.citation_title,
        summary=code.news if changed else "",
        audiences=code.audiences,
        dated=Dated(today),
    )
    _set_rules(actor, version, code)
    version = protocols.confirm_outline(actor, version=version)
    version = protocols.submit(actor, version=version)
    for body in code.councils:
        protocols.record_consent(
            actor, version=version, body=body, consented=Dated(today), today=today
        )
    version = protocols.adopt(
        actor, version=version, by=code.adopted_by, adopted=Dated(today), today=today
    )
    protocols.publish(actor, version=version, effective_on=effective_on)
    if school is not None:
        _write_code_topic(actor, school, version.code, code)


def _set_rules(actor: Actor, version: CodeVersion, code: CodeFacts) -> None:
    provisions = list(version.provisions.kept())
    for key, value, beginning in code.rules:
        source = next(
            (row for row in provisions if beginning and row.text.startswith(beginning)), None
        )
        if beginning and source is None:
            continue  # the version before did not say it yet
        protocols.set_rule(actor, version=version, key=key, value=value, provision=source)


def _write_code_topic(actor: Actor, school: School, code: Code, facts: CodeFacts) -> None:
    protocols.write_topic(
        actor,
        school=school,
        title=facts.title,
        slug=code.slug,
        lede=facts.lede,
        in_short="\n".join(facts.in_short),
        code=code,
        owner="Schoolleiding",
        related=("pesten", "telefoons", "fotos-en-videos"),
    )


def _write_topics(play: Play, scene: Scene, facts: SchoolFacts, school: School) -> None:
    clerk = play.actor(scene.staff(school, "administrator")[0], school)
    # One in twelve was to be looked at before now, and says so.
    write_topics(
        clerk, school, facts, next_review=scene.days.starts_on(-1), late=scene.days.ago(40)
    )


def write_topics(
    actor: Actor, school: School, facts: SchoolFacts, *, next_review: date, late: date
) -> None:
    """Writes the topics that a school of this sector has beside its code."""
    for number, topic in enumerate(topics_of(facts)):
        protocols.write_topic(
            actor,
            school=school,
            title=topic.title,
            lede=topic.lede,
            own_text=topic.text,
            owner="Administratie",
            legal_basis=topic.basis,
            review_on=late if number % 12 == 5 else next_review,
        )
