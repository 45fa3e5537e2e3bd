"""Everybody else is blacked out; the one whose file it is stays."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.dossiers.redaction import MASK, Name, fold, redact

SEM = Name("Sem", "", "Aldershof")
YARA = Name("Yara", "", "Tamsaoui")
NOOR = Name("Noor", "van", "Eerdmans")
DAAN = Name("Daan", "", "Grootveen")
TESS = Name("Tess", "", "Grootveen")
ACCOUNT = Name(aliases=("@4h2.spotted",))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sem filmde Yara.", f"Sem filmde {MASK}."),
        ("Yara Tamsaoui huilde", f"{MASK} huilde"),
        ("yara, YARA en Yára", f"{MASK}, {MASK} en {MASK}"),
        ("Yara's moeder en Yaras tas", f"{MASK}'s moeder en {MASK} tas"),
        ("Yaraatje en Yaratje", f"{MASK} en {MASK}"),
        ("Tamsaoui, Yara", f"{MASK}, {MASK}"),
        ("Y. Tamsaoui en Yara T. kwamen", f"{MASK} en {MASK} kwamen"),
        ("Y.T. en YT", f"{MASK} en {MASK}"),
        ("account @yara_tamsaoui en ytamsaoui", f"account @{MASK}_{MASK} en {MASK}"),
        ("Ya\u00adra en Ya\u200bra", f"{MASK} en {MASK}"),
        ("Sem. Yara liep weg", f"Sem. {MASK} liep weg"),
        ("Sem Yara", f"Sem {MASK}"),
        ("Sem Aldershof en S. Aldershof", "Sem Aldershof en S. Aldershof"),
        ("Regel III.A.4 en III.Y.2", "Regel III.A.4 en III.Y.2"),
        ("", ""),
    ],
)
def test_yara_is_taken_out_of_the_file_of_sem(text: str, shown: str) -> None:
    assert redact(text, others=[YARA], keep=SEM) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Noor van Eerdmans", MASK),
        ("mevrouw Van Eerdmans", f"mevrouw {MASK}"),
        ("N. v. Eerdmans", MASK),
        ("Van wie is het? Van de buurman.", "Van wie is het? Van de buurman."),
        ("Noortje", MASK),
    ],
)
def test_prefix_goes_with_the_name_and_stays_elsewhere(text: str, shown: str) -> None:
    assert redact(text, others=[NOOR], keep=SEM) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Daan Grootveen sloeg", "Daan Grootveen sloeg"),
        ("Tess Grootveen sloeg", f"{MASK} sloeg"),
        ("Daan en Tess Grootveen", f"Daan en {MASK}"),
        ("De Grootveens, Daantje", "De Grootveens, Daantje"),
        ("Grootveen, Tess", f"Grootveen, {MASK}"),
    ],
)
def test_shared_family_name_stays_for_the_twin(text: str, shown: str) -> None:
    assert redact(text, others=[TESS], keep=DAAN) == shown


@pytest.mark.parametrize("text", ["@4h2.spotted", "4H2.Spotted", "4h2.spotted"])
def test_account_is_taken_out_with_its_sign(text: str) -> None:
    assert redact(f"Op {text}.", others=[ACCOUNT], keep=SEM) == f"Op {MASK}."


def test_short_form_of_a_name_does_not_take_the_own_name() -> None:
    lotte, lot = Name("Lotte", "", "Boom"), Name("Lot", "", "Vis")
    assert redact("Lot en Lotte", others=[lot], keep=lotte) == f"{MASK} en Lotte"


# --- Laws -------------------------------------------------------------------------------------
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
GIVEN = ["Yara", "Sem", "Noor", "Anne-Marie", "Zoë", "Björn", "Fatima-Zahra", "Wil", "Bo", "Jan"]
FAMILY = ["Tamsaoui", "Aldershof", "Eerdmans", "d'Hondt", "El Idrissi", "de Vries-Bakker", "Öztürk"]
names = st.builds(
    Name,
    st.sampled_from(GIVEN),
    st.sampled_from(["", "van", "van der", "el"]),
    st.sampled_from(FAMILY),
)
FILLER = [
    "huilde",
    "na",
    "de",
    "les",
    "toen",
    "filmde",
    "en",
    "zei:",
    "“",
    "”",
    "(",
    ")",
    ",",
    "\n",
]


@st.composite
def mentions(draw: st.DrawFn, who: Name) -> str:
    """One way to write somebody's name."""
    shape = draw(
        st.sampled_from(
            ["{g}", "{g} {p} {f}", "{f}", "{f}, {g}", "{g}'s", "{g}je", "{i}. {f}", "{g} {j}."]
        )
    )
    written = shape.format(
        g=who.given, p=who.prefix, f=who.family, i=who.given[0], j=who.family[0]
    ).replace("  ", " ")
    style = draw(st.sampled_from([str, str.lower, str.upper, _decomposed]))
    return style(written)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[Name], Name]:
    subject = draw(names)
    others = draw(st.lists(names, min_size=1, max_size=3))
    pieces = []
    for _number in range(draw(st.integers(0, 8))):
        who = draw(st.sampled_from([*others, subject, None]))
        pieces.append(draw(st.sampled_from(FILLER)) if who is None else draw(mentions(who)))
        pieces.append(draw(st.sampled_from(FILLER)))
    return " ".join(pieces), others, subject


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(unicodedata.normalize("NFC", text)))


@law
@given(stories())
def test_no_word_of_anyone_else_is_left(story: tuple[str, list[Name], Name]) -> None:
    text, others, subject = story
    left = set(words(redact(text, others=others, keep=subject)))
    telling = frozenset[str]().union(*(name.words for name in others)) - subject.words
    assert not left & telling


@law
@given(stories())
def test_own_name_stays_where_nobody_shares_it(story: tuple[str, list[Name], Name]) -> None:
    text, others, subject = story
    theirs = frozenset[str]().union(*(name.words for name in others))
    own = {word for word in subject.words if not any(word.startswith(o) for o in theirs)}
    before = [word for word in words(text) if word in own]
    after = [word for word in words(redact(text, others=others, keep=subject)) if word in own]
    assert after == before


@law
@given(stories())
def test_twice_is_once(story: tuple[str, list[Name], Name]) -> None:
    text, others, subject = story
    once = redact(text, others=others, keep=subject)
    assert redact(once, others=others, keep=subject) == once


@law
@given(st.text(), st.lists(names, max_size=3), names)
def test_any_text_is_taken(text: str, others: list[Name], subject: Name) -> None:
    assert isinstance(redact(text, others=others, keep=subject), str)


@law
@given(st.text(alphabet=st.characters(exclude_categories=["Cf", "Cs"])), names)
def test_text_without_others_stays_as_it_is(text: str, subject: Name) -> None:
    assert redact(text, others=[], keep=subject) == unicodedata.normalize("NFC", text)


@law
@given(st.text(min_size=1, max_size=30), stories())
def test_mask_says_nothing_of_the_length(alias: str, story: tuple[str, list[Name], Name]) -> None:
    text, others, subject = story
    shown = redact(f"{text} {alias}", others=[*others, Name(aliases=(alias,))], keep=subject)
    assert MASK * 2 not in shown
