"""The base of every form: its words, its error summary and what it refuses."""

import uuid

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolgids.interface.forms import FilterForm, PortalForm, SubmittedOnce


class ReportForm(SubmittedOnce, PortalForm):
    submit = "Melding versturen"
    missing = {"kind": "Kies welke regel is overtreden, of kies ‘Weet ik niet’."}

    what = forms.CharField(
        label="Wat is er gebeurd?",
        help_text="Alleen feiten.",
        max_length=40,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(
        label="Welke regel?",
        choices=[("a4", "III.A.4"), ("unknown", "Weet ik niet")],
        widget=forms.RadioSelect,
    )
    happened_on = forms.DateField(label="Datum", required=False)
    seen = forms.BooleanField(label="Ik heb het zelf gezien")
    picture = forms.FileField(label="Schermafbeelding", required=False)


def test_empty_form_says_what_to_do_per_field() -> None:
    form = ReportForm({})
    assert form.faults == [
        ("Vul ‘Wat is er gebeurd?’ in.", "id_what"),
        ("Kies welke regel is overtreden, of kies ‘Weet ik niet’.", "id_kind_0"),
        ("Zet een vinkje bij ‘Ik heb het zelf gezien’.", "id_seen"),
    ]


def test_fault_of_the_whole_form_comes_first_and_leads_nowhere() -> None:
    form = ReportForm({})
    form.add_error(None, "Deze groep bestaat niet meer.")
    assert form.faults[0] == ("Deze groep bestaat niet meer.", "")


def test_own_words_of_a_field_stay() -> None:
    class Own(PortalForm):
        name = forms.CharField(error_messages={"required": "Hoe heet je?"})

    assert Own({}).faults == [("Hoe heet je?", "id_name")]


@pytest.mark.parametrize("typed", ["31-02-2026", "2026-13-01", "morgen", "1-1-0"])
def test_impossible_date_is_told_how_to_write_one(typed: str) -> None:
    form = ReportForm({"happened_on": typed})
    assert form.errors["happened_on"] == ["Schrijf de datum als 20-11-2026."]


def test_year_of_two_digits_is_refused() -> None:
    form = ReportForm({"happened_on": "20-11-0026"})
    assert form.errors["happened_on"] == ["Kijk het jaartal na: schrijf het met 4 cijfers."]


def test_year_that_nobody_will_see_is_refused() -> None:
    form = ReportForm({"happened_on": "31-12-9999"})
    assert form.errors["happened_on"] == ["Kijk het jaartal na: schrijf het met 4 cijfers."]


@pytest.mark.parametrize("typed", ["20-11-2026", "20/11/2026", "2026-11-20"])
def test_date_may_be_written_in_a_few_ways(typed: str) -> None:
    form = ReportForm({"happened_on": typed})
    assert "happened_on" not in form.errors


def test_text_that_is_too_long_says_how_long_it_may_be() -> None:
    form = ReportForm({"what": "x" * 41})
    assert form.errors["what"] == ["Maak dit korter: hooguit 40 tekens."]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\u202e", "\ud800"])
def test_invisible_character_is_refused(character: str) -> None:
    form = ReportForm({"what": f"a{character}b"})
    assert form.errors["what"][0] == "Er staat een onzichtbaar teken in. Typ deze tekst opnieuw."


def test_line_breaks_and_other_scripts_are_welcome() -> None:
    form = ReportForm({"what": "één\r\ntwee\tŞükrü 😀", "kind": "a4", "seen": "on"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["what"] == "één\r\ntwee\tŞükrü 😀"


def test_empty_file_is_refused() -> None:
    form = ReportForm({}, {"picture": SimpleUploadedFile("leeg.png", b"")})
    assert form.errors["picture"] == ["Dit bestand is leeg. Kies een ander bestand."]


def test_html_in_a_field_comes_back_as_text() -> None:
    html = render_crispy_form(ReportForm({"what": "<script>alert(1)</script>"}))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_markup_ties_hint_and_error_to_the_field() -> None:
    html = render_crispy_form(ReportForm({}))
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert 'id="id_what_helptext"' in html
    assert 'id="id_what_error"' in html
    assert 'aria-invalid="true"' in html


def test_error_of_a_group_stands_above_its_options() -> None:
    html = render_crispy_form(ReportForm({}))
    assert '<fieldset aria-describedby="id_kind_error">' in html
    assert html.index('id="id_kind_error"') < html.index('id="id_kind_0"')
    assert html.count('id="id_kind_error"') == 1


def test_optional_fields_say_so_and_checkboxes_do_not() -> None:
    html = render_crispy_form(ReportForm())
    assert html.count('<span class="optional">niet verplicht</span>') == 2


def test_form_has_no_inline_style_or_script() -> None:
    html = render_crispy_form(ReportForm({}))
    assert "style=" not in html
    assert "<script" not in html
    assert "onclick" not in html


def test_page_carries_a_token_that_survives_a_correction() -> None:
    token = uuid.uuid4()
    form = ReportForm({"submission": str(token), "what": "Gevallen", "kind": "a4", "seen": "on"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["submission"] == token
    assert f'value="{token}"' in render_crispy_form(form)


def test_two_pages_carry_two_tokens() -> None:
    first, second = (form["submission"].value() for form in (ReportForm(), ReportForm()))
    assert first != second


def test_missing_token_is_made_for_this_request() -> None:
    form = ReportForm({"what": "Gevallen", "kind": "a4", "seen": "on"})
    assert form.is_valid()
    assert isinstance(form.cleaned_data["submission"], uuid.UUID)


def test_filters_are_sent_by_get_without_a_token() -> None:
    class Filters(FilterForm):
        kind = forms.ChoiceField(label="Soort", choices=[("", "Alle")], required=False)

    html = render_crispy_form(Filters())
    assert 'method="get"' in html
    assert 'class="filters"' in html
    assert "csrfmiddlewaretoken" not in html
    assert "niet verplicht" not in html
