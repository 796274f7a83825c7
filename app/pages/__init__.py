"""One page an experiment, all with one anatomy: rail, question, picture, readout, folds."""
