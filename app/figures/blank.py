"""Blank: a figure without a result: axes without numbers, whose range would be invented."""

GRID = 0.25
"""Opacity of grid lines."""
CSS = """
:host(.blank) { position: relative; }
:host(.blank)::after { content: "no data yet"; position: absolute; inset: 42% 0 auto 0;
  text-align: center; font-size: 15px; pointer-events: none; }
"""


def begin(fig) -> None:
    """Let a figure begin without data."""
    fig.stylesheets = [CSS]
    show(fig, True)


def show(fig, blank: bool) -> None:
    """Say that there are no data yet, or show the axes' numbers."""
    shown = 0.0 if blank else 1.0
    for axis in fig.axis:
        axis.update(
            major_label_text_alpha=shown, major_tick_line_alpha=shown, minor_tick_line_alpha=shown
        )
    fig.grid.grid_line_alpha = GRID * shown
    fig.css_classes = ["blank"] if blank else []
