"""Small pictures of the experiments: of real runs, once a process, and small enough for a card."""

import json
import threading

import pytest

from ionoscope.app.controls.cards import LESSONS
from ionoscope.app.figures.miniature import HEIGHT, MARGIN, WIDTH, miniature
from ionoscope.app.pages.home import FIRST, SEEN
from ionoscope.app.pages.miniatures import Miniatures, experiment_of
from ionoscope.app.pages.shell import PAGES
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS

MOST = 40_000
"""Letters of a picture."""
QUICK = ["gate-launch", "gate-map", "gate-barrier", "lattice-phonons", "ion-collision"]


def places(picture: dict) -> list[int]:
    """All places of a picture, x and y in turns."""
    parts = [p for k in ("areas", "lines", "dots", "tracks") for p in picture.get(k, [])]
    parts += [picture[k] for k in ("wave", "way") if k in picture]
    return [place for part in parts for place in part["p"]]


@pytest.mark.parametrize("key", QUICK)
def test_a_picture_is_small_and_within_its_card(key):
    picture = miniature(experiment_of(key).solve())
    assert len(json.dumps(picture)) < MOST
    found = places(picture)
    assert found or picture["map"]
    outside = [x for x in found[::2] if not -0.25 * WIDTH <= x <= 1.25 * WIDTH]
    outside += [y for y in found[1::2] if not -0.25 * HEIGHT - MARGIN <= y <= 1.25 * HEIGHT]
    assert not outside


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_experiment_has_one_and_says_what_is_seen(key):
    assert experiment_of(key).key == key
    assert SEEN[key].startswith("You see")


def test_what_a_first_visit_may_try_is_there():
    assert len(FIRST) == 3 and LESSONS in PAGES
    assert all(each.preset in presets(each.key) for each in FIRST)


def test_a_picture_is_computed_once_however_many_ask():
    pool, there = Pool(1), threading.Event()
    try:
        pictures = Miniatures(RunStore(pool, None))
        assert pictures.made("gate-launch") is None
        heard = []
        for _ in range(3):
            pictures.ask("gate-launch", lambda: heard.append(1) or there.set())
        assert there.wait(60)
        assert json.loads(pictures.made("gate-launch"))["tracks"]
        before = pictures.made("gate-launch")
        pictures.ask("gate-launch", there.clear)
        assert pictures.made("gate-launch") is before
    finally:
        pool.close()
