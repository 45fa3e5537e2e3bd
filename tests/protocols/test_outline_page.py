"""The page of the outline editor: who gets there, what its buttons do, what it keeps and refuses."""

from collections.abc import Callable

import pytest
from django.test import Client

from protocols import services
from protocols.models import CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import TEXT, adopted, draft

ClientOf = Callable[[str], Client]
FRAGMENT = {"X-Outline": "1"}


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return draft(head, school=cast.oostpoort)


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/opbouw/"


def rule(cast: Cast, version: CodeVersion, begin: str) -> Provision:
    with scoped(Scope.of_school(cast.oostpoort)):
        found: Provision = version.provisions.get(text__startswith=begin)
        return found


def sent(
    version: CodeVersion, deed: str, *chosen: Provision, **fields: object
) -> dict[str, object]:
    return {"deed": deed, "revision": 0, "chosen": [str(one.pk) for one in chosen], **fields}


def test_tree_stands_beside_its_source(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "De smartphone")
    html = client_of("head").get(page(version)).content.decode()
    assert "<h1>Opbouw van de tekst</h1>" in html
    assert f'id="b-{line.pk}"' in html
    assert f'<a class="small" href="#r-{line.line}">regel {line.line}</a>' in html
    assert f'<li id="r-{line.line}" class="outline-line"><a href="#b-{line.pk}">' in html
    assert "<span>1. De smartphone zit onder schooltijd in de tas.</span>" in html


def test_button_without_script_leads_back_to_the_line(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "De smartphone")
    head = client_of("head")
    response = head.post(page(version), sent(version, "set_kind:paragraph", line))
    assert response.status_code == 302
    assert response["Location"] == (f"{page(version)}?rij={line.pk}&gekozen={line.pk}#b-{line.pk}")
    html = head.get(response["Location"]).content.decode()
    assert "Soort gewijzigd." in html
    assert f'value="{line.pk}" id="c-{line.pk}" checked' in html
    assert rule(cast, version, "De smartphone").kind == "paragraph"


