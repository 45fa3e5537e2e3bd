"""What the rules in force say of a request. Pure: rules and a wish in, sentences out.

A sentence has a place for what it follows from: the provision, as it is cited.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.registers.platforms import Platform
from protocols.rules import LessonPermission, Rules

Text = str | Promise
ACCOUNT, EXCEPTION, CLASS_APP, LESSON = "account", "exception", "class_app", "lesson"

# The rules that each kind of request is judged by, or that who asks should know of.
RULES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ACCOUNT: ("official_account_needs_leave",),
        EXCEPTION: (),
        CLASS_APP: ("class_app_on_whatsapp", "closed_platform_first"),
        LESSON: ("lesson_permission", "lesson_consent_needed", "phone_out_of_sight"),
    }
)
NO_WHATSAPP = _(
    "Een klassenapp op WhatsApp mag niet. Dat volgt uit %(place)s. Kies een ander platform."
)
SCHOOL_FIRST = _(
    "Het besloten platform van de school gaat voor. Dat volgt uit %(place)s. Kies dat platform, "
    "of schrijf op waarom het daarmee niet kan."
)
NOBODY = _("Niemand mag sociale media of de telefoon in de les toestaan. Dat volgt uit %(place)s.")
ONLY_TEACHER = _(
    "Alleen de leraar mag dit toestaan, voor de eigen les. Dat volgt uit %(place)s. "
    "Vraag de leraar om het zelf vast te leggen."
)
PART_OF_LESSON = _(
    "Dit mag alleen als het een onderdeel van de les is. Dat volgt uit %(place)s. "
    "Zet een vinkje als dat zo is."
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for."""

    kind: str
    platform: str
    purpose: str
    from_on: date
    until_on: date | None = None
    platform_name: str = ""
    minimum_age: int | None = None
    name: str = ""
    link: str = ""
    lesson: str = ""
    why_not_school: str = ""
    part_of_lesson: bool = False
    person_id: UUID | None = None
    group_id: UUID | None = None


def refusals(wish: Wish, rules: Rules, *, teaches: bool) -> Iterator[tuple[str, Text]]:
    """The rules that a wish is against, each with its sentence."""
    if wish.kind == CLASS_APP:
        if wish.platform == Platform.WHATSAPP and not rules.class_app_on_whatsapp:
            yield "class_app_on_whatsapp", NO_WHATSAPP
        elif (
            rules.closed_platform_first
            and wish.platform != Platform.SCHOOL
            and not wish.why_not_school.strip()
        ):
            yield "closed_platform_first", SCHOOL_FIRST
    if wish.kind == LESSON:
        match rules.lesson_permission:
            case LessonPermission.NOBODY:
                yield "lesson_permission", NOBODY
            case LessonPermission.TEACHER if not teaches:
                yield "lesson_permission", ONLY_TEACHER
            case LessonPermission.PART_OF_LESSON if not wish.part_of_lesson:
                yield "lesson_permission", PART_OF_LESSON


def teacher_decides(rules: Rules) -> bool:
    """Whether a teacher may allow it in the own lesson, without anybody else. Where a text only
    says that it has to be part of the lesson, that is for who gives the lesson to say.
    """
    return rules.lesson_permission is not LessonPermission.NOBODY
