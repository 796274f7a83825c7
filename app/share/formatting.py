"""Times in words."""

import time


def duration(seconds: float | None) -> str:
    """Time left in words; '' if unknown."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def about(seconds: float) -> str:
    """An estimated time in words, e.g. "about 40 s", "about 2 h 10 min"."""
    if seconds < 90:
        return f"about {max(round(seconds), 1)} s"
    if seconds < 3600:
        return f"about {seconds / 60:.0f} min"
    if seconds > 48 * 3600:
        return f"about {seconds / 86400:.0f} days"
    hours, tens = divmod(round(seconds / 600), 6)
    return f"about {hours} h {10 * tens} min" if tens else f"about {hours} h"


def ended(created: float) -> str:
    """Day and time here of seconds since 1970, e.g. "26 Nov 14:05"; the year if it is another."""
    then = time.localtime(created)
    year = "" if then.tm_year == time.localtime().tm_year else " %Y"
    return f"{then.tm_mday} {time.strftime(f'%b{year} %H:%M', then)}"


def counted(count: int, noun: str) -> str:
    """So many of something, e.g. "1 run", "3 runs"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
