"""Miniature: a figure as a few numbers for a card: no axes, no letters; what moves, moves there.

Places are whole numbers from 0 to WIDTH and HEIGHT, from the upper left.
"""

from collections.abc import Callable

import numpy as np

from ionoscope.engine import Result

from .figure import Figure
from .marks import Area, Cells, Dots, Line, Mark, Rule, Steps, outlines, stairs
from .registry import figure_of
from .sketch import Sketch
from .style import GREEN, GREY, OSCILLATOR, PARTICLE

WIDTH, HEIGHT = 400, 200
MARGIN = 8
POINTS = 120
"""Most points of a curve."""
FRAMES = 160
"""Most places of what moves."""
MOST_CELLS = 128, 64
"""Most cells of a map, across and up."""
EYE = np.array([[0.94, -0.34, 0.0], [0.13, 0.36, 0.92]])
"""Where x, y and z point to in the picture of a path."""
ATOMS = 13, 5
"""Atoms of a piece of the crystal, across and up."""
MODE = 0.35, 2
"""The mode in which it moves: where on the path through the zone, and its branch."""


def miniature(result: Result) -> dict:
    """A small picture of a result: that of its experiment's main figure if no other is known."""
    own = OWN.get(result.experiment)
    return own(result) if own else of_figure(result, figure_of(result.experiment))


def of_figure(result: Result, figure: Figure) -> dict:
    """The marks of a figure."""
    sketch = figure.sketch([result])
    told: dict[str, list] = {"areas": [], "lines": [], "dots": []}
    for mark in sketch.visible:
        _add(told, mark, sketch)
    cells = [mark for mark in sketch.marks if isinstance(mark, Cells)]
    return {k: v for k, v in told.items() if v} | (_map(cells[0], figure) if cells else {})


def _add(told: dict[str, list], mark: Mark, sketch: Sketch) -> None:
    match mark:
        case Line():
            if mark.low is not None:
                bands = outlines(*(np.asarray(v, float) for v in (mark.x, mark.low, mark.high)))
                told["areas"] += [_filled(*band, mark.look.color, sketch) for band in bands]
            told["lines"].append(_stroke(mark.x, mark.y, mark.look, sketch))
        case Rule():
            told["lines"].append(_stroke(mark.x, mark.y, mark.look, sketch))
        case Steps():
            places = stairs(mark.edges, mark.heights)
            told["areas"].append(_filled(*places, mark.look.color, sketch))
        case Area():
            told["areas"].append(_filled(mark.x, mark.y, mark.look.color, sketch))
        case Dots():
            told["dots"].append({"p": _placed(mark.x, mark.y, sketch), "c": mark.look.color})


