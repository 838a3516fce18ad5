"""Compile every translation (.po) under src into what the program reads (.mo), where it is newer."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SOURCE = Path(__file__).resolve().parent.parent / "src"


def main() -> int:
    """Compile; name the file that can't be read and return 1."""
    for text in sorted(SOURCE.glob("sojourn/**/locale/*/LC_MESSAGES/*.po")):
        compiled = text.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime:
            continue
        try:
            with text.open("rb") as file:
                catalogue = read_po(file, locale=text.parts[-3], abort_invalid=True)
        except PoFileError as error:
            print(f"{text.relative_to(SOURCE.parent)}: {error}", file=sys.stderr)
            return 1
        draft = compiled.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(compiled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