def test_script_gets_the_editor_alone_with_what_was_done(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "Ze gelden ook thuis")
    response = client_of("head").post(
        page(version), sent(version, "indent", line), headers=FRAGMENT
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert html.startswith("<form")
    assert f'data-said="Dieper gezet." data-focus="{line.pk}"' in html
    assert '<input type="hidden" name="revision" value="1">' in html


@pytest.mark.parametrize(
    ("deed", "fields", "words"),
    [
        ("relabel", {"corrected": "1\u202e2"}, "Er staat een onzichtbaar teken in"),
        ("relabel", {"corrected": "1\x00"}, "Er staat een onzichtbaar teken in"),
        ("renumber", {"style": "roman", "start": "drie"}, "een getal in van 1 tot en met 999"),
        ("renumber", {"style": "roman", "start": "1" * 30}, "een getal in van 1 tot en met 999"),
        ("renumber", {"style": "x", "start": "1"}, "Kies hoe er geteld wordt."),
        ("set_kind:iets", {}, "Kies kop, regel of alinea."),
        ("set_audiences", {"audiences": ["x"]}, "Deze doelgroep bestaat niet."),
        ("outdent", {"revision": "x"}, "De opbouw is intussen gewijzigd"),
        ("vernietig", {}, "Deze stap is er niet."),
        ("", {}, "Deze stap is er niet."),
        ("undo", {}, "Er is niets om ongedaan te maken."),
    ],
)
def test_refused_deed_says_why_and_keeps_what_was_chosen_and_typed(
    cast: Cast,
    client_of: ClientOf,
    version: CodeVersion,
    deed: str,
    fields: dict[str, object],
    words: str,
) -> None:
    line = rule(cast, version, "De smartphone")
    response = client_of("head").post(page(version), sent(version, deed, line, **fields))
    html = response.content.decode()
    assert response.status_code == (409 if fields.get("revision") else 422)
    assert words in html
    assert f'value="{line.pk}" id="c-{line.pk}" checked' in html
    if deed.startswith("renumber"):
        assert f'name="start" value="{fields["start"]}"' in html


def test_nothing_chosen_asks_to_choose(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    html = client_of("head").post(page(version), sent(version, "indent")).content.decode()
    assert "Kies eerst een regel" in html


def test_page_that_is_behind_overwrites_nothing_and_shows_what_is_there(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "De smartphone")
    client_of("administrator").post(page(version), sent(version, "relabel", line, corrected="9"))
    response = client_of("head").post(
        page(version), sent(version, "relabel", line, corrected="8"), headers=FRAGMENT
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Er is niets overschreven" in html
    assert 'name="corrected" value="8"' in html
    assert '<input type="hidden" name="revision" value="1">' in html
    assert rule(cast, version, "De smartphone").corrected == "9"


def test_guess_found_right_leads_to_the_next(cast: Cast, client_of: ClientOf) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(head, school=cast.oostpoort)
        version.provisions.filter(kind="item").update(confidence="guess")
        first, second = version.provisions.filter(kind="item").order_by("order")[:2]
    client = client_of("head")
    assert "<b>Nog 9 gokken</b>" in client.get(page(version)).content.decode()
    response = client.post(page(version), sent(version, f"accept:{first.pk}"))
    assert response["Location"].endswith(f"?rij={second.pk}&gekozen={second.pk}#b-{second.pk}")
    assert "<b>Nog 8 gokken</b>" in client.get(page(version)).content.decode()


def test_outline_is_confirmed_from_the_page(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    head = client_of("head")
    response = head.post(page(version), sent(version, "confirm"))
    assert response["Location"] == f"/school/oostpoort/codes/{version.pk}/"
    assert "Opbouw gecontroleerd op" in head.get(response["Location"]).content.decode()


def test_outline_that_was_changed_meanwhile_is_not_confirmed(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "De smartphone")
    client_of("administrator").post(page(version), sent(version, "relabel", line, corrected="9"))
    response = client_of("head").post(page(version), sent(version, "confirm"))
    assert response.status_code == 409
    with scoped(Scope.of_school(cast.oostpoort)):
        version.refresh_from_db()
    assert version.confirmed_at is None


# --- Splitting -------------------------------------------------------------------------------
def test_line_is_split_at_an_empty_line(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "We praten eerst.")
    head = client_of("head")
    at = head.post(page(version), sent(version, "split", line))["Location"]
    assert at == f"{page(version)}splits/{line.pk}/"
    assert "We praten eerst. Daarna kan" in head.get(at).content.decode()
    cut = "We praten eerst.\r\n\r\nDaarna kan een maatregel volgen."
    response = head.post(at, {"text": cut, "revision": 0})
    assert response["Location"] == f"{page(version)}?rij={line.pk}#b-{line.pk}"
    assert rule(cast, version, "We praten").text == "We praten eerst."
    assert rule(cast, version, "Daarna kan").kind == "paragraph"


@pytest.mark.parametrize(
    ("text", "revision", "status", "words"),
    [
        ("We praten eerst.\n\nDaarna niet.", 0, 422, "De woorden moeten blijven zoals ze zijn."),
        ("We praten eerst. Daarna kan een maatregel volgen.", 0, 422, "Zet een lege regel op"),
        ("We praten eerst.\n\nDaarna kan een maatregel volgen.", 7, 409, "niets overschreven"),
        ("", 0, 422, "Vul ‘Tekst van de regel’ in."),
    ],
)
def test_refused_split_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, version: CodeVersion,
    text: str, revision: int, status: int, words: str,
) -> None:  # fmt: skip
    line = rule(cast, version, "We praten eerst.")
    response = client_of("head").post(
        f"{page(version)}splits/{line.pk}/", {"text": text, "revision": revision}
    )
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert text in html
    assert "<title>Fout:" in html
    assert rule(cast, version, "We praten").text.endswith("volgen.")


def test_line_of_another_version_can_not_be_split(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        other = draft(head, TEXT.replace("Telefoons", "Tassen"), school=cast.oostpoort)
    line = rule(cast, other, "De smartphone")
    assert client_of("head").get(f"{page(version)}splits/{line.pk}/").status_code == 404
    response = client_of("head").post(page(version), sent(version, "drop", line))
    assert "Deze regel is er niet meer." in response.content.decode()
    assert rule(cast, other, "De smartphone").dropped == ""


# --- Who, and when ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("head", 200),
        ("administrator", 200),
        ("team_leader", 403),
        ("teacher", 404),
        ("sem_mother", 404),
        ("outsider", 404),
    ],
)
def test_editor_is_for_those_who_keep_codes(
    cast: Cast, client_of: ClientOf, version: CodeVersion, name: str, status: int
) -> None:
    assert client_of(name).get(page(version)).status_code == status


def test_adopted_text_can_not_be_edited_and_says_so(cast: Cast, client_of: ClientOf) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = adopted(head, school=cast.oostpoort)
    line = rule(cast, version, "De smartphone")
    for response in (
        client_of("head").get(page(version)),
        client_of("head").post(page(version), sent(version, "drop", line)),
        client_of("head").post(f"{page(version)}splits/{line.pk}/", {"text": "x", "revision": 0}),
    ):
        assert response.status_code == 403
        assert "Deze versie is geen concept meer. De tekst ligt vast." in response.content.decode()


def test_text_of_the_board_is_edited_on_the_pages_of_the_board(
    cast: Cast, client_of: ClientOf
) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = draft(cast.actor("board_secretary"))
    at_school = client_of("head").get(page(version))
    assert at_school.status_code == 403
    assert "Alleen het bestuur kan die wijzigen." in at_school.content.decode()
    at_board = f"/bestuur/waterland/codes/{version.pk}/opbouw/"
    assert client_of("board_secretary").get(at_board).status_code == 200
    assert client_of("head").get(at_board).status_code == 404


# --- Size ------------------------------------------------------------------------------------
def long_text(sections: int) -> str:
    return "# Groot\n\n" + "\n\n".join(
        f"## Kop {n}\n\n" + "\n".join(f"{r}. Regel {r} van kop {n}." for r in range(1, 50))
        for n in range(1, sections + 1)
    )


def test_long_text_comes_in_parts_with_the_same_number_of_queries(
    cast: Cast, client_of: ClientOf, version: CodeVersion, django_assert_max_num_queries: object
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    client = client_of("head")

    def count(version: CodeVersion, part: int) -> int:
        with django_assert_max_num_queries(20) as queries:  # type: ignore[operator]
            response = client.get(f"{page(version)}?deel={part}")
        assert response.content.decode().count("outline-row") <= 210
        return len(queries)

    with scoped(Scope.of_school(cast.oostpoort)):
        long = draft(head, long_text(8), school=cast.oostpoort)
        longer = draft(head, long_text(200), school=cast.oostpoort, title="Nog groter")
        last = longer.provisions.latest("order")
    count(long, 1)
    assert count(long, 2) == count(longer, 2) == count(longer, 60)
    html = client.get(f"{page(longer)}?rij={last.pk}").content.decode()
    assert f'id="b-{last.pk}"' in html
    assert "Deel 67 van 67" in html
    assert count(version, 1) == count(long, 1) - 1  # no list of parts


def test_deed_in_a_text_of_ten_thousand_lines_writes_that_line(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: object
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(head, long_text(200), school=cast.oostpoort)
        assert version.provisions.count() == 10_001
        line = version.provisions.get(text="Regel 7 van kop 90.")
        services.change_outline(head, version=version, deed="move_up", chosen=[line.pk])
        (change,) = version.changes.all()
    assert len(change.lines) == 2


def test_line_left_out_between_two_parts_can_be_put_back(cast: Cast, client_of: ClientOf) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(head, long_text(8).replace("## Kop 4", "---\n\n## Kop 4"),
                        school=cast.oostpoort)  # fmt: skip
        line = version.provisions.get(text="---")
        services.change_outline(
            head,
            version=version,
            deed="drop",
            chosen=[version.provisions.get(text="Regel 49 van kop 3.").pk],
        )
    pages = [client_of("head").get(f"{page(version)}?deel={n}").content.decode() for n in (1, 2, 3)]
    assert [f'value="restore:{line.pk}"' in html for html in pages] == [True, False, False]
    assert [html.count('value="restore:') for html in pages] == [2, 0, 0]


def test_original_that_is_no_plain_text_is_shown_as_it_was_read(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line = rule(cast, version, "We praten eerst.")
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        services.change_outline(
            head,
            version=version,
            deed="split",
            chosen=[line.pk],
            parts=["We praten eerst.", "Daarna kan een maatregel volgen."],
        )
        version.original = None
        version.save(update_fields=["original"])
    html = client_of("head").get(page(version)).content.decode()
    assert html.count(f'id="r-{line.line}"') == 1
    assert "<span>1. We praten eerst. Daarna kan een maatregel volgen.</span>" in html
