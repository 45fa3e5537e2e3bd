"""The rules as questions with their answers, in the words of the pages; and what holds without a text."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from protocols.dated import Dated
from protocols.rule_answers import ANSWERS, YES_NO
from protocols.rule_kinds import Counted, Kind, OneOf, SeveralOf, Times, Weeks, YesNo
from protocols.rules import KEYS, KINDS, ConsentForm, ConsentWording, default_of, value_of
from protocols.wording import dated_in_words

Text = str | Promise
NOT_SAID = _("dat staat er niet in")

# fmt: off
GROUPS: tuple[tuple[Text, Mapping[str, Text]], ...] = (
    (_("Beeld en toestemming"), {
        "consent_wording": _("Hoe noemt de tekst de leeftijd waarop een leerling zelf kiest?"),
        "consent_form": _("Hoe wordt toestemming gegeven?"),
        "lesson_consent_needed": _("Is toestemming nodig voor sociale media in de les?"),
        "staff_consent": _("Wordt medewerkers om toestemming gevraagd?"),
        "publication_needs_consent": _("Is toestemming nodig voordat de school beeld plaatst?"),
        "lesson_recording": _("Mag een les worden opgenomen?"),
        "distance_lesson_recording": _("Mag een les op afstand worden opgenomen?"),
    }),
    (_("Omgang en kanalen"), {
        "friends_with_pupils": _("Mogen medewerkers online vrienden zijn met leerlingen?"),
        "friends_with_guardians": _("Mogen medewerkers online vrienden zijn met ouders?"),
        "professional_account": _("Mogen leerlingen en medewerkers elkaar volgen op een professioneel account?"),
        "lesson_permission": _("Wie mag sociale media in de les toestaan?"),
        "phone_out_of_sight": _("Blijft de telefoon onder schooltijd uit het zicht?"),
        "class_app_on_whatsapp": _("Mag een klassenapp op WhatsApp?"),
        "class_app_checks_age": _("Let wie een klassenapp maakt op de leeftijd en de toestemming van ouders?"),
        "class_app_tells_the_rest": _("Krijgt wie niet in de klassenapp zit het bericht op een andere manier?"),
        "closed_platform_first": _("Gaat het besloten platform van de school vóór?"),
        "school_mail_only": _("Mailen medewerkers alleen met het adres van de school?"),
        "official_account_needs_leave": _("Is toestemming nodig voor een account op naam van de school?"),
        "named_by_staff": _("Wat vermeldt een medewerker die online meepraat over de school?"),
        "disclaimer_needed": _("Zet een medewerker erbij dat hij op persoonlijke titel schrijft?"),
    }),
    (_("Reikwijdte en melden"), {
        "reach": _("Over welke berichten gaat de tekst?"),
        "guardians_addressed": _("Richt de tekst zich ook tot ouders?"),
        "others_count_as_staff": _("Tellen vrijwilligers en stagiairs als medewerker?"),
        "conduct_named": _("Welk gedrag noemt de tekst?"),
        "duty_to_report": _("Wie moet melden?"),
        "pupil_reports_to": _("Bij wie meldt een leerling of ouder iets?"),
        "report_to_board": _("Mag een melder rechtstreeks naar het bestuur?"),
        "consult_manager": _("Wanneer overlegt een medewerker met de leidinggevende?"),
        "leadership_phone": _("Op welk nummer is de schoolleiding te bereiken?"),
        "fake_account_clears": _("Gaat een leerling vrijuit als bewezen is dat het een nepaccount was?"),
    }),
    (_("Gevolgen"), {
        "talk_first": _("Wordt er eerst gepraat met wie het betreft?"),
        "guardians_always_contacted": _("Wordt altijd contact opgenomen met de ouders?"),
        "decider": _("Wie besluit over een maatregel?"),
        "board_informed_by_decision": _("Besluit de schoolleiding elke keer of het bestuur het hoort?"),
        "measures_named": _("Welke maatregelen voor leerlingen noemt de tekst?"),
        "staff_measures_named": _("Welke maatregelen voor medewerkers noemt de tekst?"),
        "measures_made_known": _("Worden de maatregelen aan iedereen bekendgemaakt?"),
        "basis_documents": _("Op welk ander stuk rust een maatregel?"),
        "receipt_needed": _("Moet vaststaan dat een medewerker de tekst heeft gekregen?"),
        "objection_weeks": _("Hoe lang kan iemand bezwaar maken?"),
        "device_custody": _("Kan een telefoon in bewaring worden genomen?"),
        "police": _("Doet de school aangifte van een strafbaar feit?"),
        "confidential_inspector_phoned": _("Wordt de vertrouwensinspecteur gebeld?"),
        "inspector_phone": _("Op welk nummer?"),
        "pupil_file_named": _("Noemt de tekst het leerlingdossier?"),
        "personnel_file_named": _("Noemt de tekst het personeelsdossier?"),
        "monitoring_decided_by_leadership": _("Besluit de schoolleiding over controle van gegevens?"),
        "monitoring_by": _("Wie controleert de gegevens?"),
    }),
    (_("Bijhouden"), {
        "consenting_bodies": _("Wie stemt in met de tekst?"),
        "review": _("Wanneer wordt de tekst geëvalueerd?"),
        "review_month": _("In welke maand?"),
        "review_with": _("Met wie wordt geëvalueerd?"),
        "class_discussions": _("Hoe vaak per schooljaar wordt de tekst in de klas besproken?"),
        "class_discussion_years": _("In welke groepen of leerjaren?"),
    }),
)
# fmt: on
QUESTIONS: Mapping[str, Text] = {
    key: words for _title, rules in GROUPS for key, words in rules.items()
}
if QUESTIONS.keys() != set(KEYS):
    raise RuntimeError("Every rule has its question, and every question a rule.")

# Where the words of a text are not those of the law: they are shown, and the law holds.
DEVIATES: Mapping[tuple[str, Any], Text] = {
    ("consent_wording", ConsentWording.OLDER_THAN_SIXTEEN): _(
        "De tekst zegt ‘ouder dan 16’. Volgens de wet kiest een leerling zelf vanaf de 16e "
        "verjaardag (UAVG artikel 5). De tekst blijft zoals hij is; het portaal volgt de wet."
    ),
    ("consent_form", ConsentForm.ENROLMENT_FORM): _(
        "De tekst vraagt de toestemming op het inschrijfformulier. Toestemming mag geen voorwaarde "
        "zijn om een leerling in te schrijven (AVG artikel 7). Het portaal vraagt haar apart."
    ),
    ("fake_account_clears", False): _(
        "De tekst laat een melding in het dossier van een leerling, ook als bewezen is dat het een "
        "nepaccount was. Wat een school van iemand bewaart, moet juist zijn (AVG artikel 5)."
    ),
    ("receipt_needed", False): _(
        "De tekst vraagt geen bewijs dat een medewerker haar heeft gekregen. Volgens de cao moet de "
        "school zulke regels uitreiken (cao po artikel 11.2, cao vo artikel 18.2)."
    ),
    ("publication_needs_consent", False): _(
        "Zonder toestemming mag een school geen herkenbaar beeld van een leerling plaatsen (AVG "
        "artikel 6). Het portaal blijft erom vragen."
    ),
}
FEWER_WEEKS = _(
    "De tekst geeft minder dan 6 weken om bezwaar te maken. De wet geeft 6 weken (Awb artikel 6:7, "
    "WVO 2020 artikel 8.15, WPO artikel 63). Het portaal houdt 6 weken aan."
)


def answer_in_words(key: str, value: Any) -> Text:
    """A value as the pages show it."""
    kind, typed = KINDS[key], value_of(key, value)
    if isinstance(kind, SeveralOf):
        words = ANSWERS[kind.choices]
        named = [str(words[choice]) for choice in kind.choices if choice in typed]
        return ", ".join(named) or NOT_SAID
    if known := _answers(kind):
        return known[typed]
    if isinstance(typed, Counted):
        return _counted(typed)
    if isinstance(typed, Dated):
        return dated_in_words(typed)
    return typed or NOT_SAID


def default_in_words(key: str) -> Text:
    """What holds when no text says otherwise."""
    return answer_in_words(key, default_of(key))


def choices_of(key: str) -> list[tuple[str, Text]]:
    """The answers one can choose from, by what a form sends; empty for one that is typed."""
    kind = KINDS[key]
    known = ANSWERS[kind.choices] if isinstance(kind, SeveralOf) else _answers(kind)
    return [(str(value), words) for value, words in known.items()]


def held(key: str, value: Any) -> Any:
    """What the portal goes by: the term of the law where a text gives a shorter one."""
    return max(value, default_of(key)) if key == "objection_weeks" else value


def deviates(key: str, value: Any) -> Text:
    """What the reader is told when a text says something else than the law; "" when it doesn't."""
    if value != held(key, value):
        return FEWER_WEEKS
    return next(
        (words for (about, said), words in DEVIATES.items() if about == key and said == value), ""
    )


def _answers(kind: Kind) -> Mapping[Any, Text]:
    if isinstance(kind, YesNo):
        return YES_NO
    return ANSWERS[kind.choices] if isinstance(kind, OneOf) else {}


def _counted(number: Counted) -> Text:
    """A number with its unit."""
    if isinstance(number, Weeks):
        return ngettext("%(number)d week", "%(number)d weken", number) % {"number": number}
    if isinstance(number, Times) and number:
        return ngettext("%(number)d keer", "%(number)d keer", number) % {"number": number}
    return NOT_SAID
