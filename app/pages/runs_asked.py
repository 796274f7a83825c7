"""Asked: which runs the list shows, in which order and with which columns; link and query of it."""

import re
from contextlib import suppress
from typing import NamedTuple

from ionoscope.engine import known

from ..runs.query import Query
from ..share import conditions
from ..share.conditions import Condition

KEY = re.compile(r"\w+(\.\w+)*")
"""What runs can be sorted by."""
STATES = ("finished", "stopped", "interrupted", "failed")


class Asked(NamedTuple):
    """What is asked for; without `columns` those that tell the runs apart. Of those who may see the
    runs of others, `everyones` says whether they want to."""

    experiment: str = ""
    status: str = ""
    text: str = ""
    where: tuple[Condition, ...] = ()
    columns: tuple[str, ...] = ()
    sort: str = "created"
    descending: bool = True
    everyones: bool = False

    def query(self, most: int, skip: int = 0, visitor: str = "") -> Query:
        """As the catalogue is asked; of one visitor, unless everyone's runs are asked for."""
        return Query(
            experiment=self.experiment,
            status=self.status,
            text=self.text,
            where=tuple(map(tuple, self.where)),
            sort=self.sort,
            descending=self.descending,
            most=most,
            skip=skip,
            visitor="" if self.everyones else visitor,
        )

    @property
    def filters(self) -> bool:
        """Whether some runs may be left out."""
        return bool(self.experiment or self.status or self.text or self.where)

    def state(self) -> dict[str, str]:
        """What a link carries: nothing of what is as usual, and nothing that needs escaping."""
        way = "down" if self.descending else "up"
        texts = {
            "experiment": self.experiment,
            "state": self.status,
            "text": ",".join(self.text.split()),
            "where": conditions.linked(self.where),
            "columns": ",".join(self.columns),
            "whose": "all" if self.everyones else "",
            "sort": f"{self.sort}:{way}" if (self.sort, way) != ("created", "down") else "",
        }
        return {name: text for name, text in texts.items() if text}

    @classmethod
    def of_state(cls, state: dict[str, str]) -> "Asked":
        """What `state` gave; what cannot be read is left out."""
        experiment = state.get("experiment", "")
        experiment = experiment if known(experiment) else ""
        status = state.get("state", "")
        sort, _, way = state.get("sort", "created:down").partition(":")
        asked = cls(
            experiment,
            status if status in STATES else "",
            state.get("text", "").replace(",", " "),
            (),
            tuple(name for name in state.get("columns", "").split(",") if name),
            sort if KEY.fullmatch(sort) else "created",
            way != "up",
            state.get("whose") == "all",
        )
        with suppress(ValueError):
            asked = asked._replace(where=conditions.read(state.get("where", ""), experiment))
        return asked
