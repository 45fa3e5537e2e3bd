"""Adoption, scope and publication: a test for each row of domain A1 that is built.

Each docstring begins with the row: the code, the line of its text, and what it asks.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from incidents.models import Incident
from protocols import services
from protocols.dated import Dated, Precision
from protocols.models import CodeVersion, Placement
from protocols.outline import FindingKind, read_outline
from protocols.receipts.services import hand_out, was_given
from schoolgids.access.scope import Scope, scoped
from schoolgids.people.services import appoint, register
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.incidents.making import NEW, answers
from tests.protocols.making import published
from tests.seeds.folder import seed
from tests.seeds.making import FROM, PAGE, draft, in_force, rules_of

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def read(address: str) -> str:
    return Client().get(address).content.decode()


def test_s0_r1_code_is_one_entry_of_the_guide_from_a_to_z(cast: Cast) -> None:
    """S0 r.1-3: an index of entries, of which the code is one."""
    in_force(cast, "S0")
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        services.write_topic(head, school=cast.oostpoort, title="Ziekmelden", own_text="Bel even.")
    index = read("/gids/oostpoort/")
    assert f'href="{PAGE}"' in index
    assert 'href="/gids/oostpoort/ziekmelden/"' in index


def test_s0_r9_version_names_for_whom_it_is(cast: Cast) -> None:
    """S0 r.9-15: a list of audiences per version, members of both boards among them."""
    in_force(
        cast,
        "S0",
        audiences=["pupils", "guardians", "staff", "executive_board", "supervisory_board"],
    )
    html = read(PAGE)
    for audience in ("leerlingen", "ouders", "College van Bestuur", "Raad van Toezicht"):
        assert audience in html


def test_s0_r17_places_of_publication_are_a_checklist(cast: Cast) -> None:
    """S0 r.17-23, V.4 r.102: the text of a board stands on the site of each of its schools."""
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"))
        names = set(Placement.objects.filter(version=version).values_list("name", flat=True))
    assert names == {
        "Intranet", "Website", "Website van Lyceum Oostpoort", "Website van OBS De Zilvermeeuw",
    }  # fmt: skip


def test_s0_r25_date_may_be_a_month(cast: Cast) -> None:
    """S0 r.25: "Maart 2019", without a day."""
    version = in_force(cast, "S0", dated=Dated(date(2019, 3, 1), Precision.MONTH))
    assert (version.dated_on, version.dated_precision) == (date(2019, 3, 1), "month")


def test_s0_r99_blanks_stop_the_adoption(inside: Cast) -> None:
    """S0 V.1 r.99: the text still has blanks to fill in."""
    version = draft(inside, "S0")
    found = services.blockers(version.provisions.kept())
    assert [one.words for one in found] == ["[datum]"] * 3
    head = inside.actor("head", school=inside.oostpoort)
    services.confirm_outline(head, version=version)
    services.submit(head, version=version)
    with pytest.raises(Refused, match="verwijzingen zonder doel"):
        services.adopt(head, version=version, by="CvB", adopted=Dated(FROM), today=TODAY)


def test_s0_r100_citation_title_is_another_than_the_title(cast: Cast, client_of: SignIn) -> None:
    """S0 V.2 r.100: it says how it wants to be cited; reports cite it so."""
    in_force(cast, "S0", citation_title="Gedragscode social media")
    with scoped(Scope.of_school(cast.oostpoort)):
        cited = services.provisions_in_force(school=cast.oostpoort, on=TODAY)
    assert {one.title for one in cited} == {"Gedragscode social media"}
    assert "Gedragscode social media" in read(PAGE)


def test_s0_r101_version_that_held_on_the_day_applies(cast: Cast, client_of: SignIn) -> None:
    """S0 V.3 r.101: it holds from a day; a report of the day before can't cite it."""
    in_force(cast, "S0", from_on=date(2026, 11, 20))
    with scoped(Scope.of_school(cast.oostpoort)):
        rule = services.provisions_in_force(school=cast.oostpoort, on=TODAY)[-1]
        before = services.provisions_in_force(school=cast.oostpoort, on=date(2026, 11, 19))
    assert before == []
    sent = answers(cast, rules=[str(rule.provision_id)], when="other", day="19-11-2026")
    page = client_of("teacher").post(NEW, sent)
    assert "Deze regel gold niet op die dag." in page.content.decode()
    assert client_of("teacher").post(NEW, {**sent, "day": "20-11-2026"}).status_code == 302


def test_s1_r71_body_that_consented_has_a_name_of_its_own(cast: Cast) -> None:
    """S1 r.71: "Platform Medezeggenschap", no GMR."""
    in_force(cast, "S1", councils=[("Platform Medezeggenschap", Dated(date(2014, 3, 25)))])
    assert "Platform Medezeggenschap, 25 maart 2014" in read(PAGE)


def test_s3_r13_several_bodies_consent_and_none_after_the_adoption(inside: Cast) -> None:
    """S3 r.13-15: two councils; the board adopts after both."""
    head = inside.actor("head", school=inside.oostpoort)
    version = draft(inside, "S3")
    services.confirm_outline(head, version=version)
    services.submit(head, version=version)
    for body, day in (("GMR po", date(2020, 11, 24)), ("GMR vo", date(2020, 11, 23))):
        services.record_consent(head, version=version, body=body, consented=Dated(day), today=TODAY)
    early, late = Dated(date(2020, 11, 23)), Dated(date(2020, 11, 27))
    with pytest.raises(Refused, match="vóór de instemming"):
        services.adopt(head, version=version, by="CvB", adopted=early, today=TODAY)
    assert services.adopt(head, version=version, by="CvB", adopted=late, today=TODAY)
    assert CodeVersion.objects.get().consents.count() == 2


