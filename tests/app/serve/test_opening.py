"""An address is answered at once with the skeleton of its page, and costs nothing more."""

import asyncio
from html import escape

import pytest

from ionoscope.app.serve import opening
from ionoscope.app.serve.door import Door
from ionoscope.app.serve.front import heading, skeleton
from ionoscope.app.serve.opening import ENDED, FULL, Arrivals
from ionoscope.engine import EXPERIMENTS


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_skeleton_has_the_question_the_rail_and_the_pictures_place(key):
    shown = skeleton(f"page={key}")
    assert (
        escape(EXPERIMENTS[key].question) in shown
        and "<aside>" in shown
        and 'role="status"' in shown
    )


def test_pages_without_an_experiment_have_no_rail():
    for page in ("home", "runs", "papers", "nonsense"):
        assert "<aside>" not in skeleton(f"page={page}") and heading("home") in skeleton("")


def test_a_hostile_address_writes_nothing_into_its_skeleton():
    assert "<script>" not in skeleton("page=<script>alert(1)</script>&U0=<script>")


def test_a_skeleton_is_dark_where_the_last_page_was():
    assert "class=dark" in skeleton("", dark=True) and "class=dark" not in skeleton("")


def test_a_page_is_built_once_for_who_asked_for_it():
    arrivals = Arrivals(Door(1))
    assert arrivals.refuses("chosen")[0] == ENDED
    arrivals.expect("a")
    assert arrivals.refuses("a") is None
    assert arrivals.refuses("a")[0] == ENDED, "a page whose session has ended begins anew"


def test_who_finds_no_room_may_come_again():
    arrivals = Arrivals(door := Door(1))
    arrivals.expect("a")
    door.enter()
    assert arrivals.refuses("a")[0] == FULL
    door.leave()
    assert arrivals.refuses("a") is None


def test_those_who_only_ask_are_forgotten_in_the_end(monkeypatch):
    monkeypatch.setattr(opening, "MOST_AWAITED", 3)
    arrivals = Arrivals(Door(1))
    for session in "abcde":
        arrivals.expect(session)
    assert [bool(arrivals.refuses(s)) for s in "abcde"] == [True, True, False, False, False]


def test_turns_are_taken_in_order():
    async def come() -> list[int]:
        arrivals, order = Arrivals(Door(9)), []

        async def one(place: int) -> None:
            async with arrivals.turn:
                await asyncio.sleep(0)
                order.append(place)

        await asyncio.gather(*map(one, range(5)))
        return order

    assert asyncio.run(come()) == [0, 1, 2, 3, 4]
