"""The topics of a school's guide: its own text, a code, or both (G2)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from protocols.models.codes import Code, Precision
from schoolgids.organisation.scoped import SchoolModel

# Words of the address that are pages of the guide themselves.
RESERVED = frozenset({"zoeken", "op", "onderwerpen", "officiele-accounts"})


def refuse_reserved(slug: str) -> None:
    """Raises ValidationError for a topic that would hide a page of the guide."""
    if slug in RESERVED:
        raise ValidationError(_("Kies een ander adres voor dit onderwerp."))


class GuideTopic(SchoolModel):
    """One entry of the A–Z. A code of the board is shown unaltered; own text stands beside it."""

    slug = models.SlugField(max_length=80, validators=[refuse_reserved])
    title = models.CharField(_("onderwerp"), max_length=120)
    lede = models.CharField(_("inleiding in één zin"), max_length=300, blank=True)
    in_short = models.TextField(_("in het kort"), blank=True)  # one point a line
    own_text = models.TextField(_("eigen tekst van de school"), blank=True)
    code = models.ForeignKey(Code, models.PROTECT, null=True, blank=True, related_name="topics")
    related = ArrayField(models.SlugField(max_length=80), default=list, blank=True)
    owner = models.CharField(_("wie beheert dit"), max_length=120, blank=True)
    legal_basis = models.CharField(_("grondslag"), max_length=200, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    review_on = models.DateField(_("volgende evaluatie"), null=True, blank=True)
    review_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    class Meta:
        ordering = ["title"]
        verbose_name = _("onderwerp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "slug"], name="topic_slug_once")
        ]

    def __str__(self) -> str:
        return self.title
