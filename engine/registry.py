"""EXPERIMENTS: every experiment by its key; command line, pages, tests and docs follow it."""

from .compute.sweep import ENDING, sweep_of
from .core.described import described
from .core.experiment import Experiment
from .core.parameters import InvalidParameter, same_word
from .diffusion.diffusion import IonDiffusion
from .diffusion.memory import DiffusionMemory
from .diffusion.stiffness import DiffusionStiffness
from .diffusion.temperature import DiffusionTemperature
from .gate.barrier import GateBarrier
from .gate.barrier_scan import GateBarriers
from .gate.domain_map import GateMap
from .gate.gallery import GateGallery
from .gate.launch import GateLaunch
from .gate.transmission import GateTransmission
from .ion.collision import IonCollision
from .ion.dissipation import IonDissipation
from .ion.validity import IonValidity
from .landscape.landscape import IonLandscape
from .lattice.barrier import LatticeBarrier
from .lattice.phonons import LatticePhonons
from .lattice.response import LatticeResponse
from .lattice.thermal import LatticeThermal

EXPERIMENTS: dict[str, type[Experiment]] = {
    e.key: described(e)
    for e in (
        GateLaunch,
        GateMap,
        GateGallery,
        GateTransmission,
        GateBarrier,
        GateBarriers,
        LatticePhonons,
        LatticeResponse,
        LatticeThermal,
        LatticeBarrier,
        IonLandscape,
        IonCollision,
        IonValidity,
        IonDissipation,
        IonDiffusion,
        DiffusionTemperature,
        DiffusionMemory,
        DiffusionStiffness,
    )
}


def known(key: str) -> type[Experiment] | None:
    """The experiment, or the sweep over one, that is called exactly `key`; None if there is none.

    It is what the `experiment` of a result names.
    """
    if key in EXPERIMENTS:
        return EXPERIMENTS[key]
    of = key.removesuffix(ENDING)
    return sweep_of(EXPERIMENTS[of]) if of != key and of in EXPERIMENTS else None


def experiment(key: str) -> type[Experiment]:
    """The experiment called `key`, in capitals or not; InvalidParameter if there is none."""
    found = same_word(key, EXPERIMENTS)
    if found is None:
        raise InvalidParameter(
            "experiment", key, "does not exist", f"Choose one of: {', '.join(EXPERIMENTS)}."
        )
    return EXPERIMENTS[found]
