"""A profile as tagged PDF (PDF/UA-1), the same bytes for the same profile."""

from __future__ import annotations

from hashlib import sha256

from sojourn.evidence.profile.html import whole_page
from sojourn.evidence.profile.model import Profile


def pdf_of(profile: Profile) -> bytes:
    """Set the page with WeasyPrint; its identifier is made from the page, its date is the day of knowledge."""
    # Imported here: the library loads fonts and takes a second, which nothing but a PDF should wait for.
    from weasyprint import HTML

    page = whole_page(profile, printed=True)
    identifier = sha256(page.encode()).digest()[:16]
    written = HTML(string=page).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=True, optimize_images=False
    )
    assert isinstance(written, bytes)
    return written
