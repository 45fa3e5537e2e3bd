"""A newer edition beside the one before: what became of each provision, and who says so."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from protocols import services
from protocols.matching import Fate
from protocols.models import Code, CodeVersion, Provision
from protocols.outline import outline_of
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.imports.reading import IMPORT, read_in
from tests.protocols.making import TEXT, draft

ClientOf = Callable[[str], Client]
NEW_TEXT = (
    TEXT.replace(
        "De smartphone zit onder schooltijd in de tas.",
        "De smartphone en het horloge zitten onder schooltijd in de tas.",
    )
    .replace("1. Je bent vriendelijk voor elkaar.\n", "")
    .replace(
        "1. We praten eerst.", "1. Fietsen staan in het rek bij de sporthal.\n2. We praten eerst."
    )
)


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    """The second edition, read in after the first."""
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        draft(head, school=cast.oostpoort)
        return draft(head, NEW_TEXT, school=cast.oostpoort)


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/uitgaven/"


def find(cast: Cast, begin: str, number: int = 2) -> Provision:
    with scoped(Scope.of_school(cast.oostpoort)):
        found: Provision = Provision.objects.get(text__startswith=begin, version__number=number)
        return found


def test_each_provision_has_its_fate(cast: Cast, version: CodeVersion) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        found = services.compare_editions(version)
    assert found is not None

    def begins(fate: Fate) -> list[str]:
        return [(row.now or row.was).text[:16] for row in found.of(fate)]  # type: ignore[union-attr]

    assert begins(Fate.CHANGED) == ["De smartphone en"]
    assert begins(Fate.MOVED) == ["We praten eerst."]
    assert begins(Fate.NEW) == ["Fietsen staan in"]
    assert begins(Fate.GONE) == ["Je bent vriendel"]
    assert [row.now.text[:16] for row in found.guesses if row.now] == ["De smartphone en"]


def test_first_version_has_no_comparison(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        first = CodeVersion.objects.get(number=1)
    assert client_of("head").get(page(first)).status_code == 404


def test_page_opens_at_the_guesses_with_the_words_marked(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    html = client_of("head").get(page(version)).content.decode()
    assert "De smartphone <del>zit</del> <ins>" not in html
    assert "<del>zit</del>" in html
    assert "<ins>en het horloge zitten</ins>" in html
    assert "Nakijken (1)" in html
    assert "Vervallen (1)" in html


def test_guess_is_confirmed_and_keeps_its_key(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line, was = find(cast, "De smartphone"), find(cast, "De smartphone", 1)
    assert (line.key, line.pairing) == (was.key, "guess")
    response = client_of("head").post(
        page(version),
        {"deed": f"keep:{line.pk}", "revision": 0, f"kept-{line.pk}": str(was.key)},
        follow=True,
    )
    assert "Nakijken (0)" in response.content.decode()
    line = find(cast, "De smartphone")
    assert (line.key, line.pairing) == (was.key, "by_hand")


def test_provision_that_is_another_gets_a_key_of_its_own_and_back_by_undo(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line, was = find(cast, "De smartphone"), find(cast, "De smartphone", 1)
    client_of("head").post(page(version), {"deed": f"other:{line.pk}", "revision": 0})
    assert find(cast, "De smartphone").key != was.key
    with scoped(Scope.of_school(cast.oostpoort)):
        services.undo(cast.actor("head", school=cast.oostpoort), version=version)
    assert find(cast, "De smartphone").key == was.key


def test_new_provision_is_said_to_be_one_that_went(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    line, was = find(cast, "Fietsen staan"), find(cast, "Je bent vriendelijk", 1)
    head = client_of("head")
    html = head.get(f"{page(version)}?soort=new").content.decode()
    assert f'<option value="{was.key}">II.A.1 Je bent vriendelijk' in html
    head.post(page(version), {"deed": f"same:{line.pk}", "revision": 0, f"key-{line.pk}": was.key})
    assert find(cast, "Fietsen staan").key == was.key


def test_key_changes_places_with_the_provision_that_had_it(
    cast: Cast, version: CodeVersion
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    mine, other = find(cast, "Fietsen staan"), find(cast, "We praten")
    with scoped(Scope.of_school(cast.oostpoort)):
        services.pair(head, version=version, provision=mine.pk, key=other.key)
        keys = dict(version.provisions.values_list("pk", "key"))
    assert keys[mine.pk] == other.key
    assert keys[other.pk] not in (mine.key, other.key)
    assert len(set(keys.values())) == len(keys)


def test_all_proposals_are_confirmed_at_once(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    client_of("head").post(page(version), {"deed": "confirm_all", "revision": 0})
    assert find(cast, "De smartphone").pairing == "by_hand"


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"deed": "confirm_all", "revision": "9"}, 409, "niets overschreven"),
        ({"deed": "x", "revision": "0"}, 422, "Deze stap is er niet."),
        ({"deed": "same:{pk}", "revision": "0"}, 422, "Kies eerst met welke bepaling"),
        ({"deed": "same:{pk}", "revision": "0", "key-{pk}": str(UUID(int=7))}, 422,
         "staat niet in de vorige uitgave"),
        ({"deed": f"other:{UUID(int=7)}", "revision": "0"}, 422, "Deze regel is er niet meer."),
    ],
)  # fmt: skip
def test_refused_pairing_says_why(
    cast: Cast, client_of: ClientOf, version: CodeVersion,
    fields: dict[str, str], status: int, words: str,
) -> None:  # fmt: skip
    pk = find(cast, "Fietsen staan").pk
    given = {name.format(pk=pk): value.format(pk=pk) for name, value in fields.items()}
    response = client_of("head").post(page(version), given)
    assert response.status_code == status
    assert words in response.content.decode()


def test_import_names_the_code_of_which_it_is_a_newer_edition(
    cast: Cast, client_of: ClientOf, version: CodeVersion
) -> None:
    head = client_of("head")
    with scoped(Scope.of_school(cast.oostpoort)):
        code = Code.objects.get()
    text = NEW_TEXT.replace("# Telefoons en berichten", "# Online omgaan met elkaar")
    response = read_in(head, {"text": text, "code": code.pk})
    assert response.status_code == 302
    with scoped(Scope.of_school(cast.oostpoort)):
        third = CodeVersion.objects.get(number=3)
        assert (third.code, third.title) == (code, "Online omgaan met elkaar")
    assert find(cast, "De smartphone", 3).key == find(cast, "De smartphone", 1).key


def test_import_takes_no_code_of_another_place(cast: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        code = draft(cast.actor("board_secretary")).code
    response = client_of("head").post(IMPORT, {"text": NEW_TEXT, "code": code.pk})
    assert "Kies een van de antwoorden." in response.content.decode()
    with (
        scoped(Scope.of_board(cast.waterland)),
        pytest.raises(Refused, match="hoort niet bij deze plek"),
    ):
        services.import_outline(
            cast.actor("board_secretary"),
            outline=outline_of(NEW_TEXT),
            content=NEW_TEXT.encode(),
            name="code.md",
            school_id=cast.oostpoort.pk,
            code=code,
        )


@pytest.mark.parametrize(
    ("name", "status"), [("head", 200), ("team_leader", 403), ("outsider", 404)]
)
def test_comparison_is_for_those_who_keep_codes(
    cast: Cast, client_of: ClientOf, version: CodeVersion, name: str, status: int
) -> None:
    assert client_of(name).get(page(version)).status_code == status


def test_number_of_queries_does_not_grow(
    cast: Cast, client_of: ClientOf, version: CodeVersion, django_assert_max_num_queries: object
) -> None:
    def rules(count: int, word: str) -> str:
        return "# Lang\n\n" + "\n".join(f"{n}. Regel {n} {word}." for n in range(1, count))

    client = client_of("head")
    head = cast.actor("head", school=cast.oostpoort)

    def count(number: int) -> int:
        with scoped(Scope.of_school(cast.oostpoort)):
            title = f"Lang {number}"
            draft(head, rules(number, "oud"), school=cast.oostpoort, title=title)
            later = draft(head, rules(number, "nieuw"), school=cast.oostpoort, title=title)
        with django_assert_max_num_queries(16) as queries:  # type: ignore[operator]
            client.get(page(later))
        return len(queries)

    assert count(3) == count(90)
