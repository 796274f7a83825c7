"""Report: all of a reproduction as one JSON object; the HTML report is made of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ionoscope.engine import Experiment, Result
from ionoscope.engine.core.parameters import as_text, written
from ionoscope.engine.core.result import now, plain, versions

from .comparing import VERDICTS, Compared, compared, follows, shown
from .computing import Reproduction
from .drawing import Picture
from .figures import Departure, Number, PaperFigure, Shown, citations
from .reading import Found, Results

SCHEMA = 1


def report(
    all_: Reproduction,
    pictures: Mapping[str, Sequence[Picture]],
    quick: bool,
    status: str,
    elapsed: float,
) -> dict[str, Any]:
    """The object; README says what its entries are."""
    figures = [_figure(all_, figure, pictures.get(figure.name, ())) for figure in all_.figures]
    every = [number for figure in figures for number in figure["numbers"]]
    return plain(
        {
            "schema": SCHEMA,
            "status": status,
            "quick": quick,
            "created": now(),
            "elapsed_s": elapsed,
            "runs_elapsed_s": sum(result.elapsed_s for result in all_.results.values()),
            "versions": versions(),
            "papers": {k: v for k, v in citations().items() if k in {f["paper"] for f in figures}},
            "verdicts": counted(every),
            "figures": figures,
        }
    )


def _figure(all_: Reproduction, figure: PaperFigure, pictures: Sequence[Picture]) -> dict:
    results = all_.found(figure)
    return {
        "name": figure.name,
        "paper": figure.paper,
        "label": figure.label,
        "title": figure.title,
        "status": all_.status(figure),
        "pictures": [_picture(one) for one in pictures],
        "numbers": numbers(figure, results),
        "departures": departures(figure, results),
        "runs": [
            _run(all_, name, figure.runs[name].preset, experiment)
            for name, experiments in all_.runs[figure.name].items()
            for experiment in experiments
        ],
    }


def counted(numbers: Sequence[dict]) -> dict[str, int]:
    """How many of the report's numbers have which verdict."""
    found = Counter(number["verdict"] for number in numbers)
    return {verdict: found[verdict] for verdict in VERDICTS}


def numbers(figure: PaperFigure, results: Results) -> list[dict]:
    """Every number of a figure beside ours, as the report has it."""
    return [_number(one) for one in compared(figure, results)]


def departures(figure: PaperFigure, results: Results) -> list[dict]:
    """Where we depart from a figure, and what both ways come to, as the report has it."""
    return [_departure(one, results) for one in figure.departures]


def _picture(one: Picture) -> dict:
    """Its files by their place in the folder of the report."""
    files = {k: f"{path.parent.name}/{path.name}" for k, path in one.files.items()}
    return {"title": one.title, "figure": one.figure, **files}


def _number(one: Compared) -> dict:
    number = one.number
    return {
        "name": number.name,
        "unit": number.unit,
        "origin": number.origin,
        "source": number.source,
        "reference": _interval(number),
        "ours": _interval(one.ours),
        "verdict": one.verdict,
        "sentence": one.sentence,
        "doubts": list(one.doubts),
        "sampled": one.ours.sampled,
        "run": number.ours.run,
        "where": number.ours.where,
    }


def _interval(own: Number | Found) -> dict:
    return {"value": own.value, "low": own.low, "high": own.high}


def _departure(own: Departure, results: Results) -> dict:
    return {
        "title": own.title,
        "text": " ".join((own.text, *follows(own, results))),
        "shown": [_shown(*pair) for pair in shown(own, results)],
    }


def _shown(one: Shown, ours: Found) -> dict:
    return {"name": one.name, "unit": one.unit, **_interval(ours)}


def _run(all_: Reproduction, name: str, preset: str, experiment: Experiment) -> dict:
    file = all_.name_of(experiment)
    result, failure = all_.results.get(file), all_.failures.get(file)
    about = {
        "run": name,
        "experiment": experiment.key,
        "preset": preset,
        "parameters": experiment.values(),
        "changed": _changed(experiment),
        "seed": experiment.seed if experiment.random else None,
        "file": f"{all_.folder.path.name}/{file}",
        "status": result.status if result else "failed" if failure else "stopped",
    }
    told = _of_result(result) if result else {}
    return about | told | ({"error": written(failure)} if failure else {})


def _of_result(result: Result) -> dict:
    return {
        "elapsed_s": result.elapsed_s,
        "created": result.created,
        "versions": result.versions,
        "findings": [finding.to_json() for finding in result.findings],
    }


def _changed(experiment: Experiment) -> dict[str, str]:
    """The parameters that differ from their defaults, as they are typed."""
    declared = experiment.declared()
    texts = {k: (as_text(v), as_text(declared[k].default)) for k, v in experiment.values().items()}
    return {k: own for k, (own, usual) in texts.items() if own != usual}
