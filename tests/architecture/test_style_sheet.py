"""The site's style sheet serves both directions of writing, and the oldest browsers that the README names.

Chrome and Android WebView 87, Safari 14.0. The lists below were looked up in MDN's browser-compat-data (8.1.9); a name
that is missing from them is to be looked up before it is used.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import tinycss2
from django.conf import settings

STYLE_SHEETS = [settings.BASE_DIR / "cms" / "static" / name for name in ("mostik.css", "poster.css", "paper.css")]
SITE = STYLE_SHEETS[0].read_text()
# The poster is the same from both sides; cards and lists to sign aren't.
BOTH_DIRECTIONS = [file for file in STYLE_SHEETS if file.name != "poster.css"]

# Known to Chrome 87 and Safari 14.0.
PROPERTIES = set(
    re.findall(
        r"\S+",
        """
    align-content align-items background block-size border border-block-end border-block-start border-collapse
    border-color border-inline-start border-radius box-shadow box-sizing break-after break-before break-inside clip-path
    color color-scheme content counter-increment counter-reset cursor display fill flex flex-direction flex-wrap font
    font-family font-size font-style font-weight grid-column grid-row grid-template-columns inline-size justify-content
    letter-spacing line-height list-style margin margin-block-end margin-block-start margin-inline-end
    margin-inline-start max-block-size max-inline-size min-block-size min-inline-size object-fit order outline
    outline-offset overflow overflow-wrap overflow-x padding padding-block-end padding-block-start padding-inline-end
    padding-inline-start place-items pointer-events position stroke stroke-linecap stroke-linejoin stroke-width
    text-align text-decoration text-decoration-color text-underline-offset transform vertical-align visibility
    white-space word-break z-index
    """,
    )
)
# Younger, with what the oldest browsers show instead.
YOUNGER = {
    "accent-color": "the browser's own colour",
    "gap": "in flex boxes (Safari 14.1) nothing: margins below `@supports not (inset: 0)` stand in; grids have it",
    "hyphens": "words aren't broken by default either",
    "inset": "(Safari 14.1) only the heading of a card is its link",
    "inset-block-end": "(Safari 14.1) the bar at the foot scrolls with the page",
    "inset-inline-end": "(Safari 14.1) a menu opens in its place: see `@supports not (inset: 0)`",
    "inset-inline-start": "(Safari 14.1) a menu opens in its place: see `@supports not (inset: 0)`",
    "scroll-behavior": "jumps instead of gliding",
    "scroll-margin-block-start": "a target stands at the very edge of the window",
    "text-decoration-thickness": "the browser's own thickness",
    "text-wrap": "lines as they come",
}
# Of what is printed: the poster, by a PDF engine of our own too, and what trainers print. Paper has no direction of
# scrolling.
ON_PAPER = {"poster.css": {"height", "max-width", "width", "size", "max-height"}, "paper.css": {"size"}}

FUNCTIONS = {"attr", "calc", "clamp", "counter", "inset", "max", "min", "minmax", "repeat", "scaleX", "var"}
UNITS = {"%", "em", "fr", "mm", "pt", "px", "rem", "vh", "vw"}
PSEUDO = {
    *(
        "root",
        "hover",
        "focus",
        "target",
        "first-child",
        "last-child",
        "nth-child",
        "not",
        "lang",
        "checked",
        "disabled",
    ),
    *("before", "after", "marker", "-webkit-details-marker"),
}
YOUNGER_PSEUDO = {
    "focus-visible": "(Safari 15.4) the browser's own ring: no rule takes it away",
}
AT_RULES = {"media", "supports", "page", "font-face"}
MEDIA_FEATURES = {"min-width", "max-width", "max-height", "prefers-color-scheme", "prefers-reduced-motion"}

PHYSICAL = re.compile(
    r"^(left|right|top|bottom|(min-|max-)?(width|height)|float|clear|"
    r"(margin|padding|scroll-margin|scroll-padding)-(left|right|top|bottom)|"
    r"border-(left|right|top|bottom)(-.*)?)$"
)


class Declaration(NamedTuple):
    """A property with its value, where it stands, and the at-rules around it."""

    line: int
    selector: str
    name: str
    value: list
    around: tuple[str, ...]


def rules_of(nodes: list, around: tuple[str, ...] = ()) -> Iterator[tuple[tinycss2.ast.Node, tuple[str, ...]]]:
    """Yield every rule, those inside at-rules included, with the at-rules around it."""
    for node in nodes:
        if node.type == "error":
            raise AssertionError(f"line {node.source_line}: {node.message}")
        yield node, around
        if node.type == "at-rule" and node.content is not None and node.lower_at_keyword in ("media", "supports"):
            heading = f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from rules_of(inside, (*around, heading))


def rules(source: str) -> list[tuple[tinycss2.ast.Node, tuple[str, ...]]]:
    return list(rules_of(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)))


def declarations(source: str) -> Iterator[Declaration]:
    """Yield every declaration of a style sheet."""
    for rule, around in rules(source):
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            continue
        selector = tinycss2.serialize(rule.prelude).strip()
        for node in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
            assert node.type == "declaration", (
                f"line {node.source_line}: a rule inside a rule (or an error) in {selector}"
            )
            yield Declaration(node.source_line, selector, node.name, node.value, around)


def tokens(nodes: list) -> Iterator[tinycss2.ast.Node]:
    """Yield all tokens of a value, those inside functions and brackets included."""
    for node in nodes:
        yield node
        yield from tokens(getattr(node, "arguments", None) or getattr(node, "content", None) or [])


def pseudo_of(rule: tinycss2.ast.Node) -> list[str]:
    """Return the pseudo-classes and pseudo-elements of a rule's selectors."""
    text = re.sub(r"\[[^]]*\]", "", tinycss2.serialize(rule.prelude))
    return re.findall(r"::?([\w-]+)", text)


