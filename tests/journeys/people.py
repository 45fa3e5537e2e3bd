"""How the visitors sign in: staff with a password, guardians with a code by mail."""

PASSWORD = "vier-zwanen-langs-de-vaart"
STAFF = ("teacher", "mentor", "team_leader", "head", "administrator", "fatima", "omar")


def email_of(name: str) -> str:
    return f"{name}@waterland.example"
