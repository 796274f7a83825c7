"""Pages written by hand do what they say: their code runs, and prints what stands there."""

import re

import pytest

from ionoscope.app.manual import pages
from ionoscope.app.manual.running import PageFailed, run, same

WRITTEN = pages.written()


def computing():
    """Pages of which something is run; those that take long have no time in `make test`."""
    return [
        pytest.param(path, marks=pytest.mark.soak if pages.takes_long(text) else ())
        for path, text in WRITTEN.items()
        if pages.computes(text)
    ]


@pytest.mark.parametrize("path", computing())
def test_a_page_does_what_it_says(path, tmp_path):
    done = run(WRITTEN[path], tmp_path, path)
    assert "{{ " not in done and "<!-- python" not in done
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", done):
        assert (tmp_path / picture).is_file(), picture


def test_the_tutorials_are_among_them():
    computed = {path for path, text in WRITTEN.items() if pages.computes(text)}
    tutorials = {p for p in WRITTEN if p.startswith("tutorials/")} - {"tutorials/index.md"}
    assert tutorials and tutorials <= computed


PAGE = """\
<!-- python
x = 2
-->
Two and two is {{ x + x }}.

```python
print(x)
```
```text
{}
```
"""


def test_values_are_filled_in_and_hidden_code_is_gone(tmp_path):
    done = run(PAGE.format("2").replace("{ x + x }", "{{ x + x }}"), tmp_path)
    assert done.startswith("Two and two is 4.\n") and "print(x)" in done


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("```python\nprint(3)\n```\n```text\n4\n```\n", "it printed"),
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
        ("{{ nothing }}\n", "NameError"),
        ("```console\n$ ionoscope run nothing\n```\n", "exit code 2"),
        ("```console\n$ ionoscope list\nno such thing\n```\n", "it printed"),
    ],
)
def test_a_page_that_says_what_is_not_so_fails(page, told, tmp_path):
    with pytest.raises(PageFailed, match=told):
        run(page, tmp_path, "lies.md")


def test_text_that_follows_no_code_is_left_alone(tmp_path):
    page = "```text\nas it is\n```\n\n```py\nnot run\n```\n```text\neither\n```\n"
    assert run(page, tmp_path) == page


def test_an_ellipsis_stands_for_anything():
    assert same("D = … Å²/ps", "D = 4.7(3)  Å²/ps\n")
    assert not same("D = 1 …", "D = 2 Å²/ps")
