"""The folders at the top are installed as one package, and nothing is loaded under two names."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]


def test_every_folder_with_code_is_a_package_and_no_other_is_named():
    found = {
        ".".join(("ionoscope", *file.parent.relative_to(ROOT).parts))
        for top in ("engine", "app", "assets")
        for file in (ROOT / top).rglob("__init__.py")
    } - {"ionoscope.app.api"}
    assert set(SETTINGS["packages"]) == found | {"ionoscope"}
    assert SETTINGS["package-dir"]["ionoscope"] == "app/api"


def test_nothing_is_loaded_at_the_top_or_twice():
    code = """
import sys
import ionoscope.app.serve.server
tops = {name.partition(".")[0] for name in sys.modules}
assert not tops & {"engine", "app", "assets"}, tops
files = [m.__file__ for m in list(sys.modules.values()) if "/ionoscope" in str(m)
         or str(getattr(m, "__name__", "")).startswith("ionoscope")]
assert len(files) == len(set(files)), sorted(files)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd="/")


def test_the_face_has_one_name():
    with pytest.raises(ImportError, match="import that"):
        import ionoscope.app.api  # noqa: F401
