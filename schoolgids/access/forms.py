"""The forms of signing in: allauth's checks in the words and layout of the house."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolgids.interface.forms import Actions, PortalFormMixin, Text


class SignInForm(PortalFormMixin):
    """Gives allauth's fields our labels and hints, and takes its placeholders away."""

    labels: ClassVar[Mapping[str, Any]] = {}
    hints: ClassVar[Mapping[str, Any]] = {}
    summary_title: ClassVar[Text] = _("Dit lukte nog niet")

    def _dress(self, name: str, field: forms.Field) -> None:
        field.label = self.labels.get(name, field.label)
        field.help_text = self.hints.get(name, "")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.setdefault("class", "w-md")
        super()._dress(name, field)

    def _speak(self, name: str, field: forms.Field) -> None:
        field.label = self.labels.get(name, field.label)
        super()._speak(name, field)


EMAIL = _("E-mailadres")
KNOWN_ADDRESS = _("Het adres dat bij de school bekend is.")
NEW_PASSWORD = {
    "password1": _("Nieuw wachtwoord"),
    "password2": _("Nog een keer het nieuwe wachtwoord"),
}
PASSWORD_ADVICE = {"password1": _("Ten minste 12 tekens. Een korte zin is makkelijk te onthouden.")}


class PasswordSignIn(SignInForm, account.LoginForm):  # type: ignore[misc]
    labels = {"login": EMAIL, "password": _("Wachtwoord")}
    hints = {"login": KNOWN_ADDRESS}
    submit = _("Inloggen")
    summary_title = _("Inloggen lukte niet")

    def actions(self) -> object:
        """The button, with the way to a new password beside it."""
        forgotten = reverse("account_reset_password")
        return Actions(self.submit, cancel=forgotten, cancel_label=_("Wachtwoord vergeten?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class RequestCode(SignInForm, account.RequestLoginCodeForm):  # type: ignore[misc]
    labels = {"email": EMAIL}
    hints = {"email": KNOWN_ADDRESS}
    submit = _("Stuur mij een code")
    submit_icon = "mail"


class ConfirmCode(SignInForm, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    labels = {"code": _("Code uit de e-mail")}
    hints = {"code": _("6 cijfers. De code werkt 15 minuten.")}
    submit = _("Inloggen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class RequestNewPassword(SignInForm, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": EMAIL}
    hints = {"email": KNOWN_ADDRESS}
    submit = _("Stuur mij een e-mail")
    submit_icon = "mail"


class NewPassword(SignInForm, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = NEW_PASSWORD
    hints = PASSWORD_ADVICE
    submit = _("Bewaar mijn wachtwoord")


class FirstPassword(SignInForm, account.SetPasswordForm):  # type: ignore[misc]
    labels = NEW_PASSWORD
    hints = PASSWORD_ADVICE
    submit = _("Bewaar mijn wachtwoord")


class ChangePassword(SignInForm, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {"oldpassword": _("Wachtwoord van nu"), **NEW_PASSWORD}
    hints = PASSWORD_ADVICE
    submit = _("Bewaar mijn wachtwoord")


class PasswordAgain(SignInForm, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Wachtwoord")}
    submit = _("Ga verder")


class SecondStep(SignInForm, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code van 6 cijfers")}
    hints = {"code": _("Uit de app op uw telefoon. Een herstelcode mag ook.")}
    submit = _("Inloggen")


class SecondStepAgain(SignInForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code van 6 cijfers")}
    hints = {"code": _("Uit de app op uw telefoon. Een herstelcode mag ook.")}
    submit = _("Ga verder")


class ActivateApp(SignInForm, ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Code van 6 cijfers uit de app")}
    submit = _("Zet de app aan")


class DeactivateApp(SignInForm, DeactivateTOTPForm):  # type: ignore[misc]
    submit = _("Zet de app uit")


class AddKey(SignInForm, AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Naam van de sleutel")}
    hints = {"name": _("Zo herkent u hem later, bijvoorbeeld: sleutelbos.")}

    def actions(self) -> None:
        """The page's own button asks the browser for the key; it needs JavaScript."""


class RenameKey(SignInForm, EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Naam van de sleutel")}
    submit = _("Bewaar de naam")


class MakeRecoveryCodes(SignInForm, GenerateRecoveryCodesForm):  # type: ignore[misc]
    submit = _("Maak nieuwe herstelcodes")
