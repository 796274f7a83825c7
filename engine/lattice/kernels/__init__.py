"""Compiled: averages over a cube's images, tetrahedra, spectra of all atoms, an ion's pairs."""
