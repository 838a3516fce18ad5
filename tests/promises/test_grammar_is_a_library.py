"""The grammar serves whoever installs it alone: no Django, no database driver, in an interpreter that has neither."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

SOURCES = Path(__file__).parents[2] / "src"
ALONE = dedent(
    """
    import importlib, pkgutil, sys

    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in ("django", "psycopg", "allauth", "duckdb"):
                raise ImportError(f"{name} is not installed")

    sys.meta_path.insert(0, Missing())
    import sojourn.grammar, sojourn.kernel, sojourn.packs
    rooms = [sojourn.grammar, sojourn.kernel, sojourn.packs]
    names = [found.name for room in rooms for found in pkgutil.walk_packages(room.__path__, room.__name__ + ".")]
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)

    from pathlib import Path
    from sojourn.grammar.expressions import Env, Name, Scope, Type, compile
    from sojourn.grammar.packs import load_pack

    scope = Scope([Name("age", Type.INTEGER)])
    print(compile("if(${age} < 18, 'child', 'adult')", scope)(Env({"age": 17})))
    pack = load_pack(Path(sojourn.packs.__path__[0]) / "avrr")
    cleaned = pack.forms["contact"].clean({"notice_given": "perhaps"})
    print(sorted({problem.code for problem in cleaned.problems}))
    print(len(names))
    """
)


def test_expressions_forms_and_packs_work_where_nothing_else_is_installed():
    done = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=False, env={"PYTHONPATH": str(SOURCES)}
    )
    assert done.stderr == ""
    words = done.stdout.split("\n")
    assert words[0] == "child"
    assert "choice" in words[1]
    assert int(words[2]) > 100
