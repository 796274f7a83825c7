"""/health: a tiny launch in the server's own worker pool, held against its known outcome."""

import asyncio
import json
import time
from typing import NamedTuple

from tornado.web import RequestHandler

from ionoscope.engine import EXPERIMENTS

from ..runs.run import FINISHED, Run
from ..runs.store import RunStore

LAUNCH = {"E_particle": 7.0, "E_oscillator": 5.0, "phi": 3.927}
KNOWN = ("reflected", 0.96692)
"""Outcome, and when it is decided in periods."""
PATIENCE_S = 4.0
"""A pool that takes longer for a millisecond's work is not well."""
FRESH_S = 1.0
"""Whoever asks again within this time gets the same report: asking costs the server nothing."""


class Report(NamedTuple):
    """What the health check found; `trouble` concerns the runs folder, which may be mended."""

    status: str
    reason: str
    outcome: str
    seconds: float
    runs_kept: bool
    trouble: str


class Health:
    """Looks after the pool; all who ask at the same time share one look."""

    def __init__(self, store: RunStore):
        self._store = store
        self._look: asyncio.Task | None = None
        self._began = 0.0

    async def report(self) -> Report:
        """The newest report, FRESH_S old at most."""
        old = time.monotonic() - self._began > FRESH_S
        if self._look is None or (self._look.done() and old):
            self._began = time.monotonic()
            self._look = asyncio.ensure_future(self._launch())
        return await asyncio.shield(self._look)

    async def _launch(self) -> Report:
        run = Run(EXPERIMENTS["gate-launch"](**LAUNCH), live=True)
        try:
            self._store.pool.submit(run)
        except RuntimeError as error:
            return self._reported(run, str(error))
        while not run.over and time.monotonic() - self._began < PATIENCE_S:
            await asyncio.sleep(0.005)
        run.stop()
        return self._reported(run, _ailment(run))

    def _reported(self, run: Run, reason: str) -> Report:
        outcome = run.chunk.summary.get("outcome", "") if run.chunk else ""
        seconds = round(time.monotonic() - self._began, 4)
        status, trouble = "ill" if reason else "ok", self._store.trouble
        return Report(status, reason, outcome, seconds, not trouble, trouble)


def _ailment(run: Run) -> str:
    """What is wrong with the run in a sentence, "" if it is as it should be."""
    if not run.over:
        return f"A launch of a millisecond did not end within {PATIENCE_S:g} s."
    if run.status != FINISHED:
        return f"The launch {run.status}: {run.error}"
    outcome, tau = run.chunk.summary["outcome"], run.chunk.summary["tau"]
    if outcome != KNOWN[0] or abs(tau - KNOWN[1]) > 1e-4:
        return f"The launch was {outcome} at τ = {tau:.5f} instead of {KNOWN[0]} at {KNOWN[1]}."
    return ""


class HealthHandler(RequestHandler):
    """Answers with the report as JSON: 200 if all is well, 503 if not."""

    def initialize(self, health: Health) -> None:
        """Called by Tornado for each request."""
        self._health = health

    async def get(self) -> None:
        """GET /health."""
        report = await self._health.report()
        self.set_status(200 if report.status == "ok" else 503)
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(report._asdict()))
