"""The manual: pages written by hand, which are run, and a reference made of what is declared."""