def test_s0_s1_s4_intake_asks_whether_it_is_about_school(cast: Cast, client_of: SignIn) -> None:
    """S0 I.2 r.46, S1 r.36, S4 r.44: about school, an overlap, or neither."""
    in_force(cast, "S4")
    html = client_of("teacher").get(NEW).content.decode()
    for words in ("Over school", "School en privé", "Niet over school"):
        assert words in html
    assert "wat school en privé raakt" in html


def test_s3_r58_code_about_what_is_indirectly_related_says_so(
    cast: Cast, client_of: SignIn
) -> None:
    """S3 r.58: wider than the others, per version."""
    in_force(cast, "S3")
    assert (
        "die indirect met school te maken hebben" in client_of("teacher").get(NEW).content.decode()
    )


def test_s2_r15_place_is_no_reason_to_refuse_a_report(cast: Cast, client_of: SignIn) -> None:
    """S2 r.15, 1 r.21, 1 r.57: wherever somebody is."""
    in_force(cast, "S2")
    client = client_of("teacher")
    assert "geldt overal: ook buiten school" in client.get(NEW).content.decode()
    sent = answers(cast, places=["outside"], school_related="none")
    assert client.post(NEW, sent).status_code == 302


@pytest.mark.parametrize("tie", ["external", "intern", "volunteer"])
def test_s1_r34_people_without_a_contract_are_staff_of_the_portal(inside: Cast, tie: str) -> None:
    """S1 r.34: staff with and without a contract, interns."""
    person = register(inside.waterland, given_name="Ine", family_name="Idema")
    appoint(person, role="teacher", from_on=START, school=inside.oostpoort, tie=tie)
    inside.people["other"] = person
    assert inside.actor("other", school=inside.oostpoort).is_staff_member


def test_s3_r54_volunteers_count_as_staff(cast: Cast) -> None:
    """S3 r.54-56: the sentence that a page break cut in two."""
    assert rules_of(cast, "S3").others_count_as_staff


@pytest.mark.parametrize("code", ["S0", "S2", "S4"])
def test_s3_r54_others_do_not_say_so(cast: Cast, code: str) -> None:
    """S3 r.54-56: only where the text says it."""
    assert not rules_of(cast, code).others_count_as_staff


def test_s0_r47_channel_is_open_half_open_or_direct(cast: Cast, client_of: SignIn) -> None:
    """S0 I.3 r.47, S2 r.17, S3 r.30: three kinds of channel, the last to one or to a group."""
    for channel in ("public", "semi_public", "direct", "direct_group"):
        sent = answers(cast, platform="whatsapp", channel=channel)
        assert client_of("teacher").post(NEW, sent).status_code == 302
        with scoped(Scope.of_school(cast.oostpoort)):
            assert Incident.objects.latest("pk").channel == channel


def test_s3_r99_proof_of_who_was_given_the_text_on_a_day(cast: Cast) -> None:
    """S3 Sancties 1 r.99: the rules were handed out by the employer."""
    version = in_force(cast, "S3")
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert services.rules(school=cast.oostpoort, on=TODAY).receipt_needed
        assert was_given(cast.teacher.pk, version.code, TODAY) is None
        hand_out(head, version=version, today=TODAY)
        given = was_given(cast.teacher.pk, version.code, TODAY)
        assert given is not None
        assert given.version_id == version.pk
        assert was_given(cast.teacher.pk, version.code, date(2026, 11, 19)) is None


def test_s4_r40_text_of_the_school_stands_beside_that_of_the_board(cast: Cast) -> None:
    """S4 r.40: staff also keep to the code of the board."""
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"), title="Gedragscode van het bestuur")
    in_force(cast, "S4")
    index = read("/gids/oostpoort/")
    assert PAGE in index
    assert "Gedragscode van het bestuur" in index


@pytest.mark.parametrize(("code", "links"), [("S2", 2), ("S4", 1)])
def test_s2_r59_dead_links_stop_the_adoption(inside: Cast, code: str, links: int) -> None:
    """S2 3 r.59, S4 r.40: links that lead nowhere are flagged."""
    found = services.blockers(draft(inside, code).provisions.kept())
    assert [one.kind for one in found].count(FindingKind.DEAD_LINK) == links


def test_s2_r5_r43_two_codes_in_one_file() -> None:
    """S2 r.5, r.43: one for pupils, one for staff."""
    outline = read_outline(seed("S2").read_bytes())
    assert [outline.provisions[part].line for part in outline.parts] == [5, 43]
    assert len(outline.split()) == 2


def test_s3_r66_editor_is_told_that_older_than_sixteen_deviates(
    cast: Cast, client_of: SignIn
) -> None:
    """S3 A.5 r.66 (A2): the law says from the 16th birthday; the words of the text stay."""
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(cast, "S3")
    page = client_of("head").get(f"/school/oostpoort/codes/{version.pk}/regels/").content.decode()
    assert "Volgens de wet kiest een leerling zelf vanaf de 16e verjaardag" in page
    assert "<b>Ouder dan 16</b>" in page
