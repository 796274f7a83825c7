"""The crystal [SEOM Secs. II–III]: phonons, response, thermal motion, barriers for an ion."""
