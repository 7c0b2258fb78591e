"""Covers that are drawn: e-readers show books by a picture, and many of them show no SVG."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from cms.core.medium import is_easy

from .book import Book

Point = tuple[float, float]

FONTS = Path(settings.BASE_DIR, "cms", "core", "fonts")
ARABIC = re.compile(r"[\u0600-\u06ff]")
WIDTH, HEIGHT, EDGE = 1200, 1600, 100
PAPER, BRAND, SUN = "#fffdf8", "#08535c", "#f4b93a"
# The first in which a text stays within half a page's height is taken, else the last.
TITLE_SIZES, SMALL = (130, 110, 90, 70, 50), (52, 40)
TEXT_HEIGHT, LINE = 560, 1.35
# The site's sign on a field of 41 × 27: two arches, each from the foot of a post up, over, and down another post.
ARCHES = [
    (PAPER, [(2.5, 24), (2.5, 17), (20.5, -3), (38.5, 17), (38.5, 24)]),
    (SUN, [(12.5, 24), (12.5, 18), (20.5, 10), (28.5, 18), (28.5, 24)]),
]


def draw_cover(book: Book, photo: bytes | None = None) -> bytes:
    """Return a JPEG picture with the book's title above a photo, or above the site's sign where there is none.

    A photo that is higher than wide is a cover that somebody designed: it is taken as it is.
    """
    picture = Image.open(BytesIO(photo)).convert("RGB") if photo else None
    if picture and picture.height > picture.width:
        return _jpeg(picture)
    cover = Image.new("RGB", (WIDTH, HEIGHT), BRAND)
    easy = _("Easy language") if is_easy(book.language) else ""
    top = EDGE
    for text, colour, sizes in ((book.title, PAPER, TITLE_SIZES), (book.subtitle, PAPER, SMALL), (easy, SUN, SMALL)):
        top = _write(cover, text, colour, sizes, book.right_to_left, top)
    top = max(top, HEIGHT // 2)
    if picture:
        cover.paste(ImageOps.fit(picture, (WIDTH, HEIGHT - top)), (0, top))
    else:
        _draw_bridge(cover, top)
    return _jpeg(cover)


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=85, optimize=True)
    return file.getvalue()


def _write(cover: Image.Image, text: str, colour: str, sizes: Iterable[int], right_to_left: bool, top: int) -> int:
    """Write a text in the largest size that leaves room for others; return where the next one begins."""
    if right_to_left and not features.check("raqm"):
        return top  # without FriBiDi, which comes with Pango, letters would stand apart and in the wrong order
    for size in sizes:
        font = _font(text, size)
        lines = _wrapped(text, font)
        if len(lines) * size * LINE <= TEXT_HEIGHT:
            break
    draw = ImageDraw.Draw(cover)
    x, anchor, direction = (WIDTH - EDGE, "ra", "rtl") if right_to_left else (EDGE, "la", None)
    for line in lines:
        draw.text((x, top), line, colour, font, anchor, direction=direction)
        top += round(size * LINE)
    return top + EDGE // 4 if text else top


def _font(text: str, size: int) -> ImageFont.FreeTypeFont:
    family = "Vazirmatn" if ARABIC.search(text) else "NotoSans"
    return ImageFont.truetype(FONTS / f"{family}-Bold.ttf", size)


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= WIDTH - 2 * EDGE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _draw_bridge(cover: Image.Image, top: int) -> None:
    """Draw the sign below a height, larger first, so that its edges are smooth."""
    scale, finer = min(20, (HEIGHT - top - EDGE) // 27), 3
    size = (41 * scale, 27 * scale)
    place = ((WIDTH - size[0]) // 2, HEIGHT - EDGE - size[1])
    for colour, points in ARCHES:
        shape = Image.new("L", (size[0] * finer, size[1] * finer))
        draw = ImageDraw.Draw(shape)
        for x, y in _path(*points):
            x, y, radius = x * scale * finer, y * scale * finer, 2.5 * scale * finer
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
        cover.paste(colour, place, shape.resize(size))


def _path(start: Point, left: Point, middle: Point, right: Point, end: Point) -> Iterator[Point]:
    """Yield the points of an arch, closely."""
    steps = [step / 100 for step in range(101)]
    for a, b, c in ((start, start, left), (left, middle, right), (right, right, end)):
        for t in steps:
            x, y = ((1 - t) ** 2 * i + 2 * t * (1 - t) * j + t * t * k for i, j, k in zip(a, b, c, strict=True))
            yield x, y
