"""Tags of reports."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format

register = template.Library()


@register.filter
def cell(value: Any) -> str:
    """Return what stands in a cell of a report's table: numbers and dates as readers of the language write them."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return date_format(value)
    return floatformat(value, "-2g") if is_number(value) else str(value)


@register.filter
def is_number(value: Any) -> bool:
    """Return whether a cell holds a number: those stand below each other at the end of their column."""
    return isinstance(value, int | Decimal)


@register.filter
def as_number(value: str | None) -> str:
    """Return a frozen figure as readers of the language write numbers."""
    return cell(Decimal(value) if value is not None else None)
