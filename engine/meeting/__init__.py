"""An ion among the atoms of any crystal: how they meet, and how it moves."""
