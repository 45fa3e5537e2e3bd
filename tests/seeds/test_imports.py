"""Each of the five codes goes in by the command, whole, and is shown as it is printed."""

import json
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from protocols import services
from protocols.dated import Dated, parse_dated
from protocols.markup import plain
from protocols.models import Code, CodeVersion, Provision, PublishedProvision
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.services import read
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.seeds.folder import NAMES, seed

WORD = re.compile(r"\w+")
JUNE = date(2026, 6, 1)


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_code", *map(str, arguments), stdout=out, skip_checks=True)
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_json_of_the_command_holds_every_word(name: str, db: None) -> None:
    shown = json.loads(run(seed(name), "--as", "json"))
    words = [w for p in shown["provisions"] for w in WORD.findall(f"{p['label']} {p['text']}")]
    words += [w for d in shown["dropped"] for w in WORD.findall(d["text"])]
    assert sorted(words) == sorted(WORD.findall(seed(name).read_text(encoding="utf-8")))
    assert all(d["why"] for d in shown["dropped"])


@pytest.mark.parametrize("name", NAMES)
def test_draft_holds_every_word_and_the_original(cast: Cast, name: str) -> None:
    path = seed(name)
    run(path, "--school", "oostpoort")
    with scoped(Scope.of_school(cast.oostpoort)):
        version = CodeVersion.objects.select_related("original").get()
        rows = list(version.provisions.order_by("order"))
        assert version.original is not None
        assert read(version.original) == path.read_bytes()
    words = [w for row in rows for w in WORD.findall(f"{row.label} {row.text}")]
    assert sorted(words) == sorted(WORD.findall(path.read_text(encoding="utf-8")))
    assert [row.line for row in rows] == sorted(row.line for row in rows)


def test_s2_comes_in_as_two_codes_when_split(cast: Cast) -> None:
    run(seed("S2"), "--school", "oostpoort", "--split")
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Code.objects.count() == 2
        assert Provision.objects.filter(label="14.").count() == 1


def test_s0_can_not_be_adopted_while_its_dates_are_blank(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    run(seed("S0"), "--school", "oostpoort")
    with scoped(Scope.of_school(cast.oostpoort)):
        version = services.confirm_outline(head, version=CodeVersion.objects.get())
        assert [b.words for b in services.blockers(version.provisions.kept())] == ["[datum]"] * 3
        services.submit(head, version=version)
        with pytest.raises(Refused, match="invulplekken"):
            services.adopt(
                head, version=version, by="CvB", adopted=Dated(date(2019, 3, 1)), today=TODAY
            )


@pytest.mark.parametrize(
    ("name", "bodies", "decided"),
    [
        ("S1", {"Platform Medezeggenschap": "25 maart 2014"}, "25-03-2014"),
        ("S3", {"GMR po": "24-11-2020", "GMR vo": "23-11-2020"}, "27-11-2020"),
    ],
)
def test_code_is_adopted_with_its_own_bodies_and_read_by_a_parent(
    cast: Cast, name: str, bodies: dict[str, str], decided: str
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    run(seed(name), "--school", "oostpoort", "--title", "Protocol")
    with scoped(Scope.of_school(cast.oostpoort)):
        version = services.confirm_outline(head, version=CodeVersion.objects.get())
        services.submit(head, version=version)
        for body, day in bodies.items():
            consented = parse_dated(day)
            assert consented is not None
            services.record_consent(
                head, version=version, body=body, consented=consented, today=TODAY
            )
        adopted = parse_dated(decided)
        assert adopted is not None
        services.adopt(head, version=version, by="CvB", adopted=adopted, today=TODAY)
        services.publish(head, version=version, effective_on=date(2021, 1, 1))
    html = Client().get("/gids/oostpoort/protocol/").content.decode()
    assert all(body in html for body in bodies)
    assert '<a class="art-no" href="#A-5">' in html


@pytest.mark.parametrize("name", NAMES)
def test_real_code_is_read_on_paper_and_rule_by_rule(cast: Cast, name: str) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    text = seed(name).read_bytes()
    with scoped(Scope.of_school(cast.oostpoort)):
        for number, day in enumerate((date(2026, 8, 1), date(2026, 9, 1)), 1):
            version = services.import_outline(
                head, outline=services.read_file(text), content=text, name=f"{number}.txt",
                title="Protocol", school_id=cast.oostpoort.pk,
            )  # fmt: skip
            _fill_in(version)
            services.confirm_outline(head, version=version)
            services.submit(head, version=version)
            services.record_consent(
                head, version=version, body="MR", consented=Dated(JUNE), today=TODAY
            )
            services.adopt(head, version=version, by="CvB", adopted=Dated(JUNE), today=TODAY)
            services.publish(head, version=version, effective_on=day)
    page = "/gids/oostpoort/protocol/"
    pages = PdfReader(BytesIO(Client().get(f"{page}pdf/").content)).pages
    paper = "".join("".join(sheet.extract_text() for sheet in pages).split())
    # The first may be the title of the whole, which is that of the page.
    for row in PublishedProvision.objects.filter(version__number=2, order__gt=0):
        assert "".join(plain(row.text).split())[:40] in paper, row.order
        assert Client().get(f"{page}regel/{row.stable_anchor}/").status_code == 200
    assert "regels zijn gelijk gebleven." in Client().get(f"{page}veranderd/").content.decode()


def _fill_in(version: CodeVersion) -> None:
    """What the board still has to fill in before it can adopt the text."""
    while found := services.open_in(version):
        row = Provision.objects.get(pk=found[0].provision.pk)
        row.text = row.text.replace(found[0].words, "1 juni")
        row.save(update_fields=["text"])
