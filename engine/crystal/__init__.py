"""Real crystals: any lattice with a basis, its phonons, how it answers, how its sound runs."""
