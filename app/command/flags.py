"""Flags of an experiment, generated from what it declares, and the experiment that they ask for."""

from collections.abc import Collection, Mapping
from shlex import quote

import click

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Kind

from ..share.presets import preset, presets
from .letters import fitted
from .terminal import Sentence
from .wording import refused


def flags(key: str, kind: type[Experiment]) -> list[click.Option]:
    """A flag for every declared parameter, and --preset."""
    return [
        *(
            click.Option([f"--{name}", name], metavar=fitted(p.unit) or "VALUE", help=_help(p))
            for name, p in kind.declared().items()
        ),
        click.Option(["--preset", "preset_name"], help=f"One of: {', '.join(presets(key))}."),
    ]


def _help(p: Kind) -> str:
    default = quote(p.to_text(p.default))  # as it is typed
    return fitted(f"{p.doc} Default {default}. Allowed: {p.allowed()}.")


def built(
    key: str, texts: dict[str, str], preset_name: str | None, over: Collection[str] = ()
) -> Experiment:
    """The experiment that flags ask for, and --over for what it names; a Sentence if it cannot
    be."""
    kind, declared = EXPERIMENTS[key], EXPERIMENTS[key].declared()
    try:
        base = preset(key, preset_name).parameters if preset_name else {}
        texts = with_files(kind, texts)
        found = kind.from_text({**base, **texts})
        given = {n: declared[n].from_text(t) for n, t in texts.items() if n in declared}
        kind.refuse_idle(found.values() | given, [n for n in given if not _depends(n, kind, over)])
        return found
    except InvalidParameter as error:
        raise refused(error, kind, over) from error


def _depends(name: str, kind: type[Experiment], over: Collection[str]) -> bool:
    """Whether what is swept over says where a parameter has an effect, or is that parameter."""
    only = kind.declared()[name].only
    return name in over or (only is not None and only.name in over)


def with_files(kind: type[Experiment], texts: Mapping[str, str]) -> dict[str, str]:
    """Flags in which a file is named, where one may be, by what stands for what it holds."""
    try:
        return kind.with_files(texts)
    except OSError as error:
        raise Sentence(
            f"what the file holds cannot be kept ({error.strerror or error})."
        ) from error
