"""Pages that are cut off: a line that is gone for a while, a sleep, a server that begins anew."""

from contextlib import contextmanager

import pytest

from tests.browser.relay import Relay
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

SLEEP = "() => { const now = Date.now; Date.now = () => now() + 20 * 60 * 1000; }"
"""To a page a sleep is a clock that has moved on."""
ADDRESS = "?page=gate-launch&lam=1.7&E_particle=4"


@pytest.fixture(scope="module")
def relayed(browser, tmp_path_factory):
    """A server behind a relay, and the relay."""
    from tests.browser.conftest import free_port, serving

    port = free_port()
    relay = Relay(port)
    folder = tmp_path_factory.mktemp("relayed")
    with serving(folder, "--origin", f"localhost:{relay.port}", port=port):
        yield relay
        relay.close()


@contextmanager
def looking(browser, server: str):
    """A visitor whose page may complain: it is cut off."""
    visitor = Visitor.comes(browser, server, 1280, 800)
    yield visitor
    visitor.page.context.close()


def changed(visitor: Visitor) -> None:
    """Open a page and enter something that the first address did not have."""
    visitor.open(ADDRESS)
    visitor.see_status("finished")
    visitor.enter("λ width", "2.5")
    visitor.address_has(lam="2.5", E_particle="4")


def goes_on(visitor: Visitor) -> None:
    """It has what was entered, and does what it is told."""
    visitor.page.locator(".cut-off").wait_for(state="detached")
    visitor.page.get_by_role("button", name="Runs", exact=True).wait_for()
    visitor.see_status("finished")
    assert visitor.box("λ width").input_value() == "2.5"
    visitor.enter("λ width", "3")
    visitor.address_has(lam="3", E_particle="4")
    visitor.see_status("finished")


@pytest.mark.soak
def test_a_line_that_is_cut_for_a_while(browser, relayed):
    with looking(browser, relayed.address) as visitor:
        changed(visitor)
        relayed.cut()
        visitor.page.locator(".cut-off").get_by_text("Not connected").wait_for()
        relayed.mend()
        goes_on(visitor)


@pytest.mark.soak
def test_a_laptop_that_slept(browser, relayed):
    with looking(browser, relayed.address) as visitor:
        changed(visitor)
        relayed.dead()
        visitor.page.evaluate(SLEEP)
        visitor.wait("() => Date.now() < performance.timeOrigin + 600000")  # it is a new page
        goes_on(visitor)


@pytest.mark.soak
def test_a_server_that_begins_anew_under_an_open_page(browser, tmp_path):
    from tests.browser.conftest import free_port, serving

    port = free_port()
    with looking(browser, f"http://localhost:{port}") as visitor:
        with serving(tmp_path, port=port):
            changed(visitor)
        visitor.page.locator(".cut-off").get_by_text("Not connected").wait_for()
        with serving(tmp_path, port=port):
            goes_on(visitor)


def test_a_tab_that_is_restored_after_its_session_has_ended(browser, server):
    with looking(browser, server) as visitor:
        visitor.open(ADDRESS)
        old = visitor.page.content()
        assert "token" in old
        kept = visitor.page.request.get(f"{server}/{ADDRESS}")
        assert kept.headers["cache-control"] == "no-store"
