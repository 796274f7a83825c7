"""What a person handles: the rail, the bar on top, tabs, cards, exports; and the theme."""
