"""Every kernel of the engine, found compiled or compiled now: for an image, while it is built.

python -m ionoscope.engine.numerics.every_kernel
"""

import importlib
import pkgutil
from pathlib import Path

ENGINE = Path(__file__).parents[1]


def load() -> None:
    """Import every module of the engine, which compiles the kernels that stand in it."""
    package = str(__package__).rpartition(".")[0]
    for module in pkgutil.walk_packages([str(ENGINE)], f"{package}."):
        importlib.import_module(module.name)


if __name__ == "__main__":
    load()
