"""What a person turns and presses: knobs, the rail of parameters, the player."""
