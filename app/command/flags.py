"""Flags of an experiment, generated from what it declares, and the experiment that they ask for."""

import click

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter
from ionoscope.engine.core.parameters import as_text

from ..share.presets import preset, presets
from .terminal import Sentence


def flags(key: str, kind: type[Experiment]) -> list[click.Option]:
    """A flag for every declared parameter, and --preset."""
    return [
        *(
            click.Option(
                [f"--{name}", name],
                metavar=p.unit or "VALUE",
                help=f"{p.doc} Default {as_text(p.default)}. Allowed: {p.allowed()}.",
            )
            for name, p in kind.declared().items()
        ),
        click.Option(["--preset", "preset_name"], help=f"One of: {', '.join(presets(key))}."),
    ]


def built(key: str, texts: dict[str, str], preset_name: str | None) -> Experiment:
    """The experiment that flags ask for; a Sentence if it cannot be."""
    try:
        base = preset(key, preset_name).parameters if preset_name else {}
        return EXPERIMENTS[key].from_text({**base, **texts})
    except InvalidParameter as error:
        raise Sentence(str(error)) from error
