"""Sign-in: users and the people they are. Without a scope, so without a name or a role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower())
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who can sign in. There is no superuser: nobody has a path around the policy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("gebruiker")

    def __str__(self) -> str:
        return f"user {self.pk}"


class Account(models.Model):
    """That a user is a certain person of a board. One user may be a person of several boards."""

    SHARED = True  # read before there is a scope, to find out which scope it is to be

    user = models.ForeignKey(User, models.CASCADE, related_name="accounts")
    board = models.ForeignKey("organisation.Board", models.CASCADE, related_name="+")
    person = models.OneToOneField("people.Person", models.CASCADE, related_name="account")

    class Meta:
        verbose_name = _("account")
        constraints = [
            models.UniqueConstraint(fields=["user", "board"], name="account_once_per_board")
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"