def _stroke(x, y, look, sketch: Sketch) -> dict:
    every = max(1, -(-len(np.asarray(x)) // POINTS))
    dashed = {} if look.dash == "solid" else {"d": 1}
    return {"p": _placed(x[::every], y[::every], sketch), "c": look.color, **dashed}


def _filled(x, y, color: str, sketch: Sketch) -> dict:
    return {"p": _placed(x, y, sketch), "c": color}


def _placed(x, y, sketch: Sketch) -> list[int]:
    """x, y, x, y, … in the miniature; what is not finite is left out."""
    x0, x1, y0, y1 = sketch.ranges()
    (x0, x1), (y0, y1) = sketch.x.even([x0, x1]), sketch.y.even([y0, y1])
    with np.errstate(all="ignore"):
        across = (sketch.x.even(np.asarray(x, float)) - x0) / (x1 - x0)
        up = (sketch.y.even(np.asarray(y, float)) - y0) / (y1 - y0)
    return _whole(across, 1 - up)


def _whole(across, down) -> list[int]:
    """Shares of width and height as places, in turns."""
    places = np.stack([np.asarray(across), np.asarray(down)], axis=-1)
    places = places[np.isfinite(places).all(axis=-1)].clip(-0.2, 1.2)
    sides = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    return (MARGIN + places * sides).round().astype(int).ravel().tolist()


def _map(mark: Cells, figure: Figure) -> dict:
    """A map as rows of classes from the top, a letter a cell; a blank where nothing is known."""
    rows, columns = (
        np.linspace(0, n - 1, min(n, most)).round().astype(int)
        for n, most in zip(mark.values.shape, MOST_CELLS[::-1], strict=True)
    )
    values, palette = mark.values[np.ix_(rows[::-1], columns)], list(figure.options["palette"])
    low, high = figure.options["clim"]
    at = np.floor((values - low) / (high - low) * len(palette)).clip(0, len(palette) - 1)
    letters = [["." if np.isnan(v) else "0123456789"[int(v)] for v in row] for row in at]
    return {"map": ["".join(row) for row in letters], "palette": palette}


# what moves ---------------------------------------------------------------------------------


def of_launch(result: Result) -> dict:
    """Particle and oscillator on their ways, true to scale."""
    data, s = result.data, result.parameters["s"]
    tau = data.tau.values
    even = np.linspace(tau[0], tau[-1], FRAMES)
    x, y = (np.interp(even, tau, data[k].values) for k in ("x", "y"))
    high = 1.25 * max(abs(s), np.abs(y).max(), 1.0)
    wide = high * WIDTH / HEIGHT
    seen = np.flatnonzero(np.abs(x) < 1.15 * wide)
    x, y = (v[seen[0] : seen[-1] + 1] for v in (x, y))

    def placed(x, y) -> list[int]:
        return _whole((np.asarray(x) + wide) / 2 / wide, (high - np.asarray(y)) / 2 / high)

    still, lam = np.zeros(len(x)), result.parameters["lam"]
    particle = {"p": placed(x, still + s), "c": PARTICLE, "r": 7}
    oscillator = {"p": placed(still, y), "c": OSCILLATOR, "r": 9}
    rings = [round(WIDTH * share * lam / 2 / wide) for share in (0.8, 1.6)]
    return {
        "lines": [{"p": placed([-1.1 * wide, 1.1 * wide], [s, s]), "c": GREY, "d": 1}],
        "tracks": [particle, oscillator | {"rings": rings, "ink": GREEN}],
    }


def of_crystal(result: Result) -> dict:
    """Atoms in one of the crystal's own modes: where they rest, which way they go, their phases."""
    share, branch = MODE
    at = int(share * (result.data.sizes["q_path"] - 1))
    q = result.data.q.values[at]
    wave = result.data.polarisation.values[at, :, branch]
    across, up = ATOMS
    i, j = (v.ravel() for v in np.meshgrid(np.arange(across), np.arange(up)))
    theta = 2 * np.pi * (q[0] * i + q[1] * j)
    places = _whole((i + 0.5) / across, (j + 0.5) / up)
    size = 0.3 * WIDTH / across / max(np.hypot(*wave[:2]), 1e-9)
    return {
        "wave": {
            "p": places,
            "t": theta.round(2).tolist(),
            "x": round(size * wave[0], 1),
            "y": round(-size * wave[1], 1),
            "c": OSCILLATOR,
        }
    }


def of_path(result: Result) -> dict:
    """The way of the first ion, seen from a corner."""
    place = result.data.place.values[0]
    place = place[:: max(1, -(-len(place) // (4 * FRAMES)))]
    x, y = (place @ EYE.T).T
    middle = [(v.max() + v.min()) / 2 for v in (x, y)]
    half = max(np.ptp(x) / 2, np.ptp(y) / 2 * WIDTH / HEIGHT, 1e-9) * 1.05
    across = (x - middle[0]) / 2 / half + 0.5
    down = 0.5 - (y - middle[1]) / 2 / half * WIDTH / HEIGHT
    return {"way": {"p": _whole(across, down), "c": PARTICLE}}


OWN: dict[str, Callable[[Result], dict]] = {
    "gate-launch": of_launch,
    "lattice-phonons": of_crystal,
    "ion-diffusion": of_path,
}
"""By experiment, where there is more to see than a figure."""
