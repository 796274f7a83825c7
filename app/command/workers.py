"""Workers: who computes what is made of many members, as flags say it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from .terminal import Sentence

MOST = 1024


def options() -> list[click.Option]:
    """--workers, also as --threads, and --scheduler."""
    side_by_side = "Members computed in parallel; default: the number of cores."
    own = click.Option(
        ["--workers", "--threads", "workers"], type=click.IntRange(1, MOST), help=side_by_side
    )
    there = "Compute on the workers of this dask scheduler instead."
    cluster = click.Option(["--scheduler"], metavar="ADDRESS", help=there)
    return [own, cluster]


@contextmanager
def chosen(workers: int | None, scheduler: str | None) -> Iterator[None]:
    """What is begun meanwhile is computed by these; a Sentence if they cannot."""
    from ionoscope.engine.compute.workforce import Threads, cores, working

    if workers and scheduler:
        raise Sentence("--workers is for this machine, --scheduler for a cluster: give one.")
    with ExitStack() as stack:
        if scheduler:
            from .cluster import cluster  # with what only a cluster needs

            force = stack.enter_context(cluster(scheduler))
        else:
            force = stack.enter_context(Threads(workers or cores()))
        stack.enter_context(working(force))
        yield
