"""Signing in: password, one-time code, second factor, lock-out, and the trace of it."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from schoolgids.access.models import User
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.organisation.models import Board
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "een heel lange zin"
SIGN_IN = "/account/inloggen/"
TRAIL = "/school/oostpoort/verantwoording/"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def head(cast: Cast) -> User:
    """The head of Oostpoort, with a password."""
    user = cast.users["head"]
    user.set_password(PASSWORD)
    user.save()
    return user


def try_in(client: Client, user: User, password: str = PASSWORD) -> object:
    return client.post(SIGN_IN, {"login": user.email, "password": password})


def trace(board: Board) -> list[tuple[str, str]]:
    """(event, actor) of the sign-ins in a board's trail, in order."""
    with scoped(Scope.of_board(board)):
        found = Event.objects.filter(kind=Event.Kind.SIGN_IN).order_by("pk")
        return list(found.values_list("name", "actor_name"))


def code_in(text: str) -> str:
    found = re.search(r"^(\d{6})$", text, re.MULTILINE)
    assert found is not None, text
    return found[1]


def test_password_lets_in_and_leaves_a_trace(cast: Cast, head: User, client: Client) -> None:
    response = client.post(f"{SIGN_IN}?next={TRAIL}", {"login": head.email, "password": PASSWORD})
    assert response["Location"] == TRAIL
    assert client.get(TRAIL).status_code == 200
    assert trace(cast.waterland) == [("sign_in.done", "Maarten Oosterkamp")]


def test_address_is_not_particular_about_capitals(head: User, client: Client) -> None:
    response = client.post(SIGN_IN, {"login": head.email.upper(), "password": PASSWORD})
    assert response.status_code == 302


@pytest.mark.parametrize("address", ["head@waterland.example", "niemand@waterland.example"])
def test_wrong_password_and_unknown_address_read_the_same(
    head: User, client: Client, address: str
) -> None:
    page = client.post(SIGN_IN, {"login": address, "password": "mis"}).content.decode()
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page
    assert "<title>Fout: Inloggen" in page


def test_wrong_password_leaves_a_trace(cast: Cast, head: User, client: Client) -> None:
    try_in(client, head, "mis")
    assert trace(cast.waterland) == [("sign_in.failed", "Maarten Oosterkamp")]


def test_five_wrong_passwords_lock_out_even_with_the_right_one(
    cast: Cast, head: User, client: Client
) -> None:
    for _attempt in range(5):
        try_in(client, head, "mis")
    page = try_in(client, head).content.decode()  # type: ignore[attr-defined]
    assert "Er is te vaak geprobeerd in te loggen." in page
    assert client.get(TRAIL).status_code == 302
    assert [name for name, _actor in trace(cast.waterland)] == [
        *["sign_in.failed"] * 5,
        "sign_in.locked",
    ]


def test_lock_out_of_one_leaves_the_others_alone(cast: Cast, head: User, client: Client) -> None:
    for _attempt in range(6):
        client.post(SIGN_IN, {"login": "teacher@waterland.example", "password": "mis"})
    assert try_in(client, head).status_code == 302  # type: ignore[attr-defined]


def test_sign_in_leads_to_no_other_site(head: User, client: Client) -> None:
    address = f"{SIGN_IN}?next=https://elders.invalid/"
    response = client.post(address, {"login": head.email, "password": PASSWORD})
    assert "elders" not in response["Location"]


def test_session_gets_a_new_key_on_sign_in(head: User, client: Client) -> None:
    client.get(SIGN_IN)
    client.session["x"] = 1
    client.session.save()
    before = client.session.session_key
    try_in(client, head)
    assert client.session.session_key != before


def test_guardian_comes_in_with_a_code(cast: Cast, client: Client) -> None:
    response = client.post("/account/inloggen/code/", {"email": "sem_mother@waterland.example"})
    assert response["Location"] == reverse("account_confirm_login_code")
    (message,) = mail.outbox
    assert message.to == ["sem_mother@waterland.example"]
    assert "Aldershof" not in message.subject + message.body
    client.post(response["Location"], {"code": code_in(message.body)})
    assert client.get("/account/").status_code == 200
    assert trace(cast.waterland) == [("sign_in.done", "Petra Aldershof")]


def test_unknown_address_gets_the_same_answer_and_no_mail(cast: Cast, client: Client) -> None:
    response = client.post("/account/inloggen/code/", {"email": "niemand@waterland.example"})
    assert response["Location"] == reverse("account_confirm_login_code")
    assert client.get(response["Location"]).status_code == 200
    assert mail.outbox == []


