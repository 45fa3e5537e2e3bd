"""Which role could ever do which action: the whole of it on one screen (P3).

A role is a short string in the database. Whether this person may do it to this row now is
for the rules in `<app>/policies.py`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schoolgids.access.actions import Action as A


@dataclass(frozen=True)
class Role:
    code: str
    label: str | Promise
    description: str | Promise
    actions: frozenset[A]
    staff: bool = True
    board_wide: bool = False


def _role(
    code: str,
    label: str | Promise,
    description: str | Promise,
    *actions: A | frozenset[A],
    staff: bool = True,
    board_wide: bool = False,
) -> Role:
    flat: set[A] = set()
    for action in actions:
        flat |= {action} if isinstance(action, A) else action
    return Role(code, label, description, frozenset(flat), staff=staff, board_wide=board_wide)


STAFF = frozenset(
    {
        A.WORKLIST_VIEW, A.INCIDENT_REPORT, A.INCIDENT_VIEW, A.EVIDENCE_VIEW, A.CONSENT_SHEET_VIEW,
        A.CONSENT_STAFF_ANSWER, A.PUBLICATION_VIEW, A.PUBLICATION_REGISTER, A.TAKE_DOWN_SETTLE,
        A.CODE_READ, A.TOPIC_CHECK, A.REGISTER_VIEW, A.REGISTER_REQUEST, A.REGISTER_KEEP, A.REVIEW_VIEW,
        A.DISCUSSION_TICK,
    }
)  # fmt: skip
PROPOSES = frozenset(
    {
        A.INCIDENT_TAKE_UP, A.INCIDENT_HANDLE, A.PUPIL_FILE_VIEW, A.SANCTION_VIEW,
        A.SANCTION_PROPOSE, A.SANCTION_HEAR, A.SANCTION_DECIDE, A.SANCTION_COMMUNICATE,
        A.SANCTION_ESCALATE, A.SANCTION_OBJECT, A.SANCTION_WITHDRAW, A.SANCTION_CLOSE,
        A.DUTY_FULFIL,
    }
)  # fmt: skip

KEEPS_CODES = frozenset(
    {
        A.CODE_VIEW, A.CODE_EDIT, A.CODE_OUTLINE, A.TOPIC_EDIT, A.TOPIC_CHECK, A.CODE_RECEIPT_VIEW,
        A.REVIEW_VIEW, A.REVIEW_PLAN,
    }
)  # fmt: skip
DECIDES_CODES = frozenset({A.CODE_ADOPT, A.CODE_PUBLISH})

# fmt: off
ROLES: dict[str, Role] = {role.code: role for role in (
    _role("teacher", _("leerkracht of docent"), _("Doet meldingen en ziet wat er met de eigen meldingen gebeurt."),
          STAFF, A.REGISTER_TEACH),
    _role("mentor", _("mentor of groepsleraar"), _("Ziet de dossiers van de eigen groep."),
          STAFF, A.REGISTER_TEACH, A.INCIDENT_TAKE_UP, A.INCIDENT_HANDLE, A.PUPIL_FILE_VIEW, A.SANCTION_VIEW, A.SANCTION_HEAR,
          A.DUTY_FULFIL),
    _role("team_leader", _("teamleider"), _("Behandelt meldingen, stelt maatregelen voor en besluit over de lichte."),
          STAFF, PROPOSES, A.CODE_VIEW),
    _role("care_coordinator", _("intern begeleider"), _("Leest de leerlingdossiers van de school."),
          STAFF, A.PUPIL_FILE_VIEW, A.SANCTION_VIEW),
    _role("head", _("schoolleider"), _("Leidt de school: besluit over maatregelen, leest alle dossiers."),
          STAFF, PROPOSES, KEEPS_CODES, DECIDES_CODES, A.PERSONNEL_FILE_VIEW, A.AUDIT_VIEW, A.CONSENT_PROOF_VIEW,
          A.CONSENT_RECORD, A.CONSENT_PURPOSE_CHANGE, A.CONSENT_ROUND_RUN, A.CONSENT_SHEET_EXPORT, A.HOLD_CHANGE,
          A.STYLE_CHANGE, A.REGISTER_DECIDE),
    _role("administrator", _("administratie"), _("Voert toestemmingen van papier in en beheert gegevens van personen."),
          STAFF, KEEPS_CODES, A.CONSENT_PROOF_VIEW, A.CONSENT_RECORD, A.CONSENT_PURPOSE_CHANGE,
          A.CONSENT_ROUND_RUN, A.CONSENT_SHEET_EXPORT, A.HOLD_CHANGE, A.STYLE_CHANGE),
    _role("board_secretary", _("bestuurssecretaris"), _("Houdt zaken van alle scholen bij namens het bestuur."),
          KEEPS_CODES, DECIDES_CODES, A.CONSENT_SETTINGS_CHANGE,
          A.WORKLIST_VIEW, A.INCIDENT_VIEW, A.SANCTION_VIEW, A.SANCTION_COMMUNICATE, A.SANCTION_ESCALATE,
          A.SANCTION_OBJECT, A.DUTY_FULFIL, board_wide=True),
    _role("board_member", _("bestuurder"), _("Besluit over verwijdering en over wat een school doorzet."),
          KEEPS_CODES, DECIDES_CODES, A.CONSENT_SETTINGS_CHANGE,
          A.WORKLIST_VIEW, A.INCIDENT_VIEW, A.EVIDENCE_VIEW, A.PUPIL_FILE_VIEW, A.PERSONNEL_FILE_VIEW, A.SANCTION_VIEW,
          A.SANCTION_PROPOSE, A.SANCTION_HEAR, A.SANCTION_DECIDE, A.SANCTION_COMMUNICATE, A.SANCTION_WITHDRAW,
          A.SANCTION_OBJECT, A.SANCTION_RULE, A.SANCTION_CLOSE, A.DUTY_FULFIL, A.AUDIT_VIEW, board_wide=True),
    _role("privacy_officer", _("functionaris gegevensbescherming"), _("Controleert wie wat deed en inzag, zonder dossiers te lezen."),
          A.AUDIT_VIEW, A.AUDIT_VERIFY, board_wide=True),
    _role("guardian", _("ouder of verzorger"), _("Kiest voor het eigen kind."),
          A.CONSENT_OWN_VIEW, A.CONSENT_ANSWER, staff=False),
    _role("pupil", _("leerling"), _("Kiest zelf vanaf 16 jaar."),
          A.CONSENT_OWN_VIEW, A.CONSENT_ANSWER, staff=False),
)}
# fmt: on
