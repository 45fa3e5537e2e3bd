"""What the pure modules report, in words for people."""

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from protocols.dated import Dated, Precision
from protocols.outline import FindingKind, Refusal, RemarkKind, Why

BY_HAND = "by_hand"  # a person left the line out

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
}
REFUSAL = {
    Refusal.EMPTY: _("Er staat geen tekst in."),
    Refusal.TOO_LARGE: _("Dit is te groot. Een tekst mag 20 MB zijn."),
    Refusal.BINARY: _("Dit is geen tekstbestand. Bewaar het als .txt of .md."),
    Refusal.ENCODING: _(
        "De tekens in dit bestand zijn niet te lezen. Bewaar het opnieuw als UTF-8."
    ),
}
SEEMS_TO_BE = _("Het lijkt een bestand van het soort %(kind)s.")


def dated_in_words(day: Dated) -> str:
    """25 juni 2026, or juni 2026; in the language of the page."""
    style = "F Y" if day.precision is Precision.MONTH else "j F Y"
    return formats.date_format(day.on, style)
