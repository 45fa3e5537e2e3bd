"""What the five codes say of the rules (domain A5), found in their own words, confirmed and in force."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import now

from protocols import services
from protocols.dated import Dated, Precision
from protocols.models import CodeVersion, Stage
from protocols.outline import FindingKind, Outline, read_outline
from protocols.rules import DEFAULTS
from protocols.services import blockers
from protocols.suggesting import suggest
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.seeds.folder import seed

LADDER = {"warning", "suspension", "reprimand", "dismissal", "summary_dismissal"}
A5: dict[str, dict[str, Any]] = {
    "S0": {
        "consent_wording": "from_sixteen", "lesson_consent_needed": True,
        "friends_with_guardians": "existing_only", "lesson_permission": "leadership_or_teacher",
        "school_mail_only": True, "reach": "school_related", "decider": "leadership_or_board",
        "review": "once",
        "consent_form": "provable", "publication_needs_consent": True,
        "friends_with_pupils": "existing_only", "named_by_staff": {"employer"},
        "disclaimer_needed": True, "guardians_addressed": True, "consult_manager": "at_doubt",
        "staff_measures_named": {"dismissal"},
        "basis_documents": "leerlingenstatuut en protocol schorsing en verwijdering",
        "consenting_bodies": "GMR", "review_month": Dated(date(2020, 2, 1), Precision.MONTH),
        "conduct_named": {
            "bullying", "stalking", "threat", "defamation", "confidential", "media_in_lesson",
            "mission", "reputation", "staff_distance",
        },
    },
    "S1": {
        "staff_consent": "asked", "lesson_permission": "part_of_lesson",
        "official_account_needs_leave": True, "reach": "school_related", "police": "must",
        "confidential_inspector_phoned": True, "pupil_file_named": True,
        "personnel_file_named": True, "monitoring_decided_by_leadership": True,
        "publication_needs_consent": True, "friends_with_pupils": "forbidden",
        "named_by_staff": {"employer"}, "guardians_addressed": True, "others_count_as_staff": True,
        "consult_manager": "at_doubt", "measures_named": {"warning", "suspension", "expulsion"},
        "staff_measures_named": LADDER, "monitoring_by": "stafafdeling I&A",
        "consenting_bodies": "Platform Medezeggenschap",
        "conduct_named": {
            "bullying", "stalking", "threat", "defamation", "confidential", "media_in_lesson",
            "mission", "reputation",
        },
    },
    "S2": {
        "staff_consent": "asked", "professional_account": True, "lesson_permission": "teacher",
        "reach": "anywhere", "duty_to_report": "pupils", "talk_first": True,
        "guardians_always_contacted": True, "decider": "leadership", "device_custody": True,
        "police": "may",
        "publication_needs_consent": True, "friends_with_pupils": "forbidden",
        "pupil_reports_to": {"teacher", "mentor", "coordinator", "leadership"},
        "consult_manager": "at_doubt", "measures_made_known": True,
        "measures_named": {"custody", "network", "detention", "suspension", "expulsion"},
        "conduct_named": {
            "bullying", "stalking", "threat", "defamation", "account_breach", "fake_account",
            "sexual_images", "discrimination", "image_sharing", "exam", "network", "confidential",
            "media_in_lesson", "reputation", "staff_dispute",
        },
    },
    "S3": {
        "consent_wording": "older_than_sixteen", "staff_consent": "in_writing",
        "friends_with_guardians": "allowed", "lesson_permission": "leadership_or_teacher",
        "class_app_on_whatsapp": False, "closed_platform_first": True,
        "reach": "indirectly_related", "duty_to_report": "everyone", "device_custody": True,
        "police": "may", "confidential_inspector_phoned": True, "pupil_file_named": True,
        "personnel_file_named": True,
        "consent_form": "in_writing", "publication_needs_consent": True,
        "lesson_recording": "with_leave", "distance_lesson_recording": "forbidden",
        "friends_with_pupils": "forbidden", "class_app_checks_age": True,
        "class_app_tells_the_rest": True, "named_by_staff": {"employer", "function"},
        "disclaimer_needed": True, "guardians_addressed": True, "others_count_as_staff": True,
        "pupil_reports_to": {"leadership", "board"}, "report_to_board": True,
        "consult_manager": "at_slightest_doubt", "receipt_needed": True,
        "measures_named": {"custody", "removal", "warning", "suspension", "expulsion"},
        "staff_measures_named": LADDER,
        "consenting_bodies": "Gemeenschappelijke Medezeggenschapsraad po en "
                             "Gemeenschappelijke Medezeggenschapsraad vo",
        "conduct_named": {
            "bullying", "stalking", "threat", "account_breach", "sexual_images", "radicalisation",
            "image_sharing", "recording", "distance_recording", "confidential", "media_in_lesson",
            "mission", "reputation", "staff_phone",
        },
    },
    "S4": {
        "consent_wording": "guardians_and_pupils", "staff_consent": "asked",
        "friends_with_guardians": "forbidden", "lesson_permission": "teacher",
        "phone_out_of_sight": True, "reach": "school_related",
        "board_informed_by_decision": True, "decider": "leadership_assigns",
        "police": "if_needed", "pupil_file_named": True, "review": "yearly",
        "consent_form": "enrolment_form", "publication_needs_consent": True,
        "friends_with_pupils": "forbidden", "guardians_addressed": True,
        "pupil_reports_to": {"teacher"}, "fake_account_clears": True,
        "consenting_bodies": "hele team", "review_with": "anti-pestcoördinator",
        "class_discussions": 2, "class_discussion_years": {"6", "7", "8"},
        "conduct_named": {
            "confidential", "device_use", "dispute", "fake_account", "media_in_lesson", "reputation",
        },
    },
}  # fmt: skip
# What a code says, as what a setting holds: sets by their answers.
ROWS = [(code, key, value) for code, rules in A5.items() for key, value in rules.items()]


def outline(code: str) -> Outline:
    return read_outline(seed(code).read_bytes())


@pytest.mark.parametrize(
    ("code", "key", "value"), ROWS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_rule_is_found_in_the_words_of_the_code(code: str, key: str, value: Any) -> None:
    found = {one.key: one.value for one in suggest([p.text for p in outline(code).provisions])}
    assert found[key] == value


@pytest.mark.parametrize("code", A5)
def test_nothing_is_found_that_the_code_does_not_say(code: str) -> None:
    found = suggest([p.text for p in outline(code).provisions])
    assert {one.key for one in found} == set(A5[code])


# Who consented and who adopted, and when (domain A1); S2 says neither.
BODIES: dict[str, tuple[list[tuple[str, Dated]], str, Dated]] = {
    "S1": (
        [("Platform Medezeggenschap", Dated(date(2014, 3, 25)))], "Bestuur", Dated(date(2014, 3, 25)),
    ),
    "S3": (
        [("GMR po", Dated(date(2020, 11, 24))), ("GMR vo", Dated(date(2020, 11, 23)))],
        "College van Bestuur", Dated(date(2020, 11, 27)),
    ),
}  # fmt: skip
TODAY = date(2026, 11, 20)


def brought_in(cast: Cast, code: str) -> CodeVersion:
    """The code, with its rules confirmed, laid before its councils."""
    head = cast.actor("head", school=cast.oostpoort)
    version = services.import_outline(
        head, outline=outline(code), content=seed(code).read_bytes(), name=f"{code}.txt",
        title=f"Gedragscode {code}", school_id=cast.oostpoort.pk,
    )  # fmt: skip
    rows = list(version.provisions.kept().order_by("order"))
    for one in suggest([row.text for row in rows]):
        services.set_rule(
            head, version=version, key=one.key, value=one.value, provision=rows[one.provision]
        )
    services.confirm_outline(head, version=version)
    return services.submit(head, version=version)


@pytest.mark.parametrize("code", BODIES)
def test_code_comes_into_force_with_its_own_councils_and_rules(inside: Cast, code: str) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, code)
    councils, by, adopted = BODIES[code]
    for body, _day in councils:
        services.expect_consent(head, version=version, body=body)
    with pytest.raises(Refused, match="Nog niet ingestemd"):
        services.adopt(head, version=version, by=by, adopted=adopted, today=TODAY)
    for body, day in councils:
        services.record_consent(head, version=version, body=body, consented=day, today=TODAY)
    services.adopt(head, version=version, by=by, adopted=adopted, today=TODAY)
    services.publish(head, version=version, effective_on=adopted.on)
    held = services.rules(school=inside.oostpoort, on=TODAY)
    for key, value in A5[code].items():
        assert getattr(held, key) == value
        assert key in held.because
    assert services.rules(school=inside.oostpoort, on=date(2010, 1, 1)) == DEFAULTS


def test_s3_is_not_adopted_before_its_councils_consented(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, "S3")
    for body, day in BODIES["S3"][0]:
        services.record_consent(head, version=version, body=body, consented=day, today=TODAY)
    with pytest.raises(Refused, match="vóór de instemming"):
        services.adopt(
            head, version=version, by="CvB", adopted=Dated(date(2020, 11, 22)), today=TODAY
        )


def test_s0_is_not_adopted_with_its_blanks(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, "S0")
    found = blockers(version.provisions.kept().order_by("order"))
    assert [one.words for one in found if one.kind is FindingKind.PLACEHOLDER] == ["[datum]"] * 3
    with pytest.raises(Refused, match="verwijzingen zonder doel"):
        services.adopt(
            head, version=version, by="CvB", adopted=Dated(date(2019, 3, 1), Precision.MONTH),
            today=TODAY,
        )  # fmt: skip


def test_s0_is_adopted_once_its_blanks_are_filled_in(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, "S0")
    services.describe(
        head, version=version,
        citation_title="Gedragscode social media Dunamare Onderwijsgroep",
        audiences=["pupils", "guardians", "staff", "executive_board", "supervisory_board"],
        dated=Dated(date(2019, 3, 1), Precision.MONTH),
    )  # fmt: skip
    for blocker in blockers(version.provisions.kept().order_by("order")):
        services.fill_blank(
            head, version=version, provision=blocker.provision, words=blocker.words,
            text="12 maart",
        )  # fmt: skip
    services.record_consent(
        head, version=version, body="GMR", consented=Dated(date(2019, 3, 12)), today=TODAY
    )
    services.adopt(
        head, version=version, by="College van Bestuur", adopted=Dated(date(2019, 3, 13)),
        today=TODAY,
    )  # fmt: skip
    services.publish(head, version=version, effective_on=date(2019, 4, 1))
    held = services.rules(school=inside.oostpoort, on=TODAY)
    for key, value in A5["S0"].items():
        assert getattr(held, key) == value
    version.refresh_from_db()
    assert str(version.text_date) == "maart 2019"


def test_s4_is_not_adopted_with_a_link_into_nowhere(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, "S4")
    services.record_consent(
        head, version=version, body="hele team",
        consented=Dated(date(2024, 9, 1), Precision.MONTH), today=TODAY,
    )  # fmt: skip
    found = blockers(version.provisions.kept().order_by("order"))
    assert {one.kind for one in found} == {FindingKind.DEAD_LINK}
    with pytest.raises(Refused, match="dode links"):
        services.adopt(
            head, version=version, by="Directie", adopted=Dated(date(2024, 9, 30)), today=TODAY
        )


@pytest.mark.parametrize(
    ("code", "links"),
    [("S2", ["[Integriteitscode](#)", "[CAO OMO](#)"]), ("S4", ["[gedragscode Sociale media](#)"])],
)
def test_links_to_texts_elsewhere_stay_with_a_reason(
    inside: Cast, code: str, links: list[str]
) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = brought_in(inside, code)
    found = blockers(version.provisions.kept().order_by("order"))
    assert [one.words for one in found] == links
    for one in found:
        services.accept_place(
            head, version=version, provision=one.provision, words=one.words,
            reason="Staat op een andere plek", moment=now(),
        )  # fmt: skip
    services.record_consent(
        head, version=version, body="hele team",
        consented=Dated(date(2024, 9, 1), Precision.MONTH), today=TODAY,
    )  # fmt: skip
    done = services.adopt(
        head, version=version, by="Directie", adopted=Dated(date(2024, 9, 30)), today=TODAY
    )
    assert done.status == Stage.ADOPTED


def test_s2_is_two_codes(inside: Cast) -> None:
    pupils, staff = outline("S2").split()
    assert (pupils.title != staff.title, bool(pupils.provisions), bool(staff.provisions)) == (
        True, True, True,
    )  # fmt: skip
