"""The kinds of incident every board starts with, out of the five codes. Pure data.

Each has the words that point to it in what a reporter writes. A board may rename, add and
retire kinds; the national category stays what counts in the figures.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Standard:
    code: str
    label: str | Promise
    category: str  # a value of incidents.models.Category
    words: tuple[str, ...]  # beginnings of words
    about_staff: bool = False  # conduct of staff: goes to other readers
    evidence_is_weak: bool = False  # a teacher alone can't judge it


# fmt: off
STANDARD = (
    Standard("recording", _("filmen of opnemen zonder toestemming"), "privacy",
             ("film", "gefilm", "opname", "opgenomen", "opnem", "foto", "gefotografeerd", "geluidsopname")),
    Standard("image_sharing", _("beeld van een ander delen"), "privacy",
             ("gedeeld", "doorgestuurd", "doorsturen", "meme", "sticker", "screenshot", "schermafbeelding", "verspreid", "geplaatst")),
    Standard("bullying", _("pesten of kwetsen"), "bullying",
             ("pest", "gepest", "kwets", "gekwets", "uitgescholden", "scheld", "rotopmerking", "vernederd", "vernederen", "uitgelachen", "buitengesloten")),
    Standard("threat", _("bedreigen"), "verbal_aggression",
             ("dreig", "bedreig", "gedreigd")),
    Standard("stalking", _("stalken of lastigvallen"), "intimidation",
             ("stalk", "gestalkt", "lastiggevallen", "lastigvallen", "achtervolg")),
    Standard("defamation", _("zwartmaken of in een kwaad daglicht zetten"), "verbal_aggression",
             ("zwartgemaakt", "zwartmaken", "roddel", "laster", "leugen")),
    Standard("account_breach", _("inbreken in een account"), "digital_crime",
             ("hack", "gehackt", "ingelogd", "wachtwoord", "account gestolen")),
    Standard("fake_account", _("nepaccount of zich voordoen als een ander"), "digital_crime",
             ("nepaccount", "fake", "neppe", "voorgedaan", "voordoen", "spotted")),
    Standard("sexual_images", _("seksueel getint beeld delen (sexting)"), "sexual",
             ("naakt", "bloot", "sexting", "seksueel")),
    Standard("discrimination", _("discriminatie"), "discrimination",
             ("discrimin", "racis", "homo", "geloof", "afkomst")),
    Standard("radicalisation", _("zorg over radicalisering"), "other",
             ("radicali", "extremis")),
    Standard("device_use", _("telefoon of horloge op een verboden moment"), "rules",
             ("telefoon", "mobiel", "smartwatch", "horloge", "oortjes")),
    Standard("media_in_lesson", _("sociale media in de les"), "rules",
             ("tiktok", "youtube", "gamen", "appen", "appte")),
    Standard("exam", _("hulpmiddel bij een toets of examen"), "rules",
             ("toets", "examen", "spieken", "gespiekt", "chatgpt")),
    Standard("network", _("misbruik van het netwerk"), "rules",
             ("netwerk", "download", "overbelast", "wifi")),
    Standard("confidential", _("vertrouwelijke gegevens gedeeld"), "data_breach",
             ("vertrouwelijk", "persoonsgegevens", "adres gedeeld", "cijferlijst", "datalek")),
    Standard("dispute", _("ruzie of discussie online"), "verbal_aggression",
             ("ruzie", "discussie", "conflict")),
    Standard("reputation", _("schade aan de goede naam van de school"), "other",
             ("goede naam", "reputatie", "imago"), evidence_is_weak=True),
    Standard("mission", _("uiting die botst met de missie van de school"), "other",
             ("missie", "visie"), evidence_is_weak=True),
    Standard("staff_distance", _("professionele afstand van een medewerker"), "transgression",
             ("privéaccount", "privebericht", "privébericht", "afstand"), about_staff=True),
    Standard("staff_phone", _("privételefoon onder werktijd"), "rules",
             ("werktijd", "privételefoon", "privetelefoon"), about_staff=True),
    Standard("distance_recording", _("een les op afstand opnemen"), "privacy",
             ("opname", "opgenomen", "opnam", "afstand", "teams", "schermopname", "onlineles", "videoles")),
    Standard("staff_dispute", _("discussie van een medewerker met een leerling of ouder"), "transgression",
             (), about_staff=True),
    Standard("other", _("iets anders"), "other", ()),
)
# fmt: on