def names_of(source: str) -> set[str]:
    return {d.name for d in declarations(source) if not d.name.startswith("--")}


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_every_property_is_known_to_the_oldest_browsers_or_may_be_missing(file):
    allowed = PROPERTIES | set(YOUNGER) | ON_PAPER.get(file.name, set())

    assert names_of(file.read_text()) - allowed == set()


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_every_function_and_unit_is_known_to_the_oldest_browsers(file):
    values = [token for d in declarations(file.read_text()) for token in tokens(d.value)]

    assert {token.lower_name for token in values if token.type == "function"} - {f.lower() for f in FUNCTIONS} == set()
    assert {token.lower_unit for token in values if token.type == "dimension"} - UNITS == set()


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_every_selector_is_known_to_the_oldest_browsers_or_may_be_missing(file):
    used = [rule for rule, _around in rules(file.read_text()) if rule.type == "qualified-rule"]

    assert {name for rule in used for name in pseudo_of(rule)} - PSEUDO - set(YOUNGER_PSEUDO) == set()


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_a_selector_that_may_be_missing_takes_no_other_with_it(file):
    """A browser drops the whole rule if it doesn't know one of its selectors."""
    mixed = []
    for rule, _around in rules(file.read_text()):
        if rule.type == "qualified-rule" and set(pseudo_of(rule)) & set(YOUNGER_PSEUDO):
            mixed += [
                part for part in tinycss2.serialize(rule.prelude).split(",") if not re.search("focus-visible", part)
            ]

    assert mixed == []


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_not_takes_one_selector(file):
    """Lists inside `:not()` are known since Chrome 88."""
    assert re.findall(r":not\([^)]*,", file.read_text()) == []


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_every_at_rule_is_known_to_the_oldest_browsers(file):
    found = [rule for rule, _around in rules(file.read_text()) if rule.type == "at-rule"]

    assert {rule.lower_at_keyword for rule in found} - AT_RULES == set()
    media = [tinycss2.serialize(rule.prelude) for rule in found if rule.lower_at_keyword == "media"]
    assert {name for text in media for name in re.findall(r"\(\s*([\w-]+)", text)} - MEDIA_FEATURES == set()
    assert [text for text in media if re.search("[<>=]", text)] == []


@pytest.mark.parametrize("file", BOTH_DIRECTIONS, ids=lambda file: file.name)
def test_nothing_is_said_of_left_and_right(file):
    found = [f"{d.line}: {d.name}" for d in declarations(file.read_text()) if PHYSICAL.match(d.name)]
    found += [
        f"{d.line}: {d.name}: {token.value}"
        for d in declarations(file.read_text())
        for token in tokens(d.value)
        if token.type == "ident" and token.lower_value in ("left", "right")
    ]

    assert found == []


@pytest.mark.parametrize("file", BOTH_DIRECTIONS, ids=lambda file: file.name)
def test_both_sides_get_the_same_where_a_shorthand_names_four(file):
    """`margin: 0 1em 0 2em` is left and right by another name."""
    sides = {}
    for d in declarations(file.read_text()):
        if d.name in ("margin", "padding", "border-width", "border-color", "border-style"):
            parts = [part for part in re.split(r"\s+(?![^(]*\))", tinycss2.serialize(d.value).strip()) if part]
            if len(parts) == 4 and parts[1] != parts[3]:
                sides[d.line] = parts

    assert sides == {}


def test_the_ring_around_what_has_focus_is_never_taken_away():
    found = [
        d for d in declarations(SITE) if d.name == "outline" and tinycss2.serialize(d.value).strip() in ("none", "0")
    ]

    assert found == []


def test_browsers_without_gaps_in_flex_boxes_get_margins():
    """Safari got `inset` and gaps in flex boxes in the same version, and gaps can't be asked for."""
    stand_in = [d for d in declarations(SITE) if d.around == ("@supports not (inset: 0)",)]
    with_margin = {part.strip() for d in stand_in if d.name == "margin-inline-end" for part in d.selector.split(",")}
    flex = {d.selector for d in declarations(SITE) if d.name == "display" and "flex" in tinycss2.serialize(d.value)}
    spaced = {d.selector for d in declarations(SITE) if d.name == "gap" and d.selector in flex}

    parts = {part.strip() for selector in spaced for part in selector.split(",")}
    assert parts
    assert {part for part in parts if f"{part} > *" not in with_margin} == set()


def test_lists_name_only_what_is_used():
    used = set().union(*(names_of(file.read_text()) for file in STYLE_SHEETS))

    assert set(YOUNGER) - used == set()


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("p { color: red; a { color: blue } }", "rule inside a rule"),
        ("p { color: }}", "error"),
    ],
)
def test_what_is_no_plain_rule_is_seen(source, problem):
    with pytest.raises(AssertionError):
        list(declarations(source))
