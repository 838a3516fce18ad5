"""Load a pack's rules.py: the one place where a pack may say what does not fit one readable line.

It is read as source first: only a few modules that compute, the kernel and the grammar may be imported, nothing is
written or run, and every public function needs a docstring that names its source.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Any

from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place

_ROOMS_BELOW = ("sojourn.kernel", "sojourn.grammar")
# What computes; pathlib, to read the tables in the pack's own folder.
COMPUTING = frozenset({
    "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "itertools", "json", "math", "operator", "pathlib", "re", "statistics", "string", "types", "typing", "unicodedata",
    "zoneinfo",
})  # fmt: skip
_NOT_FOR_RULES = frozenset({
    "open", "exec", "eval", "compile", "__import__", "globals", "locals", "vars", "setattr", "delattr", "input",
    "breakpoint", "write_text", "write_bytes", "unlink", "rename", "mkdir", "rmdir", "touch", "chmod",
    "symlink_to", "hardlink_to", "__subclasses__", "__globals__", "__builtins__",
})  # fmt: skip
NO_RULES: Mapping[str, Any] = MappingProxyType({})


def load_rules(reader: Reader, path: Path, file: str, fingerprint: str) -> Mapping[str, Any]:
    """Return the public functions of rules.py by name; faults when it imports more than it may or cannot be read."""
    if not path.is_file():
        return NO_RULES
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=file)
    except SyntaxError as error:
        reader.fault(Place(file, error.lineno or 1, error.offset or 1), "python", f"not Python: {error.msg}")
        return NO_RULES
    before = len(reader.faults)
    _check(reader, tree, file)
    if len(reader.faults) > before:
        return NO_RULES
    return _functions(reader, path, file, fingerprint)


def _check(reader: Reader, tree: ast.Module, file: str) -> None:
    for node in ast.walk(tree):
        for module in _imported(node):
            if module.split(".")[0] not in COMPUTING and not _is_below(module):
                message = f"rules.py computes from facts: it may not import {module}{did_you_mean(module, COMPUTING)}"
                reader.fault(Place(file, getattr(node, "lineno", 1), 1), "import", message)
        if (name := _named(node)) in _NOT_FOR_RULES:
            message = f"rules.py computes from facts: it may not use {name}"
            reader.fault(Place(file, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1), "import", message)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            message = f"{node.name} needs a docstring: what it decides, and the source of the rule"
            reader.fault(Place(file, node.lineno, 1), "docstring", message)


def _is_below(module: str) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in _ROOMS_BELOW)


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "."] if not node.level else ["."]
    return []


def _functions(reader: Reader, path: Path, file: str, fingerprint: str) -> Mapping[str, Any]:
    name = f"sojourn_rules_{fingerprint[:16]}_{abs(hash(str(path.resolve()))):x}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        reader.fault(Place(file, 1, 1), "python", f"rules.py cannot be loaded: {type(error).__name__}: {error}")
        return NO_RULES
    return MappingProxyType(
        {
            key: value
            for key, value in vars(module).items()
            if isinstance(value, FunctionType) and value.__module__ == name and not key.startswith("_")
        }
    )
