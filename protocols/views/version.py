"""What the page of a version is filled with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from protocols import services
from protocols.elsewhere import codes_near
from protocols.leftovers import stands
from protocols.matching import Pairing
from protocols.models import (
    AcceptedPlace,
    Code,
    CodeVersion,
    CouncilConsent,
    ExpectedConsent,
    Provision,
    Stage,
)
from protocols.outline import Confidence
from protocols.rule_words import QUESTIONS, answer_in_words
from protocols.views.outline_page import Tree
from protocols.views.version_deeds import FORMS, form_of
from protocols.wording import FINDING, WHY, remarks_in_words
from protocols.workflow import CODE
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import decide
from schoolgids.interface import parts
from schoolgids.interface.forms import PortalForm

STAGE_NOTES: Mapping[str, str | Promise] = {
    Stage.DRAFT: gettext_lazy("opbouw nakijken"),
    Stage.REVIEW: gettext_lazy("raden stemmen in"),
    Stage.ADOPTED: gettext_lazy("tekst ligt vast"),
    Stage.SCHEDULED: gettext_lazy("kan nog terug"),
    Stage.IN_FORCE: gettext_lazy("in de schoolgids"),
}
OF_A_ROW = ("fill", "refer", "accept", "reconsider", "unexpect", "answer", "place", "drop_place")
LISTED = 50  # remarks, and places to fill in


@dataclass(frozen=True)
class Line:
    """A provision as the page shows it."""

    provision: Provision
    path: str
    guessed: bool
    findings: tuple[str | Promise, ...]
    indent: str  # a class of the theme's grid


@dataclass(frozen=True)
class Body:
    """A body that must consent, or did: with what it said, and the form to write that down."""

    name: str
    expected: ExpectedConsent | None
    consent: CouncilConsent | None
    form: PortalForm | None

    @property
    def says_something(self) -> bool:
        return self.consent is not None or bool(self.expected and self.expected.answer)


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
    accepted = list(version.accepted_places.select_related("accepted_by", "provision"))
    blockers = services.open_in(version, accepted)
    expected = list(version.expected.all())
    remarks = version.remarks if version.is_open else []
    posted = {deed: form} if form is not None else {}
    return {
        "version": version,
        "tree": tree,
        "sections": tree.sections(),
        "lines": lines_of(tree, shown, blockers),
        "open_places": open_places(tree, blockers[:LISTED], posted.get("accept")),
        "open_count": len(blockers),
        "accepted": accepted_places(tree, accepted),
        "others": list(others_near(version))
        if version.status in (Stage.DRAFT, Stage.REVIEW)
        else [],
        "dropped": [(p, WHY.get(p.dropped, p.dropped)) for p in dropped],
        "remarks": remarks_in_words(remarks[:LISTED]),
        "more_remarks": max(len(remarks) - LISTED, 0),
        "bodies": bodies_of(version, expected, posted.get("answer")),
        "expects": len(expected),
        "placements": list(version.placements.select_related("placed_by")),
        "rules": [
            {"question": QUESTIONS[rule.key], "answer": answer_in_words(rule.key, rule.value)}
            for rule in version.rules.all()
        ],
        "offers": [
            offer
            for offer in CODE.offers(actor=actor, row=version)
            if offer.name != "call_back" or _is_to_come(version, today)
        ],
        "is_to_come": _is_to_come(version, today),
        "stages": stages_of(version),
        "forms": {
            name: form_of(name, version, initial=initial(name, version))
            for name in FORMS
            if name not in OF_A_ROW
        }
        | posted,
        "form": form,
        "may_edit": decide(actor, Action.CODE_EDIT, version),
        "may_set_right": decide(actor, Action.CODE_OUTLINE, version),
        "unsure_pairs": sum(light.pairing == Pairing.GUESS for light in tree.kept),
        "guesses": sum(light.guessed for light in tree.kept),
    }


def others_near(version: CodeVersion) -> QuerySet[Code]:
    """The other codes that a version may point to."""
    return codes_near(version.board_id, version.school_id).exclude(pk=version.code_id)


def bodies_of(
    version: CodeVersion, expected: Iterable[ExpectedConsent], posted: PortalForm | None
) -> list[Body]:
    """Who must consent, and who did without being asked to."""
    consents = {consent.body.lower(): consent for consent in version.consents.all()}
    found = []
    for row in expected:
        consent = consents.pop(row.body.lower(), None)
        found.append(Body(row.body, row, consent, _answer_form(version, row, posted)))
    return found + [Body(one.body, None, one, None) for one in consents.values()]


def _answer_form(
    version: CodeVersion, row: ExpectedConsent, posted: PortalForm | None
) -> PortalForm:
    if _names(posted, "expected", row.pk):
        return posted  # type: ignore[return-value]
    given = {"expected": row.pk, "answer": row.answer, "on": row.answered, "remark": row.remark}
    return form_of("answer", version, initial=given, auto_id=f"answer-{row.pk}-%s")


def _names(posted: PortalForm | None, field: str, value: object) -> bool:
    """Whether what was sent is about this row."""
    return posted is not None and posted.data.get(f"{posted.prefix}-{field}") == str(value)


def _is_to_come(version: CodeVersion, today: date) -> bool:
    return (
        version.status == Stage.SCHEDULED
        and version.effective_on is not None
        and version.effective_on > today
    )


def open_places(
    tree: Tree, blockers: list[services.Blocker], posted: PortalForm | None = None
) -> list[dict[str, Any]]:
    """What has to be filled in or repaired before the adoption, each with its place."""
    found = []
    for number, blocker in enumerate(blockers):
        given = {"provision": blocker.provision.pk, "words": blocker.words}
        form = None
        if blocker.may_stay:
            form = form_of("accept", tree.version, initial=given, auto_id=f"accept-{number}-%s")
            if all(_names(posted, name, value) for name, value in given.items()):
                form = posted
        found.append(
            {
                **given,
                "provision": blocker.provision,
                "path": tree.paths[blocker.provision.pk],
                "href": _place(tree, blocker.provision.pk),
                "why": FINDING[blocker.kind.value],
                "form": form,
            }
        )
    return found


def accepted_places(tree: Tree, accepted: list[AcceptedPlace]) -> list[dict[str, Any]]:
    """The links that stay as they are: not those of a provision that reads otherwise by now."""
    return [
        {
            "row": row,
            "provision": row.provision,
            "path": tree.paths[row.provision_id],
            "href": _place(tree, row.provision_id),
        }
        for row in accepted
        if stands(row, row.provision)
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
    scheduled = version.status == Stage.SCHEDULED
    order = [stage for stage in STAGE_NOTES if scheduled or stage != Stage.SCHEDULED]
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


def initial(name: str, version: CodeVersion) -> dict[str, Any]:
    """What a form starts with."""
    if name == "describe":
        return {
            "citation_title": version.citation_title,
            "summary": version.summary,
            "audiences": version.audiences,
            "dated": version.text_date,
        }
    if name in ("submit", "adopt"):
        return {"is_minor": version.is_minor}
    return {}
