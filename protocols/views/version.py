"""What is done to a version on its page, and what the page is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols import services
from protocols.forms import (
    AddPlaceForm,
    AdoptForm,
    ConsentForm,
    DetailsForm,
    DropPlaceForm,
    FillForm,
    LapseForm,
    PlaceForm,
    PublishForm,
)
from protocols.matching import Pairing
from protocols.models import CodeVersion, Placement, Provision, Stage
from protocols.outline import Confidence
from protocols.rule_words import QUESTIONS, answer_in_words
from protocols.views.outline_page import Tree
from protocols.wording import FINDING, WHY, remarks_in_words
from protocols.workflow import CODE
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import decide
from schoolgids.interface import parts
from schoolgids.interface.forms import PortalForm
from schoolgids.workflow import Refused

FORMS: Mapping[str, type[PortalForm]] = {
    "describe": DetailsForm,
    "fill": FillForm,
    "add_place": AddPlaceForm,
    "place": PlaceForm,
    "drop_place": DropPlaceForm,
    "consent": ConsentForm,
    "adopt": AdoptForm,
    "publish": PublishForm,
    "lapse": LapseForm,
}
STAGE_NOTES: Mapping[str, str | Promise] = {
    Stage.DRAFT: gettext_lazy("opbouw nakijken"),
    Stage.REVIEW: gettext_lazy("raden stemmen in"),
    Stage.ADOPTED: gettext_lazy("tekst ligt vast"),
    Stage.IN_FORCE: gettext_lazy("in de schoolgids"),
}


LISTED = 50  # remarks, and places to fill in


class VersionDeeds:
    """The buttons of the page: each is one call of a service."""

    def __init__(self, *, actor: Actor, version: CodeVersion, today: date) -> None:
        self.actor, self.version, self.today = actor, version, today
        self.name = ""

    def take(self, name: str, data: Any) -> tuple[PortalForm | None, list[str]]:
        """One deed; its form when that was not right, and the reasons when it was refused."""
        self.name = name
        form = FORMS[name](data, prefix=name) if name in FORMS else None
        if form is not None and not form.is_valid():
            return form, []
        try:
            self._do(name, form.cleaned_data if form else {})
        except Refused as refused:
            return form, [str(reason) for reason in refused.reasons]
        return None, []

    def _do(self, name: str, given: dict[str, Any]) -> None:
        here: dict[str, Any] = {"version": self.version}
        match name:
            case "confirm":
                services.confirm_outline(self.actor, **here)
            case "submit":
                services.submit(self.actor, **here)
            case "reopen":
                services.reopen(self.actor, **here)
            case "describe":
                services.describe(self.actor, **here, **given)
            case "add_place":
                services.add_place(self.actor, **here, name=given["name"])
            case "place":
                services.tick_place(
                    self.actor,
                    place=self._place(given["place"]),
                    link=given["link"],
                    today=self.today,
                )
            case "drop_place":
                services.drop_place(self.actor, place=self._place(given["place"]))
            case "fill":
                row = self.version.provisions.filter(pk=given["provision"]).first()
                if row is None:
                    raise Refused(_("Deze plek is al ingevuld. Bekijk de pagina opnieuw."))
                services.fill_blank(
                    self.actor, **here, provision=row, words=given["words"], text=given["text"]
                )
            case "consent":
                services.record_consent(self.actor, **here, **given, today=self.today)
            case "adopt":
                services.adopt(self.actor, **here, **given, today=self.today)
            case "publish":
                services.publish(self.actor, **here, **given)
            case "lapse":
                services.lapse(self.actor, **here, **given)
            case _:
                raise Refused(_("Deze stap is er niet."))

    def _place(self, pk: UUID) -> Placement:
        place = self.version.placements.select_related("version").filter(pk=pk).first()
        if place is None:
            raise Refused(_("Deze plek staat niet meer in de lijst. Bekijk de pagina opnieuw."))
        return place


@dataclass(frozen=True)
class Line:
    """A provision as the page shows it."""

    provision: Provision
    path: str
    guessed: bool
    findings: tuple[str | Promise, ...]
    indent: str  # a class of the theme's grid


def version_context(
    actor: Actor,
    tree: Tree,
    today: date,
    deed: str = "",
    form: Any = None,
) -> dict[str, Any]:
    """Everything the page shows, in a fixed number of queries; of a long text one part."""
    version = tree.version
    shown, dropped = tree.shown()
    blockers = services.blockers(version.provisions.maybe_open())
    remarks = version.remarks if version.is_open else []
    forms = {
        name: kind(prefix=name, initial=initial(name, version, today))
        for name, kind in FORMS.items()
    }
    if form is not None:
        forms[deed] = form
    return {
        "version": version,
        "tree": tree,
        "sections": tree.sections(),
        "lines": lines_of(tree, shown, blockers),
        "open_places": open_places(tree, blockers[:LISTED]),
        "open_count": len(blockers),
        "dropped": [(p, WHY.get(p.dropped, p.dropped)) for p in dropped],
        "remarks": remarks_in_words(remarks[:LISTED]),
        "more_remarks": max(len(remarks) - LISTED, 0),
        "consents": list(version.consents.all()),
        "placements": list(version.placements.select_related("placed_by")),
        "rules": [
            {"question": QUESTIONS[rule.key], "answer": answer_in_words(rule.key, rule.value)}
            for rule in version.rules.all()
        ],
        "offers": CODE.offers(actor=actor, row=version),
        "stages": stages_of(version),
        "forms": forms,
        "form": form,
        "may_edit": decide(actor, Action.CODE_EDIT, version),
        "may_set_right": decide(actor, Action.CODE_OUTLINE, version),
        "unsure_pairs": sum(light.pairing == Pairing.GUESS for light in tree.kept),
        "guesses": sum(light.guessed for light in tree.kept),
    }


def open_places(tree: Tree, blockers: list[services.Blocker]) -> list[dict[str, Any]]:
    """What has to be filled in or repaired before the adoption, each with its place."""
    return [
        {
            "provision": blocker.provision,
            "path": tree.paths[blocker.provision.pk],
            "href": _place(tree, blocker.provision.pk),
            "words": blocker.words,
            "why": FINDING[blocker.kind.value],
        }
        for blocker in blockers
    ]


def _place(tree: Tree, pk: UUID) -> str:
    """Where a line is, on this part of the text or on another."""
    here = tree.part_of(pk) == tree.part
    return f"#b-{pk}" if here else f"?rij={pk}#b-{pk}"


def lines_of(tree: Tree, shown: list[Provision], blockers: list[services.Blocker]) -> list[Line]:
    """A part of the tree as it stands."""
    found: dict[UUID, list[str | Promise]] = {}
    for blocker in blockers:
        found.setdefault(blocker.provision.pk, []).append(
            f"{blocker.words}: {FINDING[blocker.kind.value]}"
        )
    return [
        Line(
            provision=p,
            path=tree.paths[p.pk],
            guessed=p.confidence == Confidence.GUESS,
            findings=tuple(found.get(p.pk, ())),
            indent=f"ps-{min(p.depth + 1, 5)}" if p.depth else "",
        )
        for p in shown
    ]


def stages_of(version: CodeVersion) -> list[parts.Stage]:
    """The bar of stages: where this version stands."""
    order = list(STAGE_NOTES)
    at = order.index(version.status) if version.status in order else len(order)
    return [
        parts.Stage(
            name=Stage(stage).label,
            note=STAGE_NOTES[stage],
            done=place < at,
            current=place == at,
        )
        for place, stage in enumerate(order)
    ]


def initial(name: str, version: CodeVersion, today: date) -> dict[str, Any]:
    """What a form starts with."""
    if name == "describe":
        return {
            "citation_title": version.citation_title,
            "summary": version.summary,
            "audiences": version.audiences,
            "dated": version.text_date,
        }
    return {}
