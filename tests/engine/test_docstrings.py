"""Every public function and class of the engine says what it is, in which units, and of what.

The check is modest: it looks for words. Numbers that a function takes or gives need a unit, or a
word that says that they have none, in its docstring, its class's or its file's; so does each of
its arguments that is a number or an array need its name.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ENGINE = Path(__file__).parents[2] / "engine"
FILES = sorted(ENGINE.rglob("*.py"))

UNITS = re.compile(
    r"meV|\beV\b|GPa|Å|\bps\b|ps⁻|µs|E_osc|l_osc|\brad\b|2π/|ħ|1/Ω|\bin s\b|\(s\)"
    r"|\b(periods|[Ss]econds|[Bb]ytes)\b|\bunits? of|\bunit as given|\b(any|its|own|one|same) unit"
    r"|\b[Ii]n cells\b|\bcells (apart|away)"
)
NONE = re.compile(
    r"dimensionless|\bcounts?\b|\bcounted\b|\bhow many\b|\bprobabilit(y|ies)\b|\bind(ex|ices)\b"
    r"|\(0 … 1\)|\bTrue\b",
    re.I,
)
NUMBERS = re.compile(r"float|ndarray|array|complex", re.I)
WHOLE = re.compile(r"\bint\b")
STATE = "dict[str, np.ndarray]"
"""What a run goes on from: not numbers of one unit."""
GREEK = {"theta": "θ", "eta": "η", "phi": "φ", "omega": "ω", "lam": "λ", "tau": "τ", "zeta": "ζ"}
"""How docstrings may write an argument's name."""


class Public(NamedTuple):
    """A public function or class: where it stands, its docstring and those around it."""

    where: str
    node: ast.FunctionDef | ast.ClassDef
    own: str
    around: str


def public(path: Path) -> Iterator[Public]:
    """All public functions, classes and methods of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _within(tree, str(path.relative_to(ENGINE)), ast.get_docstring(tree) or "")


def _within(parent: ast.Module | ast.ClassDef, where: str, around: str) -> Iterator[Public]:
    for node in parent.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            place = f"{where}:{node.name}"
            own = ast.get_docstring(node) or _inherited(parent, node.name)
            yield Public(place, node, own, around)
            if isinstance(node, ast.ClassDef):
                yield from _within(node, place, f"{around}\n{own}")


TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
CLASSES = {n.name: n for tree in TREES for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}


def _inherited(owner: ast.Module | ast.ClassDef, name: str) -> str:
    """The docstring of a method's namesake in a class above, "" if there is none."""
    bases = re.findall(r"\w+", " ".join(map(ast.unparse, getattr(owner, "bases", ()))))
    for above in (CLASSES[base] for base in bases if base in CLASSES):
        for node in above.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return ast.get_docstring(node) or _inherited(above, name)
        if found := _inherited(above, name):
            return found
    return ""


def hints(node: ast.FunctionDef) -> dict[str, str]:
    """Annotations of the arguments by name; "array" where nothing is said."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    said = {a.arg: ast.unparse(a.annotation) if a.annotation else "array" for a in arguments}
    unsaid = {"self", "cls"} | {name for name, hint in said.items() if hint == STATE}
    return {name: hint for name, hint in said.items() if name not in unsaid}


def referred(text: str) -> str:
    """Docstrings of the functions that a docstring refers to as `name`."""
    return "\n".join(NAMED.get(name, "") for name in re.findall(r"`(\w+)`", text))


def faults(found: Public) -> list[str]:
    """What its docstring leaves unsaid."""
    if not found.own:
        return ["has no docstring"]
    if isinstance(found.node, ast.ClassDef):
        return []
    said = "\n".join([found.own, found.around, referred(found.own)])
    given = ast.unparse(found.node.returns).replace(STATE, "") if found.node.returns else ""
    taken = hints(found.node)
    numbers = any(map(NUMBERS.search, [*taken.values(), given]))
    silent = numbers and not UNITS.search(said) and not NONE.search(said)
    named = [n for n, hint in taken.items() if NUMBERS.search(hint) or WHOLE.search(hint)]
    unnamed = [name for name in named if not _mentions(said, name)]
    return [*(["names no unit"] if silent else []), *(f"does not name {n}" for n in unnamed)]


def _mentions(text: str, name: str) -> bool:
    first = name.capitalize() if len(name) > 2 else name  # of a sentence; R is not r
    written = "|".join(map(re.escape, (name, GREEK.get(name, name), first)))
    return bool(re.search(rf"(?<![A-Za-z_.])({written})(?![A-Za-z_0-9])", text))


EVERYTHING = {found.where: found for path in FILES for found in public(path)}
NAMED = {found.node.name: found.own for found in EVERYTHING.values()}


def test_a_docstring_says_what_it_is_with_names_and_units():
    found = {where: faults(what) for where, what in EVERYTHING.items()}
    assert not {where: what for where, what in found.items() if what}


def test_the_check_finds_what_is_missing():
    code = """
def bare(x: float): ...
def silent(x: float): "What x leads to."
def loose(x: float) -> float: "The crystal's weight at step x, a number of its energy units."
def nameless(x: float): "Energy (E_osc)."
def well(x: float) -> float: "Energy at x (l_osc), in E_osc."
"""
    found = {p.node.name: faults(p) for p in _within(ast.parse(code), "code", "")}
    assert found == {
        "bare": ["has no docstring"],
        "silent": ["names no unit"],
        "loose": ["names no unit"],
        "nameless": ["does not name x"],
        "well": [],
    }
