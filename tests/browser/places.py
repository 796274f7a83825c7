"""Places: every page of the dashboard, and what is to be seen there once it has opened."""

from ionoscope.engine import EXPERIMENTS
from tests.browser.visitor import Visitor

PICTURES = {
    "Launch": ("scene", "Scatter", "x", 2),
    "Domain map": ("domain-map", "Image", "image", 1),
    "Transmission": ("arrhenius", "MultiLine", "xs", 1),
    "Barrier": ("landscape", "MultiLine", "xs", 1),
    "Phonons": ("dispersion", "MultiLine", "xs", 3),
    "Response": ("recoil", "MultiLine", "xs", 1),
    "Thermal motion": ("speed", "MultiPolygons", "xs", 1),
    "Ion barrier": ("profile", "Scatter", "x", 1),
    "Collision": ("force", "MultiLine", "xs", 4),
    "Dissipation": ("path", "MultiLine", "xs", 3),
    "Diffusion": ("path3d", "MultiLine", "xs", 3),
    "Temperature": ("arrhenius-D", "Scatter", "x", 4),
    "Memory": ("memory", "Scatter", "x", 3),
    "Stiffness": ("stiffness", "Scatter", "x", 3),
}
"""What a page shows when it is opened: figure, glyph, column, least number of points."""
SHORT = "&cells=6&ions=4&duration=14&settle=0&fit_to=6"
QUICK = {
    "Diffusion": f"?page=ion-diffusion{SHORT}&show=equation%3Dfull%252Cmemory&equation=time-local",
    "Temperature": f"?page=diffusion-temperature{SHORT}&temperatures=15,25,40,50",
    "Memory": f"?page=diffusion-memory{SHORT}&memories=0.1,0.2,0.3",
    "Stiffness": f"?page=diffusion-stiffness{SHORT}&factors=0.5,1,2",
    "Validity": "?page=ion-validity&n=10&cells=16",
}
"""Shorter runs than those that these pages open with."""
GROUPS: dict[str, list[str]] = {"Home": ["Home", "Runs", "Papers"]}
for _kind in EXPERIMENTS.values():
    GROUPS.setdefault(_kind.group, []).append(_kind.title)
PAGES = [title for titles in GROUPS.values() for title in titles]


def go(guest: Visitor, name: str) -> None:
    """Open a page and wait until the run that it opens with is over and drawn."""
    if name in QUICK:
        guest.open(QUICK[name])
    else:
        guest.turn_to(name)
    if name in PICTURES:
        see_picture(guest, name)
    elif name not in GROUPS["Home"]:
        guest.see_status("finished")


def see_picture(guest: Visitor, name: str) -> None:
    """Wait until the run that a page opens with is over and drawn."""
    guest.see_data(*PICTURES[name])
    guest.pixel(PICTURES[name][0], 1, 1)  # it is drawn, not only fed
    guest.wait("() => peek.elements('.verdict').some((e) => e.textContent)")
    guest.see_status("finished")


def turn(guest: Visitor, dark: bool) -> None:
    """Make the pages dark or light."""
    is_dark = "() => peek.luminance(getComputedStyle(document.body).backgroundColor) < 0.2"
    if guest.page.evaluate(is_dark) != dark:
        guest.page.get_by_role("button", name="Toggle theme").click()
        guest.wait(f"dark => ({is_dark})() === dark", dark)
    guest.page.mouse.move(640, 780)
    guest.wait("() => !peek.elements('.MuiTooltip-tooltip').length")
