"""The reasons of the rule in words, for each reader: staff, guardians, pupils."""

from collections.abc import Hashable, Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consent.rule import Code, State, Verdict

Text = str | Promise


class Reader(StrEnum):
    STAFF = "staff"
    GUARDIAN = "guardian"
    PUPIL = "pupil"


# State: the mark (one of four shapes) and the word that stands beside it in lists.
STATE_WORDS: Mapping[State, tuple[str, Text]] = {
    State.YES: ("yes", pgettext_lazy("consent", "Ja")),
    State.NO: ("no", pgettext_lazy("consent", "Nee")),
    State.WITHDRAWN: ("no", pgettext_lazy("consent", "Nee")),
    State.OPEN: ("open", pgettext_lazy("consent", "Open")),
    State.DISPUTE: ("dispute", pgettext_lazy("consent", "Oneens")),
    State.ASKS_AGAIN: ("open", pgettext_lazy("consent", "Vraag opnieuw")),
    State.EXPIRED: ("open", pgettext_lazy("consent", "Verlopen")),
    State.HOLD: ("no", pgettext_lazy("consent", "Nooit")),
}

NO_YES_OF_PARENTS = _("Er is nu geen ja van je ouders.")
_FOR_STAFF: Mapping[Code, Text] = {
    Code.HOLD: _("Mag niet vindbaar zijn: nooit in beeld, wat er ook is gekozen."),
    Code.NOT_IN_FORCE: _("Dit wordt nog niet gevraagd."),
    Code.OWN_YES: _("Koos zelf ja."),
    Code.OWN_NO: _("Koos zelf nee."),
    Code.OWN_WITHDRAWN: _("Trok het eigen ja in."),
    Code.OWN_OPEN: _("Kiest zelf en heeft nog niet gekozen."),
    Code.OBJECTION: _("De leerling wil dit zelf niet. Dat telt altijd."),
    Code.HOLDER_YES: _("Toestemming van een ouder met gezag."),
    Code.HOLDER_NO: _("Een ouder met gezag koos nee."),
    Code.HOLDER_WITHDRAWN: _("Een ouder met gezag trok het ja in."),
    Code.HOLDERS_DISAGREE: _("De ouders met gezag kozen verschillend. Dan is het nee."),
    Code.HOLDERS_OPEN: _("Nog geen antwoord van een ouder met gezag."),
    Code.HOLDERS_MISSING: _("Nog niet alle ouders met gezag hebben ja gekozen."),
    Code.AWAITS_CHECK: _(
        "Er is een formulier met ja ingevoerd. Een collega moet het nog nakijken."
    ),
    Code.NO_HOLDER: _("Er is bij de school geen ouder met gezag bekend. Dan is het nee."),
    Code.SIXTEEN_ASKED_AFRESH: _("De leerling is 16 en moet zelf opnieuw kiezen."),
    Code.WORDING_CHANGED: _("De tekst is veranderd. Het ja hoort bij een oudere tekst."),
    Code.EXPIRED: _("Het ja is ouder dan een jaar."),
}
_FOR_GUARDIAN: Mapping[Code, Text] = {
    Code.HOLD: _("Zo is het met de school afgesproken."),
    Code.NOT_IN_FORCE: _("Dit wordt nog niet gevraagd."),
    Code.OWN_YES: _("Uw kind koos dit zelf."),
    Code.OWN_NO: _("Uw kind koos dit zelf."),
    Code.OWN_WITHDRAWN: _("Uw kind koos dit zelf."),
    Code.OWN_OPEN: _("Uw kind kiest zelf en heeft nog niet gekozen."),
    Code.OBJECTION: _("Uw kind wil dit zelf niet. Dat telt altijd."),
    Code.HOLDER_YES: _("De andere ouder koos ja."),
    Code.HOLDER_NO: _("De andere ouder koos nee. Eén nee is genoeg."),
    Code.HOLDER_WITHDRAWN: _("De andere ouder trok het ja in. Eén nee is genoeg."),
    Code.HOLDERS_DISAGREE: _(
        "Pas als alle ouders met gezag ja kiezen, wordt het ja. Praat er samen over, of bel de school."
    ),
    Code.HOLDERS_OPEN: _("U hebt nog niet gekozen."),
    Code.HOLDERS_MISSING: _("De andere ouder koos ja. Het wordt ja als u ook ja kiest."),
    Code.AWAITS_CHECK: _("Uw formulier is binnen. De school kijkt het nog na."),
    Code.NO_HOLDER: _("De school kent geen ouder met gezag."),
    Code.SIXTEEN_ASKED_AFRESH: _("Uw kind is 16 en kiest zelf opnieuw."),
    Code.WORDING_CHANGED: _("De tekst is veranderd. Daarom vragen we het opnieuw."),
    Code.EXPIRED: _("Een ja geldt een jaar. Daarom vragen we het opnieuw."),
}
# What changes when the reader is one of those whose answer led here.
_OF_THE_GUARDIAN: Mapping[Code, Text] = {
    Code.HOLDER_YES: _("U koos ja."),
    Code.HOLDER_NO: _("U koos nee."),
    Code.HOLDER_WITHDRAWN: _("U trok uw ja in."),
    Code.HOLDERS_MISSING: _("U koos ja. Het wordt ja als de andere ouder ook ja kiest."),
}
_FOR_PUPIL: Mapping[Code, Text] = {
    Code.HOLD: _("Zo is het met de school afgesproken."),
    Code.NOT_IN_FORCE: _("Dit wordt nog niet gevraagd."),
    Code.OWN_YES: _("Je koos ja."),
    Code.OWN_NO: _("Je koos nee."),
    Code.OWN_WITHDRAWN: _("Je trok je ja in."),
    Code.OWN_OPEN: _("Je hebt nog niet gekozen."),
    Code.OBJECTION: _("Je wilt dit zelf niet. Dat telt altijd."),
    Code.HOLDER_YES: _("Een ouder koos ja."),
    # What parents do not agree on is not for the child to read here.
    Code.HOLDER_NO: NO_YES_OF_PARENTS,
    Code.HOLDER_WITHDRAWN: NO_YES_OF_PARENTS,
    Code.HOLDERS_DISAGREE: NO_YES_OF_PARENTS,
    Code.HOLDERS_OPEN: _("Je ouders hebben nog niet gekozen."),
    Code.HOLDERS_MISSING: NO_YES_OF_PARENTS,
    Code.AWAITS_CHECK: _("Er is een formulier binnen. De school kijkt het nog na."),
    Code.NO_HOLDER: _("De school kent nog geen ouder die mag kiezen."),
    Code.SIXTEEN_ASKED_AFRESH: _("Je bent 16 en kiest nu zelf."),
    Code.WORDING_CHANGED: _("De tekst is veranderd. Daarom vragen we het opnieuw."),
    Code.EXPIRED: _("Een ja geldt een jaar. Daarom vragen we het opnieuw."),
}
_BEFORE_SIXTEEN: Mapping[Reader, Text] = {
    Reader.STAFF: _("Gekozen door een ouder, voordat de leerling 16 werd."),
    Reader.GUARDIAN: _(
        "Gekozen door een ouder, voordat uw kind 16 werd. Uw kind kan dit veranderen."
    ),
    Reader.PUPIL: _("Gekozen door je ouder, voordat je 16 werd. Je kunt dit altijd veranderen."),
}
WORDS: Mapping[Reader, Mapping[Code, Text]] = {
    Reader.STAFF: _FOR_STAFF,
    Reader.GUARDIAN: _FOR_GUARDIAN,
    Reader.PUPIL: _FOR_PUPIL,
}


