"""What is said of a crystal: what was mended, what is left out, what its response lacks."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.crystal import Born, Corrected, Mode
from ionoscope.engine.crystal.findings import of_crystal


def said(crystal):
    return " ".join(finding.text for finding in of_crystal(crystal))


def test_nothing_is_said_of_a_crystal_in_order():
    assert not of_crystal(built_in("perovskite"))


def test_what_was_mended_is_said_with_its_numbers():
    told = said(replace(built_in("fcc"), corrected=Corrected(0.5, 0.25, 700.0)))
    assert "0.5" in told and "0.25" in told and "700" in told


def test_the_worst_mode_of_a_crystal_that_falls_apart_is_named():
    crystal = replace(built_in("fcc"), unstable=Mode(np.array([0, 0.5, 0.5]), 0, -39.478))
    assert "q = (0, 0.5, 0.5) branch 1 has the imaginary frequency 1i THz" in said(crystal)


def test_a_polar_crystal_answers_without_the_field_of_its_dipoles():
    charges = np.array([np.eye(3), -0.9 * np.eye(3)])
    born = Born(charges, 2.4 * np.eye(3), 2 * np.eye(3, dtype=int))
    plain = built_in("rocksalt")
    names = ("lattice", "names", "positions", "masses", "cells", "force_constants")
    crystal = build(**{name: getattr(plain, name) for name in names}, born=born)
    assert "without that field" in said(crystal)
    # together the charges are none
    assert crystal.born.charges.sum() == pytest.approx(0, abs=1e-12)
