"""A private file as the answer to a request. The view that gives it asks the policy and records it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from schoolgids.files.models import StoredFile
from schoolgids.files.services import read


def download(stored: StoredFile, *, name: str = "", attached: bool = False) -> HttpResponse:
    """The file, shown by the browser or (attached) saved by it, kept by nobody on the way.

    name: without its ending, which follows from what the file is; the file's own when not given.
    Raises Http404 when retention has destroyed it.
    """
    try:
        content = read(stored)
    except FileNotFoundError as destroyed:
        raise Http404 from destroyed
    ending = stored.media_type.rpartition("/")[2]
    shown = f"{name}.{ending}" if name else stored.name
    return HttpResponse(
        content,
        content_type=stored.media_type,
        headers={
            "Content-Disposition": content_disposition_header(attached, shown) or "",
            "Cache-Control": "private, no-store",
        },
    )
