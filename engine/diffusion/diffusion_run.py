"""The run of ion-diffusion: slices by the clock, snapshots now and then, marks at fixed times."""

import math
import time
from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.mark import check_mark, marked
from ..core.result import Chunk
from ..core.units import K_B
from ..core.words import about
from ..ion.frames import FRAME, TooClose
from ..ion.wanderers import WANDERERS
from ..lattice.covariance import bath_ratio
from .diffusion import IonDiffusion
from .flights import Flight
from .observer import Observer
from .withheld import reason, without_D, without_lines

MARKS = 100
"""Places in the history of D."""
SNAPSHOT = 0.25
"""Seconds between two snapshots of a run: five a second are the most that a page draws."""
SNAPSHOT_SHARE = 0.05
"""Most of a run's time that its snapshots may take: each copies all crystals of a full run."""
SLICE = 0.04
"""Seconds of computing between two looks at whether to stop."""
REST = 0.25
"""ps of a first slice, whose pace tells how long the next ones may be."""


def run(experiment: IonDiffusion) -> Iterator[Chunk]:
    """Yield what is known so far; the last chunk is the whole run."""
    return _chunks(experiment, None)


def resume(experiment: IonDiffusion, state: dict[str, np.ndarray]) -> Iterator[Chunk]:
    """Go on from a chunk's state, bit for bit as if nothing had been in between.

    Raises
    ------
    ValueError
        When the state is of a run with other parameters.
    """
    return _chunks(experiment, state)


def _chunks(e: IonDiffusion, state: dict[str, np.ndarray] | None) -> Iterator[Chunk]:
    before = Chunk(0.0, "preparing", xr.Dataset(), {}, state)
    for _ in WANDERERS[e.equation].preparing(e.setting(e.kT, e.t_c)):
        yield before
    walk = _Walk(e)
    if state is not None:
        walk.restore(state)
    yield from walk.chunks()


