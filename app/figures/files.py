"""Files: a picture as PNG, SVG, PDF (Matplotlib, without a browser) or HTML that stands alone."""

import sys
from collections.abc import Sequence
from pathlib import Path

import holoviews as hv
from bokeh.embed import file_html
from bokeh.resources import INLINE

from ionoscope.engine import InvalidParameter, Result
from ionoscope.engine.core.files import write_aside

BACKENDS = {".png": "matplotlib", ".svg": "matplotlib", ".pdf": "matplotlib", ".html": "bokeh"}
"""By a file's ending."""
DOTS_PER_INCH = 150
BAR = 0.03
"""Width of the key of a map's colours, as a share of the picture's."""


def ready() -> None:
    """Load both backends, so that every element has the options of both.

    A notebook is given all that pictures need, the letters of TeX too, so that it needs no network.
    """
    if {"bokeh", "matplotlib"} <= set(hv.Store.loaded_backends()):
        return
    if "IPython" in sys.modules:
        import panel as pn

        pn.extension("mathjax", inline=True)
    hv.extension("bokeh", "matplotlib", logo=False, inline=True)


def checked(path: str | Path) -> Path:
    """A path whose ending is known and whose folder is there; InvalidParameter if not."""
    path = Path(path)
    if path.suffix.lower() not in BACKENDS:
        raise InvalidParameter(
            "file", str(path), "has an ending that no picture has", f"Use {', '.join(BACKENDS)}."
        )
    if not path.parent.is_dir():
        raise InvalidParameter(
            "file", str(path), "is in a folder that does not exist", f"Make {path.parent} first."
        )
    return path


def save(picture, path: str | Path) -> Path:
    """Write a picture whole or not at all; InvalidParameter for an ending that is not known."""
    path = checked(path)
    kind = path.suffix.lower()
    content = _page(picture, path.stem) if kind == ".html" else _static(picture, kind[1:])
    write_aside(path, content)
    return path


def save_slide(results: Sequence[Result], path: str | Path, name: str | None, **options) -> Path:
    """Write a slide whole or not at all; InvalidParameter for an ending that no slide has."""
    from .slide import checked as slides  # with its figures
    from .slide import slide

    path = checked(path)
    write_aside(path, slide(results, slides(path.suffix.lower()), name, **options))
    return path


def _static(picture, kind: str) -> bytes:
    renderer = hv.renderer("matplotlib").instance(fig=kind, dpi=DOTS_PER_INCH)
    plot = renderer.get_plot(picture)
    _put_beside(plot)
    content, _ = renderer(plot, fmt=kind)
    return content.encode() if isinstance(content, str) else content


def _put_beside(plot) -> None:
    """Move the keys of colours to the right of their map, which has got its shape after them."""
    for part in plot.traverse(lambda p: p, [lambda p: "cax" in p.handles]):
        axes, bar = part.handles["axis"], part.handles["cax"]
        axes.apply_aspect()
        place = axes.get_position()
        bar.set_position([place.x1 + 0.02, place.y0, BAR, place.height])


def _page(picture, title: str) -> bytes:
    """A page with all it needs inside, the letters of TeX too: HoloViews' own asks a network."""
    return file_html(hv.render(picture, backend="bokeh"), INLINE, title).encode()
