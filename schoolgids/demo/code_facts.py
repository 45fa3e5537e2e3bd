"""What the code of each school says, as rules the portal acts on (domain A5): key, value, and how
the provision begins that says so. A subject a code is silent on is not here: the default holds.
"""

from dataclasses import dataclass

from schoolgids.demo.facts import COLLEGE, COMPASS, CRAFTS, LYCEUM, STORM

EVERYBODY = ("pupils", "guardians", "staff")
Rule = tuple[str, object, str]


@dataclass(frozen=True)
class CodeFacts:
    file: str
    title: str
    citation_title: str
    councils: tuple[str, ...]
    adopted_by: str
    lede: str
    in_short: tuple[str, ...]
    rules: tuple[Rule, ...]
    audiences: tuple[str, ...] = EVERYBODY
    # How the version before read: the words now, and what stood there.
    before: tuple[tuple[str, str], ...] = ()
    news: str = ""


# fmt: off
BOARD_CODE = CodeFacts(
    file="bestuur.md", title="Gedragscode personeel", citation_title="Gedragscode personeel Vijf Bakens",
    councils=("GMR po", "GMR vo"), adopted_by="Bestuur van Stichting Vijf Bakens",
    lede="Waar iedereen zich aan houdt die op een van onze scholen werkt.",
    in_short=(), audiences=("staff", "external_staff", "interns", "volunteers"), rules=(),
)
CODES = {
    LYCEUM.slug: CodeFacts(
        file=LYCEUM.code, title=LYCEUM.code_title, citation_title=LYCEUM.citation_title,
        councils=("Gemeenschappelijke medezeggenschapsraad",), adopted_by="Bestuur van Stichting Vijf Bakens",
        lede="Hoe we online met elkaar omgaan, en wat er gebeurt als het misgaat.",
        in_short=("In de les blijft je telefoon weg, tenzij de docent het goed vindt.",
                  "Over een ander deel je niets zonder dat hij het wil.",
                  "Vanaf 16 jaar kies je zelf of je in beeld komt."),
        audiences=(*EVERYBODY, "executive_board", "supervisory_board"),
        news="Voor lessen met sociale media is nu vooraf een ja nodig. Diensten met volgers vallen er ook onder.",
        before=(("   b. diensten waar een kring van volgers meekijkt;\n", "   b. besloten groepen;\n"),
                ("8. Hetzelfde ja is nodig voordat een les met sociale media werkt.\n9. ", "8. "),
                ("\n10. Twijfel", "\n9. Twijfel"),
                ("4. Na één jaar", "4. Na twee jaar")),
        rules=(
            ("consent_wording", "from_sixteen", "Beeld of geluid van een leerling"),
            ("lesson_consent_needed", True, "Hetzelfde ja is nodig"),
            ("staff_consent", "not_said", ""),
            ("friends_with_guardians", "existing_only", "Een medewerker wordt met een eigen account"),
            ("lesson_permission", "leadership_or_teacher", "Tijdens een les blijft"),
            ("school_mail_only", True, "Voor e-mail aan leerlingen"),
            ("reach", "school_related", "Alles wat je over school"),
            ("decider", "leadership_or_board", "De schoolleiding of het bestuur beslist"),
            ("police", "not_said", ""),
            ("pupil_file_named", False, ""),
            ("personnel_file_named", False, ""),
            ("review", "once", "Na één jaar"),
            ("consent_form", "provable", "Beeld of geluid van een leerling"),
            ("publication_needs_consent", True, "Beeld of geluid van een leerling"),
            ("friends_with_pupils", "existing_only", "Een medewerker wordt met een eigen account"),
            ("named_by_staff", ["employer"], "Schrijf je over de school"),
            ("disclaimer_needed", True, "Schrijf je over de school"),
            ("guardians_addressed", True, "De code geldt voor leerlingen"),
            ("consult_manager", "at_doubt", "Twijfel je of iets kan"),
            ("conduct_named", ["bullying", "threat", "stalking", "defamation"], "Pesten, dreigen"),
            ("basis_documents", "leerlingenstatuut en regels over schorsen en verwijderen", "Voor leerlingen volgt"),
            ("staff_measures_named", ["dismissal"], "Voor personeel gelden"),
            ("consenting_bodies", "gemeenschappelijke medezeggenschapsraad", "De gemeenschappelijke"),
        ),
    ),
    CRAFTS.slug: CodeFacts(
        file=CRAFTS.code, title=CRAFTS.code_title, citation_title=CRAFTS.citation_title,
        councils=("Deelraad van het vakcollege",), adopted_by="Directie van De Touwslager",
        lede="Wat we online van elkaar verwachten, in de werkplaats en daarbuiten.",
        in_short=("Sociale media in de les alleen als de opdracht erom vraagt.",
                  "Plaats geen beeld van een ander zonder zijn ja.",
                  "Bij een strafbaar feit doen we altijd aangifte."),
        audiences=(*EVERYBODY, "external_staff", "interns"),
        rules=(
            ("consent_wording", "not_said", ""),
            ("staff_consent", "asked", "Foto's, filmpjes en geluid"),
            ("official_account_needs_leave", True, "Wie namens De Touwslager"),
            ("lesson_permission", "part_of_lesson", "Sociale media horen alleen"),
            ("reach", "school_related", "Het gaat om berichten over school"),
            ("decider", "leadership", "De directie kiest de maatregel"),
            ("police", "must", "Kan het om een strafbaar feit"),
            ("confidential_inspector_phoned", True, "Is gedrag van personeel"),
            ("personnel_file_named", True, "Personeel dat zich niet"),
            ("pupil_file_named", True, "Doet een leerling of een ouder"),
            ("monitoring_decided_by_leadership", True, "Alleen de directie besluit"),
            ("monitoring_by", "afdeling ICT", "Alleen de directie besluit"),
            ("friends_with_pupils", "forbidden", "Personeel en leerlingen volgen"),
            ("others_count_as_staff", True, "Het protocol geldt voor leerlingen"),
            ("guardians_addressed", True, "Het protocol geldt voor leerlingen"),
            ("conduct_named", ["bullying", "stalking", "threat", "defamation"], "Iemand uitschelden"),
            ("measures_named", ["warning", "suspension", "expulsion"], "De directie kiest de maatregel"),
            ("staff_measures_named", ["warning", "reprimand", "suspension", "dismissal", "summary_dismissal"], "Voor personeel lopen"),
            ("consult_manager", "at_doubt", "Weet je niet zeker"),
            ("consenting_bodies", "deelraad van het vakcollege", "Dit protocol kreeg"),
        ),
    ),
    COLLEGE.slug: CodeFacts(
        file=COLLEGE.code, title=COLLEGE.code_title, citation_title=COLLEGE.citation_title,
        councils=("Medezeggenschapsraad Noorderdok",), adopted_by="Rector van College Noorderdok",
        lede="Een deel voor leerlingen en een deel voor wie hier werkt.",
        in_short=("De regels gelden overal, ook thuis.",
                  "Gaat er iets mis, dan praten we eerst.",
                  "We spreken altijd met je ouders."),
        rules=(
            ("consent_wording", "not_said", ""),
            ("staff_consent", "asked", "Van een ander deel je geen beeld"),
            ("professional_account", True, "Je bent geen vriend van een docent"),
            ("lesson_permission", "teacher", "Wil je in de les"),
            ("reach", "anywhere", "Dit reglement geldt voor elke leerling"),
            ("duty_to_report", "pupils", "Help elkaar"),
            ("talk_first", True, "Gaat er iets mis, dan praten"),
            ("guardians_always_contacted", True, "We spreken altijd met je ouders"),
            ("device_custody", True, "je telefoon gaat in bewaring"),
            ("pupil_reports_to", ["mentor", "coordinator", "leadership"], "Help elkaar"),
            ("consult_manager", "at_doubt", "Bij twijfel plaats je niets"),
            ("friends_with_pupils", "forbidden", "Je bent geen vriend van een docent"),
            ("measures_named", ["custody", "network", "detention", "suspension", "expulsion"], "Daarna kan de directie"),
            ("conduct_named", ["account_breach", "fake_account", "network", "exam", "stalking", "staff_dispute"], "Op het netwerk van de school"),
            ("measures_made_known", True, "De maatregelen bij dit reglement"),
            ("decider", "leadership", "Daarna kan de directie"),
            ("police", "may", "De directie kan de politie"),
            ("pupil_file_named", False, ""),
            ("personnel_file_named", False, ""),
        ),
    ),
    STORM.slug: CodeFacts(
        file=STORM.code, title=STORM.code_title, citation_title=STORM.citation_title,
        councils=("GMR po", "GMR vo"), adopted_by="Bestuur van Stichting Vijf Bakens",
        lede="Afspraken voor kinderen, ouders en het team.",
        in_short=("Een les op afstand neemt niemand op.",
                  "Wie iets weet wat niet kan, meldt het.",
                  "Voor foto's vragen we het eerst, op papier of in het portaal."),
        audiences=(*EVERYBODY, "interns", "volunteers"),
        rules=(
            ("consent_wording", "older_than_sixteen", "De school vraagt medewerkers"),
            ("staff_consent", "in_writing", "De school vraagt medewerkers"),
            ("friends_with_guardians", "allowed", "Een medewerker is met zijn eigen account"),
            ("lesson_permission", "leadership_or_teacher", "In de les is niemand bezig"),
            ("reach", "indirectly_related", "Het gaat over alles wat"),
            ("duty_to_report", "everyone", "Wie weet dat iemand online"),
            ("class_app_on_whatsapp", False, "Een groepsapp met een klas"),
            ("closed_platform_first", True, "Een groepsapp met een klas"),
            ("confidential_inspector_phoned", True, "Is gedrag van een medewerker"),
            ("device_custody", True, "Voor een kind kan dit volgen"),
            ("police", "may", "Het bestuur kan aangifte"),
            ("pupil_file_named", True, "Gaat een kind of een ouder"),
            ("personnel_file_named", True, "Doet hij dat niet"),
            ("consent_form", "in_writing", "De school vraagt medewerkers"),
            ("lesson_recording", "with_leave", "In de les is niemand bezig"),
            ("distance_lesson_recording", "forbidden", "Een les op afstand"),
            ("friends_with_pupils", "forbidden", "Een medewerker is met zijn eigen account"),
            ("class_app_checks_age", True, "Een groepsapp met een klas"),
            ("named_by_staff", ["employer", "function"], "Doe je mee aan een gesprek"),
            ("disclaimer_needed", True, "Zet erbij dat het"),
            ("guardians_addressed", True, "Het protocol geldt voor alle kinderen"),
            ("others_count_as_staff", True, "Het protocol geldt voor alle kinderen"),
            ("pupil_reports_to", ["leadership", "board"], "Wie weet dat iemand online"),
            ("report_to_board", True, "Wie weet dat iemand online"),
            ("consult_manager", "at_slightest_doubt", "Online is voor onze kinderen"),
            ("conduct_named", ["bullying", "threat", "account_breach", "sexual_images", "image_sharing", "radicalisation", "distance_recording"], "We treden op tegen pesten"),
            ("receipt_needed", True, "Een medewerker die dit protocol"),
            ("staff_measures_named", ["warning", "reprimand", "suspension", "dismissal"], "Voor medewerkers kan"),
            ("measures_named", ["custody", "removal", "warning", "suspension", "expulsion"], "Voor een kind kan dit volgen"),
        ),
    ),
    COMPASS.slug: CodeFacts(
        file=COMPASS.code, title=COMPASS.code_title, citation_title=COMPASS.citation_title,
        councils=("Het hele team",), adopted_by="Schoolleiding van De Kompasroos",
        lede="Kort en duidelijk: zo doen we het met telefoons, foto's en berichten.",
        in_short=("Telefoons en horloges zitten in de tas.",
                  "Plaats alleen een foto als iedereen erop dat goed vindt.",
                  "Weet je het niet zeker? Vraag het je leerkracht."),
        rules=(
            ("consent_wording", "guardians_and_pupils", "Voor foto's, films en geluid"),
            ("staff_consent", "asked", "Een foto of filmpje van school"),
            ("friends_with_guardians", "forbidden", "Kinderen en ouders worden online"),
            ("lesson_permission", "teacher", "Sociale media in de les?"),
            ("phone_out_of_sight", True, "Telefoons en slimme horloges"),
            ("reach", "school_related", "Wat je thuis over school"),
            ("decider", "leadership_assigns", "De schoolleiding bepaalt"),
            ("board_informed_by_decision", True, "De schoolleiding bepaalt"),
            ("police", "if_needed", "Jij bent de baas"),
            ("pupil_file_named", True, "De schoolleiding bepaalt"),
            ("personnel_file_named", False, ""),
            ("review", "yearly", "Elk jaar in juni"),
            ("review_with", "anti-pestcoördinator", "Elk jaar in juni"),
            ("class_discussions", 2, "Aan het begin van het jaar"),
            ("class_discussion_years", ["6", "7", "8"], "Aan het begin van het jaar"),
            ("friends_with_pupils", "forbidden", "Kinderen en ouders worden online"),
            ("guardians_addressed", True, "De afspraken gelden voor kinderen"),
            ("pupil_reports_to", ["teacher"], "Weet je het niet zeker"),
            ("fake_account_clears", True, "Jij bent de baas"),
            ("conduct_named", ["device_use", "dispute", "fake_account", "media_in_lesson"], "Telefoons en slimme horloges"),
            ("consenting_bodies", "het hele team", ""),
        ),
    ),
}
# fmt: on
