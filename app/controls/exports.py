"""What a person takes home: data, pictures, and the lines that give the same run."""

import io
from html import escape

import panel as pn
import panel_material_ui as pmui
from bokeh.models import ColumnDataSource

from ionoscope.engine import Experiment, Result
from ionoscope.engine.core.parameters import as_text

_SAVE = """
const find = (views) => {
  for (const view of views) {
    if (view.model === fig) return view;
    const inner = view.children ? find([...view.children()]) : null;
    if (inner) return inner;
  }
  return null;
};
const view = find(Object.values(Bokeh.index));
if (!view) { alert("The picture is not on the page yet."); return; }
const layer = view.export(kind, false);
layer.to_blob().then((blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
});
"""


_LINES = """
p { margin: 8px 0 2px; font-size: 13px; opacity: 0.8; }
pre { margin: 0; padding: 10px; border-radius: 4px; white-space: pre-wrap; user-select: all;
  background: color-mix(in srgb, currentColor 8%, transparent); }
"""


def csv_text(result: Result) -> str:
    """The data as CSV under a comment with the parameters.

    Variables over the same dimensions share a table; several tables follow one another.
    """
    lines = [f"# ionoscope {result.experiment}, {result.status}"]
    lines += [f"# {name} = {as_text(value)}" for name, value in result.parameters.items()]
    groups: dict[tuple, list[str]] = {}
    for name, variable in result.data.data_vars.items():
        if variable.dims:
            groups.setdefault(variable.dims, []).append(name)
    for names in groups.values():
        table = result.data[names].to_dataframe()
        lines += ["", table.to_csv().rstrip()]
    return "\n".join(lines) + "\n"


def changed_from_default(experiment: Experiment) -> dict[str, object]:
    """The parameters that differ from their defaults."""
    declared = experiment.declared()
    return {k: v for k, v in experiment.values().items() if v != declared[k].default}


def command_line(experiment: Experiment) -> str:
    """The command that gives the same run."""
    flags = [f"--{k} {_quoted(as_text(v))}" for k, v in changed_from_default(experiment).items()]
    return " ".join(["ionoscope run", experiment.key, *flags, "--json"])


def python_lines(experiment: Experiment) -> str:
    """The Python lines that give the same run."""
    values = changed_from_default(experiment)
    arguments = ", ".join([f'"{experiment.key}"', *(f"{k}={v!r}" for k, v in values.items())])
    return (
        "import ionoscope as iono\n"
        f"result = iono.run({arguments})\n"
        "print(result.summary)\n"
        "iono.plot(result)"
    )


def _quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text


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


class ExportBox:
    """Buttons for CSV, NetCDF, PNG and SVG, and the lines that repeat the run."""

    def __init__(self, key: str, figure, result):
        self._result, self.hidden = result, ()
        self.command = pn.pane.HTML("", sizing_mode="stretch_width", stylesheets=[_LINES])
        files = [
            file_button("CSV", f"{key}.csv", lambda: csv_text(self._told()).encode()),
            file_button("NetCDF", f"{key}.nc", lambda: self._told().to_bytes()),
        ]
        pictures = [self._picture(kind, key, figure) for kind in ("png", "svg")]
        self.layout = pn.Column(
            pn.FlexBox(*files, *pictures, gap="8px"), self.command, sizing_mode="stretch_width"
        )

    def update(self, experiment: Experiment, hidden: tuple[str, ...] = ()) -> None:
        """Show the lines of this run; a `hidden` parameter's value stands as ?."""
        self.hidden = hidden
        lines = command_line(experiment), python_lines(experiment)
        for name in hidden:
            value = getattr(experiment, name)
            lines = tuple(
                line.replace(f"--{name} {as_text(value)}", f"--{name} ?").replace(
                    f"{name}={value!r}", f"{name}=?"
                )
                for line in lines
            )
        names = "Command line", "Python"
        self.command.object = "".join(
            f"<p>{name}</p><pre aria-label='{name}'>{escape(text)}</pre>"
            for name, text in zip(names, lines, strict=True)
        )

    def _told(self) -> Result:
        """The result; ValueError while a parameter is a mystery, for the file would tell it."""
        if self.hidden:
            raise ValueError(f"This page hides {', '.join(self.hidden)}: its files are closed.")
        return self._result()

    def _picture(self, kind: str, key: str, figure):
        button = pmui.Button(label=kind.upper(), size="small", variant="outlined", icon="image")
        # the constants travel in a source, for arguments must be models
        constants = ColumnDataSource({"kind": [kind], "name": [key]})
        head = "const kind = constants.data.kind[0], name = constants.data.name[0];"
        button.jscallback(clicks=head + _SAVE, args={"fig": figure, "constants": constants})
        return button
