"""A server of its own, a browser, and visitors who look at pages with it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.visitor import Visitor

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run --disable-quic"
).split()
START = 180.0
"""Seconds for the server to start: the first one compiles the kernels."""
FAREWELL = 10.0
"""Seconds for the server to stop."""


# the server ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Address of a dashboard that serves for the whole session, then stops in good order.

    IONOSCOPE_TEST_SERVER names one that runs already.
    """
    if known := os.environ.get("IONOSCOPE_TEST_SERVER"):
        yield known
        return
    with serving(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def serve():
    """Call it with a folder for a server of the test's own, a context that gives its address."""
    return serving


@contextmanager
def serving(folder: Path, *words: str, port: int = 0, prefix: str = ""):
    """A server that keeps its runs in `folder` and is told `words`; it has to stop in time and
    without an error."""
    port, log = port or free_port(), folder / "log"
    address, told = f"http://localhost:{port}{prefix}", ["--port", str(port), *words]
    with open(log, "w", encoding="utf-8") as out:
        process = _start([*told, "--prefix", prefix], folder / "runs", out)
        try:
            _wait_for_life(address, process, log)
            yield address
        finally:
            took = _end(process)
    said = log.read_text(encoding="utf-8")
    assert took < FAREWELL, f"the server took more than {FAREWELL:g} s to stop:\n{said[-2000:]}"
    assert process.returncode == 0, f"the server ended with {process.returncode}:\n{said[-2000:]}"
    errors = [line for line in said.splitlines() if re.match(r"[\w.]+(Error|Exception)\b", line)]
    errors = [e for e in errors if "ClosedError" not in e]  # a visitor who left
    assert not errors, f"the server met errors: {errors}"


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _start(words: list[str], runs: Path, out) -> subprocess.Popen:
    command = ["-m", "ionoscope.app.command.cli", "serve", "--no-browser", *words]
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "IONOSCOPE_RUNS": str(runs)},
        stdout=out,
        stderr=subprocess.STDOUT,
    )


def _wait_for_life(address: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/liveness", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text(encoding='utf-8')[-4000:]}")


def _end(process: subprocess.Popen) -> float:
    """Ask the server to stop; seconds it took, infinity if it had to be killed."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return float("inf")
    return time.monotonic() - began


# the browser --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one the tests are skipped, but not on a machine that exists to test."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        found = next(filter(None, map(shutil.which, BROWSERS)), chromium.executable_path)
        if not Path(found).is_file():
            missing = "No Chromium was found: install one, or run `playwright install chromium`."
            pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
        with chromium.launch(executable_path=found, args=FLAGS) as launched:
            yield launched


@pytest.fixture
def visit(browser, server):
    """Call it for a new visitor: a browser session of its own, looked after at the end."""
    visitors = []

    def visit(width: int = 1280, height: int = 800, server: str = server) -> Visitor:
        visitors.append(Visitor.comes(browser, server, width, height))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.page.context.close()
    for visitor in visitors:
        visitor.heard.check()


@pytest.fixture(scope="module")
def guest(browser, server):
    """One visitor for all tests of a file, who looks around once for all of them."""
    guest = Visitor.comes(browser, server, 1280, 800)
    yield guest
    guest.page.context.close()
    guest.heard.check()


@pytest.fixture
def visitor(visit):
    """One visitor."""
    return visit()


@pytest.fixture
def page(visitor):
    """The page of the one visitor."""
    return visitor.page
