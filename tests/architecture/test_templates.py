"""Public pages carry nothing that the strict policy forbids and nothing that asks another host."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ["cms", "courses", "handbooks", "home", "search"]
ADMIN = re.compile(r"/admin/|/wagtailadmin/")
TEMPLATES = sorted(
    file
    for package in PACKAGES
    for file in (settings.BASE_DIR / package).rglob("templates/**/*")
    if file.is_file() and not ADMIN.search(file.as_posix())
)
# Names of XML vocabularies look like addresses, but nobody asks there.
VOCABULARY = re.compile(r'\sxmlns(?::\w+)?="[^"]*"|\srel="http://opds-spec\.org/[\w/-]+"')
OTHER_HOST = re.compile(r"""(?:https?:)?//[\w\[{]""")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)


class Forbidden(HTMLParser):
    """Collects what the policy would stop: inline scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.script_has_source = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.found += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        self.found += [
            f"{tag} {name}" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)


def markup_of(source: str) -> str:
    """Return a template with a letter for each piece of template code: in that, quotes stand inside quotes."""
    return TEMPLATE_CODE.sub("x", source)


def forbidden_in(source: str) -> list[str]:
    parser = Forbidden()
    parser.feed(markup_of(source))
    return parser.found


def name_of(file: Path) -> str:
    return file.relative_to(settings.BASE_DIR).as_posix()


def test_all_public_templates_are_looked_at():
    names = {name_of(file) for file in TEMPLATES}

    assert {"cms/templates/base.html", "courses/templates/courses/lesson.html", "cms/templates/500.html"} <= names
    assert len(names) > 40


@pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
def test_a_public_template_has_no_inline_script_or_style(file):
    assert forbidden_in(file.read_text()) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
def test_a_public_template_names_no_other_host(file):
    source = VOCABULARY.sub("", markup_of(file.read_text()))

    assert OTHER_HOST.findall(source) == []


@pytest.mark.parametrize("file", sorted((settings.BASE_DIR / "cms" / "static").rglob("*.*")), ids=name_of)
def test_a_static_file_names_no_other_host(file):
    if file.suffix not in (".css", ".js", ".svg"):
        pytest.skip("not a text")

    assert OTHER_HOST.findall(VOCABULARY.sub("", file.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<a {% if x %}class="y"{% endif %} onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_what_the_policy_would_stop_is_seen(source):
    assert len(forbidden_in(source)) == 1


@pytest.mark.parametrize(
    "source", ['<script type="module" src="/static/x.js"></script>', '<p class="style">on one</p>']
)
def test_what_the_policy_allows_is_not(source):
    assert forbidden_in(source) == []
