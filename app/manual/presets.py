"""All presets on one page."""

from ionoscope.engine import EXPERIMENTS

from ..share.presets import presets
from .markdown import code, joined, said, section, table

HEAD = """\
# Presets

Sets of parameters with a name: those of the papers' figures, and others worth a look. A page offers
them at the top of its controls, a command takes `--preset NAME`, Python `iono.run(KEY, "NAME")`.
Whatever is given besides goes before the preset."""


def page() -> str:
    """The presets of all experiments."""
    return joined(HEAD, *(_of(key) for key in EXPERIMENTS))


def _of(key: str) -> str:
    rows = [(code(p.name), said(p.title), said(p.source)) for p in presets(key).values()]
    title = f"[{key}](experiments/{key}.md)"
    return section(title, table(("preset", "what it is", "source"), rows))
