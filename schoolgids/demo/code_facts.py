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
        ),
    ),
}
# fmt: on
