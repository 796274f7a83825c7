"""Bundle: any runs, of one experiment or several, in one zip that explains itself."""

from collections.abc import Sequence

from ionoscope.engine import Result

from . import tables
from .extxyz import extxyz, has_path
from .repeat import command_of
from .takehome import Taken, zipped

NC, CSV, XYZ = FORMATS = ("nc", "csv", "xyz")

HEAD = """\
Runs of ionoscope: {count}, each with the command that computes it again.

Files
  runs.csv       One row a run: how it ended, and all parameters.
  answers.csv    What the runs found: a number a row, with the ends of its 95 % interval.
"""
ABOUT = {
    NC: """\
  NAME.nc        All data of a run, with parameters, seed, versions and findings. NetCDF by the
                 CF conventions: xarray.open_dataset("NAME.nc"), or ionoscope.open("NAME.nc").
""",
    CSV: """\
  NAME/*.csv     The data of a run as tables. Units are in the heads of their columns.
""",
    XYZ: """\
  NAME.xyz       Positions of all ions, unwrapped, without the crystal's atoms. Extended XYZ:
                 ase.io.read("NAME.xyz", index=":"). Lengths in angstrom, Time in ps, masses in Da.
""",
}
UNITS = """
Units
  Every variable and every column names its own. In the crystal lengths are in angstrom, times in
  ps, energies in meV, masses in meV ps^2/angstrom^2 (1 is 9.65 Da). At the gate the oscillator
  is the measure: l_osc = sqrt(hbar/(m Omega)), E_osc = hbar Omega, times in periods.

To compute a run again
  Its command gives the same data bit for bit with the same versions on the same kind of
  processor; with others it agrees to within rounding, which chaotic paths amplify.

Licence
  None: the results belong to whoever computed them. Each run names the paper that it follows.
"""


def bundle(taken: Sequence[Taken], formats: Sequence[str] = FORMATS) -> bytes:
    """A zip with these runs in each of `formats` that can hold them, tables of all, and a README.

    A run without positions of ions has no .xyz; ValueError if there is no run at all.
    """
    if not taken:
        raise ValueError("There is no run to export: name one.")
    named = [(one.name, one.result) for one in taken]
    files = {
        "README.txt": tables.encoded(_readme(taken, formats)),
        "runs.csv": tables.encoded(tables.runs(named)),
        "answers.csv": tables.encoded(tables.answers(named)),
    }
    for name, result in named:
        for kind in formats:
            files |= _files(name, result, kind)
    return zipped(files)


def _files(name: str, result: Result, kind: str) -> dict[str, bytes]:
    """The files of a run in one format."""
    if kind == NC:
        return {f"{name}.nc": result.to_bytes()}
    if kind == CSV:
        own = tables.files(result, name)
        return {f"{name}/{file}": content for file, content in own.items()}
    return {f"{name}.xyz": extxyz(result).encode("ascii")} if has_path(result) else {}


def _readme(taken: Sequence[Taken], formats: Sequence[str]) -> str:
    shown = [kind for kind in formats if kind != XYZ or any(has_path(t.result) for t in taken)]
    about = "".join(ABOUT[kind] for kind in shown)
    return HEAD.format(count=len(taken)) + about + UNITS + "".join(map(_told, taken))


def _told(one: Taken) -> str:
    """What a run asked, found and needs to be computed again."""
    result, about = one.result, one.result.about
    lines = [
        " · ".join(text for text in (one.title, *(f"#{tag}" for tag in one.tags)) if text),
        *one.note.splitlines(),
        f"{about.get('title', result.experiment)}: {about.get('question', '')}".strip(": "),
        f"{result.status}{f' on {result.created}' if result.created else ''}, computed in "
        f"{result.elapsed_s:.3g} s",
        *map(str, result.findings),
        command_of(result),
        ", ".join(f"{name} {version}" for name, version in result.versions.items()),
        about.get("source", ""),
    ]
    return "".join([f"\n{one.name}\n", *(f"  {line}\n" for line in lines if line)])