class _Walk:
    """A run that is going on: the ions, what is counted, and how far it has come in frames."""

    def __init__(self, experiment: IonDiffusion):
        self.experiment = e = experiment
        setting = e.setting(e.kT, e.t_c, tuple(e.pull()))
        kind = WANDERERS[e.equation]
        self.ions = kind(setting, np.random.SeedSequence(e.seed))
        self.settling, self.counting = round(e.settle / FRAME), round(e.duration / FRAME)
        self.marks = np.unique(np.round(np.linspace(0, self.counting, MARKS + 1)[1:]).astype(int))
        crystals = kind.groups(setting)
        modes = 3 * e.cells**3 * (int(crystals[-1]) + 1)
        self.seen = Observer(
            crystals, modes, e.M, e.kT, e.a, e.duration, e.window, len(self.marks), e.pull()
        )
        self.bath_ratio = bath_ratio(e.cubic(), e.kT, e.statistics)
        self.done = np.zeros(1, np.int64)
        self.energy = np.full(1, np.nan)
        """Mean energy of an ion and its crystal when counting began (meV); full only."""
        self._spent, self._first = 0.0, 0
        """Seconds that a core has computed for this run, and the frames done before."""

    def state(self) -> dict[str, np.ndarray]:
        """All that is needed to go on, as arrays."""
        ions = {f"ions.{k}": v for k, v in self.ions.state().items()}
        seen = {f"seen.{k}": v for k, v in self.seen.state().items()}
        own = {"done": self.done.copy(), "energy": self.energy.copy()}
        return marked({**ions, **seen, **own}, self.experiment.values())

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on from `state`."""
        check_mark(state, self.experiment.values())
        part: dict[str, dict[str, np.ndarray]] = {"ions": {}, "seen": {}}
        for key, array in state.items():
            head, _, tail = key.partition(".")
            if head in part:
                part[head][tail] = array
        self.ions.restore(part["ions"])
        self.seen.restore(part["seen"])
        self.done[:], self.energy[:] = state["done"], state["energy"]
        self._first = int(self.done[0])

    def chunks(self) -> Iterator[Chunk]:
        """Slices of the run: each yields the newest snapshot, which is renewed now and then."""
        total, pace, wait = self.settling + self.counting, None, SNAPSHOT
        last, taken = self._chunk(), time.perf_counter()
        while self.done[0] < total:
            began, busy = time.perf_counter(), time.thread_time()
            count = self._until_mark(round(REST / FRAME) if pace is None else SLICE / pace)
            try:
                self._go(count)
            except TooClose as error:
                yield self._chunk()
                raise RunFailed(self._collision(error)) from error
            self._spent += time.thread_time() - busy
            now = time.perf_counter()
            pace = (now - began) / count
            if now - taken > wait or last.share == 0:
                last, taken = self._chunk(), time.perf_counter()
                wait = max(SNAPSHOT, (taken - now) / SNAPSHOT_SHARE)
            yield last
        yield self._chunk()

    def _until_mark(self, wanted: float) -> int:
        """Frames to go on by: about so many, and in equal parts to the next mark."""
        done = int(self.done[0]) - self.settling
        ahead = -done if done < 0 else int(self.marks[np.searchsorted(self.marks, done, "right")])
        left = ahead - max(done, 0)
        return math.ceil(left / math.ceil(left / max(1.0, wanted)))

    def _go(self, count: int) -> None:
        if self.done[0] == self.settling:
            self.energy[0] = self._energy()
            # where counting starts from: a run of twice the fit's end is then just long enough
            self.seen.feed(self.ions.R[:, None], self.ions.V[:, None])
        R, V = self.ions.frames(count)
        self.seen.tracks.feed(R)
        self.done += count
        done = int(self.done[0]) - self.settling
        if done <= 0:
            return
        self.seen.feed(R, V)
        k = int(np.searchsorted(self.marks, done))
        if self.marks[k] == done:
            self.seen.mark(k)

    def _energy(self) -> float:
        """Mean energy of an ion and its crystal (meV); NaN where the crystal is not followed."""
        return float(np.mean(self.ions.energy())) if hasattr(self.ions, "energy") else np.nan

    def _chunk(self) -> Chunk:
        done, total = int(self.done[0]), self.settling + self.counting
        share = 1.0 if done == total else min(0.999, done / total)
        stage = "done" if done == total else "settling" if done <= self.settling else "counting"
        if done <= self.settling + 1:  # no displacement has been seen
            return Chunk(share, stage, xr.Dataset(), {}, self.state())
        found = self._summary()
        data = without_lines(self.seen.data(), found["D_withheld"])
        return Chunk(share, stage, data, found, self.state())

    def _summary(self) -> dict:
        now = self.seen.numbers()
        found = {
            "D": now["D"],
            "D_low": now["D_low"],
            "D_high": now["D_high"],
            "kinetic_temperature_ratio": now["kinetic_ratio"],
            "n_hops": now["n_hops"],
            "bath_ratio": self.bath_ratio,
            "steps_per_s": self._steps_per_s(),
        }
        if self.experiment.force:
            found |= self._mobility()
        drift = self._energy() - float(self.energy[0])
        found["energy_drift"] = drift if np.isfinite(drift) else None
        found |= {k: v for k, v in now.items() if k not in found} | _told(
            seen := self.seen.flight()
        )
        return without_D(found, reason(self.experiment.U0, found, seen))

    def _mobility(self) -> dict:
        """The mobility and its ends, None before it can be known."""
        moved = self.seen.mobility()
        names = {"mobility": "value", "mobility_low": "low", "mobility_high": "high"}
        return {k: getattr(moved.mobility, v) if moved else None for k, v in names.items()}

    def _steps_per_s(self) -> float | None:
        """Steps of one ion in a second of one core, since this process took up the run."""
        frames = int(self.done[0]) - self._first
        steps = frames * self.ions.setting.steps * self.experiment.ions * self.experiment.baths
        return float(steps / self._spent) if frames and self._spent else None

    def _collision(self, error: TooClose) -> str:
        e = self.experiment
        # its R_eff may lie beyond the atom, whatever the step
        itself = (
            " Where a shorter step changes nothing, this equation itself breaks down: take another."
        )
        return (
            f"At t = {error.time:.4g} ps, step {error.step:,}, ion {error.ion} came within "
            f"{error.distance:.3g} Å of an atom, less than it goes in a step: from there on its "
            f"path would mean nothing. Shorten the step (`dt = {e.dt:g}` ps), raise the strength "
            f"(`U0 = {e.U0:g}`) or lower the temperature (`kT = {e.kT:g}` meV, "
            f"{about(e.kT / K_B, 3)} K).{itself if e.equation == 'time-local' else ''}"
        )


def _told(seen: Flight | None) -> dict:
    """How far the ions fly, by the names of a run's summary, None before it can be known."""
    names = {
        "msd_exponent": "exponent",
        "msd_exponent_error": "exponent_error",
        "velocity_kept": "kept",
    }
    return {name: getattr(seen, of, None) for name, of in names.items()}
