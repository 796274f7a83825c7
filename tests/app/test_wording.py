"""What is refused is told in the words of whoever reads it: symbols, flags, names; never marks."""

from html import escape

import pytest

from ionoscope.app.command.wording import failed, refused
from ionoscope.app.figures.symbols import symbol_html
from ionoscope.app.pages.wording import failure, sentence, sentence_html, told, told_html
from ionoscope.engine import EXPERIMENTS, InvalidParameter, RunFailed
from ionoscope.engine.core.parameters import Count, Quantity, shown

EACH = pytest.mark.parametrize("kind", EXPERIMENTS.values(), ids=EXPERIMENTS)


def refusal(kind, **values) -> InvalidParameter:
    with pytest.raises(InvalidParameter) as caught:
        kind(**values)
    return caught.value


def ways(error, kind) -> tuple[str, str, str, str]:
    """As Python, the command line and a page tell it, the page in plain letters and as HTML."""
    found = str(error), refused(error, kind).message, sentence(error, kind)
    return *found, sentence_html(error, kind)


def outside(p):
    """A value that this parameter refuses."""
    return p.bounds[1] + 1 if isinstance(p, Quantity | Count) else "no such `word` <b>"


@EACH
def test_every_parameter_is_refused_by_name_by_flag_and_as_its_control_is_labelled(kind):
    for name, p in kind.declared().items():
        error = refusal(kind, **{name: outside(p)})
        value = shown(outside(p))
        python, flag, page, typeset = ways(error, kind)
        assert python.startswith(f"{name} = {value} ")
        assert flag.startswith(f"--{name}={value} ")
        word = p.symbol == name and not isinstance(p, Quantity | Count)
        label = f"“{p.called}”" if word else f"{p.symbol} {p.called}".strip()
        assert page.startswith(f"{label} = {value} ")
        looks = f"“{escape(p.called)}”" if word else symbol_html(p.symbol)
        assert typeset.startswith(f"<b>{looks}") and escape(value) in typeset
        assert not any("`" in text for text in (python, flag, page, typeset))
        assert "<b> " not in typeset.removeprefix("<b>")


PAIRS = [
    ("gate-map", {"lam": 5.0}, "Set `x0 = -31` or farther out, or lower `lam`", "λ x₀"),
    ("gate-map", {"E_particle_max": 0.05}, "lower `E_particle_min`", "E_p max|E_p min"),
    ("gate-transmission", {"n_phases": 4096, "n_scan": 4096}, "lower `n_phases`", "N_E N_ψ"),
    ("lattice-phonons", {"k2": 0.0}, "Set `k2` above 0", "k₂"),
    ("lattice-thermal", {"kT": 0.0, "statistics": "classical"}, "Raise `kT`", "kT “statistics”"),
    ("ion-dissipation", {"dt": 0.5}, "Set `dt = 0.0255` or less", "δt"),
    ("ion-dissipation", {"equation": "memory", "t_c": 0.01}, "or lower `dt`", "t_c δt"),
    ("ion-diffusion", {"duration": 3.0}, "Set `duration = 24` or more", "T t₂"),
    ("ion-diffusion", {"ions": 4000, "baths": 2}, "or lower `baths`", "n n_b"),
    ("diffusion-stiffness", {"factors": (1, 100), "k1": 3000.0}, "", "f k₁"),
]


@pytest.mark.parametrize(("key", "values", "remedy", "symbols"), PAIRS)
def test_other_parameters_are_called_as_the_one_that_is_refused(key, values, remedy, symbols):
    kind = EXPERIMENTS[key]
    error = refusal(kind, **values)
    python, flag, page, typeset = ways(error, kind)
    assert remedy in error.predicate and remedy.replace("`", "") in python
    assert "--" in flag.partition(" ")[2] or remedy == f"Set `{error.name}` above 0"
    for symbol in symbols.split("|") if "|" in symbols else symbols.split():
        assert symbol in page
        assert "“" in symbol or symbol_html(symbol) in typeset
    assert not any("`" in text for text in (python, flag, page, typeset))


def test_a_remedy_can_be_typed():
    kind = EXPERIMENTS["gate-map"]
    assert (
        "Set --x0=-31 or farther out, or lower --lam."
        in refused(refusal(kind, lam=5.0), kind).message
    )


def test_what_is_swept_is_called_by_the_flag_that_gave_it():
    kind = EXPERIMENTS["gate-map"]
    said = refused(refusal(kind, lam=200.0), kind, over=["lam"]).message
    assert said.startswith("--over lam=200 is outside")


def test_units_on_a_page_are_typeset_and_what_was_typed_is_no_markup():
    error = refusal(EXPERIMENTS["gate-map"], lam="<img>`U0`")
    said = sentence_html(error, EXPERIMENTS["gate-map"])
    assert said.startswith("<b><i>λ</i> width = &#x27;&lt;img&gt;´U0´&#x27;</b> is not a number.")
    assert said.endswith("100\u00a0<i>l</i><sub>osc</sub>.")


def test_a_failure_speaks_as_a_refusal_does():
    error, kind = RunFailed("At `t_c = 2` ps: lower `U0`, or `kT`."), EXPERIMENTS["ion-collision"]
    assert str(error) == "At t_c = 2 ps: lower U0, or kT."
    assert failed(error.marked, kind) == "At t_c = 2 ps: lower --U0, or kT."  # t_c is a member's
    assert told(error.marked, kind) == "At t_c = 2 ps: lower U₀, or kT."
    assert "lower <i>U₀</i>" in told_html(error.marked, kind)


def test_a_refusal_does_not_tell_what_a_page_hides():
    """Nor a number from which it could be worked out."""
    kind = EXPERIMENTS["gate-map"]
    error = refusal(kind, lam=5.0, x0=-20.0)
    for hidden in (("lam",), ("x0",), ("lam", "x0")):
        for said in (sentence(error, kind, hidden), sentence_html(error, kind, hidden)):
            assert said.startswith("These values cannot be run together with the hidden ")
            assert not any(digit in said.replace("x₀", "") for digit in "0123456789")


def test_a_refusal_of_one_value_is_told_whatever_else_is_hidden():
    kind = EXPERIMENTS["gate-map"]
    error = refusal(kind, M=-1.0)
    assert sentence(error, kind, ("lam",)) == sentence(error, kind)
    assert "-1" not in sentence(error, kind, ("M",))


def test_why_a_run_failed_is_not_told_where_something_is_hidden():
    kind = EXPERIMENTS["ion-collision"]
    assert failure("at `U0 = 3`", kind) == "at `U0 = 3`"
    assert (
        failure("at `U0 = 3`", kind, ("lam",)) == "Why is not told, for it could tell the hidden λ."
    )
