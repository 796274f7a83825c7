"""What to look for, and tasks to predict and then check: one Markdown file an experiment."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Task(NamedTuple):
    """Predict first; the answer folds out. `show` are parameters that set the page up."""

    question: str
    answer: str


class Lesson(NamedTuple):
    """The teaching text of a page."""

    look_for: str
    tasks: tuple[Task, ...]


@cache
def lesson(key: str) -> Lesson:
    """Read the lesson of an experiment: text, then "## Task" sections, each with "### Answer"."""
    text = (files("ionoscope.assets") / "lessons" / f"{key}.md").read_text(encoding="utf-8")
    look_for, *tasks = re.split(r"^## Task.*\n", text, flags=re.M)
    pairs = [re.split(r"^### Answer\n", task, flags=re.M) for task in tasks]
    return Lesson(look_for.strip(), tuple(Task(q.strip(), a.strip()) for q, a in pairs))
