"""The rules and provisions in force on a day: what consent, incidents and sanctions ask for."""

from datetime import date
from uuid import uuid4

import pytest

from protocols import services
from protocols.dated import Dated
from protocols.models import CodeVersion
from protocols.rules import (
    DEFAULTS,
    KEYS,
    Friends,
    Police,
    UnknownRule,
    apply,
    stored,
    value_of,
)
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.making import NEWER, TEXT, TODAY, draft, published


def with_rules(actor: Actor, cast: Cast, **rules: object) -> CodeVersion:
    """The school's code, in force since 1 August 2026, with these rules."""
    version = draft(actor, school=cast.oostpoort)
    return in_force(actor, version, rules)


def in_force(actor: Actor, version: CodeVersion, rules: dict[str, object]) -> CodeVersion:
    provision = version.provisions.get(text__startswith="We praten eerst")
    for key, value in rules.items():
        services.set_rule(actor, version=version, key=key, value=value, provision=provision)
    services.confirm_outline(actor, version=version)
    services.submit(actor, version=version)
    services.adopt(actor, version=version, by="CvB", adopted=Dated(date(2026, 6, 1)), today=TODAY)
    return services.publish(actor, version=version, effective_on=date(2026, 8, 1))


def test_without_a_code_the_law_s_defaults_hold(inside: Cast) -> None:
    assert services.rules(school=inside.oostpoort, on=TODAY) == DEFAULTS


def test_rule_holds_from_the_day_its_version_does(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = with_rules(head, inside, police="must", talk_first=True)
    rules = services.rules(school=inside.oostpoort, on=TODAY)
    assert (rules.police, rules.talk_first) == (Police.MUST, True)
    assert rules.because == {
        key: version.provisions.get(text__startswith="We praten").key
        for key in ("police", "talk_first")
    }
    before = services.rules(school=inside.oostpoort, on=date(2026, 7, 31))
    assert before == DEFAULTS


def test_school_goes_before_the_board(cast: Cast) -> None:
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        in_force(secretary, draft(secretary), {"police": "must", "talk_first": True})
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        with_rules(head, cast, police="may")
        rules = services.rules(school=cast.oostpoort, on=TODAY)
        assert (rules.police, rules.talk_first) == (Police.MAY, True)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        assert services.rules(school=cast.zilvermeeuw, on=TODAY).police is Police.MUST


def test_unknown_rule_or_value_is_refused(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = draft(head, school=inside.oostpoort)
    for key, value in (("nothing", True), ("police", "never"), ("talk_first", "yes")):
        with pytest.raises(Refused, match="bestaat niet"):
            services.set_rule(head, version=version, key=key, value=value)


def test_every_default_is_a_value_that_can_be_stored() -> None:
    for key in KEYS:
        default = getattr(DEFAULTS, key)
        assert value_of(key, stored(key, default)) == default
    with pytest.raises(UnknownRule):
        value_of("because", {})


def test_later_setting_takes_the_place_of_an_earlier_one_with_its_reason() -> None:
    key = uuid4()
    rules = apply(
        [("friends_with_guardians", "forbidden", key), ("friends_with_guardians", "allowed", None)]
    )
    assert rules.friends_with_guardians is Friends.ALLOWED
    assert rules.because == {}


def test_provisions_in_force_are_cited_by_number_and_version(
    inside: Cast, django_assert_num_queries: object
) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    published(head, school=inside.oostpoort)
    for queries in (2, 1):  # a version is cited once, and kept
        with django_assert_num_queries(queries):  # type: ignore[operator]
            found = services.provisions_in_force(school=inside.oostpoort, on=TODAY)
    cited = next(c for c in found if c.label == "II.C.1")
    assert (cited.display, cited.heading, cited.version_number, cited.anchor) == (
        "II.C.1",
        "Voor leerlingen",
        1,
        "II-C-1",
    )
    assert cited.text == "De smartphone zit onder schooltijd in de tas."
    assert services.provisions_in_force(school=inside.oostpoort, on=date(2026, 7, 31)) == []


def test_number_that_stands_twice_is_cited_with_its_section(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    text = "# Tassen\n\n## Waar\n\n1. In het kluisje.\n\n## Wanneer\n\n1. Altijd.\n2. Ook later."
    published(head, text, school=inside.oostpoort)
    found = services.provisions_in_force(school=inside.oostpoort, on=TODAY)
    assert [cited.display for cited in found if cited.kind == "item"] == [
        "Waar, 1",
        "Wanneer, 1",
        "2",
    ]


def test_provision_is_cited_as_it_was_worded_on_the_day(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    published(head, TEXT, school=inside.oostpoort)
    published(head, NEWER, school=inside.oostpoort, from_on=date(2026, 11, 1))
    now = next(
        c
        for c in services.provisions_in_force(school=inside.oostpoort, on=TODAY)
        if c.label == "II.C.1"
    )
    then = services.find_in_force(school=inside.oostpoort, key=now.key, on=date(2026, 10, 31))
    assert then is not None
    assert (now.version_number, then.version_number) == (2, 1)
    assert "horloge" in now.text
    assert "horloge" not in then.text
    assert services.find_in_force(school=inside.oostpoort, key=uuid4(), on=TODAY) is None
