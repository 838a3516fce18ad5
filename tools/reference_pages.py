"""Write the manual's pages about programmes and settings from the code, so that they can't go out of date.

`python tools/reference_pages.py` writes them; with `--check` it only says which differ, and fails.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import reference_indicators
import reference_sources

from sojourn.grammar.packs import Measure, Pack, catalogue

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs" / "reference"
WRITTEN = "This page is written by `tools/reference_pages.py`. A test fails when it differs from the code."

# Name, default, and what it does. A test compares the names with those the code reads.
SETTINGS = (
    ("DATABASE_URL", "the embedded server", ("`postgresql://user:password@host:port/database`. When its role owns the "
     "tables, a role for the pages is made; see the how-to on deploying.")),
    ("SOJOURN_OWNER_DATABASE_URL", "none", ("The role that owns the tables, when `DATABASE_URL` names the one that "
     "serves the pages.")),
    ("SOJOURN_APP_PASSWORD", "made and kept in the data folder", "The password of the role that serves the pages."),
    ("SOJOURN_HOME", "`/var/lib/sojourn` for root, else `~/.local/share/sojourn`", ("The data folder: embedded "
     "database, attachments, secret key.")),
    ("XDG_DATA_HOME", "`~/.local/share`", "Where the data folder lies when `SOJOURN_HOME` is not set."),
    ("NUMBA_CACHE_DIR", "`XDG_CACHE_HOME`", ("Where machine code made for comparing people is kept, in a folder "
     "`sojourn`. Where nothing can be written, each process makes it anew, in half a minute.")),
    ("XDG_CACHE_HOME", "`~/.cache`", "The same, when `NUMBA_CACHE_DIR` is not set."),
    ("SOJOURN_ADDRESS", "`http://127.0.0.1:8000`", ("The address users type. With `https` cookies travel only "
     "encrypted.")),
    ("SOJOURN_BEHIND_PROXY", "no", "`yes` when a proxy in front speaks TLS and sets `X-Forwarded-Proto`."),
    ("SOJOURN_SECRET_KEY", "made and kept in the data folder", "Signs sessions and keeps second factors."),
    ("SOJOURN_OLD_SECRET_KEYS", "none", "Earlier secret keys, divided by blanks, still accepted for reading."),
    ("SOJOURN_EVIDENCE", "`evidence` in the data folder", "The folder where statistics are kept, with their vintages."),
    ("SOJOURN_PACKS", "none", "Folders that hold further packs, divided by the system's path separator."),
    ("SOJOURN_LOG_LEVEL", "`WARNING`", "How much is logged; personal values never are."),
    ("SOJOURN_DEBUG", "no", "`yes` shows errors in the browser. Never where real data are."),
)  # fmt: skip


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every generated page and its text."""
    packs = [catalogue().pack(name) for name in catalogue().names()]
    yield DOCS / "programmes" / "index.md", _index(packs)
    for pack in packs:
        yield DOCS / "programmes" / f"{pack.name}.md", _programme(pack)
    yield DOCS / "measures.md", _measures(packs)
    yield DOCS / "settings.md", _settings()
    yield DOCS / "sources.md", _page("Statistical sources", reference_sources.parts())
    yield DOCS / "indicators.md", _page("Indicators", reference_indicators.parts())


def _index(packs: Iterable[Pack]) -> str:
    rows = []
    for pack in packs:
        counts = (len(pack.forms), len(pack.transitions), len(pack.measures), len(pack.stories))
        rows.append((f"[{pack.labels['en']}]({pack.name}.md)", f"`{pack.name}`", pack.version, *map(str, counts)))
    head = ("Programme", "Pack", "Version", "Forms", "Transitions", "Measures", "Stories")
    return _page("Programmes", [_table(head, rows)])


