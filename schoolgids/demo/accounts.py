"""The people a visitor may be, and how they sign in."""

from dataclasses import dataclass

from schoolgids.access.models import Account, User
from schoolgids.demo.population import Population
from schoolgids.organisation.models import Board

PASSWORD = "vijf-bakens-in-waterstad"  # noqa: S105  printed by the command, of the demo alone


@dataclass(frozen=True)
class DemoAccount:
    key: str  # in `Population.known_as`
    email: str
    who: str


ACCOUNTS = (
    DemoAccount("mother", "ouder@vijf-bakens.example", "ouder van een tweeling die 16 wordt"),
    DemoAccount("guardian", "verzorger@vijf-bakens.example", "ouder met kinderen op twee scholen"),
    DemoAccount("pupil", "leerling@vijf-bakens.example", "leerling van 16"),
    DemoAccount("teacher", "docent@vijf-bakens.example", "docent, en ouder op een andere school"),
    DemoAccount("mentor", "mentor@vijf-bakens.example", "mentor van een vierde klas"),
    DemoAccount("team_leader", "teamleider@vijf-bakens.example", "teamleider"),
    DemoAccount("head", "schoolleider@vijf-bakens.example", "schoolleider"),
    DemoAccount("administrator", "administratie@vijf-bakens.example", "administratie"),
    DemoAccount("board_member", "bestuurder@vijf-bakens.example", "bestuurder"),
    DemoAccount(
        "privacy_officer", "privacy@vijf-bakens.example", "functionaris gegevensbescherming"
    ),
)


def open_accounts(board: Board, population: Population) -> None:
    """One user per demo account, in the order in which the sign-in page offers them."""
    for account in ACCOUNTS:
        user = User.objects.create_user(account.email, PASSWORD)
        Account.objects.create(user=user, board=board, person=population.known_as[account.key])


def as_table(board: Board) -> str:
    """The accounts as the command prints them, the first time and every time after."""
    name_width = max(len(account.email) for account in ACCOUNTS)
    lines = [
        f"Demo: {board.name}. Wachtwoord van elk account: {PASSWORD}",
        *(f"  {account.email:<{name_width}}  {account.who}" for account in ACCOUNTS),
    ]
    if not board.demands_second_factor:
        lines.append("Dit bestuur vraagt medewerkers geen tweede stap; elk ander bestuur wel.")
    return "\n".join(lines)
