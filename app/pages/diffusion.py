"""Diffusion: the ion's path, how far it comes, how hot it is, by one or several equations."""

from collections.abc import Iterator
from html import escape

import panel as pn

from ionoscope.engine import Chunk, Result

from ..answers.heat import heat
from ..answers.transport import SETTLING
from ..controls.kinds import Control, Tick
from ..figures.heat import thermometer, velocities
from ..figures.looks import looks
from ..figures.style import SIGNS
from ..figures.tabled import Block, Table
from ..figures.wandering import alpha2, history, msd, residence
from ..scenes.path3d import Path, Path3D
from ..scenes.player import Player
from ..scenes.stage import label
from .overlays import Overlay
from .parts import data_of_scene, row_of, titled
from .wanderers import EQUATION, TEMPERATURE, WanderersView

BARS = 94, 22
"""Pixels that the thermometer needs around its bars, and for each of them."""


class DiffusionView(WanderersView):
    """The path in three dimensions, the mean square displacement beside it, the rest below."""

    key = "ion-diffusion"
    saved = msd.name
    # side by side the two pictures need the readout's width, where the window is not wide
    widths = ("1000 1 640px", "1 1 330px")
    broad = True
    overlays = (
        EQUATION,
        TEMPERATURE,
        Overlay("U0", "Strength", {"4000": "4000", "8000": "8000"}, "U₀"),
    )

    def __init__(self, page):
        super().__init__(page)
        self.msd = page.figure(msd, 385)
        self.thermometer = page.figure(thermometer)
        self.pairs = [
            [page.figure(f) for f in pair] for pair in ((history, velocities), (residence, alpha2))
        ]
        self.path: Path3D | None = None
        self.words = pn.pane.HTML(
            "", margin=(8, 10), styles={"font-size": "14px", "flex": "1 1 300px", "min-width": "0"}
        )
        self.every = Tick("show paths of four ions per run", False)
        self.every.watch(lambda _: self._paths(self.page.results))

    def picture(self):
        self.player = Player(
            symbol="t", unit="ps", pace=0.2, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.path = Path3D(self.player, 300)
        self.data = data_of_scene(self.page, "path3d", self._table)
        # under it the same player moves the dot along the path
        path = pn.Column(
            self.path.layout,
            self.player,
            self.data,
            sizing_mode="stretch_width",
            styles={"flex": "1 1 300px", "min-width": "0"},
        )
        return pn.Column(row_of(path, titled(self.msd)), sizing_mode="stretch_width")

    def with_overlays(self) -> list[Control]:
        return [self.every]

    def moving(self) -> list:
        return [self.path.figure] if self.path else []

    def below(self) -> Iterator:
        yield row_of(titled(self.thermometer), self.words)
        for pair in self.pairs:
            yield row_of(*map(titled, pair))

    def has_data(self, chunk: Chunk) -> bool:
        return "msd" in chunk.data

    def draw(self, results: list[Result], own: int) -> None:
        rest, bar = BARS
        self.thermometer.set_height(max(150, rest + bar * len(results)))
        super().draw(results, own)
        if not results and self.page.runs.busy:
            self.page.readout.show(SETTLING)
        self._paths(results)
        self.words.object = "".join(
            f'<p style="margin: 4px 0"><span style="color: {look.color}">{SIGNS[look.marker]}'
            f"</span> {escape(self.page.riddle.masked(sentence))}</p>"
            for look, sentence in zip(looks(results), heat(results), strict=True)
        )

    def _table(self) -> Table:
        """Where the first ion of every run has been."""
        heads = label("time"), "x (Å)", "y (Å)", "z (Å)"
        blocks = [
            Block(
                look.name,
                dict(zip(heads, (r.data.path_time.values, *r.data.place.values[0].T), strict=True)),
            )
            for r, look in zip(self.page.results, looks(self.page.results), strict=True)
        ]
        return Table(heads, tuple(blocks))

    def _paths(self, results: list[Result]) -> None:
        if self.path is None:
            return
        paths = []
        for result, look in zip(results, looks(results), strict=True):
            places = result.data.place.values
            tracks = places if self.every.value else places[:1]
            look = look._replace(name=self.page.riddle.masked(look.name))
            paths += [Path(look, result.data.path_time.values, track) for track in tracks]
        self.data.refresh()
        self.path.update(paths, results[0].parameters["a"] if results else 3.0)
