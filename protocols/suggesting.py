"""Which rules a text seems to hold: patterns over its provisions. Pure; nothing is applied by it.

A suggestion names the provision that has the words. A person confirms it, chooses otherwise or leaves
the default of the law (G8).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from protocols.rules import (
    ConsentWording,
    Decider,
    DutyToReport,
    Friends,
    LessonPermission,
    Police,
    Reach,
    Review,
    StaffConsent,
)

QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
MAY = r"(?:niet toegestaan|verboden)"
GIVES_LESSONS = r"(?:leraar|leraren|leerkracht|docent)"

# Of two patterns for one rule the first that fits counts: the more telling one stands first.
# fmt: off
PATTERNS: tuple[tuple[str, Any, str], ...] = (
    ("consent_wording", ConsentWording.OLDER_THAN_SIXTEEN, r"\bouder dan (?:16|zestien)"),
    ("consent_wording", ConsentWording.FROM_SIXTEEN, r"\b(?:16|zestien) jaar (?:of|en) ouder|\bvanaf (?:16|zestien)"),
    ("consent_wording", ConsentWording.GUARDIANS_AND_PUPILS, r"toestemming van (?:de )?ouders en (?:de )?leerlingen"),
    ("lesson_consent_needed", True, r"inzet van social?e? media .{0,20}onderwijs.{0,60}toestemming"),
    ("staff_consent", StaffConsent.IN_WRITING, r"schriftelijke toestemming (?:aan|van) (?:de )?medewerkers"),
    ("staff_consent", StaffConsent.ASKED, r"toestemming van betrokkenen|betrokkenen .{0,20}toestemming|zij daar geen toestemming voor"),
    ("friends_with_guardians", Friends.ALLOWED, r"niet verboden vriendschapsverzoeken .{0,30}ouders"),
    ("friends_with_guardians", Friends.EXISTING_ONLY, rf"{MAY}.{{0,80}}'vrienden'.{{0,60}}ouders.{{0,20}}, behoudens? (?:reeds|al)"),
    ("friends_with_guardians", Friends.FORBIDDEN, rf"geen 'vrienden' met medewerkers|{MAY}.{{0,80}}'vrienden'.{{0,40}}\bouders"),
    ("professional_account", True, r"\bprofessioneel account\b"),
    ("lesson_permission", LessonPermission.LEADERSHIP_OR_TEACHER, rf"tijdens (?:de )?lessen.*schoolleiding.{{0,20}}{GIVES_LESSONS}"),
    ("lesson_permission", LessonPermission.TEACHER, rf"{GIVES_LESSONS} moet vooraf toestemming|in de les.*toestemming van de {GIVES_LESSONS}"),
    ("lesson_permission", LessonPermission.PART_OF_LESSON, r"onderdeel (?:is )?van een les"),
    ("phone_out_of_sight", True, r"telefoon.{0,40}(?:niet zichtbaar|zit in de tas)"),
    ("class_app_on_whatsapp", False, r"niet toegestaan een .{0,20}groepsapp in whatsapp"),
    ("closed_platform_first", True, r"\bbesloten communicatieplatform aanwezig"),
    ("school_mail_only", True, r"uitsluitend .{0,20}school ?-?e-?mailaccount"),
    ("official_account_needs_leave", True, r"accounts? op naam van .*toestemming"),
    ("reach", Reach.ANYWHERE, r"mediagebruik buiten de school\b|onafhankelijk van de plaats"),
    ("reach", Reach.INDIRECTLY_RELATED, r"direct of indirect gerelateerd"),
    ("reach", Reach.SCHOOL_RELATED, r"school ?-?gerelateerde berichten"),
    ("duty_to_report", DutyToReport.EVERYONE, r"betrokkene kennis heeft .*(?:dient|moet).{0,20}melden"),
    ("duty_to_report", DutyToReport.PUPILS, r"\b(?:meld|bespreek|vraag)\b.{0,120}(?:leraar|mentor|coördinator)"),
    ("talk_first", True, r"eerst met de betrokkene"),
    ("guardians_always_contacted", True, r"\baltijd (?:eerst )?contact .{0,30}\bouders"),
    ("board_informed_by_decision", True, r"bepaalt de schoolleiding of het bestuur .{0,20}geïnformeerd"),
    ("decider", Decider.LEADERSHIP_ASSIGNS, r"schoolleiding of het bestuur bepaalt welke sancties"),
    ("decider", Decider.LEADERSHIP_OR_BOARD, r"schoolleiding en/of het (?:college van )?bestuur"),
    ("decider", Decider.LEADERSHIP, r"kan de directie .{0,30}maatregel"),
    ("device_custody", True, r"in (?:bewaring|beslag) nemen"),
    ("police", Police.MUST, r"\bzal .{0,60}aangifte"),
    ("police", Police.MAY, r"\bkan .{0,80}(?:aangifte|politie)"),
    ("police", Police.IF_NEEDED, r"indien nodig .{0,20}politie"),
    ("confidential_inspector_phoned", True, r"telefonisch gemeld .*vertrouwensinspecteur"),
    ("pupil_file_named", True, r"\bleerling(?:en)?dossier\b"),
    ("personnel_file_named", True, r"\bpersoneelsdossier\b"),
    ("monitoring_decided_by_leadership", True, r"directie is de beslisser"),
    ("review", Review.YEARLY, r"\bjaarlijks .{0,60}geëvalueerd|\bjaarlijkse evaluatie"),
    ("review", Review.ONCE, r"geëvalueerd in [a-z]+ \d{4}"),
)
# fmt: on
COMPILED = tuple(
    (key, value, re.compile(pattern, re.IGNORECASE)) for key, value, pattern in PATTERNS
)


@dataclass(frozen=True)
class Suggestion:
    """That a provision, by its place among those given, seems to set a rule; and on which words."""

    key: str
    value: Any
    provision: int
    words: str


def suggest(texts: Sequence[str]) -> list[Suggestion]:
    """At most one suggestion for each rule, in the order of the rules."""
    plain = [" ".join(text.translate(QUOTES).split()) for text in texts]
    found: dict[str, Suggestion] = {}
    for key, value, pattern in COMPILED:
        if key in found:
            continue
        for at, text in enumerate(plain):
            if match := pattern.search(text):
                found[key] = Suggestion(key, value, at, match.group())
                break
    return list(found.values())
