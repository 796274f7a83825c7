"""Workers of ionoscope on a Slurm cluster: `python docs/slurm.py`, on a node that may submit jobs.

It needs `pip install dask-jobqueue` beside ionoscope, in a .venv that all nodes see. Set the first
lines; leave it running as long as there is something to compute. Then, in another terminal:

    ionoscope sweep ion-diffusion --over kT=20:60:41 --scheduler tcp://NODE:8786 --out curve.nc
"""

import signal
import sys

from dask_jobqueue import SLURMCluster

JOBS, CORES, MEMORY, HOURS = 10, 16, "32GB", 4
PARTITION, ACCOUNT = "standard", None

# One process with one thread a core: Python computes in one thread at a time.
cluster = SLURMCluster(
    queue=PARTITION,
    account=ACCOUNT,
    cores=CORES,
    processes=CORES,
    memory=MEMORY,
    walltime=f"{HOURS:02d}:00:00",
    python=sys.executable,
    local_directory="/tmp",
    # Workers say good-bye five minutes before Slurm ends them, not all at once.
    worker_extra_args=["--lifetime", f"{60 * HOURS - 5}m", "--lifetime-stagger", "4m"],
    job_script_prologue=["export OPENBLAS_NUM_THREADS=1"],
    # dask executes whatever it is sent: let nobody from outside reach this port.
    scheduler_options={"port": 8786, "dashboard": False, "dashboard_address": ":0"},
)
# So many jobs at any time: one that has ended is submitted again.
cluster.adapt(minimum_jobs=JOBS, maximum_jobs=JOBS)

if __name__ == "__main__":
    print(f"--scheduler {cluster.scheduler_address}", flush=True)
    signal.pause()
