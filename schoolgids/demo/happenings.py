"""What may happen at a school: invented, in the words of a teacher in a hurry."""

from dataclasses import dataclass

PUPIL, STAFF, GUARDIAN, ACCOUNT, FAKE, OUTSIDER = "p", "s", "g", "a", "f", "o"


@dataclass(frozen=True)
class Happening:
    """A kind of report. `people` are (letter of the directory, part); names fill {0}, {1} …"""

    kind: str
    facts: str
    people: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    subject: str = ""  # which rule it breaks, see `RULES`
    platform: str = ""
    channel: str = ""
    relation: str = "school"
    done: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ("po", "vo")
    weight: int = 4
    severe: bool = False  # may end in a measure
    pictured: bool = False  # somebody keeps a screenshot


A, B, C = (PUPIL, "maker"), (PUPIL, "target"), (PUPIL, "sharer")
W, S = (PUPIL, "witness"), (PUPIL, "subject")

# fmt: off
HAPPENINGS = (
    Happening("device_use", "{0} had tijdens de uitleg de telefoon op schoot. Na twee keer vragen ging hij pas weg.",
              (S,), ("lesson",), "phone", done=("talked",), weight=10),
    Happening("device_use", "De smartwatch van {0} piepte in de kring. Er stonden berichten van {1} op.",
              (S, (PUPIL, "witness")), ("lesson",), "phone", done=("device_kept",), sectors=("po",), weight=5),
    Happening("device_use", "{0} belde in de gang. De telefoon ligt bij de administratie tot het einde van de dag.",
              (S,), ("school",), "phone", done=("device_kept", "phoned_guardians"), weight=5),
    Happening("media_in_lesson", "{0} en {1} zaten onder het werken op TikTok. De opdracht is niet af.",
              (S, S), ("lesson",), "lesson", platform="tiktok", channel="public", done=("talked",), sectors=("vo",), weight=7),
    Happening("recording", "{0} filmde {1} bij het omkleden voor gym. Er zijn twee getuigen. Het filmpje is niet gedeeld.",
              (A, B, W), ("school",), "image", done=("talked", "taken_down"), severe=True, weight=4),
    Happening("recording", "In de les maakte {0} een opname van de docent en zette er muziek onder.",
              (A,), ("lesson",), "lesson", done=("talked",), sectors=("vo",), weight=4),
    Happening("image_sharing", "{0} maakte van een foto van {1} een sticker. {2} stuurde hem door in de klassenapp.",
              (A, B, C), subject="image", done=("taken_down",), severe=True, pictured=True, weight=7, places=("online",), platform="whatsapp", channel="direct_group"),
    Happening("image_sharing", "Een foto van {1} van kamp staat op een openbaar account van {0}. {1} wil dat niet.",
              (A, B), ("online",), "image", "instagram", "public", pictured=True, weight=5),
    Happening("bullying", "In de groepsapp schrijven {0} en {1} al een week rotopmerkingen over {2}. {2} durft niet meer naar gym.",
              (A, C, B), subject="respect", done=("talked",), severe=True, pictured=True, weight=8, places=("online",), platform="whatsapp", channel="direct_group"),
    Happening("bullying", "{0} is uit de groepsapp gezet. Daarna maakten {1} en {2} grappen over haar trui.",
              (B, A, C), subject="respect", severe=True, weight=6, places=("online",), platform="snapchat", channel="direct_group"),
    Happening("bullying", "{0} wordt in de pauze nagedaan door {1}. Dat begon met een filmpje van thuis.",
              (B, A), ("school",), "respect", done=("talked",), relation="overlap", sectors=("po",), weight=5),
    Happening("threat", "{0} stuurde {1} een bericht: wacht maar tot na school. {1} is overstuur naar huis gegaan.",
              (A, B), subject="respect", done=("phoned_guardians",), severe=True, pictured=True, weight=5,
              places=("online", "outside"), platform="snapchat", channel="direct"),
    Happening("stalking", "{0} krijgt elke avond tientallen berichten van {1}, ook na blokkeren, vanaf nieuwe accounts.",
              (B, A), subject="respect", severe=True, relation="overlap", sectors=("vo",), weight=3,
              places=("online",), platform="instagram", channel="direct"),
    Happening("defamation", "{0} schreef in een openbare reactie dat {1} geld uit de kluisjes haalt. Dat klopt niet.",
              (A, B), ("online",), "respect", "tiktok", "public", sectors=("vo",), weight=3),
    Happening("fake_account", "Er is een nepaccount met de naam en foto van {0}. Daaronder staan berichten over klasgenoten.",
              (B, (FAKE, "maker")), ("online",), "fake", "instagram", "public", pictured=True, severe=False, weight=4),
    Happening("fake_account", "Een account met roddels over de school plaatste de initialen van {0} en {1}. Wie erachter zit, weten we niet.",
              (B, B, (ACCOUNT, "maker")), ("online",), "respect", "instagram", "public", pictured=True, sectors=("vo",), weight=3),
    Happening("account_breach", "{0} logde in op het account van {1} en zette daar een huiswerkopdracht door elkaar.",
              (A, B), ("lesson", "online"), "network", severe=True, sectors=("vo",), weight=3),
    Happening("sexual_images", "{0} kreeg van {1} een verzoek om blote foto's. {0} heeft niets gestuurd en vertelde het de mentor.",
              (B, A), subject="image", severe=True, relation="overlap", sectors=("vo",), weight=2,
              places=("online",), platform="snapchat", channel="direct"),
    Happening("discrimination", "{0} maakte in de gang grappen over de afkomst van {1}. {2} hoorde het ook.",
              (A, B, W), ("school",), "respect", done=("talked",), severe=True, weight=4),
    Happening("exam", "{0} had bij de toets een oortje in. Op de telefoon stonden antwoorden van {1}.",
              (S, (PUPIL, "sharer")), ("lesson",), "phone", done=("device_kept",), sectors=("vo",), severe=True, weight=4),
    Happening("network", "{0} omzeilde het filter op een laptop van school en zette er een spel op.",
              (S,), ("school",), "network", done=("talked",), weight=3),
    Happening("dispute", "Ruzie tussen {0} en {1} in de app liep door op het plein. Beiden zijn uit elkaar gehaald.",
              (S, S), ("online", "school"), "respect", "whatsapp", "direct_group", relation="overlap", weight=6),
    Happening("dispute", "{0}, ouder van {1}, schold in de klassenapp een andere ouder uit over het trakteren.",
              ((GUARDIAN, "subject"), ), subject="respect", relation="overlap", sectors=("po",), weight=5, places=("online",), platform="whatsapp", channel="direct_group"),
    Happening("image_sharing", "{0}, ouder van {1}, zette foto's van de hele groep op een openbare pagina.",
              ((GUARDIAN, "sharer"), ), ("online",), "image", "other", "public", sectors=("po",), pictured=True, weight=4),
    Happening("confidential", "{0} stuurde per ongeluk een lijst met telefoonnummers van klas naar alle ouders.",
              ((STAFF, "sharer"), ), ("school",), "privacy", weight=2),
    Happening("staff_distance", "{0} reageert met een privéaccount op berichten van leerlingen. Twee leerlingen vroegen of dat hoort.",
              ((STAFF, "subject"), ), ("online",), "distance", "instagram", "semi_public", weight=2),
    Happening("reputation", "Op een openbare pagina staat dat onze toetsen van internet komen. Een reactie komt van {0}.",
              (S,), ("online",), "reputation", "other", "public", sectors=("vo",), weight=2),
    Happening("other", "Bij de poort filmde iemand die wij niet kennen. {0} en {1} staan er misschien op.",
              (B, B, (OUTSIDER, "maker")), ("outside",), "image", relation="overlap", weight=2),
)
# fmt: on

