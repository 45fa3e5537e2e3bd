"""Boards, their schools, groups and school calendar."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolgids.interface.palette import check_readable
from schoolgids.organisation.scoped import BoardModel, SchoolModel

COLOUR = r"\A#[0-9a-f]{6}\Z"
colour = RegexValidator(COLOUR, _("Schrijf een kleur als #1a2b3c."))


class Board(models.Model):
    """A competent authority (bevoegd gezag): the tenant. Public facts only, so without a scope."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("naam"), max_length=120)
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    address = models.CharField(_("adres"), max_length=200, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    demands_second_factor = models.BooleanField(
        _("medewerkers loggen in met een tweede stap"), default=True
    )
    is_demo = models.BooleanField(_("demonstratie"), default=False, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("bestuur")

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school of a board. Public facts only, so without a scope."""

    class Sector(models.TextChoices):
        PRIMARY = "po", _("primair onderwijs")
        SECONDARY = "vo", _("voortgezet onderwijs")

    class Governance(models.TextChoices):
        PUBLIC = "public", _("openbaar")
        PRIVATE = "private", _("bijzonder")

    board = models.ForeignKey(Board, models.PROTECT, related_name="schools")
    slug = models.SlugField(unique=True)
    name = models.CharField(_("naam"), max_length=120)
    short_name = models.CharField(_("roepnaam"), max_length=60, blank=True)
    sector = models.CharField(_("sector"), max_length=2, choices=Sector)
    governance = models.CharField(_("richting"), max_length=7, choices=Governance)
    brin = models.CharField(
        _("BRIN"), max_length=4, blank=True, validators=[RegexValidator(r"\A\d\d[A-Z]{2}\Z")]
    )
    site_code = models.CharField(
        _("vestigingscode"), max_length=2, blank=True, validators=[RegexValidator(r"\A\d\d\Z")]
    )
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    address = models.CharField(_("adres"), max_length=200, blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    # House style (screens/README, Tokens): refused on saving when a contrast fails.
    colour_primary = models.CharField(max_length=7, default="#134a5f", validators=[colour])
    colour_on_primary = models.CharField(max_length=7, default="#ffffff", validators=[colour])
    colour_tint = models.CharField(max_length=7, default="#e8f1f4", validators=[colour])
    colour_accent = models.CharField(max_length=7, default="#dd6b4d", validators=[colour])
    mark = models.CharField(_("beeldmerk"), max_length=20, default="book")

    class Meta:
        ordering = ["name"]
        verbose_name = _("school")
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=["po", "vo"]), name="school_sector_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuses colours on which text cannot be read."""
        colours = (self.colour_primary, self.colour_on_primary, self.colour_tint)
        if all(re.fullmatch(COLOUR, value) for value in colours):
            primary, on_primary, tint = colours
            check_readable(primary=primary, on_primary=on_primary, tint=tint)

    @property
    def familiar_name(self) -> str:
        """What people call the school, for the title of its guide."""
        return self.short_name or self.name


class Group(SchoolModel):
    """A home group (klas) or a cluster of pupils, in one school year."""

    class Kind(models.TextChoices):
        HOME = "home", _("klas")
        CLUSTER = "cluster", _("samengestelde groep")

    name = models.CharField(_("naam"), max_length=40)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.HOME)
    school_year = models.CharField(_("schooljaar"), max_length=9)  # "2026-2027"
    year_group = models.CharField(_("jaargroep"), max_length=2, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("groep")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "name"], name="group_named_once_a_year"
            )
        ]
        indexes = [models.Index(fields=["board", "school", "school_year"])]

    def __str__(self) -> str:
        return self.name


class Closure(BoardModel):
    """Days on which there is no school: a holiday of the board, or of one school."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("naam"), max_length=80)
    first_on = models.DateField(_("eerste dag"))
    last_on = models.DateField(_("laatste dag"))

    class Meta:
        ordering = ["first_on"]
        verbose_name = _("vrije dagen")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="closure_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name
