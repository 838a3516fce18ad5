"""Files are judged by their content, made harmless, and kept where no web server looks."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from sojourn.cases.actions import attach_file
from sojourn.cases.files import clean_name, harmless
from sojourn.cases.models import Attachment
from sojourn.cases.queries.attachments import content_of
from sojourn.kernel.refused import Refused


def picture(kind="JPEG", size=(8, 6), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def located():
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    exif[0x010F] = "Testcamera"
    return picture(exif=exif)


def office(*names, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def test_a_photograph_loses_where_it_was_taken():
    content = located()
    assert b"Testcamera" in content
    kept = harmless(io.BytesIO(content), "IMG 1.JPG")
    assert (kept.content_type, kept.filename) == ("image/jpeg", "IMG 1.jpg")
    assert b"Testcamera" not in kept.content
    assert not Image.open(io.BytesIO(kept.content)).getexif()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"<html><script>alert(1)</script></html>", "a.png", "file_kind"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "a.svg", "file_kind"),
        (b"MZ" + b"\0" * 100, "a.jpg", "file_kind"),
        (picture("GIF"), "a.gif", "file_kind"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "file_broken"),
        (b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript >> >>", "a.pdf", "file_active"),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", "file_active"),
        (office("whatever.txt"), "a.zip", "file_kind"),
    ],
)
def test_what_is_not_taken(content, name, code):
    with pytest.raises(Refused) as refused:
        harmless(io.BytesIO(content), name)
    assert refused.value.codes == (code,)


def test_a_file_over_the_limit_is_not_read_to_its_end():
    with pytest.raises(Refused) as refused:
        harmless(io.BytesIO(b"%PDF-1.4" + b"\0" * (20 * 2**20)), "a.pdf")
    assert refused.value.codes == ("file_too_large",)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused) as refused:
        harmless(io.BytesIO(picture("PNG", (8000, 7000))), "a.png")
    assert refused.value.codes == ("file_too_large",)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n%%EOF", "application/pdf"),
        (picture("PNG"), "image/png"),
        (office("[Content_Types].xml", "word/document.xml"), "vnd.openxmlformats-officedocument.wordprocessingml"),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "opendocument.text"),
    ],
)
def test_what_is_taken(content, kind):
    assert kind in harmless(io.BytesIO(content), "paper").content_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\temp\\photo.exe", "photo.png"),
        ("a\u202egnp.exe", "agnp.png"),
        ('"><script>.png', "script.png"),
        ("", "file.png"),
        ("صورة.png", "صورة.png"),
        ("x" * 300, "x" * 116 + ".png"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert clean_name(given, "png") == kept


@pytest.mark.django_db
def test_it_is_kept_outside_the_web_root_under_a_random_name(opened, caseworker, at):
    with at():
        attachment = attach_file(case=opened.case, upload=io.BytesIO(picture()), filename="me.jpg", by=caseworker)
    place = Path(settings.ATTACHMENTS) / attachment.path
    assert "me" not in attachment.path
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    with content_of(Attachment.objects.get()) as file:
        assert len(file.read()) == attachment.size
