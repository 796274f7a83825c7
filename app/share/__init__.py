"""What pages and commands share in words: links, presets, lessons, numbers."""
