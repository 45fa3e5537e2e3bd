"""Private files: encrypted at rest, never served by path."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel


class StoredFile(BoardModel):
    """A file in the private store. Its key, wrapped, is here; without it the content is lost.

    Destroying the key is destroying the file, in every backup too.
    """

    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("naam"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes, before encryption
    sha256 = models.BinaryField(max_length=32)  # of the content as stored, before encryption
    wrapped_key = models.BinaryField(null=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bestand")
        constraints = [
            models.CheckConstraint(
                condition=Q(wrapped_key=None, destroyed_at__isnull=False)
                | Q(wrapped_key__isnull=False, destroyed_at=None),
                name="file_has_a_key_until_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def path(self) -> str:
        return f"{self.board_id}/{str(self.pk)[-2:]}/{self.pk}"
