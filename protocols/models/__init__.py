"""Codes in versions, the topics of a guide, and what of both is published."""

from protocols.models.codes import (
    Audience,
    Code,
    CodeVersion,
    CouncilConsent,
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
    "Audience",
    "Code",
    "CodeVersion",
    "CouncilConsent",
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
