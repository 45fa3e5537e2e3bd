"""Changing the style of a school: who may, what is refused, what the trail tells."""

from dataclasses import replace

import pytest
from django.utils.timezone import now

from schoolgids.access.policy import Forbidden
from schoolgids.audit.models import Event
from schoolgids.house.models import Logo
from schoolgids.house.picture import Picture, take
from schoolgids.house.services import Style, last_change, restyle
from schoolgids.interface import palette
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.house.pictures import picture

STYLE = Style(
    colour_primary="#1d4a3d",
    colour_on_primary="#ffffff",
    colour_tint="#e9f2ee",
    colour_accent="#cf8a1d",
    mark="tree",
)


def change(cast: Cast, style: Style = STYLE, *, name: str = "head", school: School | None = None, **more: object) -> bool:  # fmt: skip
    actor = cast.actor(name, school=cast.oostpoort)
    place = school or cast.oostpoort
    return restyle(actor, school=place, style=style, moment=now(), **more)  # type: ignore[arg-type]


def logo(colour: str = "navy") -> Picture:
    return take(picture(colour=colour))


def events() -> list[dict[str, object]]:
    return list(Event.objects.filter(name="style.change").order_by("id").values_list("facts", flat=True))  # fmt: skip


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_style_is_changed_and_the_trail_tells_from_what(inside: Cast, name: str) -> None:
    before = palette.address(inside.oostpoort)
    assert change(inside, name=name)
    inside.oostpoort.refresh_from_db()
    assert Style.of(inside.oostpoort) == STYLE
    assert palette.address(inside.oostpoort) != before
    assert events() == [
        {
            "colour_primary": ["#134a5f", "#1d4a3d"],
            "colour_tint": ["#e8f1f4", "#e9f2ee"],
            "colour_accent": ["#dd6b4d", "#cf8a1d"],
            "mark": ["book", "tree"],
        }
    ]
    last = last_change(inside.oostpoort)
    assert last is not None
    assert (last.actor_name, last.school_id) == (inside.people[name].name, inside.oostpoort.pk)


def test_same_style_again_is_nothing(inside: Cast) -> None:
    assert change(inside, logo=logo())
    assert not change(inside, logo=logo())
    assert not change(inside)
    assert len(events()) == 1


@pytest.mark.parametrize("name", ["teacher", "mentor", "team_leader", "care_coordinator"])
def test_others_may_not(inside: Cast, name: str) -> None:
    with pytest.raises(Forbidden):
        change(inside, name=name)
    assert events() == []


def test_head_of_one_school_may_not_style_another_of_the_board(inside: Cast) -> None:
    with pytest.raises(Forbidden):
        change(inside, school=inside.zilvermeeuw)
    with pytest.raises(Forbidden):
        change(inside, school=inside.eikenhof)


@pytest.mark.parametrize(
    ("style", "reasons"),
    [
        (replace(STYLE, colour_primary="#777777"), [
            "De hoofdkleur (#777777) is niet goed leesbaar op de lichte achtergrond (#e9f2ee):"
            " contrast 3,92, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #6d6d6d."]),
        (replace(STYLE, colour_accent="red;}body{display:none"), ["Schrijf een kleur als #1a2b3c."]),
        (replace(STYLE, colour_primary="#1D4A3D"), ["Schrijf een kleur als #1a2b3c."]),
        (replace(STYLE, mark="crown"), ["Kies een beeldmerk uit de lijst."]),
    ],
    ids=["unreadable", "no colour", "capitals", "mark"],
)  # fmt: skip
def test_style_that_can_not_be_is_refused_and_nothing_changes(
    inside: Cast, style: Style, reasons: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        change(inside, style, logo=logo())
    assert [str(reason) for reason in refused.value.reasons] == reasons
    assert (events(), Logo.objects.count()) == ([], 0)


def test_logo_is_set_replaced_and_taken_away(inside: Cast) -> None:
    one, other = logo(), logo("red")
    change(inside)
    change(inside, logo=one)
    row = Logo.objects.get(school=inside.oostpoort)
    assert (row.sha256, row.size, row.set_at) == (one.sha256, len(one.content), now())
    first = row.address
    assert first == f"/logo/oostpoort.{one.sha256[:12]}.png"
    change(inside, logo=other)
    assert Logo.objects.get(school=inside.oostpoort).address != first
    assert change(inside, without_logo=True)
    assert not change(inside, without_logo=True)
    assert Logo.objects.count() == 0
    assert events()[1:] == [{"logo": one.sha256}, {"logo": other.sha256}, {"logo": ""}]
