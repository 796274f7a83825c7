"""Ion barrier: the energy along the ion's path, atoms at rest and relaxed."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.lattice.barrier import LatticeBarrier

from ..formatting import number
from ..scenes.player import Player
from ..views.passage import PassageScene, Profile
from .base import ExperimentPage

FAR = 0.1
"""Displacement of an atom, in a, beyond which the crystal's springs are no longer believed."""


class LatticeBarrierPage(ExperimentPage):
    """The profile, and the ion on its way with the atoms giving way."""

    key = "lattice-barrier"

    def build(self) -> None:
        self.profile = Profile(320)
        self.player = Player(
            symbol="ℓ", unit="Å", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = PassageScene(self.player, self.profile, 240)
        self.enlarged = pmui.FloatSlider(
            label="atoms' displacements enlarged", start=1, end=20, step=1, value=8,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.enlarged.param.watch(lambda _: self._show_passage(), "value")

    def picture(self):
        return pn.Column(
            self.profile.layout,
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def extra_controls(self) -> list:
        return [pmui.Card(self.enlarged, title="Moving picture", variant="outlined",
                          sizing_mode="stretch_width", margin=(4, 0))]  # fmt: skip

    def export_figure(self):
        return self.profile.figure

    def draw(self, experiment: LatticeBarrier, chunk: Chunk) -> None:
        self.profile.update(chunk.data, chunk.summary)
        if chunk.summary:
            self._show_passage()
            self._say(chunk.summary)

    def _show_passage(self) -> None:
        if self.shown and "atom_displacement" in self.shown[1].data:
            self.scene.update(self.shown[1].data, self.enlarged.value)

    def _say(self, found: dict) -> None:
        rows = [
            ("barrier, atoms at rest", number(found["unrelaxed"], unit="meV")),
            ("   only the cell's corners", number(found["corners_only"], unit="meV")),
            ("barrier, atoms relaxed", number(found["relaxed"], unit="meV")),
            ("   of it repulsion", number(found["interaction"], unit="meV")),
            ("   of it springs", number(found["elastic"], unit="meV")),
            ("E at the start, at rest", number(found["E_start"], unit="meV")),
            ("E at the top, at rest", number(found["E_top"], unit="meV")),
            ("nearest atom, at rest", number(found["nearest"], unit="Å")),
            ("atoms that feel the ion", str(found["atoms"])),
            ("   that may give way", str(found["atoms_movable"])),
        ]
        saved = found["unrelaxed"] - found["relaxed"]
        note = (
            f"The crystal saves the ion {number(saved)} meV by giving way. Half as many atoms "
            f"giving way would change the barrier by {found['atoms_error']:.1g} meV."
        )
        if found["softest"] < 0:
            note += " But the atoms would not stay like this: they leave the symmetric place."
        if found["largest_displacement"] > FAR:
            note += (
                f" An atom gives way by {found['largest_displacement']:.2g} a: springs that stay "
                "springs so far are no longer a crystal."
            )
        self.readout.show(f"The ion pays {number(found['relaxed'])} meV.", rows, note)
