"""The ion in the crystal [SEOM Secs. IV–VI]: full, memory and time-local equations of motion."""
