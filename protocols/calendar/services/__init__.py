"""What may be done with the review calendar, one function per deed, and what it proposes."""

from protocols.calendar.services.discussions import add_moment, plan_discussions, take_back, tick
from protocols.calendar.services.evaluations import (
    Settlement,
    correct,
    plan_evaluation,
    plan_item,
    settle,
    stop,
)
from protocols.calendar.services.feeds import feed_at, subscribe, unsubscribe
from protocols.calendar.services.proposals import Proposal, proposals
from protocols.calendar.services.reminders import remind

__all__ = [
    "Proposal",
    "Settlement",
    "add_moment",
    "correct",
    "feed_at",
    "plan_discussions",
    "plan_evaluation",
    "plan_item",
    "proposals",
    "remind",
    "settle",
    "stop",
    "subscribe",
    "take_back",
    "tick",
    "unsubscribe",
]
