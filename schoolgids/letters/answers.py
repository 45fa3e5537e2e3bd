"""A letter as the answer to a request. The view that gives it asks the policy and records it."""

from django.http import HttpResponse

from schoolgids.files.services import read
from schoolgids.letters.models import Letter


def download(letter: Letter) -> HttpResponse:
    """The PDF, shown by the browser and kept by nobody on the way.

    Raises FileNotFoundError when retention has destroyed it.
    """
    return HttpResponse(
        read(letter.file),
        content_type=letter.file.media_type,
        headers={
            "Content-Disposition": f'inline; filename="{letter.file.name}"',
            "Cache-Control": "private, no-store",
        },
    )
