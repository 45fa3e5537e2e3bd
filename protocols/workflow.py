"""The life of a version (G5), as one table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.models import CodeVersion, Stage
from protocols.outline import findings_in
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
    """Blanks and dead links: what is adopted can't be filled in afterwards."""
    if not findings_in(list(version.provisions.maybe_open())):
        return ""
    return _("Er staan nog invulplekken of dode links in de tekst. Los die eerst op.")


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
        code=version.code_id, status=Stage.IN_FORCE, effective_on__gte=version.effective_on
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
            guards=(has_text, outline_confirmed),
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
            guards=(nothing_left_open, adopted_after_consents),
            writes=("adopted_by", "adopted_on", "adopted_precision"),
        ),
        "publish": Step(
            label=_("Publiceer in de schoolgids"),
            source=(Stage.ADOPTED,),
            target=Stage.IN_FORCE,
            action=A.CODE_PUBLISH,
            guards=(nothing_left_open, in_force_after_adoption, follows_the_last),
            writes=("effective_on",),
        ),
        "replace": Step(
            label=_("Vervang door een nieuwere versie"),
            source=(Stage.IN_FORCE,),
            target=Stage.REPLACED,
            action=A.CODE_PUBLISH,
            writes=("until_on",),
            by_clock=True,
        ),
        "lapse": Step(
            label=_("Laat vervallen"),
            source=(Stage.IN_FORCE,),
            target=Stage.REPLACED,
            action=A.CODE_PUBLISH,
            writes=("until_on",),
        ),
    },
    final=(Stage.REPLACED,),
)
