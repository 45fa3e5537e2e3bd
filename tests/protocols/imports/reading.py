"""A text through the page of reading in, and what the worker then does."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from protocols.imports.tasks import run_imports

IMPORT = "/school/oostpoort/codes/inlezen/"


def send(client: Client, given: dict[str, Any], page: str = IMPORT) -> str:
    """Sends a text; the address of its job."""
    sent = client.post(page, given)
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def read_in(client: Client, given: dict[str, Any], page: str = IMPORT) -> HttpResponse:
    """Sends a text and lets the worker read it; the page of the job, which leads on to the draft."""
    job = send(client, given, page)
    run_imports()
    return client.get(job)  # type: ignore[return-value]


def file_of(content: bytes, name: str = "code.txt") -> dict[str, Any]:
    """What is sent of a file."""
    return {"file": SimpleUploadedFile(name, content)}


def long_text(items: int, word: str = "gang") -> str:
    """A code of many items, fifty below each heading."""
    lines = ["# Lang reglement", ""]
    for number in range(items):
        if number % 50 == 0:
            lines += ["", f"## Artikel {number // 50 + 1} Onderwerp {number // 50 + 1}", ""]
        lines.append(
            f"{number % 50 + 1}. Bepaling {number} over de {word} en lokaal {number % 97}."
        )
    return "\n".join(lines)
