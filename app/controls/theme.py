"""Theme: colours and type of the pages, light and dark, and the colours of a run's states."""

from importlib.resources import files

from ..figures.style import BLUE, FONT, ORANGE, SKY, VERMILION

COOKIE = "ionoscope-theme"
"""Says whether the last page was left dark or light; front.js writes it."""

_EITHER = {
    "chart_style": "classic",
    "typography": {"fontFamily": FONT, "button": {"textTransform": "none"}},
    # below 900 pixels the rail becomes a drawer
    "breakpoints": {"values": {"xs": 0, "sm": 900, "md": 1000, "lg": 1280, "xl": 1600}},
    "components": {
        "MuiLinearProgress": {"defaultProps": {"aria-label": "The page is working"}},
        "MuiButton": {"styleOverrides": {"root": {"textTransform": "none"}}},
        "MuiAppBar": {"styleOverrides": {"root": {"backgroundColor": "#005A8C", "color": "#fff"}}},
        # else they are black on blue, and grey on black, when it is dark
        "MuiIconButton": {"styleOverrides": {"root": {"color": "inherit"}}},
    },
}

THEME = {
    "light": {**_EITHER, "palette": {"primary": {"main": BLUE}, "secondary": {"main": VERMILION}}},
    # blue words on black need a lighter blue to be read
    "dark": {**_EITHER, "palette": {"primary": {"main": SKY}, "secondary": {"main": ORANGE}}},
}

STATES = {
    "ready": "#5f6368",
    "queued": "#5f6368",
    "running": BLUE,
    "stopped": "#946200",
    "finished": "#007a59",
    "failed": "#b84f00",
    "refused": "#b84f00",
}
"""One colour for each word a run can be described with: darker than those of curves, for white
letters stand on it (contrast at least 5)."""


def stylesheet(name: str) -> str:
    """The CSS in assets/style/NAME.css."""
    return (files("ionoscope.assets") / "style" / f"{name}.css").read_text(encoding="utf-8")
