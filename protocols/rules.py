"""What a code says that the portal must act on: typed, with defaults that follow the law (G8).

Five codes answer the same questions differently (domain A5); nobody writes `if board ==`.
A key without a setting has its default; each setting names the provision it follows from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_type_hints
from uuid import UUID


class ConsentWording(StrEnum):
    """How a text puts the age; the law (AVG 8, UAVG 5: from the 16th birthday) holds anyhow."""

    NOT_SAID = "not_said"
    FROM_SIXTEEN = "from_sixteen"
    OLDER_THAN_SIXTEEN = "older_than_sixteen"
    GUARDIANS_AND_PUPILS = "guardians_and_pupils"


class StaffConsent(StrEnum):
    NOT_SAID = "not_said"
    ASKED = "asked"
    IN_WRITING = "in_writing"


class Friends(StrEnum):
    """Whether staff may be friends on social media with guardians."""

    NOT_SAID = "not_said"
    ALLOWED = "allowed"
    EXISTING_ONLY = "existing_only"
    FORBIDDEN = "forbidden"


class LessonPermission(StrEnum):
    """Who may allow social media in a lesson."""

    NOBODY = "nobody"
    TEACHER = "teacher"
    LEADERSHIP_OR_TEACHER = "leadership_or_teacher"
    PART_OF_LESSON = "part_of_lesson"


class Decider(StrEnum):
    """Who decides on a measure."""

    LEADERSHIP = "leadership"
    LEADERSHIP_OR_BOARD = "leadership_or_board"
    LEADERSHIP_ASSIGNS = "leadership_assigns"  # decides each time who decides
    BOARD = "board"


class Police(StrEnum):
    NOT_SAID = "not_said"
    MAY = "may"
    IF_NEEDED = "if_needed"
    MUST = "must"


class DutyToReport(StrEnum):
    NOBODY = "nobody"
    PUPILS = "pupils"
    EVERYONE = "everyone"


class Reach(StrEnum):
    """Which messages the code is about."""

    SCHOOL_RELATED = "school_related"
    INDIRECTLY_RELATED = "indirectly_related"
    ANYWHERE = "anywhere"


class Review(StrEnum):
    NONE = "none"
    ONCE = "once"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Rules:
    """The rules in force at a school on a day. A field is a key of a RuleSetting."""

    consent_wording: ConsentWording = ConsentWording.FROM_SIXTEEN
    lesson_consent_needed: bool = False  # social media in lessons is a purpose of its own
    staff_consent: StaffConsent = StaffConsent.ASKED
    friends_with_guardians: Friends = Friends.NOT_SAID
    professional_account: bool = False  # staff and pupils may meet on one
    lesson_permission: LessonPermission = LessonPermission.TEACHER
    phone_out_of_sight: bool = True  # agreed nationally: vo since 2024, po since 2024-2025
    class_app_on_whatsapp: bool = True
    closed_platform_first: bool = False
    school_mail_only: bool = False
    official_account_needs_leave: bool = False
    reach: Reach = Reach.SCHOOL_RELATED
    duty_to_report: DutyToReport = DutyToReport.NOBODY
    report_to_board: bool = True  # a reporter may go past the leadership
    talk_first: bool = False
    guardians_always_contacted: bool = False
    decider: Decider = Decider.LEADERSHIP
    board_informed_by_decision: bool = False  # "is the board told?" is decided each time
    device_custody: bool = False
    police: Police = Police.MAY
    confidential_inspector_phoned: bool = False
    inspector_phone: str = "0900 111 31 11"
    pupil_file_named: bool = True
    personnel_file_named: bool = True
    monitoring_decided_by_leadership: bool = True
    review: Review = Review.NONE
    # Which provision a value follows from: its stable key, by the name of the rule.
    because: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))


KEYS: tuple[str, ...] = tuple(f.name for f in fields(Rules) if f.name != "because")
TYPES: Mapping[str, type] = MappingProxyType(
    {key: hint for key, hint in get_type_hints(Rules).items() if key in KEYS}
)
DEFAULTS = Rules()


class UnknownRule(ValueError):
    """A key that is no rule, or a value that the rule can't have."""


def value_of(key: str, raw: Any) -> Any:
    """The typed value of a rule out of what JSON holds. Raises UnknownRule."""
    kind = TYPES.get(key)
    if kind is None:
        raise UnknownRule(key)
    if kind is bool or kind is str:
        if type(raw) is not kind:
            raise UnknownRule(f"{key}: {raw!r}")
        return raw
    try:
        return kind(raw)
    except ValueError as wrong:
        raise UnknownRule(f"{key}: {raw!r}") from wrong


def apply(settings: Iterable[tuple[str, Any, UUID | None]]) -> Rules:
    """The rules that follow from settings (key, value, provision); a later one goes before."""
    values: dict[str, Any] = {}
    because: dict[str, UUID] = {}
    for key, raw, provision in settings:
        values[key] = value_of(key, raw)
        because.pop(key, None)
        if provision is not None:
            because[key] = provision
    return replace(DEFAULTS, **values, because=MappingProxyType(because))