def _programme(pack: Pack) -> str:
    parts = [
        pack.description.get("en", ""),
        f"Pack `{pack.name}`, version {pack.version}, about: {pack.subject}. "
        + (f"Every case is sealed in the compartment `{pack.compartment}`. " if pack.compartment else "")
        + f"Figures under {pack.suppress_below} are not shown.",
        "## Stages\n\n" + _table(("Stage", "", "Forms"), [
            (stage.labels["en"], f"`{stage.name}`" + (" (final)" if stage.final else ""), ", ".join(stage.forms))
            for stage in pack.stages.values()
        ]),
        "## Transitions\n\n" + _table(("Transition", "From", "To", "Who", "Guards and rule"), [
            (f"{one.labels['en']} (`{one.name}`)", "any" if one.broad else ", ".join(sorted(one.sources)), one.to,
             ", ".join(sorted(one.roles)) if one.roles else "anyone",
             ", ".join(filter(None, [*one.guards, one.rule, "always possible" if one.always else ""])))
            for one in pack.transitions.values()
        ]),
        "## Guards\n\n" + _table(("Guard", "Rule", "What it says when it stops a case"), [
            (f"`{one.name}`", one.rule, one.message.get("en", "")) for one in pack.guards.values()
        ]),
        "## Clocks\n\n" + _table(("Clock", "Kind", "Basis", "Paused by"), [
            (f"{one.labels['en']} (`{one.name}`)", "waiting time" if one.kind == "wait" else "limit", one.basis,
             "every side state" if one.pauses is None else ", ".join(sorted(one.pauses)) or "nothing")
            for one in pack.clocks.values()
        ]),
        "## Values an office may argue about\n\n" + _table(("Parameter", "Value", "Unit", "Source"), [
            (f"`{one.name}`", _short(one.value), one.unit, one.source) for one in pack.parameters.values()
        ]),
        "## Forms\n\n" + "\n\n".join(_form(pack, name) for name in pack.forms),
    ]  # fmt: skip
    return _page(pack.labels["en"], parts)


def _form(pack: Pack, name: str) -> str:
    form = pack.form(name).form
    rows = [
        (f"{'— ' * len(rows_of)}{question.label('en') or question.name}", f"`{question.name}`",
         " ".join(filter(None, [question.type, question.list_name or ""])), question.sensitive or "",
         "yes" if question.in_evidence else "", question.maps_to)
        for question, rows_of in form.walk_rows() if question.stores
    ]  # fmt: skip
    about = "about each member" if form.about == "member" else "about the case"
    head = ("Question", "Name", "Type", "Placed as", "In evidence", "Says of the person or case")
    return f"### {form.label('en')} (`{form.name}`, version {form.version}, {about})\n\n{_table(head, rows)}"


def _measures(packs: Iterable[Pack]) -> str:
    parts = []
    for pack in packs:
        rows = [_measure(one) for one in pack.measures.values()]
        head = ("Measure", "Name", "Kind", "Definition", "By", "Source")
        parts.append(
            f"## {pack.labels['en']}\n\nFigures under {pack.suppress_below} are not shown.\n\n{_table(head, rows)}"
        )
    return _page("Measures", parts)


def _measure(one: Measure) -> tuple[str, ...]:
    by = ", ".join(one.by)
    return one.labels["en"], f"`{one.name}`", one.kind, one.definition.get("en", ""), by, one.source


def _settings() -> str:
    note = "Settings are variables of the environment. Without any of them, `make demo` and `sojourn serve` work."
    rows = [(f"`{name}`", default, text) for name, default, text in SETTINGS]
    return _page("Settings", [note, _table(("Variable", "Without it", "What it does"), rows)])


def _page(title: str, parts: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", WRITTEN, *filter(None, parts)]) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", str(text or "")).replace("|", "\\|")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def main() -> int:
    """Write the pages, or compare them."""
    differ = [path for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in differ:
            print(f"{path.relative_to(ROOT)} is not what the code says: run  .venv/bin/python tools/reference_pages.py")
        return bool(differ)
    for path, text in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(differ)} pages were out of date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
