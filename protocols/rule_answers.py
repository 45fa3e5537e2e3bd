"""The answers that a rule can have, in the words of the pages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.rules import (
    Conduct,
    ConsentForm,
    ConsentWording,
    Consult,
    Decider,
    DutyToReport,
    Friends,
    LessonPermission,
    NamedByStaff,
    NamedMeasure,
    Police,
    Reach,
    Receiver,
    Recording,
    Review,
    StaffConsent,
    StaffMeasure,
    YearGroup,
)

Text = str | Promise

# fmt: off
YES_NO: Mapping[bool, Text] = {True: _("ja"), False: _("nee")}
ANSWERS: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    ConsentWording: {
        ConsentWording.NOT_SAID: _("dat staat er niet in"), ConsentWording.FROM_SIXTEEN: _("16 jaar of ouder"),
        ConsentWording.OLDER_THAN_SIXTEEN: _("ouder dan 16"), ConsentWording.GUARDIANS_AND_PUPILS: _("ouders en leerlingen samen"),
    },
    StaffConsent: {StaffConsent.NOT_SAID: _("dat staat er niet in"), StaffConsent.ASKED: _("ja"), StaffConsent.IN_WRITING: _("ja, schriftelijk")},
    Friends: {
        Friends.NOT_SAID: _("dat staat er niet in"), Friends.ALLOWED: _("ja"),
        Friends.EXISTING_ONLY: _("nee, behalve wie ze al kenden"), Friends.FORBIDDEN: _("nee"),
    },
    LessonPermission: {
        LessonPermission.NOBODY: _("niemand"), LessonPermission.TEACHER: _("de leraar"),
        LessonPermission.LEADERSHIP_OR_TEACHER: _("de schoolleiding of de leraar"), LessonPermission.PART_OF_LESSON: _("alleen als het bij de les hoort"),
    },
    Decider: {
        Decider.LEADERSHIP: _("de schoolleiding"), Decider.LEADERSHIP_OR_BOARD: _("de schoolleiding of het bestuur"),
        Decider.LEADERSHIP_ASSIGNS: _("de schoolleiding bepaalt elke keer wie"), Decider.BOARD: _("het bestuur"),
    },
    Police: {Police.NOT_SAID: _("dat staat er niet in"), Police.MAY: _("dat kan"), Police.IF_NEEDED: _("als het nodig is"), Police.MUST: _("altijd")},
    DutyToReport: {DutyToReport.NOBODY: _("niemand"), DutyToReport.PUPILS: _("leerlingen"), DutyToReport.EVERYONE: _("iedereen")},
    Reach: {
        Reach.SCHOOL_RELATED: _("over school"), Reach.INDIRECTLY_RELATED: _("direct of indirect over school"), Reach.ANYWHERE: _("overal"),
    },
    Review: {Review.NONE: _("dat staat er niet in"), Review.ONCE: _("één keer"), Review.YEARLY: _("elk jaar")},
    ConsentForm: {
        ConsentForm.PROVABLE: _("zo dat de school het kan laten zien"), ConsentForm.IN_WRITING: _("schriftelijk"),
        ConsentForm.ENROLMENT_FORM: _("op het inschrijfformulier"),
    },
    Recording: {
        Recording.NOT_SAID: _("dat staat er niet in"), Recording.WITH_LEAVE: _("alleen met toestemming vooraf"), Recording.FORBIDDEN: _("nee"),
    },
    NamedByStaff: {NamedByStaff.EMPLOYER: _("voor welke school zij werken"), NamedByStaff.FUNCTION: _("welke functie zij hebben")},
    Receiver: {
        Receiver.TEACHER: _("de leraar"), Receiver.MENTOR: _("de mentor"), Receiver.COORDINATOR: _("de afdelingscoördinator"),
        Receiver.CONTACT_PERSON: _("de contactpersoon tegen pesten"), Receiver.LEADERSHIP: _("de schoolleiding"), Receiver.BOARD: _("het bestuur"),
    },
    Consult: {
        Consult.NOT_SAID: _("dat staat er niet in"), Consult.AT_DOUBT: _("bij twijfel"), Consult.AT_SLIGHTEST_DOUBT: _("bij de geringste twijfel"),
    },
    Conduct: {
        Conduct.RECORDING: _("filmen of opnemen zonder toestemming"), Conduct.DISTANCE_RECORDING: _("een les op afstand opnemen"),
        Conduct.IMAGE_SHARING: _("beeld van een ander delen"), Conduct.BULLYING: _("pesten of kwetsen"), Conduct.THREAT: _("bedreigen"),
        Conduct.STALKING: _("stalken of lastigvallen"), Conduct.DEFAMATION: _("zwartmaken of in een kwaad daglicht zetten"),
        Conduct.ACCOUNT_BREACH: _("inbreken in een account"), Conduct.FAKE_ACCOUNT: _("nepaccount of zich voordoen als een ander"),
        Conduct.SEXUAL_IMAGES: _("seksueel getint beeld delen (sexting)"), Conduct.DISCRIMINATION: _("discriminatie"),
        Conduct.RADICALISATION: _("zorg over radicalisering"), Conduct.DEVICE_USE: _("telefoon of horloge op een verboden moment"),
        Conduct.MEDIA_IN_LESSON: _("sociale media in de les"), Conduct.EXAM: _("hulpmiddel bij een toets of examen"),
        Conduct.NETWORK: _("misbruik van het netwerk"), Conduct.CONFIDENTIAL: _("vertrouwelijke gegevens gedeeld"),
        Conduct.DISPUTE: _("ruzie of discussie online"), Conduct.REPUTATION: _("schade aan de goede naam van de school"),
        Conduct.MISSION: _("uiting die botst met de missie van de school"),
        Conduct.STAFF_DISTANCE: _("professionele afstand van een medewerker"),
        Conduct.STAFF_DISPUTE: _("discussie van een medewerker met een leerling of ouder"),
        Conduct.STAFF_PHONE: _("privételefoon onder werktijd"),
    },
    NamedMeasure: {
        NamedMeasure.CUSTODY: _("in bewaring nemen van een telefoon"), NamedMeasure.REMOVAL: _("berichten of beelden verwijderen"),
        NamedMeasure.NETWORK: _("geen toegang meer tot het netwerk"), NamedMeasure.DETENTION: _("straf"),
        NamedMeasure.WARNING: _("waarschuwing"), NamedMeasure.SUSPENSION: _("schorsing"), NamedMeasure.EXPULSION: _("verwijdering"),
    },
    StaffMeasure: {
        StaffMeasure.WARNING: _("waarschuwing"), StaffMeasure.REPRIMAND: _("berisping"), StaffMeasure.SUSPENSION: _("schorsing"),
        StaffMeasure.DISMISSAL: _("ontslag"), StaffMeasure.SUMMARY_DISMISSAL: _("ontslag op staande voet"),
    },
    YearGroup: {group: group.value for group in YearGroup},
}
# fmt: on
