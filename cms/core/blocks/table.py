"""Tables of text. Wagtail's own table blocks give wagtail-localize nothing to translate, so ours are lists of texts."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ContentBlock, Problem


class RowBlock(ContentBlock):
    """One row."""

    cells = blocks.ListBlock(blocks.TextBlock(required=False, rows=1, label=_("Cell")), label=_("Cells"))

    class Meta:
        icon = "table"
        label = _("Row")


class TableBlock(ContentBlock):
    """A small table with headings."""

    caption = blocks.CharBlock(max_length=200, label=_("What the table shows"))
    columns = blocks.ListBlock(
        blocks.CharBlock(max_length=80, label=_("Heading")), min_num=2, max_num=6, label=_("Columns")
    )
    rows = blocks.ListBlock(RowBlock(), label=_("Rows"))
    row_headers = blocks.BooleanBlock(required=False, label=_("The first cell of each row is its heading"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "core/blocks/table.html"
        description = _("A small table: few columns, so that it fits a phone.")
        preview_value = {
            "caption": _("How long a card is valid"),
            "columns": [_("Card"), _("Valid for")],
            "rows": [{"cells": [_("Refugee"), _("5 years")]}, {"cells": [_("Humanitarian"), _("3 years")]}],
            "row_headers": True,
        }

    def problems(self, value):
        columns = len(value["columns"])
        return [
            Problem(
                ("rows", position, "cells"),
                gettext("This row has %(cells)d cells, the table has %(columns)d columns.")
                % {"cells": len(row["cells"]), "columns": columns},
            )
            for position, row in enumerate(value["rows"])
            if len(row["cells"]) != columns
        ]
