"""Who visits, how they sign in, and what was reported before they came."""

PASSWORD = "vier-zwanen-langs-de-vaart"
STAFF = ("teacher", "mentor", "team_leader", "head", "administrator", "fatima", "omar")
REPORTED = "Daan maakte in de les een filmpje van een klasgenoot en stuurde het rond."


def email_of(name: str) -> str:
    return f"{name}@waterland.example"
