"""Extended XYZ: the paths of ions as text that ASE, OVITO and their kin read.

The format is that of the specification at github.com/libAtoms/extxyz: a frame is the number of
atoms, a line of key=value pairs, and a line an atom whose columns the pair Properties declares.
"""

from collections.abc import Iterator

from ionoscope.engine import Result
from ionoscope.engine.core.units import DALTON

from .repeat import command_of

SPECIES = "X"
"""The ion is that of a model, and no element: what readers take for an atom of unknown kind."""
COLUMNS = "species:S:1:pos:R:3:masses:R:1:crystal:I:1"
UNITS = "pos and Lattice angstrom, Time ps, masses Da"
NUMBER = "%.9g"
"""As many digits as give back the same 32 bits."""


def has_path(result: Result) -> bool:
    """Whether a result holds positions of ions in space at several times."""
    return "positions" in result.data and {"frame", "ion", "axis"} == {*result.data.positions.dims}


def extxyz(result: Result) -> str:
    """The positions of all ions, frame by frame; ValueError if the result holds none.

    They are unwrapped, in a periodic cell that is the box of the run; atoms of the crystal are
    not in it. `crystal` says which ions share one.
    """
    if not has_path(result):
        raise ValueError(
            f"A run of {result.experiment} holds no positions of ions in space, which XYZ is for; "
            "those of ion-diffusion do."
        )
    return "".join(_frames(result))


def _frames(result: Result) -> Iterator[str]:
    places = result.data.positions.transpose("frame", "ion", "axis").values
    first, every = _head(result, first=True), _head(result)
    ions = "".join(
        f"{SPECIES} {NUMBER} {NUMBER} {NUMBER} {_mass(result)} {crystal}\n"
        for crystal in result.data.crystal.values
    )
    for number, time in enumerate(result.data.frame_time.values):
        head = every if number else first
        # as a real number, whole or not: readers tell its type by how it is written
        yield f"{places.shape[1]}\n{head} Time={float(NUMBER % time)!r}\n"
        yield ions % tuple(places[number].ravel().tolist())


def _head(result: Result, first: bool = False) -> str:
    """The pairs of a frame; the first one also says where all comes from."""
    side = NUMBER % (result.parameters["a"] * result.parameters["cells"])
    cell = " ".join(side if i == j else "0" for i in range(3) for j in range(3))
    told = {"Lattice": cell, "pbc": "T T T", "units": UNITS}
    if first:
        told["source"] = f"ionoscope {result.versions.get('ionoscope', '')}".strip()
        told["repeat"] = command_of(result)
    pairs = "".join(f" {key}={_quoted(value)}" for key, value in told.items())
    return f"Properties={COLUMNS}{pairs}"


def _mass(result: Result) -> str:
    return NUMBER % (result.parameters["M"] / DALTON)


def _quoted(text: str) -> str:
    """A string as the format has it: in double quotes, ASCII alone."""
    plain = text.encode("ascii", "replace").decode()
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
