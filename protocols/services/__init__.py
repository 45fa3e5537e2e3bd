"""What may be done with codes and the guide, one function per deed, and what others may ask."""

from protocols.leftovers import Blocker, blockers, open_in
from protocols.services.addresses import guide_address, guide_place
from protocols.services.blanks import accept_place, fill_blank, reconsider_place, refer
from protocols.services.consents import (
    answer_for,
    drop_expected,
    expect_consent,
    record_consent,
)
from protocols.services.details import describe, set_rule
from protocols.services.editions import Comparison, candidates, compare_editions
from protocols.services.guide import withdraw_topic, write_topic
from protocols.services.importing import import_outline, read_file
from protocols.services.life import (
    adopt,
    call_back,
    confirm_outline,
    lapse,
    publish,
    reopen,
    submit,
)
from protocols.services.outline import (
    Done,
    Stale,
    change_outline,
    confirm_pairs,
    confirm_seen,
    pair,
    redo,
    undo,
)
from protocols.services.papers import paper
from protocols.services.placing import add_place, drop_place, tick_place
from protocols.services.publication import as_published
from protocols.services.reading import (
    Cited,
    cite,
    find_in_force,
    provisions_in_force,
    rules,
)
from protocols.services.said import Said, said
from protocols.services.source import source_lines

__all__ = [
    "Blocker",
    "Cited",
    "Comparison",
    "Done",
    "Said",
    "Stale",
    "accept_place",
    "add_place",
    "adopt",
    "answer_for",
    "as_published",
    "blockers",
    "call_back",
    "candidates",
    "change_outline",
    "cite",
    "compare_editions",
    "confirm_outline",
    "confirm_pairs",
    "confirm_seen",
    "describe",
    "drop_expected",
    "drop_place",
    "expect_consent",
    "fill_blank",
    "find_in_force",
    "guide_address",
    "guide_place",
    "import_outline",
    "lapse",
    "open_in",
    "pair",
    "paper",
    "provisions_in_force",
    "publish",
    "read_file",
    "reconsider_place",
    "record_consent",
    "redo",
    "refer",
    "reopen",
    "rules",
    "said",
    "set_rule",
    "source_lines",
    "submit",
    "tick_place",
    "undo",
    "withdraw_topic",
    "write_topic",
]
