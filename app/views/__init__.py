"""One small class per picture: built once, then fed through its data sources."""
