"""Teaching: guided lessons, what was predicted, and what a class has predicted together."""
