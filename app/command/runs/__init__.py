"""`ionoscope runs …`: what is kept, and what is going on."""
