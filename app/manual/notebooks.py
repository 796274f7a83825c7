"""Notebooks as pages: their words and code, and a file to take."""

import json
from pathlib import Path

from .markdown import fenced, joined


def page(path: Path) -> str:
    """A notebook as Markdown; the file itself stands beside the page."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first, *rest = (_cell(cell) for cell in cells)
    return joined(first, f"{{download}}`The notebook <{path.name}>`: take it and run it.", *rest)


def _cell(cell: dict) -> str:
    text = "".join(cell["source"])
    return text if cell["cell_type"] == "markdown" else fenced("py", text)
