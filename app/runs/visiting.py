"""Visiting: the runs of a process, and those on the disk, as one visitor may have them.

Pages are given these in place of the store and its catalogue: so it is asked here, and nowhere
else, whose run it is. Lists hold a visitor's own runs, an operator's all.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ionoscope.engine import Experiment, Result

from .catalogue import EVERY, Catalogue
from .entry import Entry
from .going import Going
from .outside import Outside
from .pool import Pool
from .query import Query
from .run import Run
from .shared import Shared
from .store import RunStore
from .visitor import NotYours, Visitor


class VisitingStore:
    """The store, for one visitor; NotYours (a ValueError) where something is another's."""

    def __init__(self, store: RunStore, visitor: Visitor):
        self._store, self.visitor = store, visitor

    @property
    def pool(self) -> Pool:
        """What computes."""
        return self._store.pool

    @property
    def outside(self) -> Outside | None:
        """The cluster that computes, if there is one."""
        return self._store.outside

    @property
    def trouble(self) -> str:
        """Why runs are not kept at present, "" if all is well."""
        return self._store.trouble

    @property
    def catalogue(self) -> "VisitingCatalogue | None":
        """What is on the disk."""
        kept = self._store.catalogue
        return VisitingCatalogue(kept, self.visitor) if kept else None

    @property
    def runs(self) -> Mapping[str, Run]:
        """The runs of this process that may be seen, by id."""
        return {
            id: run for id, run in self._store.runs.copy().items() if self.visitor.sees(run.visitor)
        }

    @property
    def shared(self) -> Shared:
        """Runs that are nobody's, which all may see."""
        return self._store.shared

    def in_memory(self) -> list[Run]:
        """Their runs that are on no disk (yet)."""
        return [run for run in self._store.in_memory() if self.visitor.owns(run.visitor)]

    def admit(self, more: int, but: Collection[str] = ()) -> None:
        """TooMany, a ValueError, if they may not have so many more runs; see `RunStore.admit`."""
        self._store.admit(more, but, self.visitor.id)

    def start(self, experiment: Experiment, keep: bool = True, **how: Any) -> Run:
        """Start a run that is theirs; see `RunStore.start`."""
        return self._store.start(experiment, keep, **how, visitor=self.visitor.id)

    def resume(self, id: str, keep: bool = True) -> Run:
        """Go on with a run that may be seen, as a new one that is theirs."""
        self._check_sees(id)
        return self._store.resume(id, keep, visitor=self.visitor.id)

    def result(self, id: str) -> Result:
        """Of a run that may be seen."""
        self._check_sees(id)
        return self._store.result(id)

    def stop(self, id: str) -> bool:
        """End a run of theirs; False if nobody computes it."""
        self.visitor.check_owns(self._store.whose(id), id, "stopped")
        return self._store.stop(id)

    def remove(self, id: str) -> None:
        """Stop and delete a run of theirs."""
        self.visitor.check_owns(self._store.whose(id), id, "deleted")
        self._store.remove(id)

    def _check_sees(self, id: str) -> None:
        if not self.visitor.sees(self._store.whose(id)):
            raise _unseen(id)


class VisitingCatalogue:
    """The catalogue, for one visitor; see `Catalogue` for what its methods do."""

    def __init__(self, catalogue: Catalogue, visitor: Visitor):
        self._catalogue, self.visitor = catalogue, visitor

    def entries(self, query: Query = EVERY) -> list[Entry]:
        """Their runs that are asked for."""
        return self._catalogue.entries(self._own(query))

    def count(self, query: Query = EVERY) -> int:
        """How many of them there are."""
        return self._catalogue.count(self._own(query))

    def entry(self, id: str) -> Entry | None:
        """What is known of a run; NotYours if it may not be seen."""
        found = self._catalogue.entry(id)
        if found and not self.visitor.sees(found.visitor):
            raise _unseen(id)
        return found

    def same(self, identity: str) -> Entry | None:
        """The newest finished run of that identity which may be seen."""
        everyones = self.visitor.sees("")
        return self._catalogue.same(identity, "" if everyones else self.visitor.id)

    def load(self, id: str) -> Result:
        """The result of a run that may be seen."""
        self.entry(id)
        return self._catalogue.load(id)

    def going(self) -> list[Going]:
        """What is computed now and may be seen."""
        return [one for one in self._catalogue.going() if self.visitor.sees(one.visitor)]

    def ask_stop(self, id: str) -> bool:
        """Ask whoever computes a run of theirs to stop it."""
        for one in self._catalogue.going():
            if one.id == id:
                self.visitor.check_owns(one.visitor, id, "stopped")
        return self._catalogue.ask_stop(id)

    def describe(
        self,
        id: str,
        name: str | None = None,
        note: str | None = None,
        tags: Iterable[str] | None = None,
    ) -> None:
        """Say something of a run of theirs."""
        self._check_owns(id, "given a name, a note or tags")
        self._catalogue.describe(id, name, note, tags)

    def restore(self, id: str) -> None:
        """Take a run of theirs out of the trash."""
        self._check_owns(id, "taken out of the trash")
        self._catalogue.restore(id)

    def _own(self, query: Query) -> Query:
        return query if self.visitor.operator else query._replace(visitor=self.visitor.id)

    def _check_owns(self, id: str, deed: str) -> None:
        found = self._catalogue.entry(id)
        if found:
            self.visitor.check_owns(found.visitor, id, deed)


def _unseen(id: str) -> NotYours:
    return NotYours(f"Run {id} is another visitor's: on this server each sees their own.")
