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
from protocols.models.published import PublishedProvision, PublishedTopic, PublishedVersion

__all__ = [
    "Audience",
    "Code",
    "CodeVersion",
    "CouncilConsent",
    "GuideTopic",
    "OutlineChange",
    "Precision",
    "Provision",
    "PublishedProvision",
    "PublishedTopic",
    "PublishedVersion",
    "RuleSetting",
    "Stage",
]