def test_three_wrong_codes_end_the_attempt(cast: Cast, client: Client) -> None:
    client.post("/account/inloggen/code/", {"email": "sem_mother@waterland.example"})
    right = code_in(mail.outbox[0].body)
    confirm = reverse("account_confirm_login_code")
    for _attempt in range(3):
        client.post(confirm, {"code": "x"})
    client.post(confirm, {"code": right})
    assert client.get("/account/").status_code == 302
    assert [name for name, _actor in trace(cast.waterland)] == [
        "sign_in.failed",
        "sign_in.failed",
        "sign_in.locked",
    ]


def test_closed_account_stays_outside(head: User, client: Client) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)
    try_in(client, head)
    assert client.get("/account/").status_code == 302


def test_forgotten_password_is_chosen_anew(cast: Cast, head: User, client: Client) -> None:
    client.post("/account/wachtwoord/vergeten/", {"email": head.email})
    (message,) = mail.outbox
    assert "Oosterkamp" not in message.subject + message.body
    found = re.search(r"http://\S+", message.body)
    assert found is not None
    form = client.get(found[0], follow=True)
    (address, _status) = form.redirect_chain[-1]
    new = "nog een veel langere zin"
    client.post(address, {"password1": new, "password2": new})
    assert try_in(Client(), head, new).status_code == 302  # type: ignore[attr-defined]


