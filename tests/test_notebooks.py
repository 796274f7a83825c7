"""The notebooks in docs/ run from top to bottom, and what they show are HoloViews pictures."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from ionoscope.engine import EXPERIMENTS

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOKS = sorted(DOCS.glob("*.ipynb"))
GROUPS = {"gate": "Gate", "crystal": "Crystal", "ion": "Ion", "transport": "Transport"}
PATIENCE = 600
"""Seconds for a cell: machines that test are small and busy."""


def test_every_group_of_experiments_has_a_notebook():
    assert {GROUPS[path.stem] for path in NOTEBOOKS} == {k.group for k in EXPERIMENTS.values()}


@pytest.mark.soak
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_shows_pictures(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    asked = [c for c in notebook.cells if c.cell_type == "code" and "iono.plot" in c.source]
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.execute()
    for cell in asked:
        if "iono.save" in cell.source:
            continue
        shown = [
            o.data for o in cell.outputs if o.output_type in ("display_data", "execute_result")
        ]
        assert any("application/vnd.holoviews_exec.v0+json" in data for data in shown), cell.source
    warned = [
        o.text
        for c in notebook.cells
        if c.cell_type == "code"
        for o in c.outputs
        if o.output_type == "stream" and o.name == "stderr"
    ]
    assert not warned


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_kept_without_what_it_showed(path):
    cells = nbformat.read(path, as_version=4).cells
    assert all(not c.outputs and c.execution_count is None for c in cells if c.cell_type == "code")
