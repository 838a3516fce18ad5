"""The browser that journeys use: it sees pages styled, strict about what they load, and is missed loudly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_sign_in_page_loads_nothing_that_its_own_rules_forbid(page: Page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    response = page.goto("/account/login/")

    assert response is not None
    assert response.ok
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert complaints == []


@pytest.mark.browser
def test_a_browser_opens_a_page(browser: Browser):
    page = browser.new_page()
    page.set_content("<title>Here</title>")

    assert page.title() == "Here"
    page.close()


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_a_missing_browser_is_said_loudly_and_fails_ci(ci: str, outcome: str, tmp_path: Path):
    name = f"{__file__}::test_a_browser_opens_a_page"
    nothing_on_it = {**os.environ, "PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "CI": ci}

    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", name], cwd=ROOT, env=nothing_on_it, capture_output=True, text=True,
        check=False,
    ).stdout  # fmt: skip

    assert outcome in said.splitlines()[-1]
    assert "apt-get install chromium" in said
    assert ("1 browser journeys were NOT run" in said) == (ci == "")
