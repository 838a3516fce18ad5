"""Small files drawn for stories, and put where an answer names one."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import attach_file
from sojourn.grammar.forms import Form, Question, with_files

if TYPE_CHECKING:
    from sojourn.cases.models import Case, Member

SIZE = (160, 60)
STROKES = 14
KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "pdf": "PDF"}


def drawn(name: str) -> io.BytesIO:
    """A scribble, the same for the same name, of the kind that the name's ending says.

    Under any other ending comes what must not be kept: a web page in disguise.
    """
    out = io.BytesIO()
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind:
        _scribble(name).save(out, kind)
    else:
        out.write(b"<html><script>1</script></html>")
    out.seek(0)
    return out


def with_drawings(
    form: Form, answers: Mapping[str, Any], *, case: Case, member: Member | None, by: Viewer
) -> dict[str, Any]:
    """Attach a drawing for each file name among the answers, and let the answer hold its id; ids stay as they are."""

    def attach(question: Question, _path: str, answer: Any) -> Any:
        if not isinstance(answer, str) or "." not in answer:
            return answer
        kept = attach_file(
            case=case, upload=drawn(answer), filename=answer, question=question.name, member=member, by=by
        )
        return str(kept.pk)

    return with_files(form, answers, attach)


def _scribble(name: str) -> Image.Image:
    chance = random.Random(name)  # noqa: S311 - the same drawing everywhere
    image = Image.new("RGB", SIZE, "white")
    across, down = SIZE
    points = [(10 + step * (across - 20) / STROKES, chance.uniform(10, down - 10)) for step in range(STROKES + 1)]
    ImageDraw.Draw(image).line(points, fill=(20, 40, 90), width=2, joint="curve")
    return image
