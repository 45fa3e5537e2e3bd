"""The life of a version (G5), as one table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.leftovers import open_in
from protocols.models import PUBLISHED, CodeVersion, ExpectedConsent, Stage
from schoolgids.access.actions import Action as A
from schoolgids.workflow import Step, Workflow

Text = str | Promise


def has_text(version: CodeVersion) -> Text:
    if version.provisions.kept().exists():
        return ""
    return _("Er staat nog geen tekst in deze versie.")


def outline_confirmed(version: CodeVersion) -> Text:
    if version.confirmed_at is not None:
        return ""
    return _("Controleer eerst de opbouw: klopt elke kop, elk nummer en elke alinea?")


def nothing_left_open(version: CodeVersion) -> Text:
    """Blanks, dead links, references without a target: what is adopted can't be filled in
    afterwards. What may stay, because somebody said why, is no longer open.
    """
    if not open_in(version, version.accepted_places.all()):
        return ""
    return _(
        "Er staan nog invulplekken, dode links of verwijzingen zonder doel in de tekst. "
        "Los die eerst op."
    )


def every_body_consented(version: CodeVersion) -> Text:
    """Who refused is named before who has yet to answer: that asks for another text."""
    consented = {name.lower() for name in version.consents.values_list("body", flat=True)}
    answer = ExpectedConsent.Answer
    waiting = [
        one
        for one in version.expected.all()
        if one.answer != answer.NOT_ASKED and one.body.lower() not in consented
    ]
    if refused := [one.body for one in waiting if one.answer == answer.REFUSED]:
        return _(
            "Stemt niet in: %s. Pas de tekst aan en leg die opnieuw voor, of leg vast dat er "
            "alsnog is ingestemd."
        ) % ", ".join(refused)
    if waiting:
        return _(
            "Nog niet ingestemd: %s. Leg de instemming vast, of schrijf waarom die niet gevraagd is."
        ) % ", ".join(one.body for one in waiting)
    return ""


def is_not_the_first(version: CodeVersion) -> Text:
    if not version.is_minor or version.code.versions.filter(status__in=PUBLISHED).exists():
        return ""
    return _("Een kleine wijziging volgt op een versie die er al was. Dit is de eerste.")


def adopted_after_consents(version: CodeVersion) -> Text:
    adopted = version.adopted
    if adopted is None or all(
        adopted.may_be_after(consent.consented) for consent in version.consents.all()
    ):
        return ""
    return _("De vaststelling kan niet vóór de instemming liggen.")


def in_force_after_adoption(version: CodeVersion) -> Text:
    if version.effective_on is None or version.adopted is None:
        return ""
    if version.effective_on >= version.adopted.on:
        return ""
    return _("Een tekst kan niet gelden vóór hij is vastgesteld.")


def follows_the_last(version: CodeVersion) -> Text:
    if version.effective_on is None:
        return ""
    later = CodeVersion.objects.filter(
        code=version.code_id, status__in=PUBLISHED, effective_on__gte=version.effective_on
    )
    if later.exclude(pk=version.pk).exists():
        return _("Er is al een versie die op die dag of later ingaat.")
    return ""


CODE = Workflow(
    name="code",
    stages=Stage,
    initial=Stage.DRAFT,
    steps={
        "submit": Step(
            label=_("Leg voor ter instemming"),
            source=(Stage.DRAFT,),
            target=Stage.REVIEW,
            action=A.CODE_EDIT,
            guards=(has_text, outline_confirmed, is_not_the_first),
            writes=("is_minor",),
        ),
        "reopen": Step(
            label=_("Terug naar concept"),
            source=(Stage.REVIEW,),
            target=Stage.DRAFT,
            action=A.CODE_EDIT,
        ),
        "adopt": Step(
            label=_("Leg de vaststelling vast"),
            source=(Stage.REVIEW,),
            target=Stage.ADOPTED,
            action=A.CODE_ADOPT,
            guards=(
                nothing_left_open,
                every_body_consented,
                adopted_after_consents,
                is_not_the_first,
            ),
            writes=("adopted_by", "adopted_on", "adopted_precision", "is_minor"),
        ),
        "publish": Step(
            label=_("Publiceer in de schoolgids"),
            source=(Stage.ADOPTED,),
            target=Stage.SCHEDULED,
            action=A.CODE_PUBLISH,
            guards=(nothing_left_open, in_force_after_adoption, follows_the_last),
            writes=("effective_on",),
        ),
        "begin": Step(
            label=_("Gaat in"),
            source=(Stage.SCHEDULED,),
            target=Stage.IN_FORCE,
            action=A.CODE_PUBLISH,
            by_clock=True,
        ),
        "call_back": Step(
            label=_("Haal de publicatie terug"),
            source=(Stage.SCHEDULED,),
            target=Stage.ADOPTED,
            action=A.CODE_PUBLISH,
            writes=("effective_on", "until_on", "called_back_because"),
        ),
        "lapse": Step(
            label=_("Laat vervallen"),
            source=(Stage.IN_FORCE,),
            target=Stage.IN_FORCE,
            action=A.CODE_PUBLISH,
            writes=("until_on", "lapses_on"),
        ),
        "end": Step(
            label=_("Geldt niet meer"),
            source=(Stage.IN_FORCE,),
            target=Stage.REPLACED,
            action=A.CODE_PUBLISH,
            by_clock=True,
        ),
    },
    final=(Stage.REPLACED,),
)
