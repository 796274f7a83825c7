"""Where runs are kept: the folder of the environment, or one of the person's own."""

import os
from pathlib import Path

VARIABLE = "IONOSCOPE_RUNS"
LIST = "runs.sqlite"
"""The file in it that lists them."""


def own_folder() -> Path:
    """The folder in which a person's runs are kept unless something else is said."""
    from platformdirs import user_data_path

    return user_data_path("ionoscope") / "runs"


def runs_folder() -> Path:
    """The folder that the environment names, or else the person's own."""
    return Path(os.environ.get(VARIABLE) or own_folder())
