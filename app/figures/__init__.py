"""Pictures: functions from results to HoloViews, the same on a page, in a notebook, in a file."""
