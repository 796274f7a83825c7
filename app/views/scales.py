"""Scales: axes that are even or logarithmic, with decades or temperatures named."""

import numpy as np
from bokeh.models import CustomJSTicker, CustomJSTickFormatter, FixedTicker, LinearAxis, Range1d

from ..theme import Growing

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
const steps = (leads) => {
  for (let k = Math.floor(Math.log10(start)); k <= Math.log10(end); k++)
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


class Scale:
    """A range that grows with what is shown until a person zooms, even in x or in log x."""

    def __init__(self, range_: Range1d, log: bool):
        self.log, self._growing = log, Growing(range_)
        self.span = (0.0, 1.0)
        """What is shown, in x or in log10 x."""

    def show(self, low: float, high: float, before: float, after: float) -> None:
        """Make [low, high] visible with shares of its width as room on either side."""
        low, high = self._even(np.array([low, high]))
        width = (high - low) or (0.3 if self.log else abs(high) or 1.0)
        self.span = (low - before * width, high + after * width)
        self._growing.show(*self._back(np.array(self.span)), 0.0)

    def apart(self, values: list[float], share: float) -> list[float]:
        """Rising values moved up until neighbours are a share of the range apart."""
        even, gap = self._even(np.array(values, float)), share * (self.span[1] - self.span[0])
        for i in range(1, len(even)):
            even[i] = max(even[i], even[i - 1] + gap)
        return self._back(even).tolist()

    def _even(self, x: np.ndarray) -> np.ndarray:
        return np.log10(x) if self.log else x

    def _back(self, u: np.ndarray) -> np.ndarray:
        return 10.0**u if self.log else u


def name_decades(axis) -> None:
    """Write a log axis's ticks at 1, 2, 5, 10, … as plain numbers near 1, else as powers of ten.

    Bokeh's own ticker takes even steps below two decades and leaves the lower one without a number.
    """
    axis.ticker = CustomJSTicker(major_code=_TICKS, minor_code=_BETWEEN)
    axis.formatter = CustomJSTickFormatter(code=_DECADES)


def name_temperatures(fig, times: float) -> None:
    """Add an axis above a figure of x = `times`/k_B T that names k_B T (meV)."""
    axis = LinearAxis(
        ticker=FixedTicker(ticks=[times / t for t in TEMPERATURES]), axis_label_standoff=2,
        formatter=CustomJSTickFormatter(code=f"return ({times} / tick).toFixed(0);"),
        axis_label="k_B T (meV); 25 meV = 290 K", axis_label_text_font_style="normal",
        axis_label_text_font_size="12px", major_label_text_font_size="12px",
    )  # fmt: skip
    fig.add_layout(axis, "above")