# Which provision each school cites for a subject: how it begins. A subject that is not here is
# one its code is silent on: the reporter then says that the rule is not known.
RULES: dict[str, dict[str, str]] = {
    "lantaarnplein": {
        "phone": "Tijdens een les blijft",
        "lesson": "Tijdens een les blijft",
        "image": "Beeld of geluid van een leerling",
        "respect": "Pesten, dreigen",
        "privacy": "Kennis delen mag",
        "distance": "Een medewerker wordt met een eigen",
        "reputation": "Zet de school en de mensen",
    },
    "touwslager": {
        "lesson": "Sociale media horen alleen",
        "phone": "Sociale media horen alleen",
        "image": "Foto's, filmpjes en geluid",
        "respect": "Iemand uitschelden",
        "privacy": "Vakkennis deel je gerust",
        "distance": "Personeel en leerlingen volgen",
        "reputation": "Buiten ben je een visitekaartje",
    },
    "noorderdok": {
        "phone": "Wil je in de les",
        "lesson": "Wil je in de les",
        "image": "Over een ander deel je niets",
        "respect": "Ga vriendelijk met elkaar om",
        "fake": "schrijven onder een valse naam",
        "network": "inbreken op een account",
        "privacy": "Wat vertrouwelijk is",
        "distance": "Met leerlingen ben je alleen",
        "reputation": "Breng de school",
    },
    "stormlamp": {
        "phone": "In de les is niemand bezig",
        "lesson": "In de les is niemand bezig",
        "image": "De school vraagt medewerkers",
        "respect": "We treden op tegen pesten",
        "network": "We treden op tegen pesten",
        "privacy": "Persoonsgegevens van anderen",
        "distance": "Een medewerker is met zijn eigen",
    },
    "kompasroos": {
        "phone": "Telefoons en slimme horloges",
        "lesson": "Sociale media in de les?",
        "image": "Een foto of filmpje van school",
        "respect": "Blijf netjes",
        "fake": "Jij bent de baas",
        "privacy": "Vertel over school",
        "distance": "Kinderen en ouders worden online",
    },
}
