"""The catalogue is held against the source: what it lacks, has too much of, or gets wrong."""

import gettext
from pathlib import Path

import pytest

from schoolgids.interface import catalogue

MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

SAVE = _("Sla op")
LONG = _(
    "Deze melding is "
    "vastgelegd."
)
COUNT = ngettext("%(count)d melding", "%(count)d meldingen", 2)
MEASURE = pgettext("sanctie", "Maatregel")
NOT_MARKED = "Kapstok"
"""
TEMPLATE = """{% block content %}
    <h1>{% translate "Zaken" %}</h1>
    {% if row %}
        <p title="{% translate 'Open' %}">{% blocktranslate trimmed with name=row.name %}
            Gemeld door {{ name }}
            op school.
        {% endblocktranslate %}</p>
    {% endif %}
    {% blocktranslate count n=rows|length %}{{ n }} dag{% plural %}{{ n }} dagen{% endblocktranslate %}
{% endblock %}
"""
ENGLISH = {
    "Sla op": "Save",
    "Deze melding is vastgelegd.": "This report is recorded.",
    "%(count)d melding": ("%(count)d report", "%(count)d reports"),
    "Maatregel": "Measure",
    "Zaken": "Cases",
    "Open": "Open",
    "Gemeld door %(name)s op school.": "Reported by %(name)s at school.",
    "%(n)s dag": ("%(n)s day", "%(n)s days"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source with every way to mark a text, and its whole catalogue."""
    for name, text in (
        ("schoolgids/words.py", MODULE),
        ("templates/cases/list.html", TEMPLATE),
        ("schoolgids/migrations/0001_initial.py", '_("Oud")'),
        ("schoolgids/notes.txt", '{% translate "Geen sjabloon" %}'),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    source = catalogue.collect(tmp_path)
    for message in source:
        if message.id:
            message.string = ENGLISH[message.id if isinstance(message.id, str) else message.id[0]]
    catalogue.write(tmp_path / "django.po", source)
    return tmp_path


def faults(tree: Path) -> list[str]:
    return catalogue.faults(catalogue.collect(tree), catalogue.read(tree / "django.po"))


def change(tree: Path, old: str, new: str) -> None:
    path = tree / "django.po"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_complete_catalogue_has_no_faults(tree: Path) -> None:
    assert faults(tree) == []


def test_new_text_in_the_source_is_missing(tree: Path) -> None:
    (tree / "schoolgids" / "more.py").write_text('A = _("Nieuw")')

    assert faults(tree) == ["missing: “Nieuw” (schoolgids/more.py)"]


def test_text_gone_from_the_source_is_obsolete(tree: Path) -> None:
    (tree / "schoolgids" / "words.py").write_text(MODULE.replace("Sla op", "Bewaar"))

    assert faults(tree) == [
        "missing: “Bewaar” (schoolgids/words.py)",
        "obsolete: “Sla op” (schoolgids/words.py)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Save"', 'msgstr ""', "empty: “Sla op” (schoolgids/words.py)"),
        ('msgid "Sla op"', '#, fuzzy\nmsgid "Sla op"', "fuzzy: “Sla op” (schoolgids/words.py)"),
        (
            '"%(count)d reports"',
            '"%(number)d reports"',
            "placeholders differ: “%(count)d melding” (schoolgids/words.py)",
        ),
        (
            "by %(name)s at",
            "by somebody at",
            "placeholders differ: “Gemeld door %(name)s op school.” (templates/cases/list.html)",
        ),
        (
            'msgstr[1] "%(n)s days"',
            'msgstr[1] ""',
            "empty: “%(n)s dag” (templates/cases/list.html)",
        ),
    ],
)
def test_wrong_translation_is_named(tree: Path, old: str, new: str, fault: str) -> None:
    change(tree, old, new)

    assert faults(tree) == [fault]


def test_singular_may_leave_its_number_out(tree: Path) -> None:
    change(tree, 'msgstr[0] "%(count)d report"', 'msgstr[0] "One report"')

    assert faults(tree) == []


def test_renewing_keeps_translations_and_adds_empty_ones(tree: Path) -> None:
    (tree / "schoolgids" / "more.py").write_text('A = _("Nieuw")')
    path = tree / "django.po"

    catalogue.write(path, catalogue.renew(catalogue.collect(tree), catalogue.read(path)))

    assert faults(tree) == ["empty: “Nieuw” (schoolgids/more.py)"]


def test_compiled_catalogue_speaks_english(tree: Path) -> None:
    assert catalogue.compile_catalogue(tree / "django.po") is True
    assert catalogue.compile_catalogue(tree / "django.po") is False

    with (tree / "django.mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Sla op") == "Save"
    assert english.pgettext("sanctie", "Maatregel") == "Measure"
    assert english.ngettext("%(count)d melding", "%(count)d meldingen", 3) == "%(count)d reports"
