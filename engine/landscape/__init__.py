"""The energy of an ion at rest in any crystal: minima, saddles, paths, where they lead."""