def test_changed_password_is_told_without_saying_what(head: User, client: Client) -> None:
    try_in(client, head)
    new = "nog een veel langere zin"
    client.post(
        "/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    (message,) = mail.outbox
    assert message.to == [head.email]
    assert message.subject == "Er is iets veranderd in uw account"
    assert "wachtwoord" not in message.body.lower()


@pytest.mark.parametrize("password", ["kort", "123456789012345", "password1234"])
def test_weak_password_is_refused(head: User, client: Client, password: str) -> None:
    try_in(client, head)
    response = client.post(
        "/account/wachtwoord/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["password1"]


def test_nobody_makes_an_account_or_changes_an_address() -> None:
    for name in ("account_signup", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_leaving_takes_a_deed_not_a_link(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("head")
    assert client.get("/account/uitloggen/").status_code == 200
    assert client.get("/account/").status_code == 200
    client.post("/account/uitloggen/")
    assert client.get("/account/").status_code == 302


class TestSecondFactor:
    @pytest.fixture
    def demanding(self, cast: Cast) -> Cast:
        Board.objects.filter(pk=cast.waterland.pk).update(demands_second_factor=True)
        return cast

    def test_staff_without_one_are_led_to_it(
        self, demanding: Cast, head: User, client: Client
    ) -> None:
        try_in(client, head)
        response = client.get(TRAIL)
        assert response["Location"] == "/account/tweede-stap/?verplicht=1"
        page = client.get(response["Location"]).content.decode()
        assert "Uw bestuur vraagt van medewerkers een tweede stap." in page

    def test_guardians_are_not(self, demanding: Cast, client_of: Callable[[str], Client]) -> None:
        response = client_of("sem_mother").get("/school/oostpoort/verantwoording/")
        assert "tweede-stap" not in response.headers.get("Location", "")

    def test_board_that_does_not_demand_one_lets_staff_in(self, head: User, client: Client) -> None:
        try_in(client, head)
        assert client.get(TRAIL).status_code == 200

    def test_app_is_set_up_and_opens_the_pages(
        self, demanding: Cast, head: User, client: Client
    ) -> None:
        secret = set_up_app(client, head)
        assert client.get(TRAIL).status_code == 200
        stored = Authenticator.objects.get(user=head, type=Authenticator.Type.TOTP)
        assert secret not in str(stored.data)

    def test_next_sign_in_asks_for_the_code(
        self, demanding: Cast, head: User, client: Client, frozen: object
    ) -> None:
        secret = set_up_app(client, head)
        other = Client()
        response = try_in(other, head)
        assert response["Location"].startswith("/account/inloggen/tweede-stap/")  # type: ignore[index]
        assert other.get(TRAIL).status_code == 302
        frozen.shift(60)  # type: ignore[attr-defined]  # a code is good once
        other.post("/account/inloggen/tweede-stap/", {"code": code_now(secret)})
        assert other.get(TRAIL).status_code == 200

    def test_wrong_code_keeps_out_and_leaves_a_trace(
        self, demanding: Cast, head: User, client: Client
    ) -> None:
        set_up_app(client, head)
        other = Client()
        try_in(other, head)
        other.post("/account/inloggen/tweede-stap/", {"code": "000000"})
        assert other.get(TRAIL).status_code == 302
        assert trace(demanding.waterland)[-1] == ("sign_in.failed", "Maarten Oosterkamp")

    def test_last_one_stays_where_it_is_demanded(
        self, demanding: Cast, head: User, client: Client
    ) -> None:
        set_up_app(client, head)
        response = client.post("/account/tweede-stap/app/uit/")
        assert "Het bestuur vraagt een tweede stap" in response.content.decode()
        assert Authenticator.objects.filter(user=head, type=Authenticator.Type.TOTP).exists()

    def test_it_may_go_where_it_is_not_demanded(self, head: User, client: Client) -> None:
        set_up_app(client, head)
        client.post("/account/tweede-stap/app/uit/")
        assert not Authenticator.objects.filter(user=head, type=Authenticator.Type.TOTP).exists()

    def test_key_is_asked_for_by_scripts_of_our_own(self, head: User, client: Client) -> None:
        try_in(client, head)
        page = client.get("/account/tweede-stap/sleutels/nieuw/").content.decode()
        assert 'value="Sleutel 1"' in page
        assert page.count('name="credential"') == 1
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)

    def test_picture_for_the_app_has_no_style(self, head: User, client: Client) -> None:
        try_in(client, head)
        page = client.get("/account/tweede-stap/app/aan/").content.decode()
        assert 'class="qr"' in page
        assert "style=" not in page
        assert "data:" not in page


def code_now(secret: str) -> str:
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


def set_up_app(client: Client, user: User) -> str:
    """Signs in and sets up the app; the secret it shares."""
    try_in(client, user)
    secret: str = client.get("/account/tweede-stap/app/aan/").context["form"].secret
    response = client.post("/account/tweede-stap/app/aan/", {"code": code_now(secret)})
    assert response.status_code == 302, response.context["form"].errors
    return secret


class TestDemonstration:
    def test_its_people_are_not_offered_elsewhere(self, cast: Cast, client: Client) -> None:
        assert "demonstratie" not in client.get(SIGN_IN).content.decode()

    def test_its_people_are_offered_and_let_in(self, cast: Cast, client: Client) -> None:
        Board.objects.filter(pk=cast.heuvelrug.pk).update(is_demo=True)
        page = client.get(SIGN_IN).content.decode()
        assert "Dit is een demonstratie" in page
        assert "Bram Heuvelink" in page
        assert "Maarten Oosterkamp" not in page
        response = client.post(reverse("account_demo"), {"user": str(cast.users["outsider"].pk)})
        assert response.status_code == 302
        assert client.get("/school/eikenhof/verantwoording/").status_code == 200

    @pytest.mark.parametrize("given", ["head", "nobody", "nonsense"])
    def test_anybody_else_is_not_found(self, cast: Cast, client: Client, given: str) -> None:
        Board.objects.filter(pk=cast.heuvelrug.pk).update(is_demo=True)
        pk = {
            "head": str(cast.users["head"].pk),
            "nobody": "00000000-0000-7000-8000-000000000000",
            "nonsense": "x",
        }[given]
        assert client.post(reverse("account_demo"), {"user": pk}).status_code == 404
        assert client.get("/account/").status_code == 302


def test_hammering_gets_a_page_that_asks_to_wait(client: Client) -> None:
    for _attempt in range(20):
        client.post("/account/wachtwoord/vergeten/", {"email": "niemand@waterland.example"})
    response = client.post("/account/wachtwoord/vergeten/", {"email": "ander@waterland.example"})
    assert response.status_code == 429
    assert "Dit ging te snel" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/account/inloggen/",
        "/account/inloggen/code/",
        "/account/wachtwoord/vergeten/",
        "/account/wachtwoord/verstuurd/",
        "/account/wachtwoord/klaar/",
        "/account/wachtwoord/nieuw/7-verlopen/",
        "/account/gesloten/",
    ],
)
def test_page_before_sign_in_opens_in_the_house_look(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count("<h1>") == 1
    assert 'class="site-header"' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/wachtwoord/",
        "/account/wachtwoord/eerste/",
        "/account/bevestigen/",
        "/account/tweede-stap/",
        "/account/tweede-stap/app/aan/",
        "/account/tweede-stap/sleutels/",
        "/account/tweede-stap/herstelcodes/",
        "/account/apparaten/",
    ],
)
def test_page_of_the_account_asks_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith(SIGN_IN)
