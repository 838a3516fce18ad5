"""Template words of the house: icons, numbers, instants and names that read well in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django import template
from django.forms import BoundField
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from sojourn.web.icons import icon_svg

register = template.Library()


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Draw an icon; silent to screen readers unless it has a title."""
    return mark_safe(icon_svg(name, escape(title)))  # noqa: S308 the text is ours, the title escaped


def _language() -> str:
    return (get_language() or "en").replace("-", "_")


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Write a date (or the ISO text of one) in words of the reader's language; '' when there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.astimezone(get_current_timezone()).date()
    return format_date(value, "d MMM y", locale=_language())


@register.filter
def instant(value: datetime | None) -> str:
    """Write an instant in the office's own time and the reader's language; '' when there is none."""
    if value is None or value == "":
        return ""
    return format_datetime(value, "d MMM y, HH:mm", tzinfo=get_current_timezone(), locale=_language())


@register.filter
def figure(value: Any) -> str:
    """Write a number as the reader's language groups it, at most two decimals; '' when there is none."""
    if value is None or value == "":
        return ""
    return format_decimal(value, "#,##0.##", locale=_language())


@register.filter
def code(value: str) -> SafeString:
    """Keep a number such as "AVRR-26-000123-4" left to right inside any sentence."""
    return format_html('<bdi class="number" dir="ltr">{}</bdi>', value)


@register.filter
def as_input(field: BoundField) -> SafeString:
    """Draw a control of one of Django's own forms as a control of the house."""
    attrs: dict[str, Any] = {"class": "input", "dir": "auto"}
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.id_for_label}_error"}
    return field.as_widget(attrs=attrs | {"placeholder": ""})


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """Look a key up in a mapping; '' when it is not there."""
    return (mapping or {}).get(key, "")
