"""What is done to a version on its page: each button is one call of a service."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import now
from django.utils.translation import gettext as _

from protocols import services
from protocols.elsewhere import codes_near
from protocols.forms import (
    AcceptedForm,
    AcceptForm,
    AddPlaceForm,
    AdoptForm,
    AnswerForm,
    CallBackForm,
    ConsentForm,
    DetailsForm,
    DropPlaceForm,
    ExpectedForm,
    ExpectForm,
    FillForm,
    LapseForm,
    PlaceForm,
    PublishForm,
    ReferForm,
    SubmitForm,
)
from protocols.models import Code, CodeVersion, ExpectedConsent, Placement, Provision
from schoolgids.access.actor import Actor
from schoolgids.interface.forms import PortalForm
from schoolgids.workflow import Refused

FORMS: Mapping[str, type[PortalForm]] = {
    "submit": SubmitForm,
    "describe": DetailsForm,
    "fill": FillForm,
    "refer": ReferForm,
    "accept": AcceptForm,
    "reconsider": AcceptedForm,
    "expect": ExpectForm,
    "unexpect": ExpectedForm,
    "answer": AnswerForm,
    "add_place": AddPlaceForm,
    "place": PlaceForm,
    "drop_place": DropPlaceForm,
    "consent": ConsentForm,
    "adopt": AdoptForm,
    "publish": PublishForm,
    "call_back": CallBackForm,
    "lapse": LapseForm,
}


def form_of(name: str, version: CodeVersion, **given: Any) -> PortalForm:
    """The form of a deed. The first version of a code changes nothing, so not a little either."""
    if name in ("submit", "adopt"):
        given["may_be_minor"] = version.number > 1
    return FORMS[name](prefix=name, **given)


class VersionDeeds:
    """The buttons of the page: each is one call of a service."""

    def __init__(self, *, actor: Actor, version: CodeVersion, today: date) -> None:
        self.actor, self.version, self.today = actor, version, today
        self.name = ""

    def take(self, name: str, data: Any) -> tuple[PortalForm | None, list[str]]:
        """One deed; its form when that was not right, and the reasons when it was refused."""
        self.name = name
        form = form_of(name, self.version, data=data) if name in FORMS else None
        if form is not None and not form.is_valid():
            return form, []
        try:
            self._do(name, form.cleaned_data if form else {})
        except Refused as refused:
            return form, [str(reason) for reason in refused.reasons]
        return None, []

    def _do(self, name: str, given: dict[str, Any]) -> None:
        deed = getattr(self, f"_{name}", None) if name in DEEDS else None
        if deed is None:
            raise Refused(_("Deze stap is er niet."))
        deed(given)

    @property
    def _here(self) -> dict[str, Any]:
        return {"actor": self.actor, "version": self.version}

    # --- The text -----------------------------------------------------------------------------
    def _confirm(self, _given: dict[str, Any]) -> None:
        services.confirm_outline(**self._here)

    def _describe(self, given: dict[str, Any]) -> None:
        services.describe(**self._here, **given)

    def _fill(self, given: dict[str, Any]) -> None:
        row = self._provision(given.pop("provision"))
        services.fill_blank(**self._here, provision=row, **given)

    def _refer(self, given: dict[str, Any]) -> None:
        row, code = self._provision(given["provision"]), self._code(given["code"])
        services.refer(**self._here, provision=row, words=given["words"], code=code)

    def _accept(self, given: dict[str, Any]) -> None:
        row = self._provision(given.pop("provision"))
        services.accept_place(**self._here, provision=row, **given, moment=now())

    def _reconsider(self, given: dict[str, Any]) -> None:
        accepted = self.version.accepted_places.select_related("version")
        row = accepted.filter(pk=given["accepted"]).first()
        if row is None:
            raise Refused(_("Dit staat niet meer in de lijst. Bekijk de pagina opnieuw."))
        services.reconsider_place(self.actor, accepted=row)

    # --- The steps ----------------------------------------------------------------------------
    def _submit(self, given: dict[str, Any]) -> None:
        services.submit(**self._here, **given)

    def _reopen(self, _given: dict[str, Any]) -> None:
        services.reopen(**self._here)

    def _adopt(self, given: dict[str, Any]) -> None:
        services.adopt(**self._here, **given, today=self.today)

    def _publish(self, given: dict[str, Any]) -> None:
        services.publish(**self._here, **given, today=self.today)

    def _call_back(self, given: dict[str, Any]) -> None:
        services.call_back(**self._here, **given, today=self.today)

    def _lapse(self, given: dict[str, Any]) -> None:
        services.lapse(**self._here, **given, today=self.today)

    # --- The bodies ---------------------------------------------------------------------------
    def _expect(self, given: dict[str, Any]) -> None:
        services.expect_consent(**self._here, **given)

    def _unexpect(self, given: dict[str, Any]) -> None:
        services.drop_expected(self.actor, expected=self._expected(given["expected"]))

    def _answer(self, given: dict[str, Any]) -> None:
        row = self._expected(given.pop("expected"))
        services.answer_for(self.actor, expected=row, **given, today=self.today)

    def _consent(self, given: dict[str, Any]) -> None:
        services.record_consent(**self._here, **given, today=self.today)

    # --- The places ---------------------------------------------------------------------------
    def _add_place(self, given: dict[str, Any]) -> None:
        services.add_place(**self._here, name=given["name"])

    def _place(self, given: dict[str, Any]) -> None:
        place = self._placement(given["place"])
        services.tick_place(self.actor, place=place, link=given["link"], today=self.today)

    def _drop_place(self, given: dict[str, Any]) -> None:
        services.drop_place(self.actor, place=self._placement(given["place"]))

    # --- The rows that a form names: of this version alone -------------------------------------
    def _provision(self, pk: UUID) -> Provision:
        row: Provision | None = self.version.provisions.filter(pk=pk).first()
        if row is None:
            raise Refused(_("Deze plek is al ingevuld. Bekijk de pagina opnieuw."))
        return row

    def _code(self, pk: UUID) -> Code:
        near = codes_near(self.version.board_id, self.version.school_id)
        code: Code | None = near.exclude(pk=self.version.code_id).filter(pk=pk).first()
        if code is None:
            raise Refused(_("Kies een andere code van het bestuur of van de school."))
        return code

    def _expected(self, pk: UUID) -> ExpectedConsent:
        row = self.version.expected.select_related("version").filter(pk=pk).first()
        if row is None:
            raise Refused(_("Dit staat niet meer in de lijst. Bekijk de pagina opnieuw."))
        return row

    def _placement(self, pk: UUID) -> Placement:
        place = self.version.placements.select_related("version").filter(pk=pk).first()
        if place is None:
            raise Refused(_("Deze plek staat niet meer in de lijst. Bekijk de pagina opnieuw."))
        return place


DEEDS = frozenset({*FORMS, "confirm", "reopen"})
