"""Live figures: drawn once a process by HoloViews, copied for each session, then fed with data."""
