"""Compile a function to machine code when it is first called, and keep the code for other processes.

The code lies in the user's cache folder (`NUMBA_CACHE_DIR` or `XDG_CACHE_HOME` when set, else `~/.cache`), under a name
that changes with the sources, so that code of another version is never run. Where that folder can't be written to,
every process compiles for itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])
_MATCHING = Path(__file__).parents[2]


def kernel(function: Function) -> Function:
    """Let a function of numbers and arrays run as machine code, several threads at once.

    It may not make arrays (memory is not counted inside); sums may be taken in any order, and what divides by 0 is
    infinite.
    """
    return _compiled(function)


def inlined(function: Function) -> Function:
    """The same for a function put into each one that calls it: a call hands over dozens of numbers."""
    return _compiled(function, forceinline=True)


def small(function: Function) -> Function:
    """The same for a few lines without calls, put into its callers before anything is compiled."""
    return _compiled(function, inline="always")


def _compiled(function: Function, **how: Any) -> Function:
    folder, settings = cache_folder(), cast(Any, numba.config)
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder or "")
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "fastmath": {"reassoc", "nsz"}}
    try:
        compiled = numba.njit(cache=folder is not None, **options, **how)(function)
    finally:
        settings.CACHE_DIR = before
    return cast(Function, compiled)


@cache
def cache_folder() -> Path | None:
    """Return the folder for compiled code, or None when there is none that can be written to."""
    told = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(told) / "sojourn" / f"kernels-{_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _digest() -> str:
    """Of all sources that the code is made of; their constants become part of it."""
    found = blake2b(digest_size=8)
    folders = (_MATCHING / "compare", _MATCHING / "dedupe/kernels")
    sources = [source for folder in folders for source in folder.glob("*.py")]
    sources += [_MATCHING / f"dedupe/{name}.py" for name in ("evidence", "layout", "people")]
    for source in sorted(sources):
        found.update(source.read_bytes())
    return found.hexdigest()
