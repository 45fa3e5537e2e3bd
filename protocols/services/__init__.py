"""What may be done with codes and the guide, one function per deed, and what others may ask."""

from protocols.services.addresses import guide_address, guide_place
from protocols.services.details import describe, set_rule
from protocols.services.guide import withdraw_topic, write_topic
from protocols.services.importing import import_outline, read_file, read_pasted
from protocols.services.life import (
    adopt,
    confirm_outline,
    lapse,
    publish,
    record_consent,
    reopen,
    submit,
)
from protocols.services.outline import drop, indent, outdent, relabel, restore, set_kind
from protocols.services.papers import paper
from protocols.services.reading import (
    Blocker,
    Cited,
    blockers,
    cite,
    find_in_force,
    provisions_in_force,
    rules,
)

__all__ = [
    "Blocker",
    "Cited",
    "adopt",
    "blockers",
    "cite",
    "confirm_outline",
    "describe",
    "drop",
    "find_in_force",
    "guide_address",
    "guide_place",
    "import_outline",
    "indent",
    "lapse",
    "outdent",
    "paper",
    "provisions_in_force",
    "publish",
    "read_file",
    "read_pasted",
    "record_consent",
    "relabel",
    "reopen",
    "restore",
    "rules",
    "set_kind",
    "set_rule",
    "submit",
    "withdraw_topic",
    "write_topic",
]
