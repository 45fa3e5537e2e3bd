"""How allauth signs people in here: accounts are the school's, every try leaves a trace."""

import base64
import io
import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schoolgids.access import sign_in
from schoolgids.access.models import User
from schoolgids.access.second_factor import is_demanded_from


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up: a school makes the accounts. Failures and lock-outs are recorded."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "too_many_login_attempts": _(
            "Er is te vaak geprobeerd in te loggen. Wacht een kwartier en probeer het dan opnieuw."
        ),
        "incorrect_code": _("Deze code klopt niet, of is verlopen. Kijk hem na."),
        "rate_limited": _("Dit is te vaak geprobeerd. Wacht even en probeer het dan opnieuw."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses after too many tries, and records that."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_in.record_for_address(sign_in.LOCKED, credentials.get("email", ""))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Records a wrong password."""
        sign_in.record_for_address(sign_in.FAILED, credentials.get("email", ""), method="password")

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of the one who is signed in."""
        found = self.authenticate(allauth_context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within a quarter of coming in: who was just asked is not asked again."""
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells that something changed in the account, without saying what (P7)."""
        self.send_mail("account/email/changed", email or user.email, {})

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that counts for the rate limits: the proxy's word only behind a proxy."""
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS else ""
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of the second factor are encrypted; the last one stays where it is demanded."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Deze code klopt niet. Wacht op de volgende code en probeer het opnieuw."
        ),
        "cannot_delete_authenticator": _(
            "Het bestuur vraagt een tweede stap bij het inloggen. Voeg eerst een andere toe."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG without a style attribute, which the page's policy would refuse."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(
            drawn, kind="svg", scale=5, border=4, xmldecl=False, svgns=False, svgclass="qr",
            lineclass=None, light="#fff", omitsize=False,
        )  # fmt: skip
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """What a key is called until its owner names it."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Sleutel %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        """How a secret stands in the database."""
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _safe().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one, where the board demands one."""
        real = Authenticator.objects.filter(user=authenticator.user).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        if real.exclude(pk=authenticator.pk).exists():
            return True
        return not is_demanded_from(authenticator.user)


def _safe() -> Fernet:
    """A key of its own for these secrets, derived from the portal's secret."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"schoolgids.second-factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
