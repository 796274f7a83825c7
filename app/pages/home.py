"""Home: what this is, which experiment answers which question, and where to begin."""

import panel as pn

from ionoscope.engine import EXPERIMENTS

from ..controls.cards import Card, Cards, Section
from ..share.presets import presets
from .context import Context
from .still import Still

INTRO = """
Solid-state batteries need solids that conduct ions. By the textbook rule, an ion hops when thermal
motion gives it enough energy to cross a barrier, so that conductivity grows as exp(−Eₐ/kT), with a
barrier computed for atoms at rest. It often fails, because nothing in a crystal is at rest.
Everything you see here is computed while you watch: turn a knob and the picture follows.
"""

ABOUT = {
    "Gate": """
The smallest model that shows why: one particle passes one vibrating oscillator that repels it.
Whether it passes depends on both energies and on the oscillator's phase, in so intricate a way that
no single activation energy exists.
""",
    "Crystal": """
What the ion moves through: atoms on springs that yield when pushed, recover with a delay, and never
rest. How the crystal vibrates, responds and fluctuates decides what a passing ion feels.
""",
    "Ion": """
The ion on its way through it. Three equations describe the same motion: every atom is followed, the
crystal enters as a memory, or that memory is made instantaneous. See where each of them holds.
""",
    "Transport": """
What follows from it: in a hot crystal the ion wanders from cell to cell. How fast it diffuses, how
that depends on temperature, on memory and on the crystal's stiffness, and whether the equation you
use keeps the ion as hot as the crystal around it.
""",
}
"""What each group of experiments is about."""


HEADING = "Watch an ion find its way"
OUTRO = """
Every page has the same layout: parameters on the left, the picture and its numbers in the middle,
and below them equations, tasks and export. The address of a page holds all its parameters: copy it
to share exactly what you see.
"""


def home(context: Context) -> Still:
    """A card for each experiment with its question and presets."""

    def opened(key: str, preset: str) -> None:
        context.go(key, preset=preset)

    sections = [Section(group, ABOUT[group], [_card(k) for k in _keys(group)]) for group in ABOUT]
    cards = Cards(HEADING, INTRO, sections, OUTRO, opened)
    return Still(pn.Column(cards, sizing_mode="stretch_width", margin=(8, 24)))


def _keys(group: str) -> list[str]:
    return [key for key, kind in EXPERIMENTS.items() if kind.group == group]


def _card(key: str) -> Card:
    kind = EXPERIMENTS[key]
    return Card(key, kind.title, kind.question, {p.name: p.title for p in presets(key).values()})
