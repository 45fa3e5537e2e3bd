"""What the importer makes of the shapes that codes come in."""

from textwrap import dedent

import pytest

from protocols.outline import (
    Confidence,
    FindingKind,
    Kind,
    Outline,
    Refusal,
    Remark,
    RemarkKind,
    Unreadable,
    Why,
    outline_of,
    paths,
)


def read(text: str) -> Outline:
    return outline_of(dedent(text).strip("\n"))


def shape(outline: Outline) -> list[tuple[str, int, str, str]]:
    return [(p.kind.value, p.depth, p.label, p.text) for p in outline.provisions]


def whys(outline: Outline) -> list[tuple[int, Why]]:
    return [(d.line, d.why) for d in outline.dropped]


def test_markdown_headings_nest_by_level() -> None:
    outline = read("""
        # Telefoons
        ## Doel
        We willen rust.
        ### Lessen
        1. In de les niet.
        ## Gevolgen
        2. Dan praten we.
    """)
    assert shape(outline) == [
        ("heading", 0, "", "Telefoons"),
        ("heading", 1, "", "Doel"),
        ("paragraph", 2, "", "We willen rust."),
        ("heading", 2, "", "Lessen"),
        ("item", 3, "1.", "In de les niet."),
        ("heading", 1, "", "Gevolgen"),
        ("item", 2, "2.", "Dan praten we."),
    ]
    assert {p.confidence for p in outline.provisions} == {Confidence.CERTAIN}


def test_plain_lines_that_look_like_headings_are_likely_headings() -> None:
    outline = read("""
        Regels voor de fiets

        Waar

        De fiets staat in het rek.

        Wanneer

        1. Voor school.
        2. Na school.
    """)
    assert [(p.kind, p.depth, p.confidence) for p in outline.provisions[:2]] == [
        (Kind.HEADING, 0, Confidence.LIKELY),
        (Kind.HEADING, 1, Confidence.LIKELY),
    ]
    assert shape(outline)[3:] == [
        ("heading", 1, "", "Wanneer"),
        ("item", 2, "1.", "Voor school."),
        ("item", 2, "2.", "Na school."),
    ]


def test_underlined_title_is_a_heading_and_the_line_is_dropped() -> None:
    outline = read("""
        Fietsen
        =======

        De fiets staat in het rek.
    """)
    assert shape(outline) == [
        ("heading", 0, "", "Fietsen"),
        ("paragraph", 1, "", "De fiets staat in het rek."),
    ]
    assert whys(outline) == [(2, Why.RULE)]


def test_lists_nest_and_keep_their_labels() -> None:
    outline = read("""
        # Regels
        1. Je mag niet:
           a. filmen;
           b. dit plaatsen:
              i. in de app;
              ii. op het web.
        2. Wel mag:
           - tekenen;
           - schrijven.
        4. Een nummer ontbreekt hier.
        1. Een lijst begint opnieuw.
    """)
    assert [(depth, label) for _k, depth, label, _t in shape(outline)[1:]] == [
        (1, "1."), (2, "a."), (2, "b."), (3, "i."), (3, "ii."), (1, "2."), (2, "-"), (2, "-"),
        (1, "4."), (1, "1."),
    ]  # fmt: skip


def test_decimal_numbers_nest_by_their_own_parts() -> None:
    outline = read("""
        # Regels
        1. Eerste regel van de school.
        1.1 Daarbij hoort dit.
        1.2 En ook nog dat.
        1.2.1 Dieper gaan we niet.
        2. Tweede regel van de school.
    """)
    assert [(p.depth, path) for p, path in zip(outline.provisions, paths(outline.provisions), strict=True)] == [
        (0, ""), (1, "1"), (2, "1.1"), (2, "1.2"), (3, "1.2.1"), (1, "2"),
    ]  # fmt: skip


def test_list_goes_on_after_a_paragraph_and_a_page_head() -> None:
    outline = read("""
        Mijn school – pagina 1

        # Regels

        1. Een regel van de school.
        2. Nog een regel van de school.

        Mijn school – pagina 2

        Tussendoor staat een gewone alinea.

        Mijn school – pagina 3

        3. De derde regel.
    """)
    assert [(d.line, d.why) for d in outline.dropped] == [
        (8, Why.RUNNING_HEAD),
        (12, Why.RUNNING_HEAD),
    ]
    assert [(p.kind, p.depth, p.label) for p in outline.provisions[2:]] == [
        (Kind.ITEM, 1, "1."),
        (Kind.ITEM, 1, "2."),
        (Kind.PARAGRAPH, 1, ""),
        (Kind.ITEM, 1, "3."),
    ]


