"""What Bokeh has and HoloViews has not: named ticks of log axes, an axis of temperatures, hover."""

from bokeh.models import (
    CustomJS,
    CustomJSHover,
    CustomJSTicker,
    CustomJSTickFormatter,
    FixedTicker,
    HoverTool,
    Legend,
    LinearAxis,
)

from ionoscope.engine.core.units import K_B

from . import blank
from .sketch import Axis
from .style import GREY, INKS
from .symbols import IN_KELVIN, axis_tex, html

WHOLE = "whole"
"""How `said` stands in the options of a figure whose points tell all of themselves."""
MOST_TOLD = 3
"""Most values that hover tells at once: a smooth curve has many points under the mouse."""
TEMPERATURES = (5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)
"""k_B T (meV) that the axis above an Arrhenius plot names."""

_DECADES = """
if (tick >= 0.001 && tick < 10000) return String(Number(tick.toPrecision(3)));
const whole = Math.floor(Math.log10(tick) + 1e-9), lead = tick / 10 ** whole;
const raised = [...String(whole)].map((d) => d === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[d]).join("");
return (Math.abs(lead - 1) < 1e-6 ? "" : Number(lead.toPrecision(2)) + "·") + "10" + raised;
"""
_TICKS = """
const { start, end } = cb_data.range, decades = Math.log10(end / start), ticks = [];
if (!(start > 0 && decades > 0)) return ticks;
const every = Math.ceil(decades / 10);
const steps = (leads) => {
  const first = Math.floor(Math.log10(start) / every) * every;
  for (let k = first; k <= Math.log10(end); k += every)
    for (const lead of leads) ticks.push(Number(`${lead}e${k}`));
};
if (decades > 0.6) steps(decades > 3 ? [1] : [1, 2, 5]);
else {  // hardly bent: even steps
  const rough = (end - start) / 4, size = 10 ** Math.floor(Math.log10(rough));
  const step = size * [1, 2, 5, 10].find((n) => n * size >= rough);
  for (let n = Math.ceil(start / step); n * step <= end; n++) ticks.push(n * step);
}
return ticks.filter((tick) => tick >= start && tick <= end);
"""
_BETWEEN = """
const { start, end } = cb_data.range, ticks = [];
if (!(start > 0 && end > start && end < 1e4 * start)) return ticks;
for (let k = Math.floor(Math.log10(start)); k <= Math.log10(end); k++)
  for (let lead = 1; lead < 10; lead++) ticks.push(lead * 10 ** k);
return ticks.filter((tick) => tick >= start && tick <= end);
"""
_TIMES = "return String(Number((value * Number(format)).toPrecision(5)));"
_NUMBER = """
if (!Number.isFinite(value)) return "";
const size = Math.abs(value), plain = value === 0 || (size >= 1e-3 && size < 1e5);
const text = plain ? String(Number(value.toPrecision(5)))
  : value.toExponential(3).replace("e", "·10^").replace("+", "");
return TEXT;
"""
_KELVIN = f"""
const kT = KT, K = kT / {K_B};
return `${{Number(kT.toPrecision(5))}} meV (${{Number(K.toPrecision(3))}} K)`;
"""
_PARTS = {"y": "text", "low": "`  (${text}`", "high": "` … ${text})`"}
"""A value and both ends of its interval, as hover writes them."""
_AGAIN = """
const label = cb_obj.axis_label ?? "";
if (label.startsWith("$$ ")) cb_obj.axis_label = "$$" + label.slice(3);
else if (label.startsWith("$$")) cb_obj.axis_label = "$$ " + label.slice(2);
"""
"""MathJax's letters keep the colour in which they were first written: write them anew."""
_WORDS = "return WORDS[Math.round(value)];"


