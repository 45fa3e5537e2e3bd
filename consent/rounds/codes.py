"""The code on a letter: easy to read and to type, hard to guess, kept as a digest. Pure.

10 letters out of 31 are 49 bits: with the limits on trying, guessing is hopeless.
"""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0, 1, I, L and O: they look alike
LENGTH = 10
HALF = LENGTH // 2


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))


def as_printed(code: str) -> str:
    """In two halves, for the eye."""
    return f"{code[:HALF]}-{code[HALF:]}"


def as_typed(text: str) -> str:
    """The code somebody meant: any case, with or without the dash; "" when it can be none."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def digest(code: str, *, key: str) -> bytes:
    """What the database keeps of a code."""
    return hmac.digest(f"schoolgids.letter-code/{key}".encode(), code.encode(), hashlib.sha256)
