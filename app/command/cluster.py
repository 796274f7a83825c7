"""Cluster: the workers of a dask scheduler as a workforce, refused in a sentence if they cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

from ionoscope.engine.compute.dask_cluster import DaskCluster, Unable
from ionoscope.engine.compute.workforce import Elsewhere

from .terminal import ENDINGS, Sentence, say


class Refused(Sentence):
    """A cluster that cannot do what is asked: one sentence on stderr, exit code 1."""

    exit_code = ENDINGS["failed"]


@contextmanager
def cluster(address: str) -> Iterator[Elsewhere]:
    """The workers of the dask scheduler at `address`; Refused if they cannot compute."""
    found = DaskCluster(address)
    try:
        _open(found)
        yield Elsewhere(found, lambda text: say(text or "There are workers again."))
    finally:
        found.close()


def _open(found: DaskCluster) -> None:
    try:
        found.open()
    except ImportError as error:
        install = "install it with: pip install 'ionoscope[scale]'"
        raise Sentence(f"--scheduler needs the package distributed; {install}.") from error
    except Unable as error:
        raise Refused(str(error)) from error
