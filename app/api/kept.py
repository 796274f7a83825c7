"""runs and open: what is kept, looked at from a notebook."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from .app.runs.catalogue import Catalogue
from .app.runs.checkpoints import adopt
from .app.runs.entry import Entry
from .app.runs.folder import runs_folder
from .app.runs.naming import named
from .app.runs.query import Query
from .app.share import conditions
from .app.share.listing import listing
from .engine import Result
from .origin import told_kept
from .tables import aligned, table

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def catalogue(folder: str | Path | None = None) -> Iterator[Catalogue]:
    """The kept runs in `folder`, or where they usually are."""
    found = Catalogue(Path(folder) if folder else runs_folder())
    try:
        adopt(found)
        yield found
    finally:
        found.close()


class Runs(list):
    """Kept runs, which a notebook shows as a table."""

    def to_pandas(self) -> "pd.DataFrame":
        """A row a run, by its id: what it was asked, and after "answer." the numbers it found."""
        import pandas as pd

        rows = [{**_about(run), **run.parameters, **_numbers(run.summary)} for run in self]
        return pd.DataFrame(rows, index=pd.Index([run.id for run in self], name="id"))

    def __repr__(self) -> str:
        if not self:
            return "no runs"
        shared, heads, rows = listing(self)
        return "\n".join([*([shared] if shared else []), *aligned(heads, rows)])

    def _repr_html_(self) -> str:
        if not self:
            return "<p>no runs</p>"
        shared, heads, rows = listing(self)
        return f"<div><p>{escape(shared)}</p>{table(heads, rows)}</div>"


def runs(
    experiment: str = "",
    *,
    status: str = "",
    text: str = "",
    where: str | Iterable[str] = (),
    tags: Iterable[str] = (),
    sort: str = "created",
    descending: bool = True,
    most: int = 200,
    trash: bool = False,
    folder: str | Path | None = None,
) -> Runs:
    """The kept runs that fit, the newest first.

    Parameters
    ----------
    experiment : str
        Only runs of this one.
    status : str
        "finished", "stopped", "interrupted" or "failed".
    text : str
        Words, each of which stands in the id, name, note, tags, parameters or answer.
    where : str or list of str
        Conditions on parameters and numbers of the answer, e.g. ["lam >= 2", "D < 5"]; all hold.
    tags : list of str
        Tags, all of which it has.
    sort : str
        A parameter, a number of the answer, "created", "elapsed_s", "size" or "name".
    descending : bool
        Largest or newest first.
    most : int
        Most runs.
    trash : bool
        Those in the trash instead.
    folder : str or Path, optional
        Where they are kept; by default IONOSCOPE_RUNS, or the user's data folder.

    Returns
    -------
    Runs
        A list of entries (id, experiment, parameters, summary, findings, …): `open(entry)` reads
        the result, `.to_pandas()` makes a data frame of them.

    Raises
    ------
    ValueError
        For a condition that is none.
    """
    texts = [where] if isinstance(where, str) else where
    told = [tuple(one) for text_ in texts for one in conditions.read(text_, experiment)]
    query = Query(
        experiment=experiment,
        status=status,
        text=text,
        where=tuple(told),
        tags=tuple(tags),
        sort=conditions.key(sort, experiment),
        descending=descending,
        most=most,
        removed=trash,
    )
    with catalogue(folder) as found:
        return Runs(found.entries(query))


def open(run: str | Path | Entry) -> Result:
    """Read a result: a kept run by its id, the beginning of it or its name, or a NetCDF file.

    ValueError if there is none, or if the file is none of ours.
    """
    if isinstance(run, Path) or (isinstance(run, str) and _is_file(run)):
        return Result.from_netcdf(run)
    with catalogue() as found:
        entry = run if isinstance(run, Entry) else named(found, run)
        return told_kept(found.load(entry.id), entry.id)


def _is_file(text: str) -> bool:
    """Whether a text means a file, be it there or not, and not a kept run."""
    return Path(text).suffix == ".nc" or Path(text).name != text or Path(text).is_file()


def _about(run: Entry) -> dict:
    import pandas as pd

    own = {"name": run.name, "experiment": run.experiment, "status": run.status}
    own["created"] = pd.Timestamp(run.created, unit="s", tz="UTC")
    more = {"elapsed_s": run.elapsed_s, "size": run.size, "made_from": run.made_from}
    return own | more | {"note": run.note, "tags": ", ".join(run.tags)}


def _numbers(summary: dict, before: str = "answer.") -> dict:
    """Numbers and words of a summary, those of its parts with a dot between."""
    found = {}
    for name, value in summary.items():
        if isinstance(value, dict):
            found |= _numbers(value, f"{before}{name}.")
        elif not isinstance(value, list):
            found[before + name] = value
    return found
