"""Examples: a short run of each experiment, with all its figures drawn."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ionoscope as iono
from ionoscope.engine import EXPERIMENTS, Experiment, Result

from ..figures.registry import figures_of
from ..share.presets import preset, presets
from . import sweeps
from .shown import Shown


class Example(NamedTuple):
    """What is run: a preset (the first if none is named) with a few values changed, once for each
    of the `beside`, which are drawn into the same picture."""

    preset: str = ""
    values: dict = {}  # noqa: RUF012
    beside: tuple[dict, ...] = ({},)


def each(name: str, *values: object) -> tuple[dict, ...]:
    """One run for each of a parameter's values."""
    return tuple({name: value} for value in values)


EQUATIONS = each("equation", "full", "memory", "time-local")
EXAMPLES = {
    "gate-launch": Example("island"),
    "gate-map": Example("island"),
    "gate-transmission": Example("one", beside=each("M", 0.2, 1.0, 5.0)),
    "lattice-thermal": Example("fig1d", {"cells": 20}, each("kT", 25.0, 5.0, 50.0)),
    "ion-collision": Example("fig3-narrow-fast"),
    "ion-validity": Example("speed-reach", {"cells": 30, "n": 16}),
    "ion-dissipation": Example("short", {"cells": 30, "duration": 2.0}, EQUATIONS),
    "ion-diffusion": Example("first", beside=EQUATIONS),
    "diffusion-temperature": Example("first", beside=each("equation", "full", "time-local")),
}
"""By experiment; of others it is their first preset."""


def asked(key: str) -> list[Experiment]:
    """The experiments that make the example of `key`."""
    kind, own = EXPERIMENTS[key], EXAMPLES.get(key, Example())
    name = own.preset or next(iter(presets(key)))
    base = kind.from_text(preset(key, name).parameters)
    return [base.changed(**{**own.values, **more}) for more in own.beside]


def run(key: str, folder: Path, tell: Callable[[str], None]) -> Shown:
    """Run the example and draw its figures into `folder`, which is made; `tell` hears of each."""
    tell(key)
    return _shown([iono.run(key, progress=False, **own.values()) for own in asked(key)], folder)


def sweep(folder: Path) -> Shown:
    """The example of a sweep, over two parameters."""
    over = {"lam": [1.0, 1.5, 2.0, 2.5, 3.0], "s": [0.0, 1.0, 2.0, 3.0]}
    return _shown([iono.sweep(sweeps.EXAMPLE, over, progress=False)], folder)


def _shown(results: list[Result], folder: Path) -> Shown:
    folder.mkdir(parents=True, exist_ok=True)
    key = results[0].experiment
    return Shown(results, {name: _drawn(key, name, results, folder) for name in figures_of(key)})


def _drawn(key: str, name: str, results: list[Result], folder: Path) -> str:
    single = figures_of(key)[name].options.get("single")
    file = folder / f"{key}-{name}.png"
    iono.save(iono.plot(results[:1] if single else results, name), file)
    return file.name
