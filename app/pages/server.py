"""Server: who is in, what is computed for them, and how the server is; for operators."""

import time

import panel as pn

from ..controls.heading import Heading
from ..controls.people import Fact, People, Person
from ..share.formatting import counted, duration, ended
from .context import Context
from .still import Still

UNNAMED = "Visitor {}"


class ServerPage(Still):
    """Facts above, and a line for each visitor with a button that stops their runs."""

    key = "server"

    def __init__(self, context: Context):
        self._context, self.people = context, People(self._stop)
        heading = Heading("Who is here, and how is the server?", "server", {}, context.go)
        super().__init__(
            pn.Column(heading, self.people, sizing_mode="stretch_width", margin=(8, 20))
        )

    def arrive(self) -> None:
        """Show it at once."""
        self.tick()

    def tick(self) -> None:
        """Show what is so now."""
        house = self._context.house
        if house and not self.away and self._context.latch.is_open:
            report = house.report()
            self.people.show(_facts(report), [_person(one) for one in report["visitors"]])

    def _stop(self, id: str) -> None:
        if self._context.visitor.operator:
            stopped = self._context.house.stop(id)
            self.people.said = f"{counted(stopped, 'run')} of {self._name(id)} stopped."
            self.tick()

    def _name(self, id: str) -> str:
        return self._context.house.name(id) or UNNAMED.format(id[:4])


def _facts(report: dict) -> list[Fact]:
    lag = report["loop_lag_ms"]
    return [
        Fact("Visitors", str(len(report["visitors"])), ""),
        Fact("Runs", str(report["runs_going"]), f"{report['runs_queued']} queued"),
        Fact(
            "Delay",
            f"{lag['p95']:.0f} ms",
            f"median {lag['p50']:.0f} ms, most {lag['max']:.0f} ms in the last minute",
        ),
        Fact("Memory", f"{report['memory_mb']:.0f} MB", _at_start(report)),
        Fact("Up", duration(report["uptime_s"]), f"since {ended(report['started'])}"),
        Fact("Version", report["version"], counted(report["workers"], "worker")),
    ]


def _at_start(report: dict) -> str:
    return f"{report['memory_at_start_mb']:.0f} MB at the start"


def _person(one: dict) -> Person:
    name = one["name"] or (UNNAMED.format(one["id"][:4]) if one["id"] else "This folder")
    since = "away" if one["since"] is None else f"for {duration(time.time() - one['since'])}"
    role = "may do everything" if one["operator"] else ""
    pages = ", ".join(dict.fromkeys(one["pages"]))
    return Person(one["id"], name, role, since, pages, one["runs_going"], one["runs_queued"])
