"""That an adopted text is still the one that was adopted: its hash stands in the sealed trail.

The triggers refuse every change. Whoever could turn them off would still be found out here.
"""

import hashlib
import json
from collections.abc import Iterator

from protocols.models import CodeVersion
from schoolgids.access.actor import Actor
from schoolgids.audit.models import Event
from schoolgids.audit.services import Finding, record, witness

NAME = "code.adopted_text"


def hash_of(version: CodeVersion) -> str:
    """The SHA-256 of all that was adopted: how it is cited, its provisions and its rules."""
    provisions = version.provisions.kept().order_by("order")
    content = [
        [version.title, version.citation_title, version.adopted_by, str(version.adopted)],
        [
            list(row)
            for row in provisions.values_list("kind", "depth", "label", "corrected", "text")
        ],
        [list(row) for row in version.rules.order_by("key").values_list("key", "value")],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def testify(actor: Actor, version: CodeVersion) -> None:
    """Writes the hash of a text that was adopted into the trail."""
    record(NAME, actor=actor, about=version, sha256=hash_of(version))


@witness
def adopted_texts(board_id: int) -> Iterator[Finding]:
    """Every adopted text that is not what the trail says was adopted, or is gone."""
    said = Event.objects.filter(board_id=board_id, name=NAME).values_list("about_id", "facts")
    found = CodeVersion.objects.in_bulk([pk for pk, _facts in said])
    versions = {str(pk): version for pk, version in found.items()}
    for pk, facts in said:
        version = versions.get(pk)
        if version is None or hash_of(version) != facts["sha256"]:
            yield Finding("changed" if version else "removed", f"code version {pk}")
