"""Slide: a figure as a picture for a talk, 16:9: the question, the picture, what was entered, the
answer, and the source."""

import io
import re
import textwrap
from collections.abc import Sequence

import holoviews as hv

from ionoscope.engine import Experiment, Result, known
from ionoscope.engine.core.finding import conclusion
from ionoscope.engine.core.parameters import InvalidParameter, Kind, as_text

from .registry import figure_of, picture
from .symbols import tex, unit_tex

INCHES = 40 / 3, 7.5
DOTS_PER_INCH = 144
"""1920 × 1080 pixels."""
BOX = 0.11, 0.26, 0.56, 0.56
"""Where the axes stand, as shares: left, foot, width, height."""
BAR, ABOVE = 0.1, 0.06
"""Shares that the key of a map's colours and an axis above the picture take."""
ASIDE = 0.71
"""Where the texts beside it begin."""
ACROSS, WIDE, HEAD = 34, 46, 50
"""Letters in a line beside the picture, in half a line of the answer, and in the question."""
MOST = 16
"""Most parameters that are named."""
ENDINGS = (".png", ".svg", ".pdf")


def checked(ending: str) -> str:
    """A slide's ending; InvalidParameter for another."""
    if ending not in ENDINGS:
        raise InvalidParameter(
            "file", ending, "is no ending of a slide", f"Use {', '.join(ENDINGS)}."
        )
    return ending


def slide(results: Sequence[Result], ending: str, name: str | None = None, **options) -> bytes:
    """The content of a slide's file, of one or several results of one experiment."""
    own = results[-1]
    figure = _drawn(picture(results, name, **options))
    kind = known(own.experiment)
    title = figure_of(own.experiment, name).title.replace("**", "")
    _head(figure, kind.question if kind else own.experiment, title)
    _texts(figure, kind, results)
    content = io.BytesIO()
    figure.savefig(content, format=checked(ending)[1:], dpi=DOTS_PER_INCH, facecolor="white")
    return content.getvalue()


def _drawn(overlay):
    """Matplotlib's own figure of the picture, moved to its place on the slide."""
    plot = hv.renderer("matplotlib").get_plot(overlay)
    figure = plot.state
    figure.set_size_inches(*INCHES)
    bars = [bar for bar in plot.traverse(lambda p: p.handles.get("cax")) if bar]
    own = [axes for axes in figure.axes if axes not in bars]
    left, foot, width, height = BOX
    width -= BAR if bars else 0.0
    height -= ABOVE if any(axes.child_axes for axes in own) else 0.0
    places = [axes.get_position() for axes in own]
    x0, y0 = min(p.x0 for p in places), min(p.y0 for p in places)
    across = width / (max(p.x1 for p in places) - x0)
    up = height / (max(p.y1 for p in places) - y0)
    for axes, p in zip(own, places, strict=True):
        corner = left + across * (p.x0 - x0), foot + up * (p.y0 - y0)
        axes.set_position([*corner, across * p.width, up * p.height])
    for axes in bars:
        axes.set_position([left + width + 0.01, foot, 0.015, height])
    for axes in figure.axes:
        axes.set_title("")
        _enlarge(axes)
    return figure


def _enlarge(axes) -> None:
    """Letters that are read from the last row."""
    axes.tick_params(labelsize=14)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_fontsize(18)
    for above in axes.child_axes:
        above.tick_params(labelsize=12)
        above.xaxis.label.set_fontsize(13)
    for text in axes.texts:
        text.set_fontsize(14)
        text.set_text(_mathtext(text.get_text()))
    if legend := axes.get_legend():
        for text in legend.get_texts():
            text.set_fontsize(14)
    for line in axes.lines:
        line.set_linewidth(1.4 * line.get_linewidth())


def _head(figure, question: str, title: str) -> None:
    size = min(27.0, 27.0 * HEAD / len(question))
    figure.text(0.06, 0.93, _mathtext(question), fontsize=size, weight="bold", va="center")
    figure.text(0.06, 0.87, _mathtext(title), fontsize=17, color="#444444", va="center")


def _texts(figure, kind: type[Experiment] | None, results: Sequence[Result]) -> None:
    """What was entered beside the picture, the answer under it, the source at the foot."""
    own = results[-1]
    said = "\n".join(_entered(kind, own))
    figure.text(ASIDE, 0.82, said, fontsize=15, va="top", linespacing=1.55)
    if found := conclusion(own.findings):
        answer = "\n".join(textwrap.wrap(str(found.text), 2 * WIDE))
        figure.text(0.06, 0.115, _mathtext(answer), fontsize=19, va="center", weight="bold")
    source = f"{kind.source}. " if kind else ""
    version = own.versions.get("ionoscope", "")
    foot = "\n".join(textwrap.wrap(f"{source}Computed by ionoscope {version}.", 190))
    figure.text(0.06, 0.03, foot, fontsize=10, color="#555555", va="center")


def _entered(kind: type[Experiment] | None, result: Result) -> list[str]:
    """The parameters by their symbols; first those that differ from the defaults."""
    declared = kind.declared() if kind else {}
    shown = {k: p for k, p in declared.items() if k in result.parameters and _is_physics(p)}
    changed = [k for k, p in shown.items() if result.parameters[k] != p.default]
    order = [*changed, *(k for k in shown if k not in changed)][:MOST]
    return [_line(shown[k], result.parameters[k]) for k in shown if k in order]


def _is_physics(parameter: Kind) -> bool:
    return parameter.group not in ("Accuracy", "Run", "Window")


def _line(parameter: Kind, value: object) -> str:
    text = as_text(value)
    if isinstance(value, list | tuple) and len(text) > 14:
        text = f"{as_text(value[0])} … {as_text(value[-1])}"
    text = text if len(text) <= ACROSS else f"{text[: ACROSS - 1]}…"
    if parameter.symbol == parameter.name and not parameter.unit:
        return f"{parameter.called or parameter.name}: {text}".replace("$", r"\$")
    unit = rf"\ {unit_tex(parameter.unit)}" if parameter.unit else ""
    if isinstance(value, str):
        return f"${tex(parameter.symbol)} =$ {text}"
    number = text.replace("…", r"\ldots ")
    return f"${tex(parameter.symbol)} = {number}{unit}${parameter.beside(value)}"


def _mathtext(text: str) -> str:
    """A letter with a subscript in TeX, the words around it as they are."""
    text = text.replace("$", r"\$")
    return re.sub(r"\b([^\W\d_])_([A-Za-z0-9]+)\b", r"$\1_{\\mathrm{\2}}$", text)
