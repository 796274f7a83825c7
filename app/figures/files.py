"""Files: a picture as PNG, SVG, PDF (Matplotlib, without a browser) or HTML that stands alone."""

from pathlib import Path

import holoviews as hv

from ionoscope.engine import InvalidParameter
from ionoscope.engine.result import write_aside

BACKENDS = {".png": "matplotlib", ".svg": "matplotlib", ".pdf": "matplotlib", ".html": "bokeh"}
"""By a file's ending."""
DOTS_PER_INCH = 150


def ready() -> None:
    """Load both backends, so that every element has the options of both."""
    if not {"bokeh", "matplotlib"} <= set(hv.Store.loaded_backends()):
        hv.extension("bokeh", "matplotlib", logo=False)


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
    options = (
        {"resources": "inline", "title": path.stem}
        if kind == ".html"
        else {"dpi": DOTS_PER_INCH}
    )

    def written(aside: str) -> None:
        # HoloViews goes by the ending
        named = f"{aside}{kind}"
        hv.save(picture, named, backend=BACKENDS[kind], **options)
        Path(named).replace(aside)

    write_aside(path, written)
    return path
