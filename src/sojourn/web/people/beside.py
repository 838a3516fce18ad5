"""Before somebody new is written down: who looks alike, and why the new one is none of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.beside import Beside
from sojourn.cases.queries.persons import people_alike
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries.alike import Alike


def alike_to(viewer: Viewer, said: Particulars) -> list[Alike]:
    """Those in sight who look like the person described; nobody while there is no name, or something cannot be."""
    return people_alike(viewer, said) if said.full_name and not said.faults() else []


def beside_of(posted: QueryDict, alike: Sequence[Alike]) -> Beside:
    """What was said of why it is a new person."""
    reason = posted.get("new_reason", "").strip()[:1000]
    return Beside([one.subject for one in alike], posted.get("new_because", ""), reason)
