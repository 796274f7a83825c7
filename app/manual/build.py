"""Building the site: pages are run, examples drawn, the rest is Sphinx's."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ionoscope.engine import EXPERIMENTS

from ..runs.folder import VARIABLE
from . import examples, links, mathml, reference, sweeps
from .pages import NOTEBOOKS, of_notebooks, written
from .running import run

Tell = Callable[[str], None]
PAGES, EXAMPLES = "runs-of-pages", "runs-of-examples"
"""Folders of kept runs beside the site; a page begins with an empty one."""


class BuildFailed(Exception):
    """The site could not be built."""


def build(source: Path, out: Path, tell: Tell = print) -> None:
    """Build the pages below `source` into the folder `out`, whole or not at all.

    Runs of examples are kept beside it, so that the next time is quicker.
    BuildFailed, PageFailed of `running`, or what a run raises.
    """
    started = time.perf_counter()
    work = out.with_name(f"{out.name}-work")
    sources, new = work / "sources", work / "new"
    for old in (sources, new, work / PAGES):
        shutil.rmtree(old, ignore_errors=True)
    _sources(source, sources, tell)
    _sphinx(sources, new, work / "trees")
    if found := links.requests(new):
        raise BuildFailed("The site would ask for a network:\n" + "\n".join(found))
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
    taken = time.perf_counter() - started
    tell(f"{out}: {size / 1e6:.1f} MB in {taken:.0f} s; open {out / 'index.html'}")


def _sources(source: Path, sources: Path, tell: Tell) -> None:
    """All that Sphinx reads."""
    shutil.copytree(source, sources, ignore=shutil.ignore_patterns("*.md", "*.ipynb"))
    shutil.copy(mathml.font(), sources / "_static")
    work = sources.parent
    write(_run(written(source), sources, work / PAGES, tell), sources)
    write(of_notebooks(source), sources)
    for notebook in source.glob("*.ipynb"):
        shutil.copy(notebook, sources / NOTEBOOKS)
    own = sources / reference.OWN
    os.environ[VARIABLE] = str(work / EXAMPLES)
    shown = {key: examples.run(key, own, tell) for key in EXPERIMENTS}
    write(reference.pages({**shown, sweeps.KEY: examples.sweep(own)}), sources)


def _run(pages: Mapping[str, str], folder: Path, runs: Path, tell: Tell) -> dict[str, str]:
    """The pages with what they compute; their pictures come to where they stand.

    Each has a folder of kept runs of its own below `runs`, so that none finds another's.
    """
    done = {}
    for path, text in pages.items():
        own = folder / Path(path).parent
        os.environ[VARIABLE] = str(runs / path)
        own.mkdir(parents=True, exist_ok=True)
        tell(path)
        done[path] = run(text, own, path)
    return done


def write(pages: Mapping[str, str], folder: Path) -> None:
    """Write pages below a folder."""
    for path, text in pages.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _sphinx(sources: Path, out: Path, trees: Path) -> None:
    """Make HTML of it; a warning is an error."""
    from sphinx.cmd.build import build_main

    asked = ["-q", "-W", "--keep-going", "-b", "html", "-d", trees, sources, out]
    if build_main(list(map(str, asked))):
        raise BuildFailed("Sphinx has complained, see above.")
    for left in (".buildinfo", "objects.inv"):
        (out / left).unlink(missing_ok=True)
