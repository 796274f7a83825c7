"""How far atoms on springs may move before no crystal is like them any more."""

FAR = 0.1
"""Displacement of an atom, in lattice constants, up to which its springs are believed."""
LINDEMANN = (0.1, 0.15)
"""Root of the mean square displacement, in lattice constants, at which crystals are found to melt
[Lindemann, Phys. Z. 11, 609 (1910)]: between the first and the second."""
