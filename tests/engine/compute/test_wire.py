"""What goes from process to process comes whole; helpers help as they are lent."""

import pickle
import socket
import threading

import numpy as np
import pytest

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.lent import Lent
from ionoscope.engine.compute.sweep import sweep_of
from ionoscope.engine.compute.wire import receive, send


def test_large_arrays_come_whole_and_can_be_written_to():
    ours, theirs = socket.socketpair()
    told = {"x": np.arange(3e6), "y": np.ones((3, 4)).T, "words": ["a"], "none": None}
    sending = threading.Thread(target=send, args=(ours, told))
    sending.start()
    found = receive(theirs)
    sending.join()
    assert all((found[k] == told[k]).all() for k in "xy") and found["words"] == ["a"]
    found["x"][0] = 7.0
    ours.close()
    with pytest.raises(EOFError):
        receive(theirs)
    theirs.close()


@pytest.mark.parametrize("kind", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_an_experiment_comes_as_its_kind_and_values(kind):
    experiment = kind(**kind.small)
    found = pickle.loads(pickle.dumps(experiment))
    assert type(found) is kind and found.values() == experiment.values()


def test_a_sweep_does_too():
    kind = sweep_of(EXPERIMENTS["gate-barrier"])
    found = pickle.loads(pickle.dumps(kind(over={"s": [0.0, 1.0]}, seed=4)))
    assert type(found) is kind and len(found.points) == 2 and found.seed == 4


def test_helpers_help_once_they_are_lent():
    lent, called, latch = Lent(3), [], threading.Semaphore(0)
    assert lent.workers == 3 and lent.idle == 0

    def help():
        called.append(threading.current_thread().name)
        latch.release()

    lent.offer(help)
    assert not latch.acquire(timeout=0.05)
    lent.lend(1)
    assert latch.acquire(timeout=30)
    lent.lend(0)
    lent.offer(help)
    assert not latch.acquire(timeout=0.05)
    lent.lend(2)
    assert latch.acquire(timeout=30) and len(called) == 2
