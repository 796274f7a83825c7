"""How members of a survey are computed: side by side."""
