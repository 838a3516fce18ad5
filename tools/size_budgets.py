"""Keep files and functions small: no file over 300 lines, no function over 40.

A file's lines are all its lines. A function's lines are those from `def` to its last one, its docstring left out,
since a long docstring that gives the source of a formula is no fault.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 300
FUNCTION_LINES = 40
# What migrations generate is a record, not something anybody edits.
EXEMPT = ("migrations",)


def faults_in(path: Path) -> Iterator[str]:
    """Yield a sentence for the file and for each function in it that is over budget."""
    text = path.read_text(encoding="utf-8")
    if (lines := text.count("\n")) > FILE_LINES:
        yield f"{path}:1: {lines} lines; the budget is {FILE_LINES}. Which two ideas live in this file?"
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := _lines_of(node)) > FUNCTION_LINES:
            yield f"{path}:{node.lineno}: {node.name}() has {lines} lines; the budget is {FUNCTION_LINES}."


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def main() -> int:
    """Check src and tools; return 1 when anything is over budget."""
    paths = [path for folder in ("src", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]
    faults = [fault for path in paths if not set(EXEMPT) & set(path.parts) for fault in faults_in(path)]
    print(*faults, sep="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
