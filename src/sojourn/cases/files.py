"""What a file really is, and how it is made harmless: an allow-list by content, images written anew."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.utils.translation import gettext_noop as _
from PIL import Image, UnidentifiedImageError

from sojourn.kernel.refused import Reason, Refused

MOST_BYTES = 20 * 2**20
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4_000
LONGEST_NAME = 120

PDF = "application/pdf"
OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG"}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf", **OFFICE}
# A PDF that runs something when it is opened is no document to keep.
ACTIVE_PDF = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/OpenAction")
ACTIVE_OFFICE = ("vbaproject.bin", "activex", "embeddings/oleobject", "basic/")


@dataclass(frozen=True)
class Harmless:
    """A file that may be kept: its cleaned name, its real content type, and its content."""

    filename: str
    content_type: str
    content: bytes


def harmless(upload: BinaryIO, filename: str) -> Harmless:
    """Read a file of at most 20 MB and return it without what it must not carry (place and camera of a photograph).

    Raises Refused with the code `file_empty`, `file_too_large`, `file_kind`, `file_broken` or `file_active`.
    """
    content = upload.read(MOST_BYTES + 1)
    if not content:
        raise _refused("file_empty", _("The file is empty."))
    if len(content) > MOST_BYTES:
        raise _refused("file_too_large", _("The file is larger than {most} MB."), most=MOST_BYTES // 2**20)
    guess = filetype.guess(content)
    kind = guess.mime if guess else ""
    if kind in IMAGES:
        content = _image(content, kind)
    elif kind == PDF:
        _check_pdf(content)
    elif (office := _office(content)) is not None:
        kind = office
    else:
        raise _refused("file_kind", _("Only photographs (JPEG, PNG), PDF and office documents are kept."))
    return Harmless(clean_name(filename, ENDINGS[kind]), kind, content)


def clean_name(filename: str, ending: str) -> str:
    """A name without path, control or direction marks, of 120 signs at most, with the ending of its real kind."""
    bare = re.split(r"[\\/]", unicodedata.normalize("NFC", filename))[-1].rpartition(".")
    stem = bare[0] or bare[2]
    kept = "".join(sign for sign in stem if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*;%')
    kept = kept.strip(" .")[: LONGEST_NAME - len(ending) - 1]
    return f"{kept or 'file'}.{ending}"


def _image(content: bytes, kind: str) -> bytes:
    """Write an image anew: turned upright, made smaller, rid of everything that is no pixel."""
    try:
        with Image.open(io.BytesIO(content), formats=[IMAGES[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _refused("file_too_large", _("The picture has more than {most} million pixels."),
                               most=MOST_PIXELS // 10**6)  # fmt: skip
            return _rewritten(image, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _refused("file_broken", _("The picture cannot be read. Take or scan it again.")) from None


def _rewritten(image: Image.Image, kind: str) -> bytes:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    mode = "RGB" if kind == "image/jpeg" else "RGBA" if "A" in upright.getbands() else "RGB"
    bare = Image.new(mode, upright.size)
    bare.paste(upright.convert(mode))
    out = io.BytesIO()
    bare.save(out, IMAGES[kind], **({"quality": 88} if kind == "image/jpeg" else {}))
    return out.getvalue()


def _check_pdf(content: bytes) -> None:
    if any(mark in content for mark in ACTIVE_PDF):
        raise _refused("file_active", _("This PDF runs something when it is opened. Print it to a new PDF first."))


def _office(content: bytes) -> str | None:
    """The kind of an office document without macros; None when it is something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name.lower() for name in archive.namelist()]
            kind = _office_kind(archive, names)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        return None
    if kind and any(mark in name for name in names for mark in ACTIVE_OFFICE):
        raise _refused("file_active", _("This document carries macros. Save it without them first."))
    return kind


def _office_kind(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    if "mimetype" in names:
        found = archive.open("mimetype").read(200).decode("ascii", "replace").strip()
        return found if found in OFFICE else None
    if "[content_types].xml" not in names:
        return None
    return next((kind for kind, part in _PARTS.items() if part in names), None)


_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
}


def _refused(code: str, message: str, **params: object) -> Refused:
    return Refused(Reason(code, message, params, field="upload"))
