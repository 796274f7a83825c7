"""Those who come are served in turn; those who left, or only ask, leave nothing."""

import asyncio

import pytest

from ionoscope.app.serve.opening import INVALID
from tests.robustness.hostile_addresses import attack
from tests.robustness.served import here, until
from tests.robustness.visits import Left, at_once, descriptors, main, visit
from tests.robustness.wire import Guest

KINDS = ("Shell", "Page", "ServerSession")
"""Of these none is left of a visit; Bokeh keeps a document besides, whoever visits."""


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """Servers forget at once who left."""
    from ionoscope.app.serve import server

    monkeypatch.setattr(server, "GRACE_MS", 30_000)
    monkeypatch.setattr(server, "LOOK_MS", 5_000)
    at_once()


def test_visits_leave_nothing_behind(tmp_path):
    pages = ["gate-map", "gate-launch", "home", "runs", "papers"]

    async def come(served):
        unvisited = descriptors()
        await visit(served, [f"?page={page}" for page in pages])
        await until(lambda: served.inside == 0)
        before = Left.now()
        await visit(served, [f"?page={page}" for page in pages])
        await until(lambda: served.inside == 0)
        await until(lambda: descriptors() <= unvisited)  # sockets close after their sessions
        return before, Left.now()

    before, after = here(come, tmp_path)
    assert all(after.objects[kind] <= before.objects[kind] for kind in KINDS)
    assert after.threads <= before.threads


def test_whoever_only_asks_takes_no_room(tmp_path):
    async def ask(served):
        found = await attack(served.address, 300)
        guest = await Guest(served.address, "?page=gate-map").open()
        await guest.see()
        inside = served.inside
        await guest.leave()
        return found, inside

    found, inside = here(ask, tmp_path, visitors=1)
    assert not [a for a in found if a.status >= 500 or (a.status == 0 and b"Host" not in a.request)]
    assert inside == 1


def test_who_finds_the_house_full_is_told_and_let_in_later(tmp_path):
    async def come(served):
        first = await Guest(served.address, "").open()
        with pytest.raises(Exception, match="503"):
            await Guest(served.address, "").open()
        await first.leave()
        await until(lambda: not served.sessions)
        await (await Guest(served.address, "").open()).leave()

    here(come, tmp_path, visitors=1)


def test_who_leaves_while_waiting_leaves_no_page(tmp_path):
    async def come(served):
        guests = [Guest(served.address, "?page=gate-launch") for _ in range(4)]
        await asyncio.gather(*(g.enter() for g in guests))
        await asyncio.gather(*(g.leave() for g in guests))
        await until(lambda: not served.sessions and served.inside == 0)

    here(come, tmp_path)


@pytest.mark.soak
def test_a_thousand_visits_leave_nothing():
    assert main(1000) == 0


def test_who_speaks_before_the_page_is_there_is_hung_up_on(tmp_path, caplog):
    async def come(served):
        guest = Guest(served.address, "?page=gate-launch")
        async with served.server._tornado.settings["arrivals"].turn:  # nobody's page is built
            await guest.enter()
            await guest.send("PULL-DOC-REQ", {})
            assert await guest._socket.read_message() is None
        guest._socket.close()
        return guest._socket.close_code

    assert here(come, tmp_path) == INVALID
    assert not [r for r in caplog.records if r.exc_info]
