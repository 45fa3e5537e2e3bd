"""Codes in versions, the topics of a guide, and what of both is published."""

from protocols.models.accepted import AcceptedPlace
from protocols.models.bodies import CouncilConsent, ExpectedConsent
from protocols.models.codes import (
    OPEN,
    PUBLISHED,
    Audience,
    Code,
    CodeVersion,
    Precision,
    Provision,
    RuleSetting,
    Stage,
)
from protocols.models.editing import OutlineChange
from protocols.models.guide import GuideTopic
from protocols.models.placement import Placement
from protocols.models.published import (
    PublishedPaper,
    PublishedProvision,
    PublishedTopic,
    PublishedVersion,
)

__all__ = [
    "OPEN",
    "PUBLISHED",
    "AcceptedPlace",
    "Audience",
    "Code",
    "CodeVersion",
    "CouncilConsent",
    "ExpectedConsent",
    "GuideTopic",
    "OutlineChange",
    "Placement",
    "Precision",
    "Provision",
    "PublishedPaper",
    "PublishedProvision",
    "PublishedTopic",
    "PublishedVersion",
    "RuleSetting",
    "Stage",
]
