"""The dashboard and the command line over `engine`: looks and wiring, no physics."""
