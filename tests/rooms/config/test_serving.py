"""The port: free, taken, or not to be had."""

import os
import signal
import socket

import pytest

from sojourn.config.serving import see_that_the_port_is_free
from sojourn.config.trouble import Trouble


def test_a_free_port_raises_nothing():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    see_that_the_port_is_free("127.0.0.1", port)


def test_a_taken_port_is_said_with_who_holds_it_and_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(Trouble, match=f"Port {port} is taken by ") as trouble:
            see_that_the_port_is_free("127.0.0.1", port)

    assert f"PORT={port + 1} make demo" in str(trouble.value)


def test_of_several_processes_on_a_port_the_first_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        worker = os.fork()
        if worker == 0:
            signal.pause()
        try:
            with pytest.raises(Trouble, match=rf"\(process {os.getpid()}\)"):
                see_that_the_port_is_free("127.0.0.1", port)
        finally:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)


def test_an_address_of_another_machine_is_refused_in_words():
    with pytest.raises(Trouble, match=r"Nothing can be served on 203\.0\.113\.7:8000"):
        see_that_the_port_is_free("203.0.113.7", 8000)
