"""Response: how the crystal gives way to a push, and what the time-local equation keeps of it."""

import panel as pn

from ionoscope.engine import Chunk
from ionoscope.engine.lattice.response import LatticeResponse

from ..formatting import number
from ..views.memory import AreaPlot, ConvergencePlot, KernelPlot, SpectrumPlot
from .base import ExperimentPage


class ResponsePage(ExperimentPage):
    """W(t) above; its running area, its spectrum and its convergence below."""

    key = "lattice-response"

    def build(self) -> None:
        self.kernel = KernelPlot(430)
        self.area, self.spectrum = AreaPlot(280), SpectrumPlot(280)
        self.convergence = ConvergencePlot(280)

    def picture(self):
        return pn.pane.Bokeh(self.kernel.figure, sizing_mode="stretch_width")

    def export_figure(self):
        return self.kernel.figure

    def more(self) -> list:
        titled = (
            ("**Its area so far**: what a slow force feels", self.area),
            ("**Its spectrum**: the shaded part is invented or dropped by 𝓛", self.spectrum),
            ("**Error of W(0)** of an atom on itself", self.convergence),
        )
        parts = [
            pn.Column(
                pn.pane.Markdown(words, margin=(8, 0, 0, 10)),
                pn.pane.Bokeh(view.figure, sizing_mode="stretch_width"),
                styles={"flex": "1 1 300px", "min-width": "0"},
            )
            for words, view in titled
        ]
        return [pn.Row(*parts, sizing_mode="stretch_width", styles={"flex-wrap": "wrap"})]

    def draw(self, experiment: LatticeResponse, chunk: Chunk) -> None:
        data, found = chunk.data, chunk.summary
        self.kernel.update(data, found["echo_time"], experiment.cells)
        if len(experiment.times) > 1:
            self.area.update(data, found["L"])
        if "loss_spectrum" in data:
            self.spectrum.update(data, found["L"])
            self.convergence.update(data)
        self._say(experiment, data, found)

    def _say(self, experiment: LatticeResponse, data, found: dict) -> None:
        first = str(experiment.displacements[0])
        here = found["W0"][first][0][0]
        rows = [
            (f"W_xx(0), pair {first}", number(1e3 * here, unit="10⁻³ Å²/meV")),
            ("   its error", f"{found['W0_error'] / abs(here):.0e}" if here else "—"),
            ("   largest error of W(t)", f"{found['W_error'] / abs(here):.0e}" if here else "—"),
            ("l, what 𝓛 keeps", number(1e5 * found["L"], unit="10⁻⁵ Å² ps/meV")),
            (f"echo in a box of {experiment.cells}³", number(found["echo_time"], unit="ps")),
        ]
        if "W_box" in data and experiment.times[0] == 0:
            box = float(data.W_box.values[0, 0, 0, 0] / data.W.values[0, 0, 0, 0] - 1)
            rows.append(("W_xx of the box against it", f"{100 * box:+.2g} %"))
        warned = found["echo_time"] < experiment.times[-1]
        note = (
            f"After {found['echo_time']:.2f} ps the box hears its own echo: what a finite crystal "
            "does later is not what a crystal does."
            if warned
            else "The box hears no echo in this time."
        )
        whom = "its atom" if first == "(0, 0, 0)" else f"the atom {first} cells away"
        far = f"A force of 100 meV/Å moves {whom} by {number(100 * here)} Å."
        self.readout.show(far, rows, note)
