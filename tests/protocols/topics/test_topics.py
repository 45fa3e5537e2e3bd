"""Topics as staff keep them: draft, preview, publish, take out, with every text kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from protocols import services as protocols
from protocols.models import GuideTopic, PublishedTopic
from protocols.topics import services
from protocols.topics.models import TopicDraft, TopicEdition
from protocols.topics.services import Seen, Text
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.conftest import NOW
from tests.protocols.making import published

SignIn = Callable[[str], Client]
LIST = "/school/oostpoort/onderwerpen/"
NEW = f"{LIST}nieuw/"
FORM = {"title": "Fietsen", "lede": "", "own_text": "In het rek.", "in_short": ""}


def topic_of(cast: Cast, title: str) -> GuideTopic:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = GuideTopic.objects.select_related("code")
        return rows.get(school=cast.oostpoort, title=title)


@pytest.fixture
def cycling(cast: Cast) -> GuideTopic:
    """A topic that was put in the guide before its texts were kept."""
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return protocols.write_topic(
            head, school=cast.oostpoort, title="Fietsen", own_text="In het rek."
        )


@pytest.fixture
def of_board(cast: Cast) -> GuideTopic:
    """The topic of a code of the board at Oostpoort."""
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"))
    return topic_of(cast, "Telefoons en berichten")


def publish(cast: Cast, by: str = "administrator", **facts: Any) -> GuideTopic:
    actor = cast.actor(by, school=cast.oostpoort)
    text = Text(**({"title": "Fietsen", "own_text": "In het rek."} | facts.pop("text", {})))
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.publish(actor, school=cast.oostpoort, text=text, moment=NOW, **facts)


def texts(cast: Cast, topic: GuideTopic) -> list[tuple[int, str, bool]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = TopicEdition.objects.filter(topic=topic).order_by("number")
        return [(row.number, row.own_text, row.is_out) for row in rows]


# --- Publishing -------------------------------------------------------------------------------


def test_administrator_drafts_looks_and_publishes(cast: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    assert client.get(LIST).status_code == 200
    preview = client.post(NEW, FORM | {"deed": "preview", "own_text": "In het **rek**."})
    assert "<p>In het <strong>rek</strong>.</p>" in preview.content.decode()
    saved = client.post(NEW, FORM | {"deed": "save"})
    with scoped(Scope.of_school(cast.oostpoort)):
        draft = TopicDraft.objects.get()
        assert GuideTopic.objects.count() == 0
    address = f"{LIST}concept/{draft.pk}/"
    assert saved["Location"] == address
    assert Client().get("/gids/oostpoort/fietsen/").status_code == 404
    assert "Fietsen" in client.get(f"{LIST}?toon=concepten").content.decode()
    done = client.post(address, FORM | {"deed": "publish", "revision": "1", "own_text": "Stal ze."})
    topic = topic_of(cast, "Fietsen")
    assert done["Location"] == f"{LIST}{topic.pk}/"
    assert "<p>Stal ze.</p>" in Client().get("/gids/oostpoort/fietsen/").content.decode()
    assert texts(cast, topic) == [(1, "Stal ze.", False)]
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not TopicDraft.objects.exists()
        names = [e.name for e in Event.objects.filter(name__startswith="topic.").order_by("pk")]
    assert names == ["topic.draft", "topic.draft", "topic.write"]


def test_text_that_was_there_is_kept_at_the_first_change(cast: Cast, cycling: GuideTopic) -> None:
    publish(cast, topic=cycling, text={"own_text": "In de kelder."})
    assert texts(cast, cycling) == [(1, "In het rek.", False), (2, "In de kelder.", False)]
    publish(cast, topic=cycling, text={"own_text": "Weer in het rek."}, seen=Seen(edition=2))
    assert [number for number, _text, _out in texts(cast, cycling)] == [1, 2, 3]


def test_draft_of_a_topic_leaves_the_guide_as_it_is(
    cast: Cast, client_of: SignIn, cycling: GuideTopic
) -> None:
    client = client_of("administrator")
    address = f"{LIST}{cycling.pk}/bewerken/"
    client.post(address, FORM | {"deed": "save", "own_text": "Nog niet."})
    assert "In het rek." in Client().get("/gids/oostpoort/fietsen/").content.decode()
    assert "Nog niet." in client.get(address).content.decode()
    for _press in range(2):
        dropped = client.post(address, FORM | {"deed": "drop", "title": "", "revision": "1"})
        assert dropped["Location"] == f"{LIST}{cycling.pk}/"
    assert "In het rek." in client.get(address).content.decode()


def test_second_save_of_an_old_page_is_refused_with_what_was_typed(
    cast: Cast, client_of: SignIn, cycling: GuideTopic
) -> None:
    client = client_of("administrator")
    address = f"{LIST}{cycling.pk}/bewerken/"
    first = FORM | {"deed": "save", "own_text": "Een.", "revision": "0"}
    assert client.post(address, first).status_code == 302
    page = client.post(address, first | {"own_text": "Twee."})
    assert page.status_code == 409
    assert "Iemand anders heeft dit concept" in page.content.decode()
    assert "Twee." in page.content.decode()


def shown_by(client: Client, address: str) -> dict[str, str]:
    """The form of a page as somebody has it open."""
    initial = client.get(address).context["form"].initial
    return FORM | {name: str(initial.get(name, 0)) for name in ("revision", "edition")}


@pytest.mark.parametrize("with_draft", [True, False])
@pytest.mark.parametrize("deed", ["save", "publish", "drop"])
def test_page_of_before_a_publication_does_not_undo_it(
    cast: Cast, client_of: SignIn, cycling: GuideTopic, deed: str, with_draft: bool
) -> None:
    address = f"{LIST}{cycling.pk}/bewerken/"
    if with_draft:
        client_of("head").post(address, FORM | {"deed": "save", "own_text": "Nog niet."})
    opened = shown_by(client_of("administrator"), address)
    assert (opened["revision"], opened["edition"]) == (str(int(with_draft)), "0")
    publish(cast, by="head", topic=cycling, seen=Seen(int(with_draft)), text={"own_text": "Een."})
    typed = opened | {"deed": deed, "own_text": "Twee."}
    page = client_of("administrator").post(address, typed)
    assert page.status_code == 409
    assert "De tekst in de gids is ondertussen veranderd." in page.content.decode()
    assert "Twee." in page.content.decode()
    assert texts(cast, cycling)[-1] == (2, "Een.", False)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not TopicDraft.objects.exists()
    again = shown_by(client_of("administrator"), address)
    assert again["edition"] == "2"
    done = client_of("administrator").post(address, again | {"deed": "publish"})
    assert done.status_code == 302


def test_page_of_a_draft_that_was_dropped_does_not_make_it_again(
    cast: Cast, client_of: SignIn, cycling: GuideTopic
) -> None:
    client, address = client_of("administrator"), f"{LIST}{cycling.pk}/bewerken/"
    client.post(address, FORM | {"deed": "save"})
    opened = shown_by(client, address)
    client.post(address, opened | {"deed": "drop"})
    page = client.post(address, opened | {"deed": "save", "own_text": "Twee."})
    assert page.status_code == 409
    assert "Dit concept is ondertussen weggegooid." in page.content.decode()
    assert "Twee." in page.content.decode()


def test_draft_that_somebody_else_saved_is_not_dropped(
    cast: Cast, client_of: SignIn, cycling: GuideTopic
) -> None:
    client, address = client_of("administrator"), f"{LIST}{cycling.pk}/bewerken/"
    client.post(address, FORM | {"deed": "save"})
    opened = shown_by(client, address)
    client.post(address, opened | {"deed": "save", "own_text": "Twee."})
    page = client.post(address, opened | {"deed": "drop", "own_text": "Drie."})
    assert page.status_code == 409
    assert "Iemand anders heeft dit concept" in page.content.decode()
    assert "Drie." in page.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert TopicDraft.objects.get().own_text == "Twee."


@pytest.mark.parametrize("place", ["new", "draft", "topic"])
def test_second_press_gives_the_same_topic(
    cast: Cast, client_of: SignIn, request: pytest.FixtureRequest, place: str
) -> None:
    client, address = client_of("administrator"), NEW
    if place == "topic":
        address = f"{LIST}{request.getfixturevalue('cycling').pk}/bewerken/"
    if place == "draft":
        address = client.post(NEW, FORM | {"deed": "save"})["Location"]
    typed = shown_by(client, address) | {"deed": "publish", "submission": str(UUID(int=1))}
    first, second = client.post(address, typed), client.post(address, typed)
    assert (first.status_code, second.status_code) == (302, 302)
    topic = topic_of(cast, "Fietsen")
    assert first["Location"] == second["Location"] == f"{LIST}{topic.pk}/"
    later = client.post(address, typed | {"own_text": "Anders."})
    assert later.status_code == 409
    assert "Anders." in later.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert TopicEdition.objects.get(submission=UUID(int=1)).own_text == "In het rek."
        assert not TopicDraft.objects.exists()


def test_second_press_keeps_one_draft_with_what_was_typed_last(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of("administrator")
    typed = FORM | {"deed": "save", "submission": str(UUID(int=1))}
    first = client.post(NEW, typed)
    assert client.post(NEW, typed | {"own_text": "Anders."})["Location"] == first["Location"]
    with scoped(Scope.of_school(cast.oostpoort)):
        assert TopicDraft.objects.get().own_text == "Anders."


def test_draft_that_is_gone_stays_typed(cast: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = f"{LIST}concept/{UUID(int=7)}/"
    assert client.get(address).status_code == 404
    page = client.post(address, FORM | {"deed": "save", "own_text": "Mijn tekst."})
    assert page.status_code == 409
    assert "Dit concept is er niet meer." in page.content.decode()
    assert "Mijn tekst." in page.content.decode()
    assert client_of("teacher").post(address, FORM | {"deed": "save"}).status_code == 403


@pytest.mark.parametrize(
    ("own_text", "reason"),
    [
        ("", "Schrijf eerst de tekst van dit onderwerp."),
        ("Zie [de code](#).", "Vul dit eerst in of haal het weg: ‘[de code](#)’."),
        ("Vanaf [datum].", "Vul dit eerst in of haal het weg: ‘[datum]’."),
    ],
)
def test_unfinished_text_is_not_published_and_stays_typed(
    cast: Cast, client_of: SignIn, own_text: str, reason: str
) -> None:
    page = client_of("administrator").post(NEW, FORM | {"deed": "publish", "own_text": own_text})
    assert page.status_code == 422
    assert reason in page.content.decode()
    assert 'value="Fietsen"' in page.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not TopicDraft.objects.exists()
        assert not GuideTopic.objects.exists()


@pytest.mark.parametrize(
    ("title", "slug"), [("Fietsen", "fietsen-2"), ("Zoeken", "zoeken-2"), ("!?", "onderwerp")]
)
def test_new_topic_gets_an_address_of_its_own(
    cast: Cast, cycling: GuideTopic, title: str, slug: str
) -> None:
    assert publish(cast, text={"title": title}).slug == slug
    with scoped(Scope.of_school(cast.oostpoort)):
        assert GuideTopic.objects.get(slug="fietsen").own_text == "In het rek."


# --- Beside a text of the board ---------------------------------------------------------------


def test_school_adds_to_a_text_of_the_board_which_stays(
    cast: Cast, client_of: SignIn, of_board: GuideTopic
) -> None:
    client = client_of("administrator")
    address = f"{LIST}{of_board.pk}/bewerken/"
    form = FORM | {"deed": "publish", "title": "Iets anders", "own_text": "Bij ons in de kluis."}
    assert client.post(address, form).status_code == 302
    html = Client().get("/gids/oostpoort/telefoons-en-berichten/").content.decode()
    assert "<h1>Telefoons en berichten</h1>" in html
    assert "<h2>Op onze school</h2><p>Bij ons in de kluis.</p>" in html
    assert "De smartphone zit onder schooltijd in de tas." in html
    assert topic_of(cast, "Telefoons en berichten").code is not None
    elsewhere = Client().get("/gids/zilvermeeuw/telefoons-en-berichten/").content.decode()
    assert "Bij ons in de kluis." not in elsewhere


def test_text_of_the_board_cannot_be_taken_out(
    cast: Cast, client_of: SignIn, of_board: GuideTopic
) -> None:
    client = client_of("administrator")
    page = client.post(
        f"{LIST}{of_board.pk}/", {"deed": "take_out", "take_out-reason": "Hoeft niet"}
    )
    assert page.status_code == 422
    assert "Een tekst van het bestuur staat in de gids van elke school." in page.content.decode()
    assert texts(cast, of_board) == []


def test_code_has_one_topic(cast: Cast, of_board: GuideTopic) -> None:
    with pytest.raises(Refused, match="Deze code heeft al een onderwerp"):
        publish(cast, text={"code": of_board.code})


# --- Out and back -----------------------------------------------------------------------------


def test_topic_goes_out_with_a_reason_and_comes_back(
    cast: Cast, client_of: SignIn, cycling: GuideTopic
) -> None:
    client, address = client_of("administrator"), f"{LIST}{cycling.pk}/"
    page = client.post(address, {"deed": "take_out", "take_out-reason": " "})
    assert page.status_code == 422
    assert "Schrijf waarom dit onderwerp uit de gids gaat." in page.content.decode()
    client.post(address, {"deed": "take_out", "take_out-reason": "Er is geen rek meer"})
    assert Client().get("/gids/oostpoort/fietsen/").status_code == 404
    html = client.get(address).content.decode()
    assert "Er is geen rek meer" in html
    assert "Fietsen" in client.get(f"{LIST}?toon=uit").content.decode()
    client.post(address, {"deed": "put_back"})
    assert "In het rek." in Client().get("/gids/oostpoort/fietsen/").content.decode()
    assert texts(cast, cycling) == [
        (1, "In het rek.", False), (2, "In het rek.", True), (3, "In het rek.", False)
    ]  # fmt: skip


def test_old_text_can_be_read_by_staff(cast: Cast, client_of: SignIn, cycling: GuideTopic) -> None:
    text = {"own_text": "In de **kelder**.\n\n- Met slot", "in_short": "Slot\nKelder"}
    publish(cast, topic=cycling, text=text)
    with scoped(Scope.of_school(cast.oostpoort)):
        first, second = TopicEdition.objects.order_by("number")
    client = client_of("administrator")
    assert "<p>In het rek.</p>" in client.get(f"{LIST}uitgave/{first.pk}/").content.decode()
    html = client.get(f"{LIST}uitgave/{second.pk}/").content.decode()
    assert "<p>In de <strong>kelder</strong>.</p>" in html
    assert "<li>Slot</li><li>Kelder</li>" in html


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_history_refuses_to_change(cast: Cast, cycling: GuideTopic, deed: str) -> None:
    publish(cast, topic=cycling)
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = TopicEdition.objects.all()
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.update(own_text="Anders") if deed == "update" else rows._raw_delete(rows.db)


# --- Who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lists", "writes", "opens", "edits"),
    [
        ("teacher", 403, 403, 404, 404),
        ("mentor", 403, 403, 404, 404),
        ("team_leader", 200, 403, 200, 403),
        ("administrator", 200, 200, 200, 200),
        ("head", 200, 200, 200, 200),
        ("board_member", 200, 200, 200, 200),
        ("sem_mother", 403, 403, 404, 404),
        ("outsider", 404, 404, 404, 404),
        ("omar", 404, 404, 404, 404),
    ],
)
def test_who_may_keep_the_guide(
    cast: Cast,
    client_of: SignIn,
    cycling: GuideTopic,
    name: str,
    lists: int,
    writes: int,
    opens: int,
    edits: int,
) -> None:
    client = client_of(name)
    assert client.get(LIST).status_code == lists
    assert client.get(NEW).status_code == writes
    assert client.get(f"{LIST}{cycling.pk}/").status_code == opens
    assert client.get(f"{LIST}{cycling.pk}/bewerken/").status_code == edits


def test_reader_of_codes_may_not_publish(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        publish(cast, by="team_leader")


@pytest.mark.parametrize("path", ["{}/", "{}/bewerken/", "concept/{}/", "uitgave/{}/"])
def test_row_of_another_school_is_not_found(
    cast: Cast, client_of: SignIn, cycling: GuideTopic, path: str
) -> None:
    head = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        other = services.publish(
            head, school=cast.zilvermeeuw, text=Text("Gym", own_text="Ja."), moment=NOW
        )
        draft = services.save_draft(head, school=cast.zilvermeeuw, text=Text("Zwemmen"), moment=NOW)
        keys = {"concept": draft.pk, "uitgave": TopicEdition.objects.get().pk}
    key = keys.get(path.split("/")[0], other.pk)
    client = client_of("board_member")
    assert client.get(f"/school/zilvermeeuw/onderwerpen/{path.format(key)}").status_code == 200
    assert client.get(LIST + path.format(key)).status_code == 404
    assert client.get(LIST + path.format(UUID(int=7))).status_code == 404


# --- Size --------------------------------------------------------------------------------------


def test_list_asks_as_much_for_ten_topics_as_for_one(
    cast: Cast, client_of: SignIn, cycling: GuideTopic, django_assert_max_num_queries: Any
) -> None:
    client = client_of("administrator")
    with django_assert_max_num_queries(30) as queries:
        client.get(LIST)
    before = len(queries)
    for number in range(9):
        publish(cast, text={"title": f"Onderwerp {number}"})
    with django_assert_max_num_queries(30) as queries:
        client.get(LIST)
    assert len(queries) == before
    assert PublishedTopic.objects.count() == 10
