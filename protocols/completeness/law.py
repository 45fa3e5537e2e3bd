"""What the law asks of a school guide, item by item, each with its place and the text that was read.

Data, no code: an item holds from a day until a day, so that a change of the law is a row more. The
explanations are our own words; the text of the law is behind the link.

What was read, and what was not:
- WVO 2020, articles 2.92 and 2.98, as valid on 1 January 2026. Older texts were not read, so the
  items begin on that day.
- WPO, article 13, as valid on 1 August 2014, with two changes since: Stb. 2015, 238 (the person for
  bullying, in force 1 August 2015) and bill 35 063 (nobody is left out for not paying, in force
  1 August 2021). Other changes after 2014 were not read: a board can add what it misses.
- WPO 13 has no point h, and k stood there twice until Stb. 2015, 238 put the letters right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
YEARLY, TWO_YEARLY = 12, 24

WPO = "https://wetten.overheid.nl/jci1.3:c:BWBR0003420&artikel=13"
WVO = "https://wetten.overheid.nl/jci1.3:c:BWBR0044212&artikel=2.92"
STATUTE = "https://wetten.overheid.nl/jci1.3:c:BWBR0044212&artikel=2.98"
READ_WPO = "WPO, tekst geldend op 1-8-2014"
READ_SAFETY = "Stb. 2015, 238, art. I onder B"
READ_FEE = "Kamerstuk 35 063 nr. 2, art. II onder A"
READ_WVO = "WVO 2020, tekst geldend op 1-1-2026"
PO_FROM, SAFETY_FROM, FEE_FROM = date(2014, 8, 1), date(2015, 8, 1), date(2021, 8, 1)
VO_FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class Requirement:
    """One thing that has to be in the guide of a school of this sector; "" is both sectors."""

    key: str
    sector: str
    article: str
    title: Text
    explanation: Text
    source: str
    link: str = ""
    words: tuple[str, ...] = ()  # that a topic about it has in its title
    from_on: date = PO_FROM
    until_on: date | None = None  # the first day it is not asked any more
    term: int = YEARLY  # months after which its topic is to be looked at again
    is_own: bool = False  # of the board, and not of the law

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def _po(
    letter: str,
    title: Text,
    explanation: Text,
    *words: str,
    key: str = "",
    source: str = READ_WPO,
    from_on: date = PO_FROM,
    until_on: date | None = None,
) -> Requirement:
    return Requirement(
        key=key or f"wpo-13-1-{letter}",
        sector="po",
        article=f"WPO art. 13 lid 1 onder {letter}",
        title=title,
        explanation=explanation,
        source=source,
        link=WPO,
        words=words,
        from_on=from_on,
        until_on=until_on,
    )


def _vo(letter: str, title: Text, explanation: Text, *words: str) -> Requirement:
    return Requirement(
        key=f"wvo-2.92-2-{letter}",
        sector="vo",
        article=f"WVO 2020 art. 2.92 lid 2 onder {letter}",
        title=title,
        explanation=explanation,
        source=READ_WVO,
        link=WVO,
        words=words,
        from_on=VO_FROM,
    )


LAW: tuple[Requirement, ...] = (
    _po("a", _("Doelen en resultaten"),
        _("Wat de school met haar onderwijs wil bereiken, en wat de leerlingen halen."),
        "doelen", "resultaten", "onderwijsresultaten", "eindtoets", "doorstroomtoets"),
    _po("b", _("Ondersteuning van het jonge kind"),
        _("Hoe de school jonge kinderen ondersteunt."), "kleuters", "jonge", "zindelijkheid"),
    _po("c", _("Extra ondersteuning"),
        _("Hoe de school leerlingen helpt die meer nodig hebben."),
        "ondersteuning", "hulp", "zorg", "begeleiding"),
    _po("d", _("Onderwijstijd"),
        _("Hoe de school de verplichte uren gebruikt."),
        "onderwijstijd", "schooltijden", "lestijden", "vakanties", "jaarkalender"),
    _po("e", _("Vrijwillige ouderbijdrage"),
        _("De bijdrage in geld, en dat die vrijwillig is."),
        "ouderbijdrage", "bijdrage", "financiën", until_on=FEE_FROM),
    _po("e", _("Vrijwillige ouderbijdrage"),
        _("De bijdrage in geld, dat die vrijwillig is, en dat niemand wordt uitgesloten van een"
          " activiteit als er niet is betaald."),
        "ouderbijdrage", "bijdrage", "financiën",
        key="wpo-13-1-e-2021", source=READ_FEE, from_on=FEE_FROM),
    _po("f", _("Rechten en plichten, klachten en vrijstelling"),
        _("Wat ouders, leerlingen en het bestuur mogen en moeten, met de klachtenregeling en de"
          " redenen voor vrijstelling van onderwijs."),
        "klachten", "klachtenregeling", "rechten", "plichten", "verlof", "vrijstelling"),
    _po("g", _("Sponsoring en giften"),
        _("Hoe het bestuur omgaat met giften en sponsors waarvoor het iets terugdoet."),
        "sponsoring", "sponsors", "giften", "schenkingen"),
    _po("i", _("Veiligheid"), _("Het beleid voor een veilige school."), "veiligheid", "veilig"),
    _po("j", _("Overblijven en opvang"),
        _("Hoe het overblijven en de opvang voor en na school zijn geregeld."),
        "overblijven", "opvang", "overblijf"),
    _po("k", _("Verzuim"), _("Het verzuimbeleid: wat de school doet als een leerling er niet is."),
        "verzuim", "verzuimbeleid", "absent", "ziekmelden", "leerplicht"),
    _po("l", _("Openbaar karakter of identiteit"),
        _("Alleen voor een samenwerkingsschool: hoe het openbare karakter of de identiteit vorm"
          " krijgt."),
        "identiteit", "samenwerkingsschool", "openbaar"),
    _po("m", _("Samenwerkingsverband"),
        _("Bij welk samenwerkingsverband het bestuur van de school hoort."),
        "samenwerkingsverband"),
    _po("n", _("Wie pesten coördineert en aanspreekpunt is"),
        _("Bij welke persoon deze twee taken zijn belegd."),
        "pesten", "antipestcoördinator", "pestcoördinator", "aanspreekpunt",
        source=READ_SAFETY, from_on=SAFETY_FROM),
    _vo("a", _("Doelen en resultaten"),
        _("Wat de school wil bereiken en wat leerlingen halen: per schoolsoort en leerjaar het"
          " percentage dat doorstroomt, zonder diploma vertrekt en slaagt."),
        "doelen", "resultaten", "bevordering", "slagingspercentage", "examenresultaten"),
    _vo("b", _("Basisondersteuning en ondersteuningsaanbod"),
        _("Welke ondersteuning de school elke leerling geeft, en wat er meer kan."),
        "ondersteuning", "hulp", "zorg", "begeleiding"),
    _vo("c", _("Onderwijstijd, vakanties en lesuitval"),
        _("Het aantal uren en wat daarvoor telt, de vrije dagen, en wat de school doet als een les"
          " uitvalt."),
        "onderwijstijd", "lestijden", "lesuitval", "vakanties", "jaarkalender", "rooster"),
    _vo("d", _("Eerste twee leerjaren"),
        _("Hoe het programma van de eerste twee leerjaren is ingericht, met vakoverstijgende delen"
          " en wie die geeft."),
        "onderbouw", "brugklas", "leerjaren"),
    _vo("e", _("Maatschappelijke stage"),
        _("Alleen als de school die heeft: hoe de maatschappelijke stage gaat."),
        "stage", "maatschappelijke"),
    _vo("f", _("Vrijwillige ouderbijdrage"),
        _("De bijdrage in geld, dat die vrijwillig is, en dat niemand wordt uitgesloten van een"
          " activiteit als er niet is betaald."),
        "ouderbijdrage", "bijdrage", "financiën"),
    _vo("g", _("Rechten en plichten, en klachten"),
        _("Wat ouders, leerlingen en het bestuur mogen en moeten, met de klachtenregeling. Voor"
          " leerlingen volstaat het leerlingenstatuut."),
        "klachten", "klachtenregeling", "rechten", "plichten"),
    _vo("h", _("Sponsoring en giften"),
        _("Hoe het bestuur omgaat met giften en sponsors waarvoor het iets terugdoet."),
        "sponsoring", "sponsors", "giften", "schenkingen"),
    _vo("i", _("Veiligheid"), _("Het beleid voor een veilige school."), "veiligheid", "veilig"),
    _vo("j", _("Leerlingenparticipatie"),
        _("Hoe leerlingen meepraten over het beleid van de school, en hoe de school dat mogelijk"
          " maakt."),
        "leerlingenparticipatie", "leerlingenraad", "inspraak", "meepraten"),
    _vo("k", _("Verzuim"), _("Het verzuimbeleid: wat de school doet als een leerling er niet is."),
        "verzuim", "verzuimbeleid", "absent", "ziekmelden", "leerplicht"),
    _vo("l", _("Identiteitscommissie"),
        _("Alleen voor een samenwerkingsschool: hoe de identiteitscommissie het openbare karakter of"
          " de identiteit vorm geeft."),
        "identiteit", "identiteitscommissie", "samenwerkingsschool"),
    _vo("m", _("Samenwerkingsverband"),
        _("Bij welk samenwerkingsverband het bestuur van de school hoort."),
        "samenwerkingsverband"),
    _vo("n", _("Wie pesten coördineert en aanspreekpunt is"),
        _("Bij welke persoon deze twee taken zijn belegd."),
        "pesten", "antipestcoördinator", "pestcoördinator", "aanspreekpunt"),
    _vo("o", _("Kwaliteitszorg"),
        _("Wat de school zag toen ze haar eigen kwaliteit bekeek, en wat ze daaraan heeft gedaan."),
        "kwaliteit", "kwaliteitszorg", "verbeteringen"),
    _vo("p", _("Loopbaanbegeleiding"),
        _("Het beleid voor loopbaanbegeleiding."),
        "loopbaanbegeleiding", "loopbaan", "lob", "studiekeuze", "decaan"),
    Requirement(
        key="wvo-2.98", sector="vo", article="WVO 2020 art. 2.98",
        title=_("Leerlingenstatuut"),
        explanation=_("Elke twee jaar vastgesteld: de rechten en plichten van leerlingen, met regels"
                      " over de orde en over de bescherming van hun gegevens. De nieuwste versie is"
                      " er voor de leerlingen."),
        source=READ_WVO, link=STATUTE, words=("leerlingenstatuut",), from_on=VO_FROM,
        term=TWO_YEARLY,
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in LAW}


def asked_by_law(sector: str, day: date) -> Iterator[Requirement]:
    """What the law asks of a school of a sector on a day, in its own order."""
    return (one for one in LAW if one.sector == sector and one.holds_on(day))
