"""What ends a command before its time, what it keeps then, and the exit code that tells."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ionoscope.engine import Chunk
from ionoscope.engine.core.experiment import last_word

from ..runs.endings import elsewhere, hear
from .terminal import ENDINGS, say

EXITS = (
    "Exit codes: 0 finished; 1 the run failed, or a file could not be written to its place; 2 bad "
    "input; 130 ended by Ctrl-C, 143 by SIGTERM, 129 by a closed terminal (128 + the signal's "
    "number); what was computed until then is in the file of --out."
)


class Ending:
    """Whether a signal has asked to end; the first one counts, those after it change nothing.

    `early` once it has kept chunks from being computed.
    """

    def __init__(self):
        self.signal = 0
        self.early = False
        self._computing = False

    def hear(self, number: int, _frame: object = None) -> None:
        """Note a signal; while a chunk is computed, interrupt that."""
        if self.signal:
            return
        self.signal = number
        if self._computing:
            raise KeyboardInterrupt

    def until(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The chunks until a signal comes.

        It interrupts the chunk that is being computed, which may take long, and nothing that is
        done with one. Code that swallows the interruption is left after that chunk.
        """
        try:
            while not self.signal:
                self._computing = True
                chunk = next(chunks, None)
                self._computing = False
                if chunk is None:
                    return
                yield chunk
            self.early = True
            if (chunk := last_word(chunks)) is not None:
                yield chunk
        except KeyboardInterrupt:
            self.signal, self.early = self.signal or signal.SIGINT, True
        finally:
            self._computing = False

    def code(self, status: str) -> int:
        """The exit code of a command whose run has this status; shells expect 128 and more."""
        return 128 + self.signal if status == "stopped" else ENDINGS[status]


@contextmanager
def listening() -> Iterator[Ending]:
    """Signals that ask to end lead to what is computed being kept, until this context ends."""
    ending = Ending()
    before = hear(ending.hear)
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def kept(write: Callable[[Path], object], out: Path) -> bool:
    """Call `write(out)`; where the disk refuses it, write elsewhere, say so, and return False."""
    try:
        write(out)
    except OSError as error:
        text = f"--out {out} cannot be written ({error.strerror or error})"
        path = elsewhere(write, out.name)
        lost = "and no other folder takes it either: all but the printed answer is lost"
        say(f"{text}; what was computed is in {path}." if path else f"{text}, {lost}.")
        return False
    return True
