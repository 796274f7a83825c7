"""The command line: run, plot, sweep, serve, bench."""
