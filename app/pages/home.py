"""Home: what this is, what each experiment shows, and where to begin."""

import panel as pn

from ionoscope.engine import EXPERIMENTS

from ..controls.cards import Card, Cards, Section, Try
from ..share.presets import presets
from .context import Context
from .miniatures import miniatures
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
GUIDED = "Or take twenty minutes: guided lessons, each a chain of questions, predictions and runs."
SEEN = {
    "gate-launch": "You see a particle fly in and an oscillator swing; the energy passes between "
    "them until one moment decides.",
    "gate-map": "You see, for every pair of energies, whether the particle passes: bays, spikes, "
    "and an island where faster particles are turned back.",
    "gate-gallery": "You see sixteen such maps at once, and how little the phase has to change "
    "for another picture.",
    "gate-transmission": "You see the probability to pass grow with temperature, beside the "
    "straight line that one activation energy would give.",
    "gate-barrier": "You see the hill that the particle has to climb, frozen and relaxed, and the "
    "height that a moving particle needs.",
    "gate-barriers": "You see three curves fall from head-on to far aside, and the order that "
    "they keep.",
    "lattice-phonons": "You see the crystal's modes as curves; click one, and the crystal moves in "
    "it.",
    "lattice-response": "You see an atom give way to a force, recover late, and hear its own echo "
    "in a box that is too small.",
    "lattice-thermal": "You see how far and how fast atoms move at any temperature, and that they "
    "never rest at zero.",
    "lattice-barrier": "You see the energy along the ion's way from cell to cell, and how much of "
    "it the crystal takes back by relaxing.",
    "ion-landscape": "You see where an ion rests in a crystal and the ways on, each with its "
    "height, and in how many directions they lead.",
    "ion-collision": "You see one collision computed four ways, and which of them the crystal "
    "answers too late.",
    "ion-validity": "You see a map of 1600 collisions, dark where an equation without memory may "
    "be trusted.",
    "ion-dissipation": "You see an ion bounce between two atoms and fall silent, by three "
    "equations at once.",
    "ion-diffusion": "You see the ion's path through the cells in three dimensions, and the "
    "straight line whose slope is D.",
    "diffusion-temperature": "You see D at several temperatures arrange itself along Arrhenius' "
    "line, or not.",
    "diffusion-memory": "You see D approach the full answer as the equation remembers more.",
    "diffusion-stiffness": "You see D change with the springs or with the atoms' mass, the "
    "potential untouched.",
}
"""What one sees of each experiment, in a sentence."""
FIRST = (
    Try(
        "Find the island",
        "More energy, and yet turned back: a patch of reflection in the middle of the launches "
        "that pass.",
        "gate-map",
        "island",
    ),
    Try(
        "Outrun the crystal",
        "A fast ion is past the atom before the crystal answers; three shortcuts get the force "
        "wrong.",
        "ion-collision",
        "fig3-narrow-fast",
    ),
    Try(
        "Follow an ion",
        "It hops from cell to cell in a hot crystal; how far it comes gives D, with its "
        "uncertainty.",
        "ion-diffusion",
        "first",
    ),
)
"""Where a first visit may begin, each at one click."""


class Home(Still):
    """A card for each experiment: what one sees there, alive, its question and its presets."""

    def __init__(self, context: Context):
        self._context, self._pictures = context, miniatures(context.store)
        self.wake = context.wake(self.tick)
        self._wanted: set[str] = set()
        self.cards = Cards(
            {"heading": HEADING, "intro": INTRO, "outro": OUTRO, "guided": GUIDED},
            [Section(group, ABOUT[group], [_card(key) for key in _keys(group)]) for group in ABOUT],
            FIRST,
            lambda key, preset: context.go(key, preset=preset),
            self._want,
        )
        super().__init__(pn.Column(self.cards, sizing_mode="stretch_width", margin=(8, 24)))

    def tick(self) -> None:
        """Give the pictures that have been computed since."""
        if self.away or not self._context.latch.is_open:
            return
        for key in sorted(self._wanted):
            if (picture := self._pictures.made(key)) is not None:
                self._wanted.discard(key)
                self.cards.show(key, picture)

    def close(self) -> None:
        """Hear of no more pictures; safe to call twice."""
        self.wake.close()

    def _want(self, key: str) -> None:
        """A card has come into view."""
        self._wanted.add(key)
        self._pictures.ask(key, self.wake)
        self.tick()


def _keys(group: str) -> list[str]:
    return [key for key, kind in EXPERIMENTS.items() if kind.group == group]


def _card(key: str) -> Card:
    kind, titles = EXPERIMENTS[key], {p.name: p.title for p in presets(key).values()}
    return Card(key, kind.title, kind.question, SEEN[key], titles)
