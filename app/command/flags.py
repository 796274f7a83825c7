"""Flags of an experiment, generated from what it declares, and the experiment that they ask for."""

from collections.abc import Collection
from shlex import quote

import click

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Kind

from ..share.presets import preset, presets
from .letters import fitted
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
    try:
        base = preset(key, preset_name).parameters if preset_name else {}
        return EXPERIMENTS[key].from_text({**base, **texts})
    except InvalidParameter as error:
        raise refused(error, EXPERIMENTS[key], over) from error
