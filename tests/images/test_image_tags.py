"""How pictures stand in a page: modern formats, the size a phone needs, and nothing that jumps while it loads."""

import random

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.template import Context, Template
from PIL import Image as PillowImage

from cms.images.models import CustomImage
from cms.images.renditions import WIDTHS
from cms.images.templatetags.image_tags import SIZES
from tests.factories import picture

PHONES = [(360, 2), (360, 3), (412, 2.625), (430, 3)]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320"><path d="M0 0h9v9z"/></svg>'


def show(image, options=""):
    """Return the picture as a page shows it."""
    template = Template(f"{{% load image_tags %}}{{% responsive_picture image alt {options} %}}")
    return BeautifulSoup(template.render(Context({"image": image, "alt": "A school."})), "html.parser")


def candidates(source):
    """Return the addresses of a source by their width in pixels."""
    return {int(width[:-1]): url for url, width in (c.split() for c in source["srcset"].split(", "))}


def photograph():
    """Return a picture with as much detail as a photograph has: noise of all sizes, from hills to grass."""
    chance, size = random.Random(1), (2400, 1600)
    bands = []
    for _colour in range(3):
        band = PillowImage.new("L", size, 128)
        for cells, share in (
            (4, 0.8),
            (8, 0.5),
            (16, 0.4),
            (32, 0.3),
            (64, 0.22),
            (128, 0.16),
            (256, 0.11),
            (512, 0.08),
        ):
            noise = PillowImage.frombytes("L", (cells, cells), chance.randbytes(cells * cells))
            band = PillowImage.blend(band, noise.resize(size, PillowImage.Resampling.BICUBIC), share)
        bands.append(band)
    return PillowImage.merge("RGB", bands)


@pytest.mark.django_db
class TestAPicture:
    def test_comes_as_avif_and_webp_and_in_no_older_format(self):
        shown = show(picture())
        assert [source["type"] for source in shown.find_all("source")] == ["image/avif", "image/webp"]
        for source in shown.find_all("source"):
            assert all(url.endswith(source["type"].split("/")[1]) for url in candidates(source).values())
        assert shown.img["src"].endswith(".webp")

    @pytest.mark.parametrize("size", WIDTHS)
    def test_comes_in_all_widths_of_its_place(self, size):
        source = show(picture(size=(2000, 1000)), f'"{size}"').source
        assert tuple(candidates(source)) == WIDTHS[size]
        assert source["sizes"] == SIZES[size]

    def test_names_its_shape_so_that_nothing_jumps(self):
        shown = show(picture(size=(1600, 1000)))
        assert int(shown.img["width"]) / int(shown.img["height"]) == pytest.approx(1.6, abs=0.01)

    def test_waits_until_it_is_seen_unless_it_is_the_first(self):
        image = picture()
        assert show(image).img["loading"] == "lazy"
        assert "loading" not in show(image, '"text" True').img.attrs

    def test_says_what_it_shows(self):
        assert show(picture()).img["alt"] == "A school."

    def test_is_left_out_where_there_is_none(self):
        assert str(show(None)).strip() == ""

    def test_of_small_size_is_not_enlarged(self):
        source = show(picture(size=(300, 200))).source
        assert max(candidates(source)) == 300

    def test_drawn_as_svg_stays_what_it_is(self):
        image = CustomImage.objects.create(title="a.svg", file=ContentFile(DRAWING.encode(), name="a.svg"))
        shown = show(image)
        assert shown.source is None
        assert (shown.img["width"], shown.img["height"]) == ("480", "320")
        assert shown.img["src"].endswith(".svg")


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize(("width", "density"), PHONES)
def test_a_phone_takes_a_file_of_720_pixels_at_most(size, width, density):
    claim = SIZES[size].split(", ")[-1]
    shown = width * float(claim[:-2]) / 100 if claim.endswith("vw") else float(claim.removesuffix("rem")) * 16
    needed = [candidate for candidate in WIDTHS[size] if candidate >= shown * density]
    assert min(needed, default=max(WIDTHS[size])) <= 720


@pytest.mark.django_db
def test_a_photograph_costs_a_phone_40_kilobytes_at_most():
    image = picture()
    photograph().save(image.file.path)
    for width_format in ("width-720|format-avif", "width-720|format-webp"):
        assert image.get_rendition(width_format).file.size <= 40 * 1024
