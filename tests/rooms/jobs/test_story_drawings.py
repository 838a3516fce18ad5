"""Stories bring real files where a form asks for one, and leave none behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from sojourn.cases.files import harmless
from sojourn.grammar.packs import catalogue
from sojourn.jobs.stories.drawing import drawn
from sojourn.jobs.stories.running import run_stories
from sojourn.kernel.refused import Refused


@pytest.mark.parametrize(
    ("name", "kind"),
    [("signature.png", "image/png"), ("scan.JPG", "image/jpeg"), ("letter.pdf", "application/pdf")],
)
def test_a_drawing_is_a_real_file_that_is_kept(name: str, kind: str):
    assert harmless(drawn(name), name).content_type == kind


def test_the_same_name_draws_the_same_and_another_name_something_else():
    assert drawn("a.png").getvalue() == drawn("a.png").getvalue() != drawn("b.png").getvalue()
    with Image.open(drawn("a.png")) as image:
        assert len(image.convert("L").getcolors(256) or ()) > 1


def test_any_other_ending_is_what_must_not_be_kept():
    with pytest.raises(Refused):
        harmless(drawn("photo.exe"), "photo.exe")


def test_a_name_alone_signs_nothing_and_no_file_stays(db, tmp_path: Path):
    whole = next(path for path in catalogue().pack("avrr").stories if path.stem == "r02_waiver")
    text = whole.read_text(encoding="utf-8")
    signed, unsigned = tmp_path / "signed.yaml", tmp_path / "unsigned.yaml"
    signed.write_text(f"pack: avrr\n{text}", encoding="utf-8")
    unsigned.write_text(f"pack: avrr\n{text.replace('signature.png', 'signed')}", encoding="utf-8")
    before = _kept()

    played = run_stories([signed, unsigned])

    assert [result.passed for result in played.results] == [True, False]
    assert "file_unknown" in str(played.results[1].failures[0])
    assert _kept() == before


def _kept() -> set[Path]:
    return set(Path(settings.ATTACHMENTS).rglob("*"))
