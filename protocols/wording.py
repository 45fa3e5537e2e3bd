"""What the pure modules report, in words for people."""

from collections.abc import Iterable
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from protocols.dated import Dated, Precision
from protocols.matching import Fate
from protocols.outline import FindingKind, Refusal, RemarkKind, Why
from protocols.outline.editing import BY_HAND, Obstacle
from protocols.outline.markers import Style

WHY = {
    Why.RULE.value: _("een streep"),
    Why.EMPTY_ITEM.value: _("een nummer of streepje zonder tekst"),
    Why.TABLE_OF_CONTENTS.value: _("een regel van de inhoudsopgave"),
    Why.RUNNING_HEAD.value: _("de kop die op elke pagina terugkomt"),
    Why.PAGE_NUMBER.value: _("een paginanummer"),
    Why.WEB_FURNITURE.value: _("tekst van de website eromheen"),
    BY_HAND: _("met de hand weggelaten"),
}
REMARK = {
    RemarkKind.ENCODING_GUESSED.value: _(
        "De tekens zijn op goed geluk gelezen. Kijk of é, ë en ‘ kloppen."
    ),
    RemarkKind.PICTURE_PAGES.value: _(
        "Deze bladzijden van de pdf zijn alleen een plaatje. Wat erop staat, is niet gelezen."
    ),
    RemarkKind.GARBLED.value: _("Hier staan tekens die er niet horen."),
    RemarkKind.JOINED.value: _("Deze alinea liep over twee pagina’s en is weer één."),
    RemarkKind.INCOMPLETE.value: _("Deze regel lijkt niet af. Was er een logo of een naam?"),
    RemarkKind.NUMBERING_DESTROYED.value: _(
        "De nummering is bij het kopiëren stukgegaan. Er staan voorstellen naast wat er staat."
    ),
    RemarkKind.SEVERAL_CODES.value: _("Hier begint een eigen code: dit bestand bevat er meer."),
    RemarkKind.UNRESOLVED_REFERENCE.value: _("Deze verwijzing heeft geen doel in deze tekst."),
    RemarkKind.OLDER_THAN_SIXTEEN.value: _(
        "De wet zegt ‘16 jaar of ouder’. De tekst blijft zoals hij is, maar de wet geldt."
    ),
}
FINDING = {
    FindingKind.PLACEHOLDER.value: _("nog in te vullen"),
    FindingKind.DEAD_LINK.value: _("een link die nergens heen gaat"),
    FindingKind.NO_TARGET.value: _("een verwijzing naar iets wat hier niet of vaker staat"),
}
OBSTACLE = {
    Obstacle.NOTHING_CHOSEN.value: _("Kies eerst een regel: zet er een vinkje voor."),
    Obstacle.LEFT_OUT.value: _("Deze regel is weggelaten. Zet hem eerst terug."),
    Obstacle.NOTHING_ABOVE.value: _(
        "Dat kan hier niet: er staat geen regel boven waar deze bij kan horen."
    ),
    Obstacle.TOO_DEEP.value: _("Dieper kan niet: dit is al het diepste niveau."),
    Obstacle.AT_THE_TOP.value: _("Deze regel staat al op het hoogste niveau."),
    Obstacle.FIRST_THERE.value: _("Deze regel staat hier al bovenaan. Zet hem eerst hoger."),
    Obstacle.LAST_THERE.value: _("Deze regel staat hier al onderaan. Zet hem eerst hoger."),
    Obstacle.APART.value: _("Kies regels die onder elkaar staan, op hetzelfde niveau."),
    Obstacle.LAST_LINE.value: _("Dit is de laatste regel. Een code zonder tekst kan niet."),
    Obstacle.NOT_LEFT_OUT.value: _("Deze regel staat al in de tekst."),
    Obstacle.NOT_SPLIT.value: _("Zet een lege regel op de plek waar je wilt splitsen."),
    Obstacle.WORDS_CHANGED.value: _(
        "De woorden moeten blijven zoals ze zijn. Zet er alleen lege regels tussen."
    ),
    Obstacle.NO_RULES_BELOW.value: _("Hier staan geen genummerde regels onder."),
}
DONE = {
    "indent": _("Dieper gezet."),
    "outdent": _("Hoger gezet."),
    "move_up": _("Omhoog verplaatst."),
    "move_down": _("Omlaag verplaatst."),
    "drop": _("Weggelaten. De regel staat nu bij ‘Weggelaten regels’."),
    "restore": _("Teruggezet."),
    "split": _("Gesplitst."),
    "merge": _("Samengevoegd."),
    "relabel": _("Nummer opgeslagen."),
    "renumber": _("Opnieuw genummerd."),
    "renumber_below": _("De regels eronder zijn opnieuw genummerd."),
    "set_kind": _("Soort gewijzigd."),
    "set_audiences": _("Doelgroep opgeslagen."),
    "accept": _("Goedgekeurd."),
    "accept_below": _("Goedgekeurd, met alles wat eronder staat."),
    "pair": _("Opgeslagen welke bepaling dit is."),
    "undo": _("Ongedaan gemaakt."),
    "redo": _("Opnieuw gedaan."),
}
STYLES = [
    (Style.ROMAN.value, "I, II, III"),
    (Style.UPPER.value, "A, B, C"),
    (Style.DIGIT.value, "1, 2, 3"),
    (Style.LOWER.value, "a, b, c"),
]
FATE = {
    Fate.CHANGED.value: _("Gewijzigd"),
    Fate.MOVED.value: _("Ander nummer"),
    Fate.NEW.value: _("Nieuw"),
    Fate.GONE.value: _("Vervallen"),
    Fate.SAME.value: _("Gelijk"),
}
REFUSAL = {
    Refusal.EMPTY: _("Er staat geen tekst in."),
    Refusal.TOO_LARGE: _("Dit is te groot. Een tekst mag 20 MB zijn."),
    Refusal.BINARY: _("Dit is geen tekstbestand. Bewaar het als .docx, .pdf, .txt of .md."),
    Refusal.ENCODING: _(
        "De tekens in dit bestand zijn niet te lezen. Bewaar het opnieuw als UTF-8."
    ),
    Refusal.DAMAGED: _(
        "Dit Word-bestand is beschadigd. Bewaar het opnieuw en probeer het nog eens."
    ),
    Refusal.MACROS: _("Dit Word-bestand bevat macro’s. Bewaar het als gewoon .docx-bestand."),
    Refusal.DAMAGED_PDF: _("Deze pdf is beschadigd. Bewaar hem opnieuw en probeer het nog eens."),
    Refusal.ENCRYPTED: _("Deze pdf is beveiligd met een wachtwoord. Bewaar hem zonder wachtwoord."),
    Refusal.SCANNED: _(
        "In deze pdf staat geen leesbare tekst; het is waarschijnlijk een scan. "
        "Gebruik het bestand waar de pdf van gemaakt is, of plak de tekst."
    ),
    Refusal.TOO_MANY_PAGES: _("Deze pdf heeft te veel bladzijden. Een pdf mag er 500 hebben."),
    Refusal.TOO_SLOW: _(
        "Dit bestand lezen duurt te lang. Bewaar het opnieuw, deel het op of plak de tekst."
    ),
    Refusal.TOO_HEAVY: _(
        "Dit bestand is te ingewikkeld om te lezen. Bewaar het opnieuw of plak de tekst."
    ),
}
SEEMS_TO_BE = _("Het lijkt een bestand van het soort %(kind)s.")


def dated_in_words(day: Dated) -> str:
    """25 juni 2026, or juni 2026; in the language of the page."""
    style = "F Y" if day.precision is Precision.MONTH else "j F Y"
    return formats.date_format(day.on, style)


def remarks_in_words(remarks: Iterable[tuple[str, int, str]]) -> list[dict[str, Any]]:
    """What an import wants looked at, in words."""
    return [{"line": line, "words": REMARK[kind], "text": text} for kind, line, text in remarks]