def test_common_title_three_times_is_no_running_head() -> None:
    outline = read("\n\n".join(["# Inleiding", "Een alinea."] * 3))
    assert outline.dropped == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("---", Why.RULE),
        ("* * *", Why.RULE),
        ("-", Why.EMPTY_ITEM),
        ("Pagina 3 van 12", Why.PAGE_NUMBER),
        ("- 4 -", Why.PAGE_NUMBER),
        ("Volg ons op Instagram", Why.WEB_FURNITURE),
    ],
)
def test_furniture_is_dropped_with_the_reason(line: str, why: Why) -> None:
    outline = outline_of(f"# Regels\n\nEen regel.\n\n{line}\n\nNog een regel.")
    assert [(d.line, d.text, d.why) for d in outline.dropped] == [(5, line, why)]
    assert [p.text for p in outline.provisions] == ["Regels", "Een regel.", "Nog een regel."]


def test_table_of_contents_without_leaders_is_dropped() -> None:
    outline = read("""
        Inhoud

        Doel van de regels
        Gevolgen

        Doel van de regels

        Rust in de klas is het doel.

        Gevolgen

        Dan praten we eerst.
    """)
    assert whys(outline) == [
        (1, Why.TABLE_OF_CONTENTS),
        (3, Why.TABLE_OF_CONTENTS),
        (4, Why.TABLE_OF_CONTENTS),
    ]


def test_table_of_contents_ends_where_its_first_title_comes_back() -> None:
    chapter = "Doel\n\nRust is het doel.\n\nGevolg\n\nDan praten we eerst.\n\n"
    outline = outline_of("Inhoud\n\nDoel\nGevolg\n\n" + chapter * 2)
    assert [d.line for d in outline.dropped] == [1, 3, 4]


def test_letters_go_on_after_a_paragraph_without_a_gap_in_the_tree() -> None:
    outline = outline_of("1. Niet:\n   a. dit;\n      - zo;\n\nTussendoor.\n\n      - ook zo.")
    assert [p.depth for p in outline.provisions] == [0, 1, 2, 0, 1]


def test_hard_breaks_stay_and_wrapped_lines_are_joined() -> None:
    outline = outline_of("1. Eerste deel.  \nTweede deel.\n2. Dit loopt\ngewoon door.")
    assert [p.text for p in outline.provisions] == [
        "Eerste deel.\nTweede deel.",
        "Dit loopt gewoon door.",
    ]


def test_paragraph_torn_by_a_page_is_joined_and_marked() -> None:
    outline = outline_of("De leerling die dit leest weet\n\n3\n\ndat het nu verder gaat.")
    (only,) = outline.provisions
    assert only.text == "De leerling die dit leest weet dat het nu verder gaat."
    assert only.confidence == Confidence.LIKELY
    assert [r.kind for r in outline.remarks] == [RemarkKind.JOINED]


def test_age_that_the_law_puts_otherwise_is_marked_and_stays_as_printed() -> None:
    text = "1. Wie 16 jaar of ouder is, kiest zelf.\n2. Wie ouder dan zestien is, kiest zelf."
    outline = outline_of(text)
    assert outline.remarks == (Remark(RemarkKind.OLDER_THAN_SIXTEEN, 2, "ouder dan zestien"),)
    assert outline.provisions[1].text == "Wie ouder dan zestien is, kiest zelf."


def test_number_on_a_line_of_its_own_gets_its_words() -> None:
    outline = outline_of("1.\nDe eerste regel.\n2.\n\nDe tweede regel.")
    assert shape(outline) == [
        ("item", 0, "1.", "De eerste regel."),
        ("item", 0, "2.", "De tweede regel."),
    ]


def test_initials_are_no_label() -> None:
    outline = outline_of("# Wie\n\nJ. de Vries is het aanspreekpunt.")
    assert shape(outline)[1] == ("paragraph", 1, "", "J. de Vries is het aanspreekpunt.")


