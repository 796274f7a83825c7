"""Style: the same quantity has the same colour, dash and marker in every picture."""

from typing import NamedTuple

BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, GREY = "#CC79A7", "#56B4E9", "#8A8A8A"
"""Okabe–Ito, with a grey that reads on light and dark."""

INKS = {
    BLUE: ("#0072B2", "#008FE0"),
    ORANGE: ("#996A00", "#E69F00"),
    GREEN: ("#00825F", "#009E73"),
    VERMILION: ("#BE5400", "#DF6300"),
    PURPLE: ("#BA4B89", "#CC79A7"),
    SKY: ("#177AB2", "#56B4E9"),
    GREY: ("#737373", "#8A8A8A"),
}
"""By the colour of a curve that of its name, on light and on dark pages: contrast at least 4.5."""

TRANSMITTED, REFLECTED, UNDECIDED = GREEN, "#F2C879", PURPLE
"""The pair of the maps: dark against light, so that it survives greyscale."""

PARTICLE, OSCILLATOR, INTERACTION = BLUE, VERMILION, GREEN
"""Who is who in scenes and energy plots."""

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE)
DASHES = ("solid", "dashed", "dotted", "dotdash")
MARKERS = ("circle", "square", "triangle", "diamond", "inverted_triangle")
SIGNS = dict(zip(MARKERS, "●■▲◆▼", strict=True))
"""Markers as they look in a line of text."""

SPECIES = (BLUE, VERMILION, GREEN, PURPLE, SKY, GREY, ORANGE)
"""Of the species of a crystal, in the order of its cell."""


def color_of(species: int) -> str:
    """The colour of a crystal's species, by its place among them."""
    return SPECIES[species % len(SPECIES)]


WIDTH, THIN = 2.2, 1.3
"""Of a curve and of a line to compare it with, in pixels."""
DOT = 9
"""Size of a point in pixels."""
FAINT = 0.2
"""Opacity of a band."""
VEIL = [f"#808080{round(0.85 * 255 * (1 - k / 63)):02x}" for k in range(64)]
"""From hidden to clear."""
FONT = "Roboto, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif"


class Look(NamedTuple):
    """How a curve or a set of points looks, and what it is called in a legend."""

    color: str
    dash: str = "solid"
    marker: str = "circle"
    name: str = ""


KINDS = {
    "full": Look(BLUE, "solid", "circle", "full"),
    "memory": Look(GREEN, "dashed", "square", "memory"),
    "time-local": Look(VERMILION, "dotted", "triangle", "time-local"),
    "quasistatic": Look(ORANGE, "dashed", "diamond", "quasistatic"),
    "homogeneous": Look(PURPLE, "dotdash", "inverted_triangle", "homogeneous"),
}
"""Every way to compute."""

PLAIN = Look(GREY)
"""What is drawn to compare with."""