def dressed(fig, renderers: dict, figure) -> None:
    """Give a drawn figure the habits that all share; `renderers` are its glyphs by layer."""
    fig.update(
        name=figure.name,
        sizing_mode="stretch_width",
        height=figure.height,
        min_border_right=16,
        lod_threshold=None,
    )
    fig.toolbar.update(logo=None, autohide=True)
    for axis in fig.axis:
        axis.update(axis_label_text_font_style="normal", major_label_text_font_size="12px")
        follow_theme(axis)
    if {"cells", "tiles"} & set(renderers):
        fig.grid.visible = False
    # else lines stand where the axis has no ticks
    fig.grid.ticker = None
    for axis, ours in ((fig.xaxis, figure.x), (fig.yaxis, figure.y)):
        label_axis(axis, ours)
        if ours.log and ours.ticks is None:
            name_decades(axis)
    if "temperatures" in figure.options:
        name_temperatures(fig, figure)
    if figure.options.get("bare"):
        fig.axis.visible = fig.grid.visible = False
        # a hidden label is never typeset, and the browser would wait for it
        fig.axis.axis_label = None
    fig.add_tools(*_hovers(renderers, figure))
    if figure.options.get("legend", True) and {"lines", "dots"} & set(renderers):
        legend = Legend(
            name="legend",
            items=[],
            location="top_left",
            border_line_color=None,
            padding=0,
            margin=0,
            spacing=14,
            background_fill_alpha=0,
            label_text_font_size="13px",
            glyph_width=22,
            label_standoff=4,
            visible=False,
        )
        fig.add_layout(legend, "above")
    blank.begin(fig)


def finished(fig, sketch, figure) -> None:
    """What a figure in a notebook has that HoloViews has no option for."""
    for axis, ours in ((fig.xaxis, sketch.x), (fig.yaxis, sketch.y)):
        if ours.log and ours.ticks is None:
            name_decades(axis)
    if "temperatures" in figure.options and len(fig.above) < 2:
        name_temperatures(fig, figure)


def follow_theme(axis) -> None:
    """Write a typeset label anew when the page turns dark or light."""
    axis.js_on_change("axis_label_text_color", CustomJS(code=_AGAIN))


def label_axis(axis, ours: Axis) -> None:
    """Write a label, typeset if it is a symbol, and the ticks that are named."""
    # MathJax writes larger than the browser does, and the page's theme sets the letters' size
    label = rf"$$\small {ours.tex}$$" if ours.tex else ours.label
    axis.update(axis_label=label, axis_label_text_font_size="1em")
    if ours.ticks is not None:
        name_ticks(axis, ours)


def name_ticks(axis, ours: Axis) -> None:
    """Put ticks where they are asked for, with what stands there."""
    axis.ticker = FixedTicker(ticks=[float(place) for place, _ in ours.ticks])
    axis.major_label_overrides = {float(place): text for place, text in ours.ticks}
    if not ours.ticks:
        axis.update(major_tick_line_color=None, minor_tick_line_color=None)


def name_decades(axis) -> None:
    """Write a log axis's ticks at 1, 2, 5, 10, … as plain numbers near 1, else as powers of ten.

    Bokeh's own ticker takes even steps below two decades and leaves the lower one without a number.
    """
    axis.ticker = CustomJSTicker(major_code=_TICKS, minor_code=_BETWEEN)
    axis.formatter = CustomJSTickFormatter(code=_DECADES)


def temperature_tex(figure) -> str:
    """What an axis of temperatures above a figure over 1/k_B T is called, in TeX."""
    return axis_tex(figure.x.symbol.removeprefix("1/"), "meV") + IN_KELVIN


def name_temperatures(fig, figure) -> None:
    """Add an axis above a figure over 1/k_B T that names k_B T (meV)."""
    times = figure.options["temperatures"]
    axis = LinearAxis(
        ticker=FixedTicker(ticks=[times / t for t in TEMPERATURES]),
        axis_label_standoff=2,
        formatter=CustomJSTickFormatter(code=f"return ({times} / tick).toFixed(0);"),
        axis_label=rf"$$\small {temperature_tex(figure)}$$",
        axis_label_text_font_style="normal",
        axis_label_text_font_size="10px",
        major_label_text_font_size="12px",
    )
    axis.js_on_change("axis_label_text_color", CustomJS(code=_AGAIN))
    fig.add_layout(axis, "above")


# hover --------------------------------------------------------------------------------------


def told(layer: str, figure) -> set[str]:
    """Columns of a layer that nothing but hover reads."""
    if layer == "cells":
        return {"said"} if "told" in figure.options else set()
    if layer == "dots" and figure.options.get("said"):
        return {"name", "said"}
    if layer == "tiles":
        return {"said"}
    if layer == "limits":
        return {"name", "said"}
    return {"name", "low", "high"} if layer in ("dots", "found") else set()


