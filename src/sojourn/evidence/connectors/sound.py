"""Refuse what came with status 200 and is no answer: pages, empty cubes, one-element error lists, totals of zero."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sojourn.evidence.connectors import refusals
from sojourn.evidence.connectors.asking import Answer
from sojourn.kernel.refused import Refused

MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)", re.IGNORECASE)
XML_ERROR = re.compile(rb"<(?:\w+:)?(?:faultstring|ErrorMessage|Error)\b.*?>\s*(.*?)\s*<", re.DOTALL | re.IGNORECASE)


def no_page(answer: Answer) -> Answer:
    """Raise Refused when a web page came instead of data; else give the answer back."""
    start = answer.start()
    if MARKUP.match(start):
        title = re.search(rb"<title[^>]*>\s*(.*?)\s*</title>", start, re.DOTALL | re.IGNORECASE)
        said = title.group(1).decode("utf-8", "replace") if title else "a page without a title"
        message = "{url} answered with a web page ({said}), not with data. Check the address; try again later."
        raise _drop(answer, "page_instead_of_data", message, said=said[:120])
    return answer


def rows_of_text(answer: Answer) -> Answer:
    """Raise Refused when a CSV or TSV holds nothing below its header; else give the answer back."""
    no_page(answer)
    with answer.path.open("rb") as file:
        header = file.readline()
        row = next((line for line in file if line.strip()), b"")
    if XML_ERROR.search(header + row):
        found = XML_ERROR.search(header + row)
        said = found.group(1).decode("utf-8", "replace") if found else ""
        message = "{url} answered with an error in XML: {said}. Check the dataset and the filters."
        raise _drop(answer, "error_with_200", message, said=said[:200])
    if not row:
        message = (
            "{url} answered with a table without rows. A filter names a code that this dataset does not have: "
            "read the codes of each dimension from the structure, and ask again."
        )
        raise _drop(answer, "empty_answer", message)
    return answer


def json_of(answer: Answer) -> Any:
    """The JSON of an answer; raises Refused for a page, and for text that is no JSON (naming the place)."""
    no_page(answer)
    try:
        return json.loads(answer.path.read_bytes())
    except ValueError as error:
        message = "{url} answered with text that is no JSON ({why}). The answer may be cut off: ask again."
        raise _drop(answer, "no_json", message, why=str(error)) from error


def pair_of_world_bank(answer: Answer) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """Paging and rows of a World Bank v2 answer; raises Refused for its one-element error list and for no rows."""
    content = json_of(answer)
    if not isinstance(content, list) or len(content) < 2 or content[1] is None:
        said = _short(content[0] if isinstance(content, list) and content else content)
        message = "{url} answered without rows: {said}. The indicator may have been renamed or withdrawn."
        raise _drop(answer, "error_with_200", message, said=said)
    if not content[1]:
        raise _drop(answer, "empty_answer", "{url} answered with no row. Check the indicator, countries and years.")
    return content[0], content[1]


def items_of(answer: Answer, key: str, hint: str) -> Sequence[Mapping[str, Any]]:
    """The list under `key` of a JSON object; raises Refused when it is absent or the object reports an error."""
    content = json_of(answer)
    items = content.get(key) if isinstance(content, dict) else None
    wrong = isinstance(content, dict) and (content.get("isSuccess") is False or content.get("errorMessages"))
    if not isinstance(items, list) or wrong:
        message = "{url} answered without the list “{key}”: {said}. {hint}"
        raise _drop(answer, "error_with_200", message, key=key, said=_short(content), hint=hint)
    return items


def _short(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)[:200]


def forget(path: Path) -> None:
    """Remove a file that came, and what was kept to ask for it again."""
    for each in (path, path.with_name(path.name + ".asked")):
        each.unlink(missing_ok=True)


def _drop(answer: Answer, code: str, message: str, **params: object) -> Refused:
    """Forget what came, so that a next run asks anew, and return the refusal."""
    forget(answer.path)
    return refusals.refused(code, message, url=answer.url, **params)
