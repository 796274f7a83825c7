"""Painting: a fault of Bokeh's that would leave figures without axes, mended in the browser."""

from pathlib import Path

from panel.custom import JSComponent


class Painting(JSComponent):
    """Nothing to see; once on the page, figures survive new data of fewer lines."""

    _esm = (Path(__file__).parent / "painting.js").read_text(encoding="utf-8")
