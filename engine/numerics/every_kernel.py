"""Every kernel of the engine, found compiled or compiled now: for an image, while it is built.

python -m ionoscope.engine.numerics.every_kernel
"""

import importlib
import pkgutil
from pathlib import Path

ENGINE = Path(__file__).parents[1]


def load(backwards: bool = False) -> None:
    """Import every module of the engine, which compiles the kernels that stand in it.

    Two processes, one of them `backwards`, meet in the middle.
    """
    package = str(__package__).rpartition(".")[0]
    names = [module.name for module in pkgutil.walk_packages([str(ENGINE)], f"{package}.")]
    for name in reversed(names) if backwards else names:
        importlib.import_module(name)


if __name__ == "__main__":
    load()
