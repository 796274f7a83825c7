"""numba is not asked for BLAS at an import, and has it where a kernel multiplies matrices."""

import json
import subprocess
import sys
from threading import Thread

from ionoscope.engine.numerics import blas

CODE = """
import json, sys
import ionoscope.engine.numerics.compiler
import numpy as np, numba
from numba.np import arraymath, linalg
at_first = "scipy.linalg" in sys.modules
asks = arraymath.ensure_blas is linalg.ensure_blas and linalg.ensure_blas.__module__
a = np.array([1.0, 2.0, 3.0])
convolved = numba.njit(lambda a: np.convolve(a, a))(a)
dotted = numba.njit(lambda a: np.dot(a, a))(a)
print(json.dumps([at_first, asks, list(convolved), dotted]))
"""


def test_a_program_s_own_kernels_have_blas():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    at_first, asks, convolved, dotted = json.loads(done.stdout)
    assert (at_first, asks) == (False, "numba.np.linalg")
    assert (convolved, dotted) == ([1.0, 4.0, 10.0, 12.0, 9.0], 14.0)


def test_another_thread_that_asks_meanwhile_is_answered(monkeypatch):
    asked = []
    monkeypatch.setattr(blas, "_asked", lambda: asked.append("by the other"))
    blas._granted()
    assert not asked
    thread = Thread(target=blas._granted)
    thread.start()
    thread.join()
    assert asked == ["by the other"]
