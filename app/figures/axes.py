"""Axes: labels, ticks, legend and size of a picture in a notebook or a file, by either backend."""

import holoviews as hv
import numpy as np

from . import hooks
from .figure import Figure
from .sketch import Axis, Sketch
from .symbols import mathtext, unicode

PIXELS, LEAST = 640, 300
"""Width of a picture, and its least height."""
INCH = 100
"""Pixels."""


def dress(element, bokeh: dict, matplotlib: dict):
    """The element with its options for every loaded backend."""
    loaded = hv.Store.loaded_backends()
    for backend, options in (("bokeh", bokeh), ("matplotlib", matplotlib)):
        if backend in loaded and options:
            element = element.opts(**options, backend=backend)
    return element


def on_axes(overlay: hv.Overlay, sketch: Sketch, figure: Figure) -> hv.Overlay:
    """The overlay over the sketch's axes."""
    both = _both(sketch, figure)
    height = max(figure.height, LEAST)
    bokeh = {
        **both,
        "width": PIXELS,
        "height": height,
        "padding": 0,
        "title": unicode(both["title"]),
        "xlabel": _typeset(sketch.x, "$$"),
        "ylabel": _typeset(sketch.y, "$$"),
        "legend_position": "right",
        "hooks": [lambda plot, _: hooks.finished(plot.state, sketch, figure)],
    }
    matplotlib = {
        **both,
        "fig_inches": (PIXELS / INCH, height / INCH),
        "aspect": "auto",
        "title": _mathtext(both["title"]),
        "legend_position": figure.options.get("corner", "best"),
        "xlabel": _typeset(sketch.x, "$"),
        "ylabel": _typeset(sketch.y, "$"),
        "hooks": [lambda plot, _: _finished(plot.handles["axis"], sketch, figure)],
    }
    return dress(overlay, bokeh, matplotlib)


def _both(sketch: Sketch, figure: Figure) -> dict:
    x0, x1, y0, y1 = sketch.ranges()
    options = {
        "logx": sketch.x.log,
        "logy": sketch.y.log,
        "xlim": (x0, x1),
        "ylim": (y0, y1),
        "show_legend": bool(sketch.legend) and figure.options.get("legend", True),
        "show_grid": not {"cells", "tiles"} & set(figure.layers),
        "title": (sketch.title or figure.title).replace("**", ""),
    }
    for name, axis in (("xticks", sketch.x), ("yticks", sketch.y)):
        if axis.ticks is not None:
            options[name] = list(axis.ticks) or [(0.0, "")]
    return options


def _typeset(axis: Axis, dollar: str) -> str:
    return f"{dollar}{axis.tex}{dollar}" if axis.tex else axis.label


def _mathtext(title: str) -> str:
    """With symbols in TeX; HoloViews formats it."""
    return mathtext(title).replace("{", "{{").replace("}", "}}")


# Matplotlib ---------------------------------------------------------------------------------


def _finished(axes, sketch: Sketch, figure: Figure) -> None:
    """What HoloViews has no option for: ticks of log axes in plain numbers, and temperatures."""
    for axis, own, ends in (
        (axes.xaxis, sketch.x, axes.get_xlim()),
        (axes.yaxis, sketch.y, axes.get_ylim()),
    ):
        if own.log and own.ticks is None:
            places = decades(*ends)
            axis.set_ticks(places, labels=[_number(place) for place in places])
            axis.set_ticks([], minor=True)
    legend = axes.get_legend()
    for text in (*axes.texts, *(legend.get_texts() if legend else ())):
        text.set_text(mathtext(text.get_text()))
    if per := figure.options.get("temperatures"):
        above = axes.secondary_xaxis("top")
        low, high = axes.get_xlim()
        shown = [t for t in hooks.TEMPERATURES if low <= per / t <= high]
        above.set_ticks([per / t for t in shown], labels=[f"{t:g}" for t in shown])
        above.set_xlabel(f"${hooks.temperature_tex(figure)}$")
        axes.title.set_y(1.16)


def decades(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten between low and high; beyond three decades powers alone."""
    leads = (1, 2, 5) if high < 1e3 * low else (1,)
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    places = [lead * 10.0**power for power in powers for lead in leads]
    seen = [float(f"{p:.12g}") for p in places if low <= p <= high]
    if len(seen) < 3:  # hardly bent: even steps
        step = _nice((high - low) / 4)
        return [float(f"{n * step:.12g}") for n in np.arange(np.ceil(low / step), high / step)]
    return seen[:: -(-len(seen) // 9)]


def _nice(size: float) -> float:
    """The 1, 2 or 5 times a power of ten nearest above `size`."""
    decade = 10 ** np.floor(np.log10(size))
    return float(decade * next(k for k in (1, 2, 5, 10) if k * decade >= size))


def _number(value: float) -> str:
    if 1e-3 <= value < 1e4:
        return f"{value:g}"
    mantissa, power = f"{value:.0e}".split("e")
    lead = "" if mantissa == "1" else rf"{mantissa}\cdot "
    return rf"${lead}10^{{{int(power)}}}$"
