"""The parts that every page is made of."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

from schoolgids.interface.parts import Entry, Stage, Tag
from schoolgids.worklist.sources import Work

TODAY = date(2026, 11, 20)


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context).strip()


def test_icon_is_hidden_from_screen_readers_and_has_no_style() -> None:
    html = render('{% lucide "inbox" class="icon" %}')
    assert html.startswith("<svg")
    assert 'aria-hidden="true"' in html
    assert 'class="icon"' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("state", "css", "word"),
    [
        ("yes", "state-ja", "Ja"),
        ("no", "state-nee", "Nee"),
        ("open", "state-open", "Nog niet gekozen"),
        ("dispute", "state-oneens", "Nee, de ouders zijn het niet eens"),
    ],
)
def test_consent_state_is_shape_and_word(state: str, css: str, word: str) -> None:
    html = render("{% state value %}", value=state)
    assert css in html
    assert html.endswith(f"{word}</span>")
    assert "<svg" in html


def test_late_deadline_is_said_in_words_and_with_an_icon() -> None:
    html = render("{% due day today %}", day=date(2026, 11, 18), today=TODAY)
    assert '<time datetime="2026-11-18">wo 18 nov</time>' in html
    assert 'class="is-danger"' in html
    assert "2 dagen te laat" in html
    assert "<svg" in html


def test_deadline_of_today_is_not_late() -> None:
    html = render("{% due day today %}", day=TODAY, today=TODAY)
    assert "vandaag" in html
    assert "is-danger" not in html


def test_notice_keeps_the_markup_inside_and_escapes_values() -> None:
    html = render(
        '{% notice "warn" %}<p><b>Let op</b> {{ name }}</p>{% endnotice %}', name="<i>x</i>"
    )
    assert 'class="notice notice-warn"' in html
    assert "<p><b>Let op</b> &lt;i&gt;x&lt;/i&gt;</p>" in html


def test_verdict_shows_answer_and_reasons() -> None:
    html = render('{% verdict "Nee" allowed=False %}<p>reden</p>{% endverdict %}')
    assert 'class="verdict is-danger"' in html
    assert "<p>reden</p>" in html


def test_citation_gives_the_number_before_the_words() -> None:
    html = render('{% cite "III.A.4" "Deel geen foto’s" href="/gids/#k" %}')
    assert html == (
        '<a class="cite" href="/gids/#k"><b>III.A.4</b><span>Deel geen foto’s</span></a>'
    )


def test_stages_say_which_step_it_is() -> None:
    stages = [
        Stage(name="Voorgesteld", done=True),
        Stage(name="Gehoord", current=True, note="uiterlijk 23 nov"),
        Stage(name="Besluit"),
    ]
    html = render('{% include "components/stages.html" %}', stages=stages)
    assert html.count("<li") == 3
    assert '<li aria-current="step"><i>2</i><b>Gehoord</b>' in html
    assert "Stap 2 van 3: Gehoord" in html
    assert '<span class="visually-hidden">klaar, </span>' in html


def test_timeline_names_a_day_once_and_hides_what_is_sealed() -> None:
    entries = [
        Entry(moment=datetime(2026, 11, 18, 10, 2, tzinfo=UTC), title="Brief", by="I. Terborgh"),
        Entry(
            moment=datetime(2026, 11, 18, 8, 15, tzinfo=UTC),
            title="Notitie",
            text="geheim",
            sealed="Alleen voor de schoolleiding",
        ),
    ]
    html = render('{% include "components/timeline.html" %}', entries=entries)
    assert html.count("wo 18 nov") == 1
    assert "11.02 uur" in html
    assert "Alleen voor de schoolleiding" in html
    assert "geheim" not in html


def test_task_names_itself_in_its_button() -> None:
    task = Work(
        key="duty/1",
        kind="duty",
        title="Inspectie informeren",
        href="/zaak/",
        due_on=TODAY,
        about="Zaak 2026-0139",
        deed="Vastleggen",
        tags=[Tag(label="Wettelijke plicht", kind="solid", icon="landmark")],
    )
    html = render('{% include "components/tasks.html" %}', tasks=[task], today=TODAY)
    assert 'Vastleggen<span class="visually-hidden">: Inspectie informeren, Zaak 2026-0139' in html
    assert "tag-solid" in html


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (list("abc"), "a, b en c")],
)
def test_words_are_listed_with_en(words: list[str], sentence: str) -> None:
    assert render("{{ words|listed }}", words=words) == sentence


def test_crumbs_end_with_the_page_itself() -> None:
    html = render('{% crumbs "Werkvoorraad" "/w/" "Zaak 7" %}')
    assert '<li><a href="/w/">Werkvoorraad</a></li><li aria-current="page">Zaak 7</li>' in html