def mark_of(state: State) -> str:
    """Which of the four shapes stands for a state."""
    return STATE_WORDS[state][0]


def word_of(state: State) -> Text:
    return STATE_WORDS[state][1]


def explain(verdict: Verdict, reader: Reader, *, me: Hashable = None) -> Text:
    """Why it is so, in the reader's words; `me` is the one who reads."""
    because = verdict.because
    if because.before_sixteen:
        return _BEFORE_SIXTEEN[reader]
    if reader is Reader.GUARDIAN and me in because.who and because.code in _OF_THE_GUARDIAN:
        return _OF_THE_GUARDIAN[because.code]
    return WORDS[reader][because.code]


def headline(verdict: Verdict, reader: Reader, *, me: Hashable = None) -> Text:
    """The answer itself, as a sentence on the own page of a guardian or a pupil."""
    if verdict.state is State.DISPUTE and reader is not Reader.PUPIL:
        if reader is Reader.GUARDIAN and me in verdict.because.who:
            return _("Nee, want u en de andere ouder kozen verschillend")
        return _("Nee, want de ouders kozen verschillend")
    if verdict.state is State.DISPUTE:
        return word_of(State.NO)
    if verdict.state is State.HOLD:
        return _("Nee, nooit in beeld")
    if verdict.state in (State.OPEN, State.ASKS_AGAIN, State.EXPIRED):
        return _("Nog niet gekozen, dus nee")
    return word_of(verdict.state)
