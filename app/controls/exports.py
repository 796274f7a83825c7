"""What a person takes home: data, pictures, and the lines that give the same run."""

import asyncio
import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import panel as pn
import panel_material_ui as pmui
import param

from ionoscope.engine import Experiment

from ..share import takehome
from ..share.repeat import command_line, python_lines
from ..share.takehome import File, Taken
from .component import Component
from .slides import slide
from .theme import stylesheet

_HERE = Path(__file__).parent


def file_button(label: str, name: str, content) -> pmui.FileDownload:
    """A button that downloads the bytes of `content()`; a ValueError of it is shown instead."""

    def callback():
        try:
            return io.BytesIO(content())
        except ValueError as error:
            pn.state.notifications.error(str(error), duration=8000)
            return io.BytesIO(b"")

    button = pmui.FileDownload(
        callback=callback,
        filename=name,
        label=label,
        size="small",
        icon="download",
        auto=True,
        embed=False,
    )
    button.variant = "outlined"  # its constructor warns of a clash with its own default
    return button


def _raised(error: ValueError) -> File:
    raise error


class ExportBox(Component):
    """Buttons for CSV, NetCDF, PNG and SVG, and the lines that repeat the run, under a fold.

    `picture` is the name of the figure that is saved; `taken()` gives the runs that are exported,
    and `stem` is how the files of pictures are called.
    """

    key = param.String()
    picture = param.String()
    stem = param.String()
    lines = param.List([])
    file = param.Bytes(b"")
    name_of_file = param.String()
    sent = param.Integer()

    _esm = "".join(
        (_HERE / name).read_text(encoding="utf-8")
        for name in ("copying.js", "saving.js", "exports.js")
    )
    _stylesheets = [  # noqa: RUF012
        stylesheet("details"),
        stylesheet("folds"),
        (_HERE / "exports.css").read_text(encoding="utf-8"),
    ]

    def __init__(self, key: str, picture: str, taken: Callable[[], Sequence[Taken]]):
        self._taken, self.hidden, self._mysteries = taken, (), ""
        super().__init__(key=key, stem=key, picture=picture, sizing_mode="stretch_width", margin=0)

    def update(self, experiment: Experiment, hidden: tuple[str, ...] = ()) -> None:
        """Show the lines of this run; a `hidden` parameter's value stands as ?."""
        self.hide(type(experiment), hidden)
        self.tell([command_line(experiment, hidden), python_lines(experiment, hidden)])

    def hide(self, kind: type[Experiment], hidden: tuple[str, ...]) -> None:
        """Give no file as long as these parameters are mysteries."""
        self.hidden = hidden
        self._mysteries = ", ".join(kind.declared()[name].symbol for name in hidden)

    def tell(self, lines: list[str]) -> None:
        """Show these lines, the command and Python."""
        self.lines = lines

    def taken(self, kind: str) -> File:
        """The file of this kind; ValueError while a parameter is a mystery, for it would tell it,
        or while there is nothing."""
        runs = self._open()
        return takehome.csv(runs) if kind == "csv" else takehome.netcdf(runs)

    def _open(self) -> Sequence[Taken]:
        """The runs, as `taken` gives them."""
        if self.hidden:
            raise ValueError(f"This page hides {self._mysteries}: its files are closed.")
        return self._taken()

    def _handle_msg(self, data) -> None:
        if data == "got":
            self.file = b""  # it need not be kept twice
        elif data in ("csv", "nc"):
            self._given(lambda: self.taken(data))
        elif data in ("slide-png", "slide-svg"):
            document, ending = pn.state.curdoc, data.removeprefix("slide-")
            self._slide = asyncio.ensure_future(self._make_slide(ending, document))

    def _given(self, make: Callable[[], File]) -> None:
        """Give the browser a file, or say why there is none."""
        try:
            name, content = make()
        except ValueError as error:
            pn.state.notifications.error(str(error), duration=8000)
            return
        self.param.update(file=content, name_of_file=name, sent=self.sent + 1)

    async def _make_slide(self, ending: str, document) -> None:
        """Make a slide while the page goes on, and give it."""
        try:
            file = await slide(self._open(), self.picture, ending)
        except ValueError as error:
            document.add_next_tick_callback(partial(self._given, partial(_raised, error)))
        else:
            document.add_next_tick_callback(partial(self._given, lambda: file))
