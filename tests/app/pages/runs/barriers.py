"""Barriers that the tests of the list of runs keep: their ids, and the offset s (l_osc) of each."""

DIFFERENT = {"b0": 0.0, "b1": 0.5, "b2": 1.0}
