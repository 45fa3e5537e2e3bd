"""A new board starts with words that mean the same in every school."""

from protocols.search.models import PublishedSynonyms, SynonymGroup
from schoolgids.organisation.models import Board
from schoolgids.organisation.starting import board_starts_with

USUAL = (
    ("telefoon", "mobiel", "mobieltje", "smartphone", "gsm"),
    ("leerkracht", "docent", "leraar", "lerares", "meester", "juf"),
    ("ouder", "ouders", "verzorger", "verzorgers"),
    ("foto", "afbeelding", "beeldmateriaal"),
    ("film", "filmpje", "video", "filmopname"),
    ("schoolleiding", "schoolleider", "directie", "directeur", "rector"),
    ("medezeggenschapsraad", "mr", "gmr", "medezeggenschap"),
    ("sociale media", "social media", "socials"),
    ("pesten", "cyberpesten", "online pesten"),
    ("verzuim", "ziekmelden", "afwezig"),
    ("vakantie", "vrije dagen", "vrij"),
    ("klacht", "klachten", "klachtenregeling"),
)


@board_starts_with
def know_the_usual_words(board: Board) -> None:
    if SynonymGroup.objects.filter(school=None).exists():
        return
    groups = SynonymGroup.objects.bulk_create(
        SynonymGroup(board=board, words=list(words)) for words in USUAL
    )
    PublishedSynonyms.objects.bulk_create(
        PublishedSynonyms(group=group.pk, board=board, words=group.words) for group in groups
    )
