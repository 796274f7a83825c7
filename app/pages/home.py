"""Home: what this is, which experiment answers which question, and where to begin."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import EXPERIMENTS

from ..share.presets import presets
from .context import Context

INTRO = """
Batteries need solids that conduct ions. The usual rule says that an ion hops when chance gives it
enough energy to climb a barrier, so that conduction grows as exp(−Eₐ/kT) with a barrier computed
at rest. It often fails, because nothing in a crystal is at rest.
Everything you see here is computed while you watch: turn a knob and the picture follows.
"""

ABOUT = {
    "Gate": """
The smallest model that shows why: one particle passes one vibrating oscillator that repels it.
Whether it passes depends on both energies and on the moment of the swing, in so strange a way that
no single activation energy exists.
""",
    "Crystal": """
What the ion moves through: atoms on springs that give way when pushed, remember it for a while, and
never rest. How the crystal vibrates, answers and trembles decides what a passing ion feels.
""",
    "Ion": """
The ion on its way through it. Three equations describe the same motion: every atom followed, the
crystal's memory kept, or that memory squeezed into an instant. Here you see what each one costs.
""",
    "Transport": """
What it comes to: in a hot crystal the ion wanders from cell to cell. How far it comes in a time,
how that depends on heat, on memory and on the crystal's stiffness, and whether the equation you
trust keeps the ion as hot as the crystal around it.
""",
}
"""What each group of experiments is about."""


class HomePage:
    """A card for each experiment with its question and presets."""

    key = "home"
    hidden: tuple[str, ...] = ()
    locked = False

    def __init__(self, context: Context):
        self.context = context
        self.sidebar: list = []
        self.main = pn.Column(
            pmui.Typography("Watch an ion find its way", variant="h4", margin=(8, 0, 0, 0)),
            pn.pane.Markdown(INTRO, styles={"font-size": "16px", "max-width": "860px"}),
            *(part for group in ABOUT for part in self._group(group)),
            pn.pane.Markdown(
                "Every page has the same anatomy: parameters on the left, the picture and its "
                "numbers in the middle, and below them equations, tasks and export. The address "
                "of a page holds all its parameters: copy it to share exactly what you see.",
                styles={"max-width": "860px"},
            ),
            sizing_mode="stretch_width",
            margin=(8, 24),
        )

    def _group(self, group: str) -> list:
        """A group's name, what it is about, and its experiments."""
        keys = [key for key, kind in EXPERIMENTS.items() if kind.group == group]
        return [
            pmui.Typography(group, variant="h5", margin=(16, 0, 0, 0)),
            pn.pane.Markdown(ABOUT[group], styles={"font-size": "16px", "max-width": "860px"}),
            pn.FlexBox(*(self._card(key) for key in keys), gap="16px"),
        ]

    def _card(self, key: str):
        kind = EXPERIMENTS[key]
        go = pmui.Button(
            label=f"Open {kind.title}", variant="contained", size="small", icon="arrow_forward"
        )
        go.on_click(lambda _: self.context.go(key))
        choices = {p.title: p.name for p in presets(key).values()}
        pick = pmui.Select(
            label=f"Preset of {kind.title}",
            options={"—": "", **choices},
            value="",
            size="small",
            sizing_mode="stretch_width",
        )
        pick.param.watch(
            lambda event: event.new and self.context.go(key, preset=event.new), "value"
        )
        return pmui.Card(
            pmui.Typography(kind.question, variant="body1"),
            pick,
            go,
            title=kind.title,
            collapsible=False,
            variant="outlined",
            width=300,
            height=226,
        )

    def texts(self) -> dict[str, str]:
        """Nothing to carry in a link."""
        return {}

    def show_state(self) -> dict[str, str]:
        """Nothing to carry in a link."""
        return {}

    def open(self, texts, hide=(), lock=False) -> None:
        """Nothing to set up."""

    def set_show_state(self, state) -> None:
        """Nothing to set up."""

    def tick(self) -> None:
        """Nothing changes by itself."""

    def stop(self) -> None:
        """Nothing to stop."""

    def close(self) -> None:
        """Nothing to end."""
