"""From a content file's `body` to the stored form of a StreamField, with explicit ids everywhere."""

import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt

from .files import ContentError, block_id

KEY = re.compile(r"^[a-z0-9-]+$")
markdown = MarkdownIt("commonmark", {"html": False}).disable(["heading", "list", "blockquote", "code", "fence", "hr"])


class BodyBuilder:
    """Builds the stored stream of one page.

    `picture`, `recording` and `page` turn a file name or page path into a primary key; they raise KeyError for
    unknown ones.
    """

    def __init__(
        self, path: str, picture: Callable[[str], int], recording: Callable[[str], int], page: Callable[[str], int]
    ):
        self.path = path
        self.picture_pk = picture
        self.recording_pk = recording
        self.page_pk = page

    def build(self, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the stream's stored form; raises ContentError for what isn't in the form."""
        seen: set[str] = set()
        stream = []
        for item in body:
            kind = next((name for name in BUILDERS if name in item), None)
            key = str(item.get("key", ""))
            if kind is None or not KEY.match(key) or key in seen:
                raise ContentError(
                    f"{self.path}: block without kind, with a missing, wrong or repeated key: {item!r:.100}"
                )
            seen.add(key)
            block_type, build = BUILDERS[kind]
            try:
                stream.append({"type": block_type, "value": build(self, item, key), "id": block_id(self.path, key)})
            except (KeyError, TypeError) as error:
                raise ContentError(f"{self.path}#{key}: {error!r}") from error
        return stream

    def rich(self, text: str) -> str:
        """Return Markdown as Wagtail's stored rich text: paragraphs, bold, links, names."""
        html = markdown.render(text.strip()).strip().replace("strong>", "b>").replace("\n", "")
        return re.sub(r'<a href="page:([^"]*)">', lambda m: f'<a linktype="page" id="{self.page_pk(m[1])}">', html)

    def picture(self, item: dict[str, Any], name: str = "picture", alt: str = "picture_alt") -> dict[str, Any]:
        """Return a picture's two fields."""
        return {"picture": self.picture_pk(item[name]) if item.get(name) else None, "picture_alt": item.get(alt, "")}

    def items(self, key: str, name: str, values: list[Any]) -> list[dict[str, Any]]:
        """Return list items with ids made of the item's own key (`values` of pairs) or its position."""
        return [
            {"type": "item", "value": value, "id": block_id(self.path, key, name, n)} for n, value in enumerate(values)
        ]

    def heading(self, item, key):
        return {"text": item["heading"], "level": str(item.get("level", 2)), **self.picture(item)}

    def text(self, item, key):
        return self.rich(item["text"])

    def list_(self, item, key):
        return {"items": self.items(key, "items", [self.rich(str(value)) for value in item["list"]])}

    def steps(self, item, key):
        steps = [step if isinstance(step, dict) else {"text": str(step)} for step in item["steps"]]
        values = [{"text": self.rich(step["text"]), **self.picture(step)} for step in steps]
        return {"items": self.items(key, "items", values)}

    def picture_block(self, item, key):
        return {**self.picture(item, alt="alt"), "caption": item.get("caption", "")}

    def callout(self, item, key):
        return {"kind": item.get("kind", "important"), "text": self.rich(item["callout"])}

    def definition(self, item, key):
        return {"term": item["definition"], "meaning": item["meaning"]}

    def quote(self, item, key):
        return {"text": item["quote"], "source": item.get("source", "")}

    def table(self, item, key):
        table = item["table"]
        rows = [
            {
                "type": "item",
                "value": {"cells": self.items(key, f"rows/{n}", [str(cell) for cell in row])},
                "id": block_id(self.path, key, "rows", n),
            }
            for n, row in enumerate(table["rows"])
        ]
        return {
            "caption": table.get("caption") or item.get("caption", ""),
            "columns": self.items(key, "columns", [str(column) for column in table["columns"]]),
            "rows": rows,
            "row_headers": bool(table.get("row_headers") or item.get("row_headers")),
        }

    def recording(self, item, key):
        return {
            "title": item["title"],
            "media": self.recording_pk(item["recording"]),
            "transcript": self.rich(item["transcript"]),
        }

    def footnote(self, item, key):
        return {"text": self.rich(item["footnote"])}

    def question(self, item, key):
        options = [
            {
                "type": "item",
                "value": {
                    "text": option["text"],
                    "is_right": bool(option.get("right")),
                    "feedback": option.get("feedback", ""),
                    **self.picture(option),
                },
                "id": block_id(self.path, key, "options", option["key"]),
            }
            for option in item["options"]
        ]
        return {
            "text": item["question"],
            "options": options,
            "hints": self.items(key, "hints", item.get("hints", [])),
            "explanation": item.get("explanation", ""),
            **self.picture(item),
        }

    def open_question(self, item, key):
        return {"text": item["open_question"], "help": item.get("help", ""), **self.picture(item)}

    def case(self, item, key):
        return {
            "title": item["case"],
            "situation": item["situation"],
            "is_scored": False,
            "nodes": [self.node(key, node) for node in item["nodes"]],
            **self.picture(item),
        }

    def node(self, key, node):
        value = {"number": node["number"], **self.picture(node)}
        if "ending" in node:
            value |= {"text": node["ending"], "lesson": node["lesson"], "is_good": bool(node.get("good"))}
        else:
            value |= {
                "text": node["text"],
                "choices": [
                    {
                        "type": "item",
                        "value": {"text": choice["text"], "goes_to": choice["goes_to"]},
                        "id": block_id(self.path, key, "nodes", node["key"], choice["key"]),
                    }
                    for choice in node["choices"]
                ],
            }
        return {
            "type": "ending" if "ending" in node else "node",
            "value": value,
            "id": block_id(self.path, key, "nodes", node["key"]),
        }

    def day(self, item, key):
        parts = [
            {"time": part.get("time"), "title": part["title"], **{n: part.get(n, "") for n in ("text", "speakers")}}
            for part in item["parts"]
        ]
        return {"on": _day(item.get("date")), "title": item["day"], "parts": self.items(key, "parts", parts)}

    def photograph(self, item, key):
        value = self.picture(item, "photograph", "alt")
        return {**value, "caption": item.get("caption", ""), "consent": item.get("consent", "")}

    def follow_up(self, item, key):
        text = item.get("measure") or item["follow_up"]
        return {"text": text, "owner": item.get("owner", ""), "by": _day(item.get("by"))}

    def group(self, item, key):
        roles = [{"role": role["role"], "who": role.get("who", "")} for role in item["roles"]]
        return {"name": item["group"], "task": item.get("task", ""), "roles": self.items(key, "roles", roles)}

    def step(self, item, key):
        return {"text": item["step"], "by": _day(item.get("by")), "done": bool(item.get("done"))}

    def hero(self, item, key):
        link = item.get("link", "").removeprefix("page:")
        return {
            "heading": item["hero"],
            "text": item["text"],
            "link": self.page_pk(link) if link else None,
            "link_text": item.get("link_text", ""),
            **self.picture(item),
        }

    def cards(self, item, key):
        pages = [self.page_pk(page.removeprefix("page:")) for page in item["pages"]]
        return {"heading": item["cards"], "pages": self.items(key, "pages", pages)}

    def news(self, item, key):
        return {"heading": item["news"], "count": item.get("count", 2)}


def _day(value):
    return value.isoformat() if value else None


# The word that begins a block in a file → the block's type and how it is built. Longer forms stand before the fields
# they share names with.
BUILDERS: dict[str, tuple[str, Callable[[BodyBuilder, dict[str, Any], str], Any]]] = {
    "day": ("day", BodyBuilder.day),
    "photograph": ("photograph", BodyBuilder.photograph),
    "measure": ("measure", BodyBuilder.follow_up),
    "follow_up": ("follow_up", BodyBuilder.follow_up),
    "group": ("group", BodyBuilder.group),
    "step": ("step", BodyBuilder.step),
    "hero": ("hero", BodyBuilder.hero),
    "cards": ("cards", BodyBuilder.cards),
    "news": ("news", BodyBuilder.news),
    "heading": ("heading", BodyBuilder.heading),
    "list": ("list", BodyBuilder.list_),
    "steps": ("steps", BodyBuilder.steps),
    "callout": ("callout", BodyBuilder.callout),
    "definition": ("definition", BodyBuilder.definition),
    "quote": ("quote", BodyBuilder.quote),
    "table": ("table", BodyBuilder.table),
    "recording": ("recording", BodyBuilder.recording),
    "footnote": ("footnote", BodyBuilder.footnote),
    "question": ("choice_question", BodyBuilder.question),
    "open_question": ("open_question", BodyBuilder.open_question),
    "case": ("case", BodyBuilder.case),
    "picture": ("picture", BodyBuilder.picture_block),
    "text": ("text", BodyBuilder.text),
}
