"""Formulas become MathML that browsers set as meant; where what only the manual needs is there."""

import pytest

from ionoscope.app.manual.mathml import mathml
from ionoscope.engine import EXPERIMENTS

pytest.importorskip("latex2mathml")
EQUATIONS = {e.latex for kind in EXPERIMENTS.values() for e in kind.equations}


@pytest.mark.parametrize("latex", sorted(EQUATIONS))
def test_every_equation_can_be_set(latex):
    assert "\\" not in mathml(latex, "block")


def test_bold_letters_are_letters_of_their_own():
    assert "𝐑" in mathml(r"\mathbf R") and "ℒ" in mathml(r"\mathcal L")
