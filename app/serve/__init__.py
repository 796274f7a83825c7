"""The server: settings, health, hosts it answers to, who comes in."""
