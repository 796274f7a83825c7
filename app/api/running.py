"""run and resume: results from parameters, and from what there is of a run."""

import warnings
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from .app.runs.folder import runs_folder
from .app.runs.recording import again, recording
from .app.runs.shelf import shelve
from .app.share.presets import preset as preset_of
from .app.share.presets import presets as presets_of
from .app.share.telling import when
from .engine import EXPERIMENTS, Chunk, Experiment, Result, RunFailed, experiment, known
from .engine.compute.sweep import sweep_of
from .engine.core.result import Stopwatch
from .origin import told_kept
from .progress import said, watched


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


def run(
    key: str,
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    **parameters,
) -> Result:
    """Run an experiment to its end, or give the same run at once if it is kept.

    Parameters
    ----------
    key : str
        The experiment, one of `experiments()`.
    preset : str, optional
        Start from these parameters, one of `presets(key)`.
    progress : bool
        Whether to show a bar once the run has taken a second, and to say that a run is kept.
    fresh : bool
        Compute, even if the same run is kept: the same parameters, computed by the same sources
        on the same processor.
    keep : bool, optional
        Whether to keep the run; by default it is if it has been computed for more than two
        seconds. While it lasts others see it, and after a crash `resume` goes on with it.
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
    own = _asked(kind, {**_base(kind, preset), **_read(kind, parameters)}, parameters)
    return (None if fresh else _again(own, progress)) or _solved(own, progress, keep)


def sweep(
    key: str,
    over: dict,
    preset: str | None = None,
    *,
    progress: bool = True,
    fresh: bool = False,
    keep: bool | None = None,
    **parameters,
) -> Result:
    """Run an experiment at every combination of the values of a few parameters.

    Parameters
    ----------
    key : str
        The experiment, one of `experiments()`.
    over : dict of list
        The values of each parameter that is swept, e.g. ``{"lam": [1, 2], "s": [0, 1, 2]}``.
    preset, progress, fresh, keep, **parameters
        As those of `run`, for all points. Every point has a seed of its own, derived from `seed`;
        with ``over={"seed": [0], …}`` all have the same.

    Returns
    -------
    Result
        Its data have what is swept as coordinates, and over them every number of the points'
        summaries with `status`, `level` (the weightiest of a point's findings) and `seed`. As
        any result it can be plotted, kept, and, where it was interrupted, resumed.

    Raises
    ------
    InvalidParameter
        As `run`, if any point cannot be run.
    RunFailed
        If a point has failed, once all others are there; its `result` has them.
    """
    kind = experiment(key)
    over = {name: [_read(kind, {name: v})[name] for v in values] for name, values in over.items()}
    own = sweep_of(kind)(**{**_base(kind, preset), **_read(kind, parameters), "over": over})
    return (None if fresh else _again(own, progress)) or _solved(own, progress, keep)


def _asked(kind: type[Experiment], values: dict, given: Iterable[str]) -> Experiment:
    """The experiment; InvalidParameter too for what has no effect in it, and was `given`."""
    own, declared = kind(**values), kind.declared()
    kind.refuse_idle(own.values() | {k: declared[k].checked(values[k]) for k in given}, given)
    return own


def _read(kind: type[Experiment], parameters: dict) -> dict:
    """Files that are named, by what stands for what they hold, which is kept with the runs."""
    shelve(runs_folder())
    return kind.with_files(parameters)


def _base(kind: type[Experiment], preset: str | None) -> dict:
    """The parameters of a preset, none without one."""
    return kind.from_text(preset_of(kind.key, preset).parameters).values() if preset else {}


def resume(result: Result, *, progress: bool = True, keep: bool | None = None) -> Result:
    """Go on with a run that was stopped or cut off, bit for bit as if it had not been.

    `keep` as in `run`.

    Raises
    ------
    ValueError
        If the result is finished, or of an experiment that cannot be gone on with.
    """
    kind = known(result.experiment)
    if result.state is None or kind is None:
        raise ValueError(
            f"This result of {result.experiment} is {result.status} and has no state to go on "
            "from; run it anew."
        )
    return _solved(kind(**result.parameters), progress, keep, result)


def _again(own: Experiment, progress: bool) -> Result | None:
    """The same run if it is kept, and a line that it is."""
    try:
        found = again(runs_folder(), own)
    except OSError as error:
        warnings.warn(f"Kept runs cannot be looked at ({error}): computing.", stacklevel=3)
        return None
    if found is None:
        return None
    entry, result = found
    if progress:
        said(f"kept run {entry.id} of {when(entry.created)}; fresh=True computes it anew.")
    return told_kept(result, entry.id)


def _solved(
    own: Experiment, progress: bool, keep: bool | None, old: Result | None = None
) -> Result:
    clock, before = Stopwatch(), old.elapsed_s if old else 0.0
    chunk = Chunk(0.0, "", old.data, old.summary, old.state) if old else None
    status, folder = "finished", runs_folder()
    made_from = old.about.get("kept", "") if old else ""
    complain = partial(_complain, folder)
    kept = recording(folder, own, keep, complain, made_from, old)
    with watched(own, progress) as tell, kept as recorded:
        try:
            for chunk in own.chunks(old and old.state):
                tell(chunk.share)
                recorded.see(chunk, clock.elapsed, before)
                if recorded.stop_asked:
                    status = "stopped"
                    break
        except KeyboardInterrupt:
            if chunk is None:
                raise
            status = "stopped"
        except RunFailed as error:
            if chunk is not None:
                result = own.result(chunk, "failed", before + clock.elapsed, error.marked)
                result = recorded.keep(result, clock.elapsed)
                error.result = told_kept(result, recorded.id)
            raise
        result = own.result(chunk, status, before + clock.elapsed)
        result = recorded.keep(result, clock.elapsed)
    return told_kept(result, recorded.id)


def _complain(folder: Path, text: str) -> None:
    warnings.warn(f"The run is not kept in {folder} ({text}).", stacklevel=4)
