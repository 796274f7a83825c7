"""Slides: made by `ionoscope plot --slide` in a process of its own, so that the loop that draws
all pages is not held up, and Matplotlib not loaded by the server."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..figures.registry import figures_of
from ..share.takehome import File, Taken

PATIENCE_S = 120.0
ONE = asyncio.Semaphore(1)
"""One slide at a time: each takes a core and 150 MB for some seconds."""


async def slide(taken: Sequence[Taken], figure: str, ending: str) -> File:
    """A slide of runs; ValueError, in a sentence, if it could not be made."""
    async with ONE:
        with tempfile.TemporaryDirectory(prefix="ionoscope-slide-") as folder:
            files = [_written(Path(folder), i, one) for i, one in enumerate(taken)]
            out = Path(folder) / f"slide.{ending}"
            known = figure in figures_of(taken[-1].result.experiment)
            which = ["--figure", figure] if known else []
            await _made(["plot", *files, *which, "--slide", "--out", str(out)])
            return File(f"{taken[-1].name}-slide.{ending}", out.read_bytes())


def _written(folder: Path, place: int, one: Taken) -> str:
    path = folder / f"{place}.nc"
    path.write_bytes(one.result.to_bytes())
    return str(path)


async def _made(arguments: Sequence[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "ionoscope.app.command.cli",
        *arguments,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "MPLBACKEND": "agg"},
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    except TimeoutError as error:
        process.kill()
        await process.wait()
        raise ValueError("The slide took too long: the machine is busy. Try again.") from error
    if process.returncode:
        told = said.decode(errors="replace").strip().splitlines()
        raise ValueError(f"The slide could not be made: {told[-1] if told else 'no reason given'}")
