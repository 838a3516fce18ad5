"""An office, a small programme to import into, and files to import."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.exchange.imports.plan import make_plan
from sojourn.exchange.imports.run import import_file
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import load_pack
from sojourn.protection.scope import seen_by

PACK = Path(__file__).parent / "packs" / "visits"


@pytest.fixture(scope="session")
def visits():
    """A programme with one form about each member and one about the case."""
    return load_pack(PACK)


@pytest.fixture
def desk(db, visits, tmp_path, monkeypatch):
    """An office that imports: `desk.plan(text, mapping)` and `desk.take(plan)`, seen by the office's machine."""
    from sojourn.grammar.packs import reset_catalogue

    monkeypatch.setenv("SOJOURN_PACKS", str(PACK.parent))
    reset_catalogue()
    office = Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")
    by = Viewer.machine("import", [office])

    def plan(content, mapping, name="caseload.csv", pack=visits):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return make_plan(path=path, mapping=read_mapping(mapping, "m.yaml"), mapping_text=mapping, pack=pack)

    with seen_by(by):
        yield SimpleNamespace(
            office=office, by=by, plan=plan, take=lambda made: import_file(made, office=office, by=by)
        )
    reset_catalogue()
