"""DiffusionSweep: D and kinetic temperature over one parameter, point by point."""

import time
from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..compute.side_by_side import Newest, cores, side_by_side
from ..core.experiment import RunFailed
from ..core.parameters import InvalidParameter
from ..core.result import Chunk
from ..core.units import attributes
from .diffusion import IonDiffusion
from .model import DiffusionModel

MEASURED = (
    "D",
    "D_low",
    "D_high",
    "D_error",
    "kinetic_ratio",
    "kinetic_ratio_low",
    "kinetic_ratio_high",
    "bath_ratio",
    "hop_rate",
    "n_hops",
)
"""What is kept of every point."""
TOGETHER = 0.85
"""Pace of a core when all compute, as a share of its pace alone: measured on two cores."""
SNAPSHOT = 0.4
"""Seconds after which the points are put together anew; at once, when one of them is ready."""
FEWEST_HOPS = 10
"""With fewer in all, intervals of 95 % were seen to cover the truth in 40 to 88 % of runs."""


class DiffusionSweep(DiffusionModel):
    """Many runs of ion-diffusion that differ in one parameter.

    Sub-classes say over what: `axis` is the dimension, `places` its values, and `members` the runs
    in the same order. Every member has a seed of its own, made from the sweep's.
    """

    axis: ClassVar[str]

    def places(self) -> tuple[float, ...]:
        """Values along the axis."""
        raise NotImplementedError

    def members(self) -> list[IonDiffusion]:
        """The runs, one for each place."""
        raise NotImplementedError

    def seeds(self, count: int) -> list[int]:
        """Seeds of so many members."""
        return [int(s) for s in np.random.SeedSequence(self.seed).generate_state(count)]

    def shared(self) -> dict:
        """Values of the parameters that the members have in common."""
        names = DiffusionModel.declared()
        return {k: v for k, v in self.values().items() if k in names and k != "seed"}

    def check(self) -> None:
        """Refuse what any member refuses, in its words."""
        super().check()
        self.members()

    def _member(self, name: str, **values) -> IonDiffusion:
        """A member; its refusal is told as one of parameter `name`."""
        try:
            return IonDiffusion(**{**self.shared(), **values})
        except InvalidParameter as error:
            if getattr(self, error.name, None) == error.value:
                raise  # it is the sweep's own value
            raise InvalidParameter(
                name,
                getattr(self, name),
                f"holds a point that cannot be run: there {error.name} = {error.value:g} "
                f"{error.problem}",
                error.remedy,
            ) from error

    def estimate(self) -> float:
        """Seconds on all cores of this machine."""
        members = self.members()
        once = {(m.equation, m.crystal(), m.dt, m.t_c): m.preparation() for m in members}
        return (sum(m.walking() for m in members) + sum(once.values())) / (TOGETHER * cores())

    def memory(self) -> float:
        """Bytes of the members that run at the same time, about."""
        return cores() * max(m.memory() for m in self.members())

    def run(self) -> Iterator[Chunk]:
        """Yield all points so far; the last chunk is complete."""
        last, taken, over = None, 0.0, 0
        for newest in side_by_side(self.members()):
            now, ended = time.monotonic(), sum(n.over for n in newest)
            if last is None or ended > over or now - taken > SNAPSHOT:
                last, taken, over = self._chunk(newest), now, ended
            yield last
        last = self._chunk(newest)
        yield Chunk(1.0, "done", last.data, last.summary)
        self._complain(newest)

    def _complain(self, newest: list[Newest]) -> None:
        """Fail if a member did, now that all points are kept."""
        failures = [
            f"At {self.axis} = {place:g}: {member.failure}"
            for place, member in zip(self.places(), newest, strict=True)
            if member.failure
        ]
        if failures:
            kept = "A point that failed rests on the time before; the others are whole."
            raise RunFailed(" ".join([*failures, kept]))

    def _chunk(self, newest: list[Newest]) -> Chunk:
        known = [member.chunk for member in newest]
        share = np.array([chunk.share if chunk else 0.0 for chunk in known])
        data = self.points(known).assign(share=(self.axis, share, attributes("share")))
        over = [member.over for member in newest]
        data, summary = self.answer(data)
        pace = np.array([_entry(chunk, "steps_per_s") for chunk in known])
        summary["microseconds_a_step"] = (1e6 / pace).tolist()
        total = np.mean(np.maximum(share, over))
        return Chunk(min(0.999, float(total)), f"{sum(over)} of {len(over)}", data, summary)

    def points(self, known: list[Chunk | None]) -> xr.Dataset:
        """What is known of every point, NaN where nothing is."""
        columns = {name: [_entry(c, name) for c in known] for name in MEASURED}
        columns["member_seed"] = self.seeds(len(known))
        return xr.Dataset(
            {k: (self.axis, np.array(v), attributes(k)) for k, v in columns.items()},
            {self.axis: (self.axis, np.array(self.places()), attributes(self.axis))},
        )

    def answer(self, data: xr.Dataset) -> tuple[xr.Dataset, dict]:
        """The points with what follows from them, and the answer in numbers."""
        return data, self.lists(data)

    def lists(self, data: xr.Dataset) -> dict:
        """The points as lists."""
        names = (self.axis, "D", "D_low", "D_high")
        found = {name: data[name].values.tolist() for name in names}
        return {**found, "kinetic_temperature_ratio": data.kinetic_ratio.values.tolist()}


def known_points(data: xr.Dataset) -> xr.Dataset:
    """The points whose D is known, from hops enough that its interval can be believed."""
    good = (data.D > 0) & (data.D_error > 0) & (data.n_hops >= FEWEST_HOPS)
    return data.isel({data.D.dims[0]: np.flatnonzero(good.values)})


def _entry(chunk: Chunk | None, name: str) -> float:
    """A number of the chunk's summary, NaN where there is none."""
    names = {"kinetic_ratio": "kinetic_temperature_ratio"}
    value = chunk.summary.get(names.get(name, name)) if chunk else None
    return np.nan if value is None else float(value)
