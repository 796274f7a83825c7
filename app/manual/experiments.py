"""A page for each experiment, from what it declares and from an example of it."""

from ionoscope.engine import Experiment, Result
from ionoscope.engine.core.answers import ANSWERS
from ionoscope.engine.core.units import TERMS, Term
from ionoscope.engine.core.words import number

from ..figures.registry import figures_of
from ..share.lessons import lesson
from ..share.presets import presets
from ..share.repeat import command_line, python_lines
from .markdown import code, fenced, joined, said, section, symbol, table, typeset
from .shown import Shown


def page(kind: type[Experiment], shown: Shown | None = None) -> str:
    """The page of an experiment; without an example it has neither pictures nor data."""
    result = shown.results[0] if shown else None
    return joined(
        f"# {kind.title}: `{kind.key}`",
        f"**{said(kind.question)}**",
        _picture(kind, shown, next(iter(figures_of(kind.key)))) if shown else "",
        section("What to look for", typeset(lesson(kind.key).look_for)),
        section("Equations", *(_equation(e) for e in kind.equations)),
        section("Parameters", _about_parameters(kind), _parameters(kind)),
        section(
            "Presets", f"`--preset NAME`, or `iono.run({kind.key!r}, 'NAME')`.", _presets(kind)
        ),
        section("Figures", _about_figures(kind), *_figures(kind, shown)),
        section("Summary", SUMMARY, _summary(kind, result)),
        section("Data", DATA, _data(result)) if result else "",
        section("The example of this page", _example(shown)) if shown else "",
        section("Source", said(kind.source)),
    )


SUMMARY = """\
The answer in numbers: `result.summary`, what `--json` prints. The names can be used in conditions
and for sorting (`ionoscope runs list --where "…" --sort …`) and as answers of a sweep."""
DATA = """\
`result.data`, an [xarray](https://docs.xarray.dev) dataset; the same in the NetCDF file. The sizes
are those of the example."""


def _about_parameters(kind: type[Experiment]) -> str:
    flag = next(iter(kind.declared()))
    kept = " Every run can be resumed where it was stopped." if kind.resumable else ""
    return (
        f"On the command line `--{flag} VALUE`, in Python `{flag}=VALUE`, in the address of a page "
        f"`{flag}=VALUE`.{kept}"
    )


def _parameters(kind: type[Experiment]) -> str:
    heads = ("name", "symbol", "unit", "default", "allowed", "meaning")
    rows = [
        (
            code(name),
            symbol(p.symbol) if p.symbol != name else "",
            said(p.unit),
            code(p.to_text(p.default)),
            said(p.allowed()),
            said(p.doc),
        )
        for name, p in kind.declared().items()
    ]
    return table(heads, rows)


def _equation(equation) -> str:
    return joined(
        fenced("{math}", equation.latex), f"{said(equation.meaning)} ({said(equation.source)})"
    )


def _presets(kind: type[Experiment]) -> str:
    rows = [
        (code(p.name), said(p.title), said(p.source), _told(kind, p.parameters), _beside(p.overlay))
        for p in presets(kind.key).values()
    ]
    return table(("preset", "what it is", "source", "differs from the defaults", "beside it"), rows)


def _told(kind: type[Experiment], parameters: dict[str, str]) -> str:
    declared = kind.declared()
    own = {k: v for k, v in parameters.items() if declared[k].from_text(v) != declared[k].default}
    return ", ".join(code(f"{name}={text}") for name, text in own.items())


def _beside(overlay: dict[str, list[str]]) -> str:
    return ", ".join(code(f"{name}={'|'.join(texts)}") for name, texts in overlay.items())


def _about_figures(kind: type[Experiment]) -> str:
    name = list(figures_of(kind.key))[-1]
    return (
        f"`iono.plot(result, {name!r})`, or `ionoscope plot FILE.nc --figure {name} --out "
        f"{name}.svg`. Without a name it is the first."
    )


def _figures(kind: type[Experiment], shown: Shown | None) -> list[str]:
    own = figures_of(kind.key)
    rows = [(code(name), said(figure.title.replace("**", ""))) for name, figure in own.items()]
    pictures = [_picture(kind, shown, name) for name in list(own)[1:]] if shown else []
    return [table(("name", "shows"), rows), *pictures]


def _picture(kind: type[Experiment], shown: Shown, name: str) -> str:
    file = shown.pictures.get(name)
    if file is None:
        return ""
    title = figures_of(kind.key)[name].title.replace("**", "")
    return f"![{said(title)}]({file})\n\n*{said(title)}* (`{name}`)"


def _summary(kind: type[Experiment], result: Result | None) -> str:
    values = flat(result.summary) if result else {}
    known = ANSWERS.get(kind.key, {})
    names = dict.fromkeys([*known, *values])
    rows = [_row(name, known.get(name) or TERMS.get(name), values.get(name)) for name in names]
    return table(("name", "symbol", "meaning", "unit", "in the example"), rows)


def _row(name: str, term: Term | None, value: object) -> tuple[str, ...]:
    own = term or Term("", "", "")
    return code(name), symbol(own.symbol), said(own.name), said(own.unit), said(_short(value))


def flat(summary: dict, before: str = "") -> dict[str, object]:
    """Numbers and words of a summary by all their names, as conditions and answers call them."""
    found: dict[str, object] = {}
    for name, value in summary.items():
        inner = flat(value, f"{before}{name}_") if isinstance(value, dict) else {}
        found |= inner or {before + name: value}
    return found


def _short(value: object) -> str:
    """A value in few letters; "" for a list or for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | str):
        return str(value) if len(str(value)) < 60 else f"{str(value)[:58]}…"
    return number(value) if isinstance(value, float) else ""


def _data(result: Result) -> str:
    rows = [
        (
            code(str(name)),
            symbol(own.attrs.get("symbol", "")),
            said(own.attrs.get("long_name", "")),
            said(own.attrs.get("units", "")),
            said(" × ".join(f"{d} {n}" for d, n in own.sizes.items())),
        )
        for name, own in result.data.variables.items()
    ]
    return table(("variable", "symbol", "meaning", "unit", "dimensions"), rows)


def _example(shown: Shown) -> str:
    experiments = shown.experiments
    commands = "\n".join(command_line(e, flags=()) for e in experiments)
    return joined(fenced("sh", commands), fenced("py", python_lines(experiments[0])))
