"""The logo of a school. Its colours and mark stand on the school itself."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolgids.organisation.models import School

ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


class Logo(models.Model):
    """A picture on every page of a school and on its paper, as all may see it.

    The guide is public, so this is read without a scope and tells of no person: who set it
    stands in the trail. The pages that show it join it without its content.
    """

    SHARED = True

    school = models.OneToOneField(School, models.CASCADE, related_name="logo")
    content = models.BinaryField()
    media_type = models.CharField(max_length=10, choices=[(kind, kind) for kind in ENDINGS])
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    set_at = models.DateTimeField(_("ingesteld op"))

    class Meta:
        verbose_name = _("logo")

    def __str__(self) -> str:
        return f"logo {self.pk}"

    @property
    def version(self) -> str:
        """Changes with the picture, so that it can be kept for ever under its address."""
        return self.sha256[:12]

    @property
    def address(self) -> str:
        """Where it stands."""
        return reverse(
            "house:logo",
            kwargs={
                "school": self.school.slug,
                "version": self.version,
                "ending": ENDINGS[self.media_type],
            },
        )


def logo_of(school: School) -> Logo | None:
    """The logo of a school. No query where the school was read with it."""
    found: Logo | None = getattr(school, "logo", None)
    return found


def logo_version(school: School) -> str:
    """Another value when the logo of a school is another; "" without one."""
    logo = logo_of(school)
    return logo.sha256 if logo else ""