def test_articles_are_headings_or_items_by_their_words() -> None:
    outline = read("""
        Hoofdstuk 1 Algemeen

        Artikel 1 Begrippen

        1. School is het gebouw.

        Artikel 2. De leerling laat de telefoon in de tas zitten tijdens de les.
    """)
    assert [(k, d, label) for k, d, label, _t in shape(outline)] == [
        ("heading", 0, "Hoofdstuk 1"),
        ("heading", 1, "Artikel 1"),
        ("item", 2, "1."),
        ("item", 2, "Artikel 2."),
    ]


def test_numbered_headings_in_order_need_no_correction() -> None:
    outline = read("""
        1. Doel

        Rust in de klas is het doel.

        2. Gevolgen

        Dan praten we eerst.
    """)
    assert [(p.kind, p.label, p.corrected) for p in outline.provisions] == [
        (Kind.HEADING, "1.", None),
        (Kind.PARAGRAPH, "", None),
        (Kind.HEADING, "2.", None),
        (Kind.PARAGRAPH, "", None),
    ]


def test_words_in_a_list_are_no_headings() -> None:
    outline = outline_of("Je kunt:\n\n1. Bellen\n2. Mailen\n3. Langskomen\n\nWij helpen je.")
    assert [p.kind for p in outline.provisions] == [
        Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM, Kind.ITEM, Kind.PARAGRAPH,
    ]  # fmt: skip


def test_destroyed_numbering_gets_proposals_and_keeps_what_is_printed() -> None:
    outline = read("""
        1. Doel
        2. De school wil dat iedereen rustig kan werken.
        3. De regels gelden voor alle leerlingen hier.

        1. Gevolgen
        2. De school praat eerst met de leerling zelf.
    """)
    assert [(p.label, p.corrected) for p in outline.provisions] == [
        ("1.", "I"), ("2.", "1"), ("3.", "2"), ("1.", "II"), ("2.", "1"),
    ]  # fmt: skip
    assert paths(outline.provisions) == ["I", "I.1", "I.2", "II", "II.1"]
    assert RemarkKind.NUMBERING_DESTROYED in [r.kind for r in outline.remarks]


def test_two_codes_in_one_text_can_be_split() -> None:
    outline = read("""
        Telefoons op school

        Telefoons op school: leerlingen

        1. De telefoon zit in de tas.

        Telefoons op school: medewerkers

        1. De telefoon staat op stil.
    """)
    assert [outline.provisions[at].text for at in outline.parts] == [
        "Telefoons op school: leerlingen",
        "Telefoons op school: medewerkers",
    ]
    pupils, staff = outline.split()
    assert [(p.kind, p.depth) for p in staff.provisions] == [(Kind.HEADING, 0), (Kind.ITEM, 1)]
    assert pupils.provisions + staff.provisions == outline.provisions[:3] + staff.provisions


@pytest.mark.parametrize(
    ("words", "label", "target"),
    [
        ("zie ook paragraaf II", "II", 2),
        ("zie artikel I.1", "I.1", 1),
        ("zie paragraaf IX", "IX", None),
        ("Zie ook: *Gevolgen*", "Gevolgen", 2),
    ],
)
def test_references_find_the_provision(words: str, label: str, target: int | None) -> None:
    outline = outline_of(f"I. Doel\n\n1. Rust, {words}.\n\nII. Gevolgen\n\n1. Praten.")
    assert [(r.label, r.target) for r in outline.references] == [(label, target)]


def test_article_of_a_law_is_no_reference() -> None:
    assert outline_of("Dit volgt uit art. 18 lid 2 CAO VO.").references == ()


def test_unfilled_words_and_dead_links_are_found() -> None:
    outline = outline_of(
        "Geldt vanaf [datum], zie [site](#) en [ook](https://example.org/) en ____ [sic]."
    )
    assert [(f.kind, f.text) for f in outline.findings] == [
        (FindingKind.PLACEHOLDER, "[datum]"),
        (FindingKind.PLACEHOLDER, "____"),
        (FindingKind.DEAD_LINK, "[site](#)"),
    ]


def test_link_that_runs_a_script_is_dead() -> None:
    outline = outline_of("Klik [hier](javascript:alert) maar niet.")
    assert [f.kind for f in outline.findings] == [FindingKind.DEAD_LINK]


@pytest.mark.parametrize("text", ["", " \n\xa0", "\ufeff"])
def test_pasted_nothing_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        outline_of(text)
    assert refused.value.refusal == Refusal.EMPTY
