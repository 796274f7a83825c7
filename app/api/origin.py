"""Origin: what a result says of the kept run that it is."""

from dataclasses import replace

from .engine import Result


def told_kept(result: Result, id: str) -> Result:
    """`result`, which says that it is the kept run `id`, if it is one."""
    return replace(result, about={**result.about, "kept": id}) if id else result
