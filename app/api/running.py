"""run and open: results from parameters, and from files."""

from pathlib import Path

from .app.share.presets import preset as preset_of
from .app.share.presets import presets as presets_of
from .engine import EXPERIMENTS, Chunk, Experiment, Result, RunFailed, experiment
from .engine.core.result import Stopwatch
from .progress import watched


def _shown(result: Result) -> str:
    from .display import summary_html  # what writes answers takes a second to load

    return summary_html(result)


# A notebook shows a result by this; the engine itself knows nothing of notebooks.
Result._repr_html_ = _shown


def experiments() -> dict[str, str]:
    """Every experiment's key and the question it answers."""
    return {key: kind.question for key, kind in EXPERIMENTS.items()}


def presets(key: str) -> dict[str, str]:
    """Every preset of an experiment and its title; InvalidParameter if there is no such one."""
    return {name: p.title for name, p in presets_of(experiment(key).key).items()}


def run(key: str, preset: str | None = None, *, progress: bool = True, **parameters) -> Result:
    """Run an experiment to its end.

    Parameters
    ----------
    key : str
        The experiment, one of `experiments()`.
    preset : str, optional
        Start from these parameters, one of `presets(key)`.
    progress : bool
        Whether to show a bar once the run has taken a second.
    **parameters
        What differs from the preset or the defaults; names, units and bounds are those of
        the experiment's class, e.g. `help(ionoscope.GateMap)`. `seed` is one of them.

    Returns
    -------
    Result
        Data, summary and all that repeats the run. Interrupted (Ctrl-C, the stop button of a
        notebook) it is what was computed until then, with status "stopped".

    Raises
    ------
    InvalidParameter
        For an unknown experiment, preset or parameter, and for a value that is not allowed.
    RunFailed
        If the run cannot go on; its `result` is what was computed until then.
    """
    kind = experiment(key)
    texts = preset_of(kind.key, preset).parameters if preset else {}
    base = kind.from_text(texts).values() if preset else {}
    return _solved(kind(**{**base, **parameters}), progress)


def resume(result: Result, *, progress: bool = True) -> Result:
    """Go on with a run that was stopped or cut off, bit for bit as if it had not been.

    Raises
    ------
    ValueError
        If the result is finished, or of an experiment that cannot be gone on with.
    """
    if result.state is None:
        raise ValueError(
            f"This result of {result.experiment} is {result.status} and has no state to go on "
            "from; run it anew."
        )
    own = experiment(result.experiment)(**result.parameters)
    return _solved(own, progress, result)


def _solved(own: Experiment, progress: bool, old: Result | None = None) -> Result:
    clock, before = Stopwatch(), old.elapsed_s if old else 0.0
    chunk = Chunk(0.0, "", old.data, old.summary, old.state) if old else None
    status = "finished"
    with watched(own, progress) as tell:
        try:
            for chunk in own.chunks(old and old.state):
                tell(chunk.share)
        except KeyboardInterrupt:
            if chunk is None:
                raise
            status = "stopped"
        except RunFailed as error:
            if chunk is not None:
                error.result = own.result(chunk, "failed", before + clock.elapsed)
            raise
    return own.result(chunk, status, before + clock.elapsed)


def open(path: str | Path) -> Result:
    """Read a result from a NetCDF file; ValueError if it is none of ours."""
    return Result.from_netcdf(path)
