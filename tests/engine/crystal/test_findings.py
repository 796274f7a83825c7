"""What is said of a crystal: what was mended, what is left out, what its response lacks."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from ionoscope.engine.core.words import about
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.crystal import Born, Corrected, Mode
from ionoscope.engine.crystal.findings import WAYS, of_crystal
from ionoscope.engine.crystal.polar import polar_dynamical_matrix
from tests.engine.crystal.examples import example, piezoelectric


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


def test_a_polar_crystal_says_what_its_field_does():
    """By how much slopes of the dispersion differ with and without it."""
    crystal, q = example("NaCl"), 1e-3
    theta = q * WAYS / np.linalg.norm(WAYS, axis=1)[:, None] @ crystal.lattice.T
    with_it, without = (
        np.sqrt(np.linalg.eigvalsh(D(theta))[:, :3])
        for D in (partial(polar_dynamical_matrix, crystal), crystal.dynamical_matrix)
    )
    off = 100 * np.abs(without / with_it - 1).max()
    told = said(crystal)
    assert "is polar" in told and f"up to {about(off)} %" in told
    assert "A strain" not in told


def test_a_piezoelectric_crystal_says_what_is_not_known():
    told = said(piezoelectric())
    assert "A strain of this crystal makes a field" in told and "electrons" in told


def test_charges_together_are_none():
    charges = np.array([np.eye(3), -0.9 * np.eye(3)])
    born = Born(charges, 2.4 * np.eye(3), 2 * np.eye(3, dtype=int))
    plain = built_in("rocksalt")
    names = ("lattice", "names", "positions", "masses", "cells", "force_constants")
    crystal = build(**{name: getattr(plain, name) for name in names}, born=born)
    assert crystal.born.charges.sum() == pytest.approx(0, abs=1e-12)
