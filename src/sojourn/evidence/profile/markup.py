"""Writing HTML by hand, every text escaped; a profile needs no template engine and no server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Content = str | Html


def tag(name: str, *inside: Content, **attributes: str | int | None) -> Html:
    """An element; `class_` and `lang` and the like become attributes, None leaves one out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{said}>{joined(inside)}</{name}>")


def joined(parts: Iterable[Content]) -> Html:
    """Parts one after the other, those that are plain text escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def paragraphs(text: str) -> Html:
    """Plain text with blank lines between paragraphs; lines that begin with "- " become a list."""
    blocks = [block.strip().splitlines() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return joined(_block(lines) for lines in blocks)


def _block(lines: Sequence[str]) -> Html:
    if all(line.lstrip().startswith("- ") for line in lines):
        return tag("ul", *(tag("li", line.lstrip()[2:]) for line in lines))
    return tag("p", " ".join(line.strip() for line in lines))


def table(caption: str, head: Sequence[Content], rows: Iterable[Sequence[Content]], *, class_: str = "") -> Html:
    """A table whose first column names its rows."""
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows]
    return tag("table", tag("caption", caption), tag("thead", top), tag("tbody", *body), class_=class_ or None)
