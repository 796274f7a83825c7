"""Origin: what a kept run was made from, and what bits it is bound to have; its file says both."""

from dataclasses import replace

from ionoscope.engine import Experiment, Result

from .identity import identity, unchanged

FINISHED = "finished"


def originated(result: Result, made_from: str, identity: str, visitor: str = "") -> Result:
    """`result`, which tells the id of the run it was made from, its identity and the id of the
    visitor whose it is from now on.

    "" stands for none and for unknown. One that tells already stays as it is.
    """
    if "identity" in result.about:
        return result
    about = {**result.about, "made_from": made_from, "identity": identity}
    about |= {"visitor": visitor} if visitor else {}
    return replace(result, about=about)


def own_identity(experiment: Experiment, goes_on: Result | None = None) -> str:
    """The identity of a run of `experiment` that begins now, "" if it may not be told.

    What `goes_on` from bits of another identity, of an older engine or another processor, has
    neither the one nor the other.
    """
    found = identity(experiment) if unchanged() else ""
    return found if goes_on is None or goes_on.about.get("identity") == found else ""
