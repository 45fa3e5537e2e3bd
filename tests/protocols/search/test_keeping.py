"""What editors do about the search of their guide: synonyms, and searches without an answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from protocols.search.models import MissedSearch, PublishedSynonyms, SynonymGroup
from protocols.search.services import note_missed
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import TODAY, Cast

PAGE = "/school/oostpoort/codes/zoeken/"
BOARD_PAGE = "/bestuur/waterland/codes/zoeken/"
SignIn = Callable[[str], Client]


def groups(cast: Cast) -> list[tuple[str, list[str]]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = SynonymGroup.objects.select_related("school")
        return [(row.school.slug if row.school else "", row.words) for row in rows]


def test_editor_adds_synonyms_for_the_school(guide: Cast, client_of: SignIn) -> None:
    page = client_of("administrator").post(PAGE, {"words": "Mobieltje, smartphone ,, mobieltje"})
    assert page.status_code == 302
    assert groups(guide) == [("oostpoort", ["mobieltje", "smartphone"])]
    assert PublishedSynonyms.of(guide.oostpoort) == [["mobieltje", "smartphone"]]
    assert PublishedSynonyms.of(guide.zilvermeeuw) == []
    with scoped(Scope.of_school(guide.oostpoort)):
        assert Event.objects.filter(name="search.add_synonyms").count() == 1


def test_board_adds_synonyms_for_every_school(guide: Cast, client_of: SignIn) -> None:
    client_of("board_secretary").post(BOARD_PAGE, {"words": "mobieltje, smartphone"})
    assert groups(guide) == [("", ["mobieltje", "smartphone"])]
    html = client_of("administrator").get(PAGE).content.decode()
    assert "Van het bestuur, voor alle scholen" in html
    assert "mobieltje, smartphone" in html
    assert 'name="verwijder"' not in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Schrijf minstens twee woorden, met een komma ertussen."),
        ("mobieltje", "Schrijf minstens twee woorden, met een komma ertussen."),
        ("mobieltje, Mobieltje", "Schrijf minstens twee woorden, met een komma ertussen."),
        ("tas, mobiel", "‘mobiel’ staat al bij: mobiel, telefoon. Verwijder die groep eerst."),
        (",".join("abcdefghijklmn"), "Dit zijn te veel woorden: hooguit 12."),
        (f"tas, {'x' * 61}", f"Dit is te lang: ‘{'x' * 61}’."),
    ],
)
def test_bad_synonyms_are_refused_and_kept_in_the_field(
    guide: Cast, client_of: SignIn, typed: str, said: str
) -> None:
    client = client_of("administrator")
    client.post(PAGE, {"words": "mobiel, telefoon"})
    html = client.post(PAGE, {"words": typed}).content.decode()
    assert said in html
    assert len(groups(guide)) == 1


def test_removed_synonyms_find_no_more(guide: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    client.post(PAGE, {"words": "mobieltje, smartphone"})
    with scoped(Scope.of_school(guide.oostpoort)):
        key = SynonymGroup.objects.get().pk
    assert client.post(PAGE, {"verwijder": str(key)}).status_code == 302
    assert groups(guide) == []
    assert PublishedSynonyms.of(guide.oostpoort) == []


def test_searches_in_vain_are_listed_from_the_second_time(guide: Cast, client_of: SignIn) -> None:
    for words in ("fietsenstalling", "fietsenstalling", "kluisjes"):
        note_missed(guide.oostpoort, words, TODAY)
    client = client_of("administrator")
    html = client.get(PAGE).content.decode()
    assert "fietsenstalling" in html
    assert "2 keer, laatst op 20 november 2026" in html
    assert "kluisjes" not in html
    assert "fietsenstalling" in client_of("board_secretary").get(BOARD_PAGE).content.decode()
    html = client.get(PAGE, {"woord": "fietsenstalling"}).content.decode()
    assert 'value="fietsenstalling, "' in html
    with scoped(Scope.of_school(guide.oostpoort)):
        key = MissedSearch.objects.get(words="fietsenstalling").pk
    client.post(PAGE, {"vergeet": str(key)})
    assert "fietsenstalling" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["teacher", "mentor", "sem_mother", "pupil_outside", "outsider"])
def test_page_is_for_who_keeps_the_codes(guide: Cast, client_of: SignIn, name: str) -> None:
    assert client_of(name).get(PAGE).status_code in (403, 404)
    assert client_of(name).post(PAGE, {"words": "een, twee"}).status_code in (403, 404)
    assert groups(guide) == []


@pytest.mark.parametrize("button", ["verwijder", "vergeet"])
@pytest.mark.parametrize("key", ["", "x", "01900000-0000-7000-8000-000000000001"])
def test_unknown_row_is_not_found(guide: Cast, client_of: SignIn, button: str, key: str) -> None:
    assert client_of("administrator").post(PAGE, {button: key}).status_code == 404


def test_school_cannot_remove_synonyms_of_the_board(guide: Cast, client_of: SignIn) -> None:
    client_of("board_secretary").post(BOARD_PAGE, {"words": "mobieltje, smartphone"})
    with scoped(Scope.of_board(guide.waterland)):
        key = SynonymGroup.objects.get().pk
    assert client_of("administrator").post(PAGE, {"verwijder": str(key)}).status_code == 403
    assert len(groups(guide)) == 1
