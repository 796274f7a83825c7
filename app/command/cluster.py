"""Cluster: the workers of a dask scheduler as a workforce, refused in a sentence if they cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

from ionoscope.engine.compute.dask_cluster import DaskCluster, Unable
from ionoscope.engine.compute.workforce import Elsewhere

from .terminal import ENDINGS, Sentence, say

LACKING = (
    "--scheduler needs the package distributed; install it with: pip install 'ionoscope[scale]'."
)


class Refused(Sentence):
    """A cluster that cannot do what is asked: one sentence on stderr, exit code 1."""

    exit_code = ENDINGS["failed"]


@contextmanager
def cluster(address: str) -> Iterator[Elsewhere]:
    """The workers of the dask scheduler at `address`; Refused if they cannot compute."""
    found = _made(address)
    try:
        _open(found)
        yield Elsewhere(found, lambda text: say(text or "There are workers again."))
    finally:
        found.close()


def _made(address: str) -> DaskCluster:
    try:
        return DaskCluster(address)
    except ImportError as error:
        raise Sentence(LACKING) from error


def _open(found: DaskCluster) -> None:
    try:
        found.open()
    except Unable as error:
        raise Refused(str(error)) from error