def _hovers(renderers: dict, figure) -> list[HoverTool]:
    """What tells values; the kind of marks that is `silent` only repeats a line's."""
    tools = []
    found = "found" in renderers
    if "cells" in renderers:
        tools.append(_on_cells(renderers["cells"], figure))
    if "lines" in renderers and not found:
        tools.append(_on_lines(renderers["lines"], figure))
    if "tiles" in renderers:
        tools.append(_whole([renderers["tiles"]]))
    if "limits" in renderers:
        place, written = _place(figure)
        tips = _table(("", "@name"), place, ("", "@said"))
        limits = [renderers["limits"]]
        tools.append(HoverTool(renderers=limits, tooltips=tips, formatters=written, mode="mouse"))
    told = {"found", "dots"} - {figure.options.get("silent")}
    points = [renderers[k] for k in renderers if k in told]
    if figure.options.get("said") == WHOLE:
        tools += [] if "tiles" in renderers else [_whole(points)]
    elif points and "cells" not in renderers:  # a map's own hover tells what is under its points
        value = "@said" if figure.options.get("said") else "@y{custom}@low{custom}@high{custom}"
        place, written = _place(figure)
        tips = _table(("", "@name"), place, (figure.y.html, value))
        written |= {
            f"@{k}": CustomJSHover(code=_NUMBER.replace("TEXT", text)) for k, text in _PARTS.items()
        }
        tools.append(
            HoverTool(
                renderers=points, tooltips=tips, formatters=written, mode="mouse", limit=MOST_TOLD
            )
        )
    return tools


def _place(figure) -> tuple[tuple[str, str], dict[str, CustomJSHover]]:
    """The row that tells a point's x, and what writes it: of a temperature kT, in meV and K."""
    times = figure.options.get("temperatures")
    if not times and figure.x.name != "kT":
        return (figure.x.html, "@x{0.[0000]}"), {}
    code = _KELVIN.replace("KT", f"{times} / value" if times else "value")
    name = html(figure.x.symbol.removeprefix("1/"))
    return (name, "@x{custom}"), {"@x": CustomJSHover(code=code)}


def _whole(renderers: list) -> HoverTool:
    """Tells what is `said` of a point and nothing else, line by line."""
    tips = '<div style="white-space: pre-line; max-width: 340px">@said</div>'
    return HoverTool(renderers=renderers, tooltips=tips, mode="mouse", limit=MOST_TOLD)


def _on_lines(renderer, figure) -> HoverTool:
    """At the nearest corner of a line; `multiples` of its height have names and factors."""
    multiples = figure.options.get("multiples", ())
    heights = [(name, f"$snap_y{{{times}}}") for name, times in ((figure.y.html, 1), *multiples)]
    if not multiples:
        heights = [(figure.y.html, "$snap_y{0.[00000]}")]
    tips = _table(("", "@name"), (figure.x.html, "$snap_x{0.[0000]}"), *heights)
    told = {"$snap_y": CustomJSHover(code=_TIMES)} if multiples else {}
    return HoverTool(renderers=[renderer], tooltips=tips, formatters=told, line_policy="nearest")


def _on_cells(renderer, figure) -> HoverTool:
    words = figure.options.get("words")
    places = (figure.x.html, "$x{0.00}"), (figure.y.html, "$y{0.00}")
    if words:
        code = _WORDS.replace("WORDS", str(list(words)))
        told = {"@image": CustomJSHover(code=code)}
        return HoverTool(
            renderers=[renderer], formatters=told, tooltips=_table(("", "@image{custom}"), *places)
        )
    told = {"@said": CustomJSHover(code=figure.options["told"])}
    return HoverTool(
        renderers=[renderer],
        formatters=told,
        tooltips=_table((figure.options["quantity"], "@said{custom}")),
    )


def _table(*rows: tuple[str, str]) -> str:
    """Rows of name and value as HTML; names are typeset."""
    cells = (
        f'<div><span style="color: {INKS[GREY][0]}">{name}</span> {value}</div>'
        if name
        else f"<div><b>{value}</b></div>"
        for name, value in rows
    )
    return "".join(cells)
