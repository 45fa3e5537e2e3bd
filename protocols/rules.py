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

from protocols.dated import Dated
from protocols.rule_kinds import Kind, Times, Weeks, kind_of
from protocols.rule_kinds import UnknownRule as UnknownRule


class ConsentWording(StrEnum):
    """How a text puts the age; the law (AVG 8, UAVG 5: from the 16th birthday) holds anyhow."""

    NOT_SAID = "not_said"
    FROM_SIXTEEN = "from_sixteen"
    OLDER_THAN_SIXTEEN = "older_than_sixteen"
    GUARDIANS_AND_PUPILS = "guardians_and_pupils"


class ConsentForm(StrEnum):
    """How a yes is given. The law asks that it can be shown (AVG 7(1)); the form is free."""

    PROVABLE = "provable"
    IN_WRITING = "in_writing"
    ENROLMENT_FORM = "enrolment_form"


class Recording(StrEnum):
    """Whether sound or image of a lesson may be recorded."""

    NOT_SAID = "not_said"
    WITH_LEAVE = "with_leave"
    FORBIDDEN = "forbidden"


class StaffConsent(StrEnum):
    NOT_SAID = "not_said"
    ASKED = "asked"
    IN_WRITING = "in_writing"


class Friends(StrEnum):
    """Whether staff may be friends on social media, with guardians or with pupils."""

    NOT_SAID = "not_said"
    ALLOWED = "allowed"
    EXISTING_ONLY = "existing_only"
    FORBIDDEN = "forbidden"


class NamedByStaff(StrEnum):
    """What a member of staff says of himself in a discussion about the school."""

    EMPLOYER = "employer"
    FUNCTION = "function"


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


class Receiver(StrEnum):
    """Whom a pupil or a guardian goes to."""

    TEACHER = "teacher"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    CONTACT_PERSON = "contact_person"
    LEADERSHIP = "leadership"
    BOARD = "board"


class Consult(StrEnum):
    """When a member of staff asks the line manager first."""

    NOT_SAID = "not_said"
    AT_DOUBT = "at_doubt"
    AT_SLIGHTEST_DOUBT = "at_slightest_doubt"


class Conduct(StrEnum):
    """Conduct that a code names; each is the code of a standard kind of incident."""

    RECORDING = "recording"
    DISTANCE_RECORDING = "distance_recording"
    IMAGE_SHARING = "image_sharing"
    BULLYING = "bullying"
    THREAT = "threat"
    STALKING = "stalking"
    DEFAMATION = "defamation"
    ACCOUNT_BREACH = "account_breach"
    FAKE_ACCOUNT = "fake_account"
    SEXUAL_IMAGES = "sexual_images"
    DISCRIMINATION = "discrimination"
    RADICALISATION = "radicalisation"
    DEVICE_USE = "device_use"
    MEDIA_IN_LESSON = "media_in_lesson"
    EXAM = "exam"
    NETWORK = "network"
    CONFIDENTIAL = "confidential"
    DISPUTE = "dispute"
    REPUTATION = "reputation"
    MISSION = "mission"
    STAFF_DISTANCE = "staff_distance"
    STAFF_DISPUTE = "staff_dispute"
    STAFF_PHONE = "staff_phone"


class NamedMeasure(StrEnum):
    """Measures that a code names for pupils."""

    CUSTODY = "custody"
    REMOVAL = "removal"  # of messages or images
    NETWORK = "network"  # no longer on that of the school
    DETENTION = "detention"
    WARNING = "warning"
    SUSPENSION = "suspension"
    EXPULSION = "expulsion"


class StaffMeasure(StrEnum):
    """Measures that a code names for staff; which are disciplinary is for the cao to say."""

    WARNING = "warning"
    REPRIMAND = "reprimand"
    SUSPENSION = "suspension"
    DISMISSAL = "dismissal"
    SUMMARY_DISMISSAL = "summary_dismissal"


