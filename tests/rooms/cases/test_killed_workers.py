"""F1 for the web: workers of the real server are killed while forms come in. What was acknowledged is there, once."""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.fixtures.signing_in import signed_in

from sojourn.accounts.actions import add_user, post_user
from sojourn.accounts.viewer import Viewer, viewer_of
from sojourn.audit.queries import verify
from sojourn.cases.actions import Joining, open_case
from sojourn.cases.models import Entry
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.particulars import Particulars

ROOT = Path(__file__).parents[3]
OPERATOR = Viewer.machine("test", [])
WRITERS = 3
MORE_SHOTS = 20
LOST = (OSError, http.client.HTTPException)


@pytest.fixture
def writer(transactional_db, house):
    """A caseworker with an account, and the name of a session in which they are signed in."""
    user = add_user(email="t@sojourn.example", name="Testperson Writer", by=OPERATOR)
    post_user(user=user, office=house.north, role="caseworker", by=OPERATOR)
    session = signed_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    return viewer_of(user), session


@pytest.fixture
def records(writer, house):
    """A case for each of the writers."""
    viewer, _ = writer
    person = Particulars(family_name="Alder", given_names="Testperson")
    with seen_by(viewer):
        return [
            open_case(pack="shelter", office=house.north, members=[Joining("principal", None, person)], by=viewer)
            for _ in range(WRITERS)
        ]


@pytest.fixture
def server(writer):
    """The real server in a process of its own; `server.port` is where, and `server.process` its master."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "tests.rooms.cases.serving_the_tests", connection.settings_dict["NAME"], str(port)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        yield port, psutil.Process(process.pid)
        process.send_signal(signal.SIGTERM)


class Browser:
    """Fills one form again and again, each time one night more, and remembers what it was told."""

    def __init__(self, port, session, case):
        self.port, self.session = port, session
        self.path = f"/cases/{case.pk}/forms/request/"
        self.acknowledged: list[int] = []
        self.unanswered = 0

    def ask(self, method, body="", cookies=""):
        """One request on a connection of its own."""
        way = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {cookies}"}
        try:
            way.request(method, self.path, body, headers | {"Content-Type": "application/x-www-form-urlencoded"})
            answer = way.getresponse()
            return answer, answer.read().decode()
        finally:
            way.close()

    def page(self):
        """The form as it stands; asked for until somebody answers."""
        for _ in range(600):
            with suppress(*LOST):
                answer, text = self.ask("GET")
                assert answer.status == 200, text[:500]
                return answer, text
            time.sleep(0.05)
        raise AssertionError("nobody serves any more")

    def add_one(self):
        """Read the number of nights and save one more."""
        answer, text = self.page()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]
        base = re.search(r'name="base" value="(\d*)"', text)[1]
        nights = int((re.search(r'name="nights"[^>]*value="(\d+)"', text) or [0, 0])[1]) + 1
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        words = {"csrfmiddlewaretoken": token, "base": base, "do": "save", "asked_on": "2026-03-01", "nights": nights}
        try:
            answer, text = self.ask("POST", urlencode(words), cookie)
        except LOST:
            self.unanswered += 1
            return
        assert answer.status == 302, f"{answer.status}: {text[:2000]}"
        self.acknowledged.append(nights)


def shoot(master, kills, chance, browsers, over):
    """Kill workers, each time another instant after somebody was last acknowledged something, until one was hit."""
    for shot in range(kills + MORE_SHOTS):
        if shot >= kills and any(one.unanswered for one in browsers):
            break
        seen = sum(len(one.acknowledged) for one in browsers)
        until = time.monotonic() + 60
        while sum(len(one.acknowledged) for one in browsers) == seen and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.15))
        for worker in master.children():
            with suppress(psutil.NoSuchProcess):
                worker.kill()
    over.set()


def under_fire(server, writer, records, kills):
    """Let writers write while workers are killed; what was acknowledged must be there once, in its order."""
    port, master = server
    viewer, session = writer
    browsers = [Browser(port, session, case) for case in records]
    browsers[0].page()
    over = threading.Event()

    def write(browser):
        while not over.is_set():
            browser.add_one()
        browser.add_one()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writing = [pool.submit(write, browser) for browser in browsers]
        pool.submit(shoot, master, kills, random.Random(7), browsers, over).result()
        for one in writing:
            one.result()
    with seen_by(viewer):
        for browser, case in zip(browsers, records, strict=True):
            kept = list(Entry.objects.filter(case=case, form="request").order_by("revision"))
            nights = [entry.answers["nights"] for entry in kept]
            assert nights == list(range(1, len(nights) + 1)), "nothing is doubled, and nothing torn out"
            assert set(browser.acknowledged) <= set(nights), "nothing acknowledged is lost"
            assert len(nights) <= len(browser.acknowledged) + browser.unanswered
    assert sum(one.unanswered for one in browsers) > 0, "no shot ever hit"
    with whole_chain():
        assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_that_was_acknowledged(server, writer, records):
    under_fire(server, writer, records, kills=2)


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_two_hundred_killed_workers_lose_nothing_that_was_acknowledged(server, writer, records):
    under_fire(server, writer, records, kills=200)
