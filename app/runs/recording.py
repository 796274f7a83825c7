"""Recording: a run that a command or a notebook computes by itself is kept, and found again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ionoscope.engine import Chunk, Experiment, Result

from .folder import LIST

if TYPE_CHECKING:
    from .beat import Beat
    from .entry import Entry

KEPT_AFTER_S = 2.0
"""A run that has been computed for longer is kept unless something else is said."""
CHECKPOINT_S = 10.0
"""Time between two checkpoints of a run."""


def again(folder: Path, experiment: Experiment) -> "tuple[Entry, Result] | None":
    """The finished run in `folder` that is bound to have the bits of `experiment`, if there is one.

    OSError where the folder cannot be read. It loads nothing that computes unless it finds one.
    """
    if not (folder / LIST).exists():
        return None
    from .catalogue import Catalogue
    from .origin import own_identity

    catalogue = Catalogue(folder)
    try:
        entry = catalogue.same(own_identity(experiment))
        return (entry, catalogue.load(entry.id)) if entry else None
    except ValueError:  # its file is gone or damaged, and has been set aside
        return None
    finally:
        catalogue.close()


class Recording:
    """One run that is kept once it has been computed for KEPT_AFTER_S, at once if `keep` is true,
    never if it is false.

    While it goes on others see it, and may ask it to stop. The disk is no reason for a run to
    fail: what it refuses is told once, by `complain`.
    """

    id = ""
    """Of the kept run, "" for one that is not kept (yet)."""

    def __init__(
        self,
        begin: Callable[[], "Beat"],
        experiment: Experiment,
        keep: bool | None,
        complain: Callable[[str], None],
    ):
        self._begin, self._experiment = begin, experiment
        self._keep, self._complain = keep, complain
        self._beat: Beat | None = None
        self._written = 0.0
        self._told = False
        if keep or (experiment.estimate() or 0.0) > KEPT_AFTER_S:
            self._listed()

    @property
    def stop_asked(self) -> bool:
        """Whether somebody wants the run to end."""
        return self._beat is not None and self._beat.stop_asked

    def see(self, chunk: Chunk, elapsed: float, before: float = 0.0) -> None:
        """Hear of the newest chunk, `elapsed` seconds after the beginning.

        `before` are seconds that the run took in another process.
        """
        if elapsed > KEPT_AFTER_S:
            self._listed()
        if self._beat is None:
            return
        self._beat(chunk.share, chunk.stage)
        worth = chunk.state if self._experiment.resumable else chunk.summary
        if worth and elapsed - self._written > CHECKPOINT_S:
            self._written = elapsed
            now = self._experiment.result(chunk, "running", before + elapsed)
            self._try(lambda beat: beat.checkpoint(now))

    def keep(self, result: Result, elapsed: float) -> Result:
        """Hear how the run ended after `elapsed` seconds.

        Returns `result`, of a kept run with what it tells of its origin.
        """
        wanted = elapsed > KEPT_AFTER_S if self._keep is None else self._keep
        if not (wanted and self._listed()):
            return result
        kept = self._try(lambda beat: beat.keep(result))
        self.id = self._beat.id if kept else ""
        return kept or result

    def _listed(self) -> bool:
        """Whether others see it, from now on if they can."""
        if self._beat is None and self._keep is not False and not self._told:
            self._beat = self._try(lambda _: self._begin())
        return self._beat is not None

    def _try(self, write: Callable[["Beat"], Any]) -> Any:
        """What `write` returns, None if the disk did not let it; what was in the way is told
        once."""
        try:
            return write(self._beat)
        except OSError as error:
            if not self._told:
                self._complain(str(error.strerror or error))
            self._told = True
            return None


@contextmanager
def recording(
    folder: Path,
    experiment: Experiment,
    keep: bool | None,
    complain: Callable[[str], None],
    made_from: str = "",
    goes_on: Result | None = None,
) -> Iterator[Recording]:
    """A recording, in `folder`, of a run of `experiment` that begins now.

    `made_from` is the id of the run that it `goes_on` from, the result that one had come to.
    """
    with ExitStack() as stack:

        def begin() -> "Beat":
            from .beat import going, new_id
            from .catalogue import Catalogue

            catalogue = Catalogue(folder)
            stack.callback(catalogue.close)
            own = going(catalogue, new_id(), experiment, made_from, goes_on)
            return stack.enter_context(own)

        yield Recording(begin, experiment, keep, complain)
