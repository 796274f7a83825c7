"""ionoscope: watch an ion move through a solid electrolyte.

    import ionoscope as iono
    island = iono.run("gate-map", s=2.0, phi=3.927)
    island                                        # question, parameters, answer
    iono.plot(island)                             # its main figure, a HoloViews object
    iono.sweep("gate-barrier", over={"lam": [1, 2], "s": [0, 1]})    # every combination
    iono.figures("ion-diffusion")                 # names of all figures
    iono.save(iono.plot(island), "island.svg")
    iono.runs("ion-diffusion", where="kT >= 30")  # what is kept

Experiments are run by key, `run("gate-map", …)`, or are classes, `GateMap(…).solve()`; both know
names, defaults, units and bounds of their parameters: see `help(iono.GateMap)`.
"""

from importlib import import_module

if __name__ != "ionoscope":
    raise ImportError("this folder is the package `ionoscope`: import that")

# By module, so that importing this one takes no time: a name is looked up when it is first used.
_NAMES = {
    "EXPERIMENTS": "engine",
    "Experiment": "engine",
    "InvalidParameter": "engine",
    "Result": "engine",
    "RunFailed": "engine",
    "compare": "comparing",
    "experiments": "running",
    "figures": "plotting",
    "open": "kept",
    "plot": "plotting",
    "presets": "running",
    "resume": "running",
    "run": "running",
    "runs": "kept",
    "save": "plotting",
    "sweep": "running",
}
_CLASSES = {
    "DiffusionMemory": "engine.diffusion.memory",
    "DiffusionStiffness": "engine.diffusion.stiffness",
    "DiffusionTemperature": "engine.diffusion.temperature",
    "GateBarrier": "engine.gate.barrier",
    "GateBarriers": "engine.gate.barrier_scan",
    "GateGallery": "engine.gate.gallery",
    "GateLaunch": "engine.gate.launch",
    "GateMap": "engine.gate.domain_map",
    "GateTransmission": "engine.gate.transmission",
    "IonCollision": "engine.ion.collision",
    "IonDiffusion": "engine.diffusion.diffusion",
    "IonDissipation": "engine.ion.dissipation",
    "IonLandscape": "engine.landscape.landscape",
    "IonValidity": "engine.ion.validity",
    "LatticeBarrier": "engine.lattice.barrier",
    "LatticePhonons": "engine.lattice.phonons",
    "LatticeResponse": "engine.lattice.response",
    "LatticeThermal": "engine.lattice.thermal",
}
"""The experiments."""

__all__ = [*_NAMES, *_CLASSES, "__version__"]


def __getattr__(name: str):
    if name == "__version__":
        from importlib.metadata import version

        return version("ionoscope")
    where = (_NAMES | _CLASSES).get(name)
    if where is None:
        raise AttributeError(f"module 'ionoscope' has no attribute {name!r}")
    if name in _CLASSES or name in ("EXPERIMENTS", "Result"):
        import_module(".engine", __name__)
        import_module(".running", __name__)  # a notebook then shows what they give
    globals()[name] = getattr(import_module(f".{where}", __name__), name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
