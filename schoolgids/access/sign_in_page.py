"""The sign-in page: password, one-time code, and in a demonstration its people."""

from typing import Any

from allauth.account.views import LoginView

from schoolgids.access.account import demo_accounts


class SignInPage(LoginView):  # type: ignore[misc]  # allauth has no types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the people of the demonstration, where one is loaded."""
        return {**super().get_context_data(**kwargs), "demo_accounts": demo_accounts()}


sign_in = SignInPage.as_view()
