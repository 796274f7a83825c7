"""Pages: those written by hand, found below `docs/`, with the notebooks beside them."""

from pathlib import Path

from . import notebooks
from .markdown import contents, joined
from .running import SOAK

ROOT = Path(__file__).parents[2]
"""The checkout; an installed ionoscope has no pages."""
SOURCE = ROOT / "docs"
NOTEBOOKS = "tutorials/notebooks/"
ABOUT = """\
One for each group of experiments, to be run in Jupyter. Results and pictures show themselves there;
the tests run all cells."""


def written(source: Path = SOURCE) -> dict[str, str]:
    """Every page written by hand, Markdown by path."""
    found = sorted(source.rglob("*.md"))
    return {p.relative_to(source).as_posix(): p.read_text(encoding="utf-8") for p in found}


def of_notebooks(source: Path = SOURCE) -> dict[str, str]:
    """A page for each notebook, and one that lists them."""
    own = sorted(source.glob("*.ipynb"))
    index = joined("# Notebooks", ABOUT, contents(*(path.stem for path in own), maxdepth="1"))
    found = {f"{NOTEBOOKS}{path.stem}.md": notebooks.page(path) for path in own}
    return {f"{NOTEBOOKS}index.md": index, **found}


def computes(text: str) -> bool:
    """Whether something on a page is run."""
    return "```python\n" in text or "<!-- python\n" in text or "\n$ ionoscope " in text


def takes_long(text: str) -> bool:
    """Whether a page says that it takes long."""
    return text.startswith(SOAK)
