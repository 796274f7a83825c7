"""Guard: files from strangers are looked at before anything reads them.

A file may be too large, no text, or small and yet blow up: YAML that stands for itself many times
over, or lists within lists; or one line that asks for an array of any size.
"""

from pathlib import Path
from typing import NoReturn

from ..core.parameters import InvalidParameter

LARGEST = 64 * 1024**2
"""Most bytes of a file."""
DEEPEST = 20
"""Most lists and tables within each other."""
MOST_ATOMS = 5000
"""Most atoms of a supercell."""


def refuse(path: Path, problem: str, remedy: str) -> NoReturn:
    """Raise InvalidParameter of a file."""
    raise InvalidParameter("file", path.name, problem, remedy)


def text_file(path: Path) -> Path:
    """The path of a text file that is not too large; InvalidParameter if it is something else."""
    if not path.is_file():
        refuse(path, "is no file that can be read", "Name a file that is there.")
    size = path.stat().st_size
    if size > LARGEST:
        megabytes = f"{size / 1024**2:.0f} MB"
        refuse(path, f"has {megabytes}", f"Files may have {LARGEST // 1024**2} MB.")
    try:
        binary = "\0" in path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        binary = True
    if binary:
        refuse(path, "is no text", "Give phonopy's own text files, not compressed.")
    return path


def yaml_file(path: Path) -> Path:
    """The path of a YAML file that is no larger than it looks; InvalidParameter if it is not."""
    import yaml

    depth = 0
    try:
        with text_file(path).open(encoding="utf-8") as stream:
            for event in yaml.parse(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                if isinstance(event, yaml.AliasEvent):
                    refuse(
                        path,
                        "refers to parts of itself, which phonopy never writes and which can "
                        "make a small file endless",
                        "Give a file as phonopy wrote it.",
                    )
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > DEEPEST:
                    refuse(path, f"is nested more than {DEEPEST} deep", "Give phonopy's own file.")
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 1}" if where else ""
        refuse(path, f"is no YAML{line}", "Give a phonopy.yaml, phonopy_params.yaml or the like.")
    return path


def forces_file(path: Path, atoms: int) -> Path:
    """The path of FORCE_SETS for so many `atoms`, a count; InvalidParameter if it is of others.

    It begins with their number, or with a displacement and a force of the first, six numbers.
    """
    return path if len(_first_words(path)) == 6 else atoms_file(path, atoms)


def atoms_file(path: Path, atoms: int) -> Path:
    """The path of FORCE_CONSTANTS for so many `atoms`, a count; InvalidParameter if of others."""
    try:
        counts = [int(word) for word in _first_words(path)]
    except ValueError:
        counts = []
    if not 1 <= len(counts) <= 2:
        refuse(path, "does not begin with the number of its atoms", "Give phonopy's own file.")
    if counts[-1] != atoms or not 1 <= counts[0] <= atoms:
        refuse(
            path,
            f"is of {counts[-1]} atoms, and the supercell has {atoms}",
            "Give files of one and the same supercell.",
        )
    return path


def _first_words(path: Path) -> list[str]:
    """What stands on the first line of a text file that is not empty."""
    with text_file(path).open(encoding="utf-8") as stream:
        return next((line.split() for line in stream if line.strip()), [])
