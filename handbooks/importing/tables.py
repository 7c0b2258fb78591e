"""Tables of HTML as tables of ours: a row of headings, at most six columns, each row as long as the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_COLUMNS = 6
LONGEST_HEADING = 80
MOST_SPANNED = 63  # as many columns as a table of Word may have


@dataclass
class Cell:
    """A cell: its paragraphs (`converter.Inline`)."""

    content: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, a line a paragraph."""
        return "\n".join(inline.text for inline in self.content if inline.text)


@dataclass
class Table:
    """A table in full: every row has a cell for every column.

    A cell that reaches over several rows is repeated, so that each row can be read alone; of one that reaches over
    several columns the others are empty.
    """

    caption: str
    rows: list[list[Cell]]
    head_rows: int
    row_headers: bool
    has_merged: bool

    @classmethod
    def of(cls, element: Any, cell_of: Callable[[Any], Cell]) -> "Table":
        """Return a `<table>`; `cell_of` reads a cell."""
        caption = " ".join(part.text_content() for part in element.findall("caption"))
        trs = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        rows: list[list[Cell]] = []
        heads: list[list[bool]] = []
        waiting: dict[int, tuple[int, Cell]] = {}
        merged = False
        for tr in trs:
            row: list[Cell] = []
            head: list[bool] = []
            for td in (cell for cell in tr if cell.tag in ("td", "th")):
                _fill(row, waiting)
                columns, down = _span(td, "colspan"), _span(td, "rowspan")
                merged |= columns > 1 or down > 1
                cell = cell_of(td)
                for n in range(columns):
                    content = cell if n == 0 else Cell()
                    if down > 1:
                        waiting[len(row)] = (down - 1, content)
                    row.append(content)
                    head.append(td.tag == "th")
            _fill(row, waiting)
            if any(cell.content for cell in row):
                rows.append(row)
                heads.append(head)
        width = max(map(len, rows), default=0)
        for row in rows:
            row += [Cell() for _n in range(width - len(row))]
        head_rows = next((n for n, head in enumerate(heads) if not head or not all(head)), len(heads))
        row_headers = len(rows) > head_rows and all(head and head[0] for head in heads[head_rows:])
        return cls(caption, rows, head_rows, row_headers, merged)

    @property
    def is_layout(self) -> bool:
        """Whether it only puts text in a place: one row or one column."""
        return len(self.rows) < 2 or len(self.rows[0]) < 2

    @property
    def first_words(self) -> str:
        """Words to know it by."""
        return next((cell.text for cell in self.cells() if cell.text), "")

    def cells(self) -> Iterator[Cell]:
        """Yield every cell once."""
        yield from {id(cell): cell for row in self.rows for cell in row}.values()

    def body_cells(self) -> Iterator[Cell]:
        """Yield the cells below the headings."""
        for row in self._divided()[1]:
            yield from row

    def remarks(self) -> Iterator[str]:
        """Yield the kinds of what will be different or is to be looked at."""
        if self.has_merged:
            yield "merged_cells"
        if len(self.rows[0]) > MOST_COLUMNS:
            yield "wide_table"
        if not self._heading_rows:
            yield "table_numbers"
        elif not self.head_rows:
            yield "table_head"

    def values(self, caption: str) -> list[dict[str, Any]]:
        """Return the values of table blocks: one, or several that each begin with the first column of a wide one."""
        columns, rows = self._divided()
        width = len(columns)
        parts = [list(range(width))]
        if width > MOST_COLUMNS:
            step = MOST_COLUMNS - 1
            parts = [[0, *range(start, min(start + step, width))] for start in range(1, width, step)]
        return [
            {
                "caption": caption,
                "columns": [_item(columns[n]) for n in part],
                "rows": [_item({"cells": [_item(row[n].text) for n in part]}) for row in rows],
                "row_headers": self.row_headers,
            }
            for part in parts
        ]

    @property
    def _heading_rows(self) -> int:
        """How many rows are headings; 0 where none will do."""
        # Headings alone have nothing to stand over; then, as where nothing is marked, it may be the first row.
        rows = self.head_rows if 0 < self.head_rows < len(self.rows) else 1
        names = self._names(rows)
        return (
            rows
            if all(0 < len(name) <= LONGEST_HEADING for name in names[1:]) and len(names[0]) <= LONGEST_HEADING
            else 0
        )

    def _names(self, rows: int) -> list[str]:
        texts = [[cell.text for cell in row] for row in self.rows[:rows]]
        return [_heading([row[n] for row in texts]) for n in range(len(self.rows[0]))]

    def _divided(self) -> tuple[list[str], list[list[Cell]]]:
        rows = self._heading_rows
        columns = self._names(rows) if rows else [str(n) for n in range(1, len(self.rows[0]) + 1)]
        return columns, self.rows[rows:]


def _heading(texts: list[str]) -> str:
    return " – ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def _fill(row: list[Cell], waiting: dict[int, tuple[int, Cell]]) -> None:
    """Put the cells into a row that reach down from the rows above."""
    while len(row) in waiting:
        left, cell = waiting.pop(len(row))
        if left > 1:
            waiting[len(row)] = (left - 1, cell)
        row.append(cell)


def _span(element: Any, name: str) -> int:
    try:
        return min(max(1, int(element.get(name) or 1)), MOST_SPANNED if name == "colspan" else 10_000)
    except ValueError:
        return 1


def _item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value}