class YearGroup(StrEnum):
    """Groups 1 to 8 of a primary school, years 1 to 6 of a secondary one."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
    SEVEN = "7"
    EIGHT = "8"


class Reach(StrEnum):
    """Which messages the code is about."""

    SCHOOL_RELATED = "school_related"
    INDIRECTLY_RELATED = "indirectly_related"
    ANYWHERE = "anywhere"


class Review(StrEnum):
    NONE = "none"
    ONCE = "once"
    YEARLY = "yearly"


SIX_WEEKS = Weeks(6)
NEVER = Times(0)


@dataclass(frozen=True)
class Rules:
    """The rules in force at a school on a day. A field is a key of a RuleSetting.

    A default is what the law or a national agreement says, named beside it; where neither says
    anything, it is that the text does not either. Sources: AVG, UAVG, Awb, WPO (primary), WVO
    2020 (secondary), cao po and cao vo as domain.md dates them.
    """

    # --- Image and consent
    consent_wording: ConsentWording = ConsentWording.FROM_SIXTEEN  # UAVG 5(1)
    consent_form: ConsentForm = ConsentForm.PROVABLE  # AVG 7(1)
    lesson_consent_needed: bool = False  # social media in lessons is a purpose of its own
    staff_consent: StaffConsent = StaffConsent.ASKED  # AVG 6(1)(a) holds for staff too
    publication_needs_consent: bool = True  # AVG 6(1)(a)
    lesson_recording: Recording = Recording.NOT_SAID
    distance_lesson_recording: Recording = Recording.NOT_SAID
    # --- Conduct and channels
    friends_with_pupils: Friends = Friends.NOT_SAID
    friends_with_guardians: Friends = Friends.NOT_SAID
    professional_account: bool = False  # staff and pupils may meet on one
    lesson_permission: LessonPermission = LessonPermission.TEACHER
    phone_out_of_sight: bool = True  # agreed nationally: vo since 2024, po since 2024-2025
    class_app_on_whatsapp: bool = True
    class_app_checks_age: bool = True  # UAVG 5(1), and the terms of the medium
    class_app_tells_the_rest: bool = False
    closed_platform_first: bool = False
    school_mail_only: bool = False
    official_account_needs_leave: bool = False
    named_by_staff: frozenset[NamedByStaff] = frozenset()
    disclaimer_needed: bool = False
    # --- Who it is for, and reporting
    reach: Reach = Reach.SCHOOL_RELATED
    guardians_addressed: bool = False
    others_count_as_staff: bool = False  # interns, volunteers: the cao is for who is employed
    conduct_named: frozenset[Conduct] = frozenset()
    duty_to_report: DutyToReport = DutyToReport.NOBODY
    pupil_reports_to: frozenset[Receiver] = frozenset({Receiver.CONTACT_PERSON})  # WVO 3.40, WPO 4c
    report_to_board: bool = True  # a reporter may go past the leadership: WVO 3.39 for the worst
    consult_manager: Consult = Consult.NOT_SAID
    leadership_phone: str = ""
    fake_account_clears: bool = True  # AVG 5(1)(d): what is kept of somebody is right
    # --- Consequences
    talk_first: bool = False
    guardians_always_contacted: bool = False
    decider: Decider = Decider.LEADERSHIP
    board_informed_by_decision: bool = False  # "is the board told?" is decided each time
    measures_named: frozenset[NamedMeasure] = frozenset()
    staff_measures_named: frozenset[StaffMeasure] = frozenset()
    measures_made_known: bool = False
    basis_documents: str = ""  # what a measure rests on besides: WVO 2.98 asks for a statute
    receipt_needed: bool = True  # cao po 11.2(2), cao vo 18.2(2), 2020: rules "handed out"
    objection_weeks: Weeks = SIX_WEEKS  # Awb 6:7, WVO 8.15(7), WPO 63(3); a code may give more
    device_custody: bool = False
    police: Police = Police.MAY
    confidential_inspector_phoned: bool = False
    inspector_phone: str = "0900 111 31 11"
    pupil_file_named: bool = True
    personnel_file_named: bool = True
    monitoring_decided_by_leadership: bool = True
    monitoring_by: str = ""
    # --- Keeping it alive
    consenting_bodies: str = ""  # free names; WMS 10 and 14 say which council it is
    review: Review = Review.NONE
    review_month: Dated | None = None
    review_with: str = ""
    class_discussions: Times = NEVER  # in a school year
    class_discussion_years: frozenset[YearGroup] = frozenset()
    # Which provision a value follows from: its stable key, by the name of the rule.
    because: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))


KEYS: tuple[str, ...] = tuple(f.name for f in fields(Rules) if f.name != "because")
KINDS: Mapping[str, Kind] = MappingProxyType(
    {key: kind_of(hint) for key, hint in get_type_hints(Rules).items() if key in KEYS}
)
DEFAULTS = Rules()
# What no page acts on or shows but the one of the rules itself: for people to keep to.
SHOWN_ONLY: frozenset[str] = frozenset(
    {
        "friends_with_pupils", "friends_with_guardians", "professional_account",
        "class_app_checks_age", "class_app_tells_the_rest", "school_mail_only",
        "named_by_staff", "disclaimer_needed", "measures_made_known", "consenting_bodies",
        "class_discussions", "class_discussion_years",
    }
)  # fmt: skip


def value_of(key: str, raw: Any) -> Any:
    """The typed value of a rule out of what JSON holds. Raises UnknownRule."""
    kind = KINDS.get(key)
    if kind is None:
        raise UnknownRule(key)
    try:
        return kind.read(raw)
    except (TypeError, ValueError) as wrong:
        raise UnknownRule(f"{key}: {raw!r}") from wrong


def stored(key: str, value: Any) -> Any:
    """What JSON holds of a value. Raises UnknownRule."""
    return KINDS[key].store(value_of(key, value)) if key in KINDS else value_of(key, value)


def default_of(key: str) -> Any:
    """What holds when no text says otherwise."""
    return getattr(DEFAULTS, key)


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
