"""One thing a round of the loop, in the order of who came; nobody who gave up is in the way."""

import asyncio
import gc
import weakref

from ionoscope.app.live import pace


def test_thirty_who_come_at_once_are_let_in_one_a_round():
    rounds, order = [], []

    async def one(number, clock):
        await pace.turn()
        rounds.append(clock[0])
        order.append(number)

    async def everyone():
        clock = [0]

        async def tick():
            while len(order) < 30:
                clock[0] += 1
                await asyncio.sleep(0)

        await asyncio.gather(tick(), *(one(n, clock) for n in range(30)))

    asyncio.run(everyone())
    assert order == list(range(30))
    assert len(set(rounds)) == 30, "between two of them the loop has looked about"


def test_who_gives_up_is_passed_over_and_later_ones_are_let_in():
    async def some():
        first, second = (asyncio.ensure_future(pace.turn()) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait_for(second, 60)
        await asyncio.wait_for(pace.turn(), 60)
        return first.cancelled(), second.done()

    assert asyncio.run(some()) == (True, True)


def test_a_loop_that_is_over_is_forgotten():
    async def whole():
        await pace.turn()
        return weakref.ref(asyncio.get_running_loop())

    loop = asyncio.run(whole())
    gc.collect()
    assert loop() is None
