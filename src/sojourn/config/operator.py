"""The operator of the machine, as the one who acts in commands that keep accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sojourn.accounts.viewer import Viewer


@contextmanager
def acting() -> Iterator[Viewer]:
    """Make Django ready and give the viewer to act by; say a refusal, or what isn't there, as a sentence."""
    from sojourn.config.start import start_django

    start_django()
    from django.core.exceptions import ObjectDoesNotExist

    from sojourn.accounts.viewer import Viewer
    from sojourn.kernel.refused import Refused

    try:
        yield Viewer.machine("operator", [])
    except Refused as refused:
        raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from refused
    except ObjectDoesNotExist as error:
        raise click.ClickException(f"{error} See `sojourn office list` and `sojourn user list`.") from error
