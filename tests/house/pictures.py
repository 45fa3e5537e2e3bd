"""Files that somebody may upload as a logo, good and bad."""

import io
from typing import Any

from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(
    image_format: str = "PNG",
    size: tuple[int, int] = (120, 60),
    mode: str = "RGB",
    colour: Any = None,
    **options: Any,
) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, "navy" if colour is None else colour).save(out, image_format, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
