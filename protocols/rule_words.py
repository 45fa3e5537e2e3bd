"""The rules as questions with their answers, in the words of the pages; and what holds without a text."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.rules import (
    DEFAULTS,
    KEYS,
    TYPES,
    ConsentWording,
    Decider,
    DutyToReport,
    Friends,
    LessonPermission,
    Police,
    Reach,
    Review,
    StaffConsent,
    value_of,
)

Text = str | Promise

# fmt: off
GROUPS: tuple[tuple[Text, Mapping[str, Text]], ...] = (
    (_("Beeld en toestemming"), {
        "consent_wording": _("Hoe noemt de tekst de leeftijd waarop een leerling zelf kiest?"),
        "lesson_consent_needed": _("Is toestemming nodig voor sociale media in de les?"),
        "staff_consent": _("Wordt medewerkers om toestemming gevraagd?"),
    }),
    (_("Omgang en kanalen"), {
        "friends_with_guardians": _("Mogen medewerkers online vrienden zijn met ouders?"),
        "professional_account": _("Mogen leerlingen en medewerkers elkaar volgen op een professioneel account?"),
        "lesson_permission": _("Wie mag sociale media in de les toestaan?"),
        "phone_out_of_sight": _("Blijft de telefoon onder schooltijd uit het zicht?"),
        "class_app_on_whatsapp": _("Mag een klassenapp op WhatsApp?"),
        "closed_platform_first": _("Gaat het besloten platform van de school vóór?"),
        "school_mail_only": _("Mailen medewerkers alleen met het adres van de school?"),
        "official_account_needs_leave": _("Is toestemming nodig voor een account op naam van de school?"),
    }),
    (_("Reikwijdte en melden"), {
        "reach": _("Over welke berichten gaat de tekst?"),
        "duty_to_report": _("Wie moet melden?"),
        "report_to_board": _("Mag een melder rechtstreeks naar het bestuur?"),
    }),
    (_("Gevolgen"), {
        "talk_first": _("Wordt er eerst gepraat met wie het betreft?"),
        "guardians_always_contacted": _("Wordt altijd contact opgenomen met de ouders?"),
        "decider": _("Wie besluit over een maatregel?"),
        "board_informed_by_decision": _("Besluit de schoolleiding elke keer of het bestuur het hoort?"),
        "device_custody": _("Kan een telefoon in bewaring worden genomen?"),
        "police": _("Doet de school aangifte van een strafbaar feit?"),
        "confidential_inspector_phoned": _("Wordt de vertrouwensinspecteur gebeld?"),
        "inspector_phone": _("Op welk nummer?"),
        "pupil_file_named": _("Noemt de tekst het leerlingdossier?"),
        "personnel_file_named": _("Noemt de tekst het personeelsdossier?"),
        "monitoring_decided_by_leadership": _("Besluit de schoolleiding over controle van gegevens?"),
    }),
    (_("Bijhouden"), {
        "review": _("Wanneer wordt de tekst geëvalueerd?"),
    }),
)
YES_NO: Mapping[bool, Text] = {True: _("ja"), False: _("nee")}
ANSWERS: Mapping[type, Mapping[Any, Text]] = {
    bool: YES_NO,
    ConsentWording: {
        ConsentWording.NOT_SAID: _("dat staat er niet in"), ConsentWording.FROM_SIXTEEN: _("16 jaar of ouder"),
        ConsentWording.OLDER_THAN_SIXTEEN: _("ouder dan 16"), ConsentWording.GUARDIANS_AND_PUPILS: _("ouders en leerlingen samen"),
    },
    StaffConsent: {StaffConsent.NOT_SAID: _("dat staat er niet in"), StaffConsent.ASKED: _("ja"), StaffConsent.IN_WRITING: _("ja, schriftelijk")},
    Friends: {
        Friends.NOT_SAID: _("dat staat er niet in"), Friends.ALLOWED: _("ja"),
        Friends.EXISTING_ONLY: _("nee, behalve wie ze al kenden"), Friends.FORBIDDEN: _("nee"),
    },
    LessonPermission: {
        LessonPermission.NOBODY: _("niemand"), LessonPermission.TEACHER: _("de leraar"),
        LessonPermission.LEADERSHIP_OR_TEACHER: _("de schoolleiding of de leraar"), LessonPermission.PART_OF_LESSON: _("alleen als het bij de les hoort"),
    },
    Decider: {
        Decider.LEADERSHIP: _("de schoolleiding"), Decider.LEADERSHIP_OR_BOARD: _("de schoolleiding of het bestuur"),
        Decider.LEADERSHIP_ASSIGNS: _("de schoolleiding bepaalt elke keer wie"), Decider.BOARD: _("het bestuur"),
    },
    Police: {Police.NOT_SAID: _("dat staat er niet in"), Police.MAY: _("dat kan"), Police.IF_NEEDED: _("als het nodig is"), Police.MUST: _("altijd")},
    DutyToReport: {DutyToReport.NOBODY: _("niemand"), DutyToReport.PUPILS: _("leerlingen"), DutyToReport.EVERYONE: _("iedereen")},
    Reach: {
        Reach.SCHOOL_RELATED: _("over school"), Reach.INDIRECTLY_RELATED: _("direct of indirect over school"), Reach.ANYWHERE: _("overal"),
    },
    Review: {Review.NONE: _("dat staat er niet in"), Review.ONCE: _("één keer"), Review.YEARLY: _("elk jaar")},
}
# fmt: on
QUESTIONS: Mapping[str, Text] = {
    key: words for _title, rules in GROUPS for key, words in rules.items()
}
if QUESTIONS.keys() != set(KEYS):
    raise RuntimeError("Every rule has its question, and every question a rule.")


def answer_in_words(key: str, value: Any) -> Text:
    """A value as the pages show it."""
    known = ANSWERS.get(TYPES[key])
    return known[value_of(key, value)] if known else str(value)


def default_in_words(key: str) -> Text:
    """What holds when no text says otherwise."""
    return answer_in_words(key, getattr(DEFAULTS, key))


def choices_of(key: str) -> list[tuple[str, Text]]:
    """The answers one can choose from, by what a form sends; empty for one that is typed."""
    known = ANSWERS.get(TYPES[key])
    return [(str(value), words) for value, words in known.items()] if known else []


def value_typed(key: str, text: str) -> Any:
    """What a form sends, as JSON holds it. Raises UnknownRule."""
    raw: Any = (
        {"True": True, "False": False}.get(text, text) if TYPES[key] is bool else text.strip()
    )
    value_of(key, raw)
    return raw
