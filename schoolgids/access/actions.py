"""Every action that somebody may or may not do. A rule in `<app>/policies.py` judges each."""

from enum import StrEnum


class Action(StrEnum):
    # The portal itself
    WORKLIST_VIEW = "worklist.view"
    AUDIT_VIEW = "audit.view"
    AUDIT_VERIFY = "audit.verify"
    STYLE_CHANGE = "style.change"  # the house style of a school

    # Consent (consent)
    CONSENT_SHEET_VIEW = "consent_sheet.view"
    CONSENT_PROOF_VIEW = "consent_proof.view"
    CONSENT_RECORD = "consent.record"
    CONSENT_PURPOSE_CHANGE = "consent_purpose.change"
    CONSENT_OWN_VIEW = "consent_own.view"
    CONSENT_ANSWER = "consent.answer"
    CONSENT_STAFF_ANSWER = "consent_staff.answer"
    CONSENT_SHEET_EXPORT = "consent_sheet.export"
    CONSENT_ROUND_RUN = "consent_round.run"
    CONSENT_SETTINGS_CHANGE = "consent_settings.change"

    # What was published (consent.publications)
    PUBLICATION_VIEW = "publication.view"
    PUBLICATION_REGISTER = "publication.register"
    TAKE_DOWN_SETTLE = "take_down.settle"
    HOLD_CHANGE = "hold.change"

    # Codes and guide (protocols)
    CODE_VIEW = "code.view"
    CODE_EDIT = "code.edit"
    CODE_OUTLINE = "code.outline"  # the tree of a draft
    CODE_ADOPT = "code.adopt"
    CODE_PUBLISH = "code.publish"
    TOPIC_EDIT = "topic.edit"
    TOPIC_CHECK = "topic.check"  # say that it still holds
    CODE_READ = "code.read"  # what was handed to oneself
    CODE_RECEIPT_VIEW = "code_receipt.view"  # who has read what
    REVIEW_VIEW = "review.view"  # the review calendar
    REVIEW_PLAN = "review.plan"
    DISCUSSION_TICK = "discussion.tick"  # that a group talked about a code

    # Registers that follow from codes (protocols.registers)
    REGISTER_VIEW = "register.view"
    REGISTER_REQUEST = "register.request"
    REGISTER_TEACH = "register.teach"  # allow something in the own lesson
    REGISTER_DECIDE = "register.decide"
    REGISTER_KEEP = "register.keep"  # end it; say who is in a class app

    # Incidents (incidents)
    INCIDENT_REPORT = "incident.report"
    INCIDENT_VIEW = "incident.view"
    INCIDENT_TAKE_UP = "incident.take_up"
    INCIDENT_HANDLE = "incident.handle"
    EVIDENCE_VIEW = "evidence.view"

    # Files of people (incidents.dossiers)
    PUPIL_FILE_VIEW = "pupil_file.view"
    PERSONNEL_FILE_VIEW = "personnel_file.view"

    # Measures (incidents.sanctions)
    SANCTION_VIEW = "sanction.view"
    SANCTION_PROPOSE = "sanction.propose"
    SANCTION_HEAR = "sanction.hear"
    SANCTION_DECIDE = "sanction.decide"
    SANCTION_COMMUNICATE = "sanction.communicate"
    SANCTION_OBJECT = "sanction.object"
    SANCTION_RULE = "sanction.rule"
    SANCTION_ESCALATE = "sanction.escalate"
    SANCTION_WITHDRAW = "sanction.withdraw"
    SANCTION_CLOSE = "sanction.close"
    DUTY_FULFIL = "duty.fulfil"
