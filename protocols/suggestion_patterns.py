"""The words in which codes say what the rules are; where they say which, the value is read out of them.

Of two patterns for one rule the first that fits counts: the more telling one stands first. Of a
rule with several answers each pattern gives one of them.
"""

import re
from typing import Any

from protocols.rule_kinds import Times
from protocols.rules import (
    Conduct,
    ConsentForm,
    ConsentWording,
    Consult,
    Decider,
    DutyToReport,
    Friends,
    LessonPermission,
    NamedByStaff,
    NamedMeasure,
    Police,
    Reach,
    Receiver,
    Recording,
    Review,
    StaffConsent,
    StaffMeasure,
    YearGroup,
)

MAY = r"(?:niet toegestaan|verboden)"
GIVES_LESSONS = r"(?:leraar|leraren|leerkracht|docent)"
LEGAL_POSITION = r"rechtspositionele maatregelen .{0,80}\b"
SIX = "zes"


def captured(found: re.Match[str]) -> str:
    """What the pattern caught, as it stands."""
    return " en ".join(part for part in found.groups() if part)


def number(found: re.Match[str]) -> int:
    """The number that the pattern caught."""
    caught = captured(found)
    return 6 if caught.casefold() == SIX else int(caught)


def groups(found: re.Match[str]) -> frozenset[YearGroup]:
    """The years that the pattern caught: "6, 7 en 8"."""
    return frozenset(group for group in YearGroup if group.value in re.findall(r"\d", found[0]))


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
    ("consent_form", ConsentForm.IN_WRITING, r"schriftelijke toestemming (?:aan|van)"),
    ("consent_form", ConsentForm.ENROLMENT_FORM, r"inschrijfformulier .{0,20}toestemming"),
    ("consent_form", ConsentForm.PROVABLE, r"aantoonbare? toestemming"),
    ("publication_needs_consent", True, r"gepubliceerd .{0,30}zonder .{0,60}toestemming|te zetten, tenzij .{0,40}toestemming"),
    ("publication_needs_consent", True, r"toestemming .{0,300}(?:te zetten|publiceren van)|verspreid je .{0,60}als zij daar geen toestemming"),
    ("lesson_recording", Recording.WITH_LEAVE, r"tijdens (?:de )?lessen .{0,80}opnamen te maken .{0,60}tenzij"),
    ("distance_lesson_recording", Recording.FORBIDDEN, r"niet toegestaan .{0,20}opnamen?s? te maken van lessen op afstand"),
    ("friends_with_pupils", Friends.EXISTING_ONLY, rf"{MAY}.{{0,80}}'vrienden' te worden (?:met|van) leerlingen .{{0,60}}behoude"),
    ("friends_with_pupils", Friends.FORBIDDEN, rf"{MAY}.{{0,80}}'vrienden' te worden (?:met|van) leerlingen|geen 'vrienden' met (?:elkaar|medewerkers)"),
    ("class_app_checks_age", True, r"leeftijd van de deelnemers"),
    ("class_app_tells_the_rest", True, r"geen deel uit kunnen maken van de groepsapp"),
    ("named_by_staff", NamedByStaff.EMPLOYER, r"vermeld(?:en|t) (?:hij )?dat hij(?:/zij)? medewerker"),
    ("named_by_staff", NamedByStaff.FUNCTION, r"welke functie (?:hij|zij)"),
    ("disclaimer_needed", True, r"mededeling dat de standpunten en meningen"),
    ("guardians_addressed", True, r"\b(?:bedoeld voor|sociale media voor) .{0,200}\bouders"),
    ("others_count_as_staff", True, r"daaronder tevens begrepen .{0,250}(?:vrijwilligers|stagiair)|medewerkers met en zonder dienstverband"),
    ("pupil_reports_to", Receiver.TEACHER, r"hulp aan je leraar|neem je contact op met de leerkracht"),
    ("pupil_reports_to", Receiver.MENTOR, r"hulp aan je .{0,20}mentor"),
    ("pupil_reports_to", Receiver.COORDINATOR, r"hulp aan je .{0,40}coördinator"),
    ("pupil_reports_to", Receiver.LEADERSHIP, r"hulp aan je .{0,60}(?:directeur|rector)|melden bij de schoolleiding"),
    ("pupil_reports_to", Receiver.BOARD, r"melden bij de schoolleiding of het bestuur"),
    ("report_to_board", True, r"melden bij de schoolleiding of het bestuur"),
    ("consult_manager", Consult.AT_SLIGHTEST_DOUBT, r"geringste twijfel .{0,60}leidinggevende"),
    ("consult_manager", Consult.AT_DOUBT, r"bij twijfel .{0,140}leidinggevende"),
    ("fake_account_clears", True, r"bewezen .{0,40}fake-?account"),
    ("measures_named", NamedMeasure.CUSTODY, r"in (?:bewaring|beslag) nemen"),
    ("measures_named", NamedMeasure.REMOVAL, r"verwijderen van berichten"),
    ("measures_named", NamedMeasure.NETWORK, r"uitsluiten van .{0,20}netwerk"),
    ("measures_named", NamedMeasure.DETENTION, r"disciplinaire maatregel \(straf\)"),
    ("measures_named", NamedMeasure.WARNING, r"waarschuwing, schorsing (?:tot|en) verwijdering"),
    ("measures_named", NamedMeasure.SUSPENSION, r"schorsing (?:tot|en) verwijdering van school|schorsen of verwijderen"),
    ("measures_named", NamedMeasure.EXPULSION, r"schorsing (?:tot|en) verwijdering van school|schorsen of verwijderen"),
    ("staff_measures_named", StaffMeasure.WARNING, rf"{LEGAL_POSITION}waarschuwing"),
    ("staff_measures_named", StaffMeasure.REPRIMAND, rf"{LEGAL_POSITION}berisping"),
    ("staff_measures_named", StaffMeasure.SUSPENSION, rf"{LEGAL_POSITION}schorsing"),
    ("staff_measures_named", StaffMeasure.DISMISSAL, rf"{LEGAL_POSITION}ontslag\b|beëindiging van de arbeidsovereenkomst"),
    ("staff_measures_named", StaffMeasure.SUMMARY_DISMISSAL, r"ontslag op staande voet"),
    ("measures_made_known", True, r"maatregelen .{0,120}gecommuniceerd met de doelgroepen"),
    ("basis_documents", captured, r"zoals neergelegd in het (leerlingenstatuut)(?:.{0,40}het (protocol schorsing en verwijdering))?"),
    ("receipt_needed", True, r"door de werkgever zijn verstrekt"),
    ("objection_weeks", number, r"binnen (zes|\d{1,2}) weken .{0,60}bezwaar|bezwaar .{0,60}binnen (zes|\d{1,2}) weken"),
    ("monitoring_by", captured, r"binnen (?:de )?(.{3,40}?) worden .{0,60}geautoriseerd"),
    ("consenting_bodies", captured, r"\binstemming van (?:de|het) (.{2,60}?) (?:d\.d\.|op) (?:.{0,40}? en de (.{2,60}?) d\.d\.)?"),
    ("consenting_bodies", captured, r"\bde (g?mr) heeft .{0,40}ingestemd|afgesproken met het (hele team)"),
    ("review_month", captured, r"geëvalueerd in ([a-z]+ \d{4})"),
    ("review_with", captured, r"in afstemming met de ([\w-]{4,40})"),
    ("class_discussions", Times(2), r"begin van .{0,10}schooljaar en in de week van .{0,200}besproken"),
    ("class_discussion_years", groups, r"\bgroepen ((?:\d, )*\d en \d)\b"),
    ("conduct_named", Conduct.RECORDING, r"geluidsopnamen te maken"),
    ("conduct_named", Conduct.DISTANCE_RECORDING, r"opnames te maken van lessen op afstand"),
    ("conduct_named", Conduct.IMAGE_SHARING, r"verspreiden van memes|verspreid je .{0,40}foto's"),
    ("conduct_named", Conduct.BULLYING, r"\bpest(?:en)?, kwets(?:en)?\b|\bpesten, stalken\b"),
    ("conduct_named", Conduct.THREAT, r"\bbedreig(?:en)?\b"),
    ("conduct_named", Conduct.STALKING, r"\bstalk(?:en)?\b"),
    ("conduct_named", Conduct.DEFAMATION, r"\bzwartmaken\b|elkaar niet zwart"),
    ("conduct_named", Conduct.ACCOUNT_BREACH, r"hacken van een account|te hacken en"),
    ("conduct_named", Conduct.FAKE_ACCOUNT, r"fictieve naam|fake-?account"),
    ("conduct_named", Conduct.SEXUAL_IMAGES, r"\bsexting\b|pornografisch"),
    ("conduct_named", Conduct.DISCRIMINATION, r"\bdiscriminerend"),
    ("conduct_named", Conduct.RADICALISATION, r"\bradicalisering\b"),
    ("conduct_named", Conduct.DEVICE_USE, r"telefoon.{0,40}(?:niet zichtbaar|zit in de tas)"),
    ("conduct_named", Conduct.MEDIA_IN_LESSON, r"tijdens (?:de )?lessen (?:niet )?actief|media in de les (?:alleen|mag)"),
    ("conduct_named", Conduct.EXAM, r"tijdens examens, toetsen"),
    ("conduct_named", Conduct.NETWORK, r"overbelasten van het netwerk"),
    ("conduct_named", Conduct.CONFIDENTIAL, r"geen vertrouwelijke|geen persoonsgegevens of vertrouwelijke|mits het geen persoons"),
    ("conduct_named", Conduct.DISPUTE, r"niet in discussie met medewerkers"),
    ("conduct_named", Conduct.REPUTATION, r"rekening .{0,12}met de goede naam"),
    ("conduct_named", Conduct.MISSION, r"in strijd zijn met de missie"),
    ("conduct_named", Conduct.STAFF_DISTANCE, r"gepaste professionele afstand"),
    ("conduct_named", Conduct.STAFF_DISPUTE, r"niet in discussie met een leerling"),
    ("conduct_named", Conduct.STAFF_PHONE, r"privé telefoons voor privé zaken"),
)
# fmt: on
