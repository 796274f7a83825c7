"""A class joins, and a server below a path: whose run is whose, and who may do what."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import free_port
from tests.browser.proxy import HEADER, standing_before
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.soak]  # each has a server of its own

HOSTILE = "<img src=x onerror='window.hacked=1'>"
LONG = "?page=ion-diffusion&equation=time-local&cells=8&ions=8&kT=50&settle=1&duration=100000"


@pytest.fixture
def comes(browser):
    """Call it with a server for a new visitor of it, looked after at the end."""
    visitors = []

    def comes(server: str) -> Visitor:
        visitors.append(Visitor.comes(browser, server, 1280, 800))
        return visitors[-1]

    yield comes
    for visitor in visitors:
        visitor.heard.check()


def join(visitor, code: str, name: str) -> None:
    """Give code and name at the page that asks for them."""
    visitor.page.get_by_label("Join code").fill(code)
    visitor.page.get_by_label("Your name").fill(name)
    visitor.press("Join")


def row(visitor):
    return visitor.page.locator(".tabulator-row")


def start(visitor) -> str:
    """Begin the long run whose page is open; its id."""
    visitor.see_status("ready")
    visitor.press("Run")
    if visitor.page.get_by_text("Press Run again").count():
        visitor.press("Run")
    visitor.see_status("running")
    visitor.wait("() => new URLSearchParams(location.search).has('run')")
    return visitor.address()["run"]


def status(folder) -> dict:
    """What `ionoscope status` says of the server of a folder."""
    command = [sys.executable, "-m", "ionoscope.app.command.cli", "status", str(folder), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def test_a_class_joins_and_the_teacher_sees_and_stops_what_it_computes(serve, comes, tmp_path):
    with serve(tmp_path, "--for", "class", "--join-code", "IONS26") as server:
        said = (tmp_path / "log").read_text("utf-8")
        teachers = re.search(r"teacher opens http://localhost:\d+(/teach/[0-9a-f]+)", said)[1]
        ada, ben, teacher = (comes(server) for _ in range(3))

        ada.page.goto(f"{server}/{LONG}")
        join(ada, "ions-26", HOSTILE)
        ada.wait("() => new URLSearchParams(location.search).get('page') === 'ion-diffusion'")
        id = start(ada)
        assert ada.page.get_by_role("button", name="Server", exact=True).count() == 0

        ben.page.goto(f"{server}/?run={id}")
        join(ben, "IONS26", "Ben")
        ben.see_status("running")  # a link shows what another computes
        ben.press("Stop")
        ben.page.get_by_text("is another visitor's").first.wait_for()
        ben.open("?page=server")
        ben.page.get_by_role("heading", name="Watch an ion find its way").wait_for()

        teacher.page.goto(f"{server}{teachers}")
        teacher.page.get_by_text("ION S26", exact=True).wait_for()
        assert teacher.page.locator(".qr svg").bounding_box()["width"] > 300
        teacher.press("Server")
        line = teacher.page.get_by_role("row").filter(has_text=HOSTILE)
        line.get_by_role("button", name="Stop runs of").click()
        ada.see_status("stopped")

        ada.open("?page=runs")
        row(ada).click()
        for box in ("Name", "Note", "Tags"):
            ada.enter(box, HOSTILE)
        teacher.open("?page=runs&show.whose=all")
        row(teacher).first.wait_for()
        told = {one["name"]: one for one in status(tmp_path / "runs")["visitors"]}
        assert told["Ben"]["pages"] == ["home"] and told[HOSTILE]["runs_going"] == 0
        for visitor in (ada, ben, teacher):
            assert visitor.page.evaluate("() => window.hacked") is None
            visitor.page.context.close()


def test_behind_a_proxy_below_a_path_each_has_their_own(serve, comes, tmp_path):
    outside = free_port()
    words = ("--for", "server", "--user-header", HEADER, "--operator", "op")
    words += ("--origin", f"localhost:{outside}")
    with (
        serve(tmp_path, *words, prefix="/lab") as server,
        standing_before(urlsplit(server).port, outside),
    ):
        front = f"http://localhost:{outside}/lab"

        def logged_in(name):
            visitor = comes(front)
            visitor.page.context.add_cookies([{"name": "as", "value": name, "url": front}])
            return visitor

        ada, ben, operator = map(logged_in, ("ada", "ben", "op"))
        ada.open(LONG)
        id = start(ada)
        ada.page.reload()
        ada.see_status("running")
        asked = {urlsplit(url).path for url in ada.heard.requests if url.startswith(("http", "ws"))}
        assert {path.split("/")[1] for path in asked} <= {"lab", "favicon.ico"}

        ben.open(f"?run={id}")
        ben.page.get_by_text("each sees their own").first.wait_for()
        ben.open("?page=runs")
        ben.page.get_by_text("Nothing is kept yet").wait_for()

        operator.open("?page=server")
        line = operator.page.get_by_role("row").filter(has_text="ada")
        line.get_by_role("button", name="Stop runs of").click()
        ada.see_status("stopped")
        operator.open("?page=runs&show.whose=all")
        row(operator).first.wait_for()
        for visitor in (ada, ben, operator):
            visitor.page.context.close()
