"""Guard: files from strangers are looked at before anything reads them.

A file may be too large, no text, or small and yet blow up: YAML that stands for itself many times
over, or lists within lists; compressed zeros; or one line that asks for an array of any size.
"""

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from ..core.parameters import InvalidParameter

MEGABYTE = 1024**2
LARGEST = 64 * MEGABYTE
"""Most bytes of a YAML file, also when it has been decompressed."""
LARGEST_TABLE = 300 * MEGABYTE
"""Most bytes of another: what FORCE_CONSTANTS of 200 × 5000 atoms take, 230 bytes a pair."""
COMPRESSED: dict[str, Callable[..., Any]] = {
    ".xz": lzma.open,
    ".lzma": lzma.open,
    ".gz": gzip.open,
    ".bz2": bz2.open,
}
"""Files that are decompressed first, as phonopy does."""
DEEPEST = 20
"""Most lists and tables within each other."""
MOST_ATOMS = 5000
"""Most atoms of a supercell."""


def refuse(path: Path, problem: str, remedy: str) -> NoReturn:
    """Raise InvalidParameter of a file."""
    raise InvalidParameter("file", path.name, problem, remedy)


def text_file(path: Path, largest: int = LARGEST_TABLE) -> Path:
    """The path of a text file of at most the `largest` bytes; InvalidParameter if it is no such."""
    check_size(path, largest)
    try:
        with path.open(encoding="utf-8") as stream:
            binary = any("\0" in part for part in iter(lambda: stream.read(MEGABYTE), ""))
    except UnicodeDecodeError:
        binary = True
    if binary:
        refuse(path, "is no text", "Give phonopy's own text files.")
    return path


def check_size(path: Path, largest: int) -> None:
    """Raise InvalidParameter for what is no file or has more than the `largest` bytes."""
    if not path.is_file():
        refuse(path, "is no file that can be read", "Name a file that is there.")
    if (size := path.stat().st_size) > largest:
        refuse(
            path,
            f"has {size / MEGABYTE:.0f} MB",
            f"Files of its kind may have {largest // MEGABYTE} MB; force constants are much "
            "smaller in phonopy's compact form.",
        )


@contextmanager
def decompressed(path: Path) -> Iterator[Path]:
    """The path itself, or that of a passing file with what a compressed one holds.

    Raises InvalidParameter for one that does not hold what its name says, or too much.
    """
    if path.suffix not in COMPRESSED:
        yield path
        return
    check_size(path, LARGEST)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / path.stem
        try:
            with COMPRESSED[path.suffix](path) as packed:
                plain.write_bytes(packed.read(LARGEST + 1))
        except (OSError, EOFError, lzma.LZMAError) as error:
            refuse(path, f"cannot be decompressed ({error})", "Give the file as phonopy wrote it.")
        yield plain


def yaml_file(path: Path) -> Path:
    """The path of a YAML file that is no larger than it looks; InvalidParameter if it is not."""
    import yaml

    depth = 0
    try:
        with text_file(path, LARGEST).open(encoding="utf-8") as stream:
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
    _check_count(path, counts, atoms)
    return path


def hdf5_file(path: Path, atoms: int) -> Path:
    """The path of force_constants.hdf5 for so many `atoms`, a count; InvalidParameter if not.

    It may hold its numbers itself and nowhere else, in an array of the shape for its atoms.
    """
    import h5py

    check_size(path, LARGEST_TABLE)
    try:
        with h5py.File(path, "r") as file:
            name = next((name for name in ("fc2", "force_constants") if name in file), None)
            inside = name and isinstance(file.get(name, getlink=True), h5py.HardLink)
            held: Any = file[name] if inside else None
            plain = isinstance(held, h5py.Dataset) and not (held.external or held.is_virtual)
            shape = held.shape if plain and held.dtype.kind == "f" else ()
    except (OSError, KeyError, RuntimeError, ValueError) as error:
        refuse(path, f"cannot be read ({type(error).__name__})", "Give phonopy's own file.")
    if len(shape) != 4 or shape[2:] != (3, 3):
        refuse(path, "holds no force constants", "Give phonopy's own file.")
    _check_count(path, list(shape[:2]), atoms)
    return path


def _check_count(path: Path, counts: list[int], atoms: int) -> None:
    """Refuse force constants between other atoms than those of the supercell."""
    if counts[-1] != atoms or not 1 <= counts[0] <= atoms:
        refuse(
            path,
            f"is of {counts[-1]} atoms, and the supercell has {atoms}",
            "Give files of one and the same supercell.",
        )


def _first_words(path: Path) -> list[str]:
    """What stands on the first line of a text file that is not empty."""
    with text_file(path).open(encoding="utf-8") as stream:
        return next((line.split() for line in stream if line.strip()), [])
