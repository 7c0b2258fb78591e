"""What a table must have before it may be published."""

from tests.factories import mistakes
from tests.factories.bodies import items


def table(columns: int, *rows: int) -> tuple[str, dict]:
    """Return a table with so many columns and so many cells in each row."""
    return "table", {
        "caption": "How long a card is valid",
        "columns": items("columns", [f"Column {n}" for n in range(columns)]),
        "rows": items("rows", [{"cells": items(f"cells-{n}", ["A cell"] * cells)} for n, cells in enumerate(rows)]),
        "row_headers": True,
    }


def test_a_table_whose_rows_fit_its_columns_may_be_published():
    assert mistakes(table(3, 3, 3)) == {}


def test_a_row_with_too_few_or_too_many_cells_is_refused_at_its_cells():
    assert list(mistakes(table(2, 2, 1, 3))) == [(0, "rows", 1, "cells"), (0, "rows", 2, "cells")]


def test_a_table_is_narrow_enough_for_a_phone():
    assert list(mistakes(table(7, 7))) == [(0, "columns")]
    assert list(mistakes(table(1, 1))) == [(0, "columns")]


def test_a_cell_may_be_empty():
    kind, value = table(2, 2)
    value["rows"][0]["value"]["cells"][1]["value"] = ""

    assert mistakes((kind, value)) == {}


def test_an_unfinished_table_may_be_saved_as_a_draft():
    assert mistakes(table(2, 1), draft=True) == {}
