"""Letters on paper: one row per letter and addressee, made once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolgids.organisation.scoped import SchoolModel


class Letter(SchoolModel):
    """A letter as it was made. `source` is the row of an app that it is about; together with the
    kind and the addressee it is unique, so that making a letter twice gives one.
    """

    source = models.UUIDField()
    kind = models.CharField(max_length=30)
    addressee = models.CharField(max_length=40)  # who it goes to, among those of this kind
    about = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    address = models.TextField(_("geadresseerde"))
    title = models.CharField(_("onderwerp"), max_length=200)
    # The provisions as cited: label, text, code, version, address. Kept here, for the letter has to say
    # for ever what it said on the day.
    cites = models.JSONField(default=list)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("brief")
        ordering = ["made_at", "addressee"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "source", "kind", "addressee"], name="letter_made_once"
            )
        ]
        indexes = [models.Index(fields=["board", "about"])]

    def __str__(self) -> str:
        return f"letter {self.pk}"
