"""The reader's own account, and the front door of the demonstration."""

from dataclasses import dataclass
from typing import cast

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from schoolgids.access.models import Account, User
from schoolgids.access.second_factor import has_one
from schoolgids.access.sign_in import in_each_board

DEMO_ACCOUNTS = 12
KEPT_FOR = 60  # seconds


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the reader can change about the own sign-in."""
    return render(
        request, "account/overview.html", {"has_second_factor": has_one(cast(User, request.user))}
    )


@dataclass(frozen=True)
class DemoAccount:
    """Someone of the demonstration as whom a visitor may look around."""

    user_id: str
    name: str
    role: str


def demo_users() -> list[User]:
    """Users who are somebody in a demonstration and nobody elsewhere, the oldest first."""
    mine = Account.objects.filter(user=OuterRef("pk"))
    users = User.objects.filter(
        Exists(mine.filter(board__is_demo=True)), ~Exists(mine.filter(board__is_demo=False))
    )
    return list(users.filter(is_active=True).order_by("joined_at", "pk")[:DEMO_ACCOUNTS])


def demo_accounts() -> list[DemoAccount]:
    """Those users with name and role; none where no demonstration is loaded."""
    found: list[DemoAccount] | None = cache.get("demo_accounts")
    if found is None:
        found = [
            account
            for user in demo_users()
            for account in in_each_board(
                user,
                lambda _board, actor, user=user: DemoAccount(  # type: ignore[misc]
                    str(user.pk), actor.name, actor.role_label
                ),
            )
        ]
        if found:
            cache.set("demo_accounts", found, KEPT_FOR)
    return found


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Signs in as someone of the demonstration. Any other user is not found."""
    allowed = {str(user.pk): user for user in demo_users()}
    user = allowed.get(request.POST.get("user", ""))
    if user is None:
        raise Http404
    answer: HttpResponseBase = perform_login(request, user)
    return answer
