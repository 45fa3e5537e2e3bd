"""What a draft says of itself: how it is cited, for whom it is, and the rules that follow from it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from protocols.dated import Dated
from protocols.models import Audience, CodeVersion, Precision, Provision, RuleSetting, Stage
from protocols.rules import UnknownRule, stored
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.workflow import Refused


@transaction.atomic
def describe(
    actor: Actor,
    *,
    version: CodeVersion,
    citation_title: str = "",
    summary: str = "",
    audiences: Sequence[str] = (),
    dated: Dated | None = None,
) -> CodeVersion:
    """Writes how a version is cited, what is new in it, for whom it is and what date it bears."""
    version = open_version(actor, version)
    if unknown := set(audiences) - set(Audience.values):
        raise Refused(_("Deze doelgroep bestaat niet: %s.") % ", ".join(sorted(unknown)))
    version.citation_title = citation_title
    version.summary = summary
    version.audiences = list(audiences)
    version.dated_on = dated.on if dated else None
    version.dated_precision = dated.precision.value if dated else Precision.DAY
    version.save(
        update_fields=[
            "citation_title", "summary", "audiences", "dated_on", "dated_precision"
        ]
    )  # fmt: skip
    record("code.describe", actor=actor, about=version)
    return version


@transaction.atomic
def set_rule(
    actor: Actor,
    *,
    version: CodeVersion,
    key: str,
    value: Any,
    provision: Provision | None = None,
) -> RuleSetting:
    """Ties the value of a rule to the provision it follows from. Raises Refused for a wrong one."""
    version = open_version(actor, version)
    try:
        value = stored(key, value)
    except UnknownRule as unknown:
        raise Refused(_("Deze regel of waarde bestaat niet: %s.") % unknown) from unknown
    if provision is not None and provision.version_id != version.pk:
        raise Refused(_("Die bepaling staat niet in deze versie."))
    setting, _created = RuleSetting.objects.update_or_create(
        version=version,
        key=key,
        defaults={
            "value": value,
            "provision": provision,
            "board_id": version.board_id,
            "school_id": version.school_id,
        },
    )
    record("code.rule", actor=actor, about=version, key=key, value=value)
    return setting


def open_version(actor: Actor, version: CodeVersion) -> CodeVersion:
    """The version, locked, if it may still change by this actor. Raises Refused or Forbidden."""
    version = CodeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    require(actor, Action.CODE_EDIT, version)
    if version.status not in (Stage.DRAFT, Stage.REVIEW):
        raise Refused(_("Deze versie is vastgesteld. De tekst ligt vast."))
    return version
