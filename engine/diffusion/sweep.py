"""DiffusionSweep: D and kinetic temperature over one parameter, point by point."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..compute.composite import Composite
from ..compute.newest import Newest
from ..compute.workforce import cores
from ..core.experiment import Experiment
from ..core.files import State
from ..core.parameters import InvalidParameter
from ..core.result import Chunk
from .diffusion import IonDiffusion
from .model import DiffusionModel
from .points import left_out

if TYPE_CHECKING:
    import xarray as xr


class DiffusionSweep(Composite, DiffusionModel):
    """Many runs of ion-diffusion that differ in one parameter.

    Sub-classes say over what: `axis` is the dimension, `places` its values, and `members` the runs
    in the same order. Every member has a seed of its own, made from the sweep's.
    """

    axis: ClassVar[str]

    def places(self) -> tuple[float, ...]:
        """Values along the axis, in its unit."""
        raise NotImplementedError

    def members(self) -> list[IonDiffusion]:
        """The runs, one for each place."""
        raise NotImplementedError

    def seeds(self, count: int) -> list[int]:
        """Seeds of `count` members."""
        return [int(s) for s in np.random.SeedSequence(self.seed).generate_state(count)]

    def shared(self) -> dict:
        """Values of the parameters that the members have in common."""
        names = DiffusionModel.declared()
        return {k: v for k, v in self.values().items() if k in names and k != "seed"}

    def check(self) -> None:
        """Refuse what any member refuses, in its words."""
        super().check()
        self.members()

    def _member(self, name: str, **values: Any) -> IonDiffusion:
        """A member; its refusal is told as one of parameter `name`."""
        try:
            return IonDiffusion(**{**self.shared(), **values})
        except InvalidParameter as error:
            if getattr(self, error.name, None) == error.value:
                raise  # it is the sweep's own value
            raise InvalidParameter(
                name,
                getattr(self, name),
                f"holds a point that cannot be run: there {error.subject} {error.problem}",
                error.remedy,
            ) from error

    def place(self, i: int) -> str:
        """The value of point `i` along the axis, with its name."""
        return f"{self.axis} = {self.places()[i]:g}"

    def estimate(self) -> float:
        """Seconds on one core of an ordinary machine."""
        members = self.members()
        once = {(m.equation, m.cubic(), m.dt, m.t_c): m.preparation() for m in members}
        return sum(m.walking() for m in members) + sum(once.values())

    def bytes_needed(self) -> float:
        """Bytes of the members that run at the same time, about."""
        return cores() * max(m.bytes_needed() for m in self.members())

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """The measured numbers of a point, by their names in its summary."""
        from .sweep_run import keep

        return keep(chunk)

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """All points so far and what follows from them."""
        from .sweep_run import gathered

        return gathered(self, newest)

    def answer(self, data: "xr.Dataset") -> tuple["xr.Dataset", dict]:
        """The points (over `axis`) with what follows from them, and the answer in numbers."""
        return data, self.lists(data)

    def lists(self, data: "xr.Dataset") -> dict:
        """The points as lists."""
        names = (self.axis, "D", "D_low", "D_high")
        found = {name: data[name].values.tolist() for name in names}
        found |= {"kinetic_temperature_ratio": data.kinetic_ratio.values.tolist()}
        return {**found, "left_out": left_out(data)}
