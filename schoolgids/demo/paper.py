"""What a demo keeps as scans and screenshots: drawn here, with nobody's face or hand on it."""

import io

from PIL import Image, ImageDraw

from schoolgids.files.inspection import Accepted

INK, PAPER, LINE = (40, 44, 52), (252, 251, 247), (196, 192, 182)
BUBBLES = ((214, 232, 246), (226, 240, 220), (246, 230, 214))


def signed_form(rows: int, *, seed: int) -> Accepted:
    """A scan of a form: a title, rows with a box that is ticked, a scrawl for a signature."""
    picture = Image.new("RGB", (620, 877), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((48, 48), "Toestemming beeld en geluid", fill=INK, font_size=26)
    for number in range(rows):
        top = 130 + number * 26
        draw.line((48, top + 18, 480, top + 18), fill=LINE)
        left = 500 if (seed + number) % 5 else 550
        for box in (500, 550):
            draw.rectangle((box, top, box + 16, top + 16), outline=INK)
        draw.line((left + 2, top + 2, left + 14, top + 14), fill=INK, width=2)
        draw.line((left + 14, top + 2, left + 2, top + 14), fill=INK, width=2)
    points = [(60 + step * 9, 820 + (seed * step * 7) % 31 - 15) for step in range(18)]
    draw.line(points, fill=INK, width=2, joint="curve")
    return _as_png(picture)


def screenshot(lines: int, *, seed: int) -> Accepted:
    """A conversation in an app: bubbles, without words."""
    picture = Image.new("RGB", (390, 620), (245, 246, 248))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 390, 56), fill=(70, 78, 92))
    for number in range(lines):
        top, mine = 80 + number * 66, (seed + number) % 3 == 0
        left = 150 if mine else 16
        width = 120 + (seed * (number + 3) * 29) % 90
        draw.rounded_rectangle(
            (left, top, left + width, top + 48), 12, fill=BUBBLES[(seed + number) % len(BUBBLES)]
        )
        draw.line((left + 14, top + 24, left + width - 16, top + 24), fill=LINE, width=5)
    return _as_png(picture)


def _as_png(picture: Image.Image) -> Accepted:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Accepted(out.getvalue(), "image/png")
