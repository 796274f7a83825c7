"""Ledger: what is known of members whose stints a cluster does, and the thread that sends them.

It alone knows what is done: a result is entered once, and whatever does not come back, because a
worker or the scheduler has died, is sent again from the newest state.
"""

import itertools
import math
import queue
import threading
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from importlib.metadata import version
from typing import NamedTuple

from ..core.experiment import Experiment
from .blame import Blame
from .cluster import Away, Cluster, Sight, Unreachable
from .newest import Keep, Newest, failed
from .pace import Pace, pause
from .stint import Report, Task, stint

TICK_S = 0.1
"""Time between two looks at what has not come back."""
LEAVE_S = 1.0
"""Time that whoever stops waits for the thread: a scheduler that hangs keeps nobody."""
TOLD_S, PATIENCE_S = 10.0, 60.0
"""Time without a worker after which that is told, and after which it is waited no longer."""
REMEDY = "Start workers there, then go on with this run: what was computed is kept."
KILLER = (
    "Every worker that computed it died, {deaths} one after the other, while others did not: it "
    "may need more memory than they have. Their logs say more."
)


class Sent(NamedTuple):
    """A stint that has not come back."""

    members: tuple[int, ...]
    worker: str
    life: str


class Ledger:
    """Members on a cluster, from `begun` on; a context within which they are computed.

    Parameters
    ----------
    members, keep, begun
        As `side_by_side`.
    cluster : Cluster
    tell : callable
        Is told, in a sentence, that there is no worker, and with "" that there is one again.
    seconds : float
        Time that a stint takes of a member that goes on.
    """

    def __init__(
        self,
        members: Sequence[Experiment],
        keep: Keep,
        begun: Sequence[Newest],
        cluster: Cluster,
        tell: Callable[[str], None],
        seconds: float,
    ) -> None:
        self.newest = list(begun)
        self.trouble: Exception | None = None
        self._members, self._keep, self._cluster, self._tell = members, keep, cluster, tell
        self._pace, self._blame = Pace(seconds), Blame()
        self._name = uuid.uuid4().hex
        self._fresh = deque(i for i, one in enumerate(begun) if not one.over)
        self._left = len(self._fresh)
        self._again: deque[int] = deque()
        self._suspects: deque[int] = deque()
        self._sent: dict[Future, Sent] = {}
        self._loads: Counter[str] = Counter()
        self._back: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._places: dict[int, str] = {}
        self._stints: Counter[int] = Counter()
        self._saved: dict[int, float] = {}
        self._told = False
        self._closed, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="ionoscope-ledger", daemon=True)

    def __enter__(self) -> "Ledger":
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join(LEAVE_S)

    def over(self, patience: float) -> bool:
        """Whether all is over, or cannot go on (`trouble`); waits `patience` seconds for it."""
        return self._over.wait(patience)

    def _work(self) -> None:
        try:
            while self._left and not self._closed.is_set():
                sight = self._cluster.look()
                self._miss(sight)
                self._send(sight)
                self._take()
                self._complain(sight)
        except Exception as error:
            self.trouble = error
        finally:
            for future in self._sent:
                future.cancel()
            self._over.set()

    # sending --------------------------------------------------------------------------------

    def _send(self, sight: Sight) -> None:
        """Send what there is room for: those that go on first, then suspects, then others."""
        if time.monotonic() - sight.seen > TOLD_S:
            return
        try:
            for _ in range(len(self._again)):
                self._send_on(self._again.popleft(), sight)
            if self._suspects and not any(self._suspect(one) for one in self._sent.values()):
                self._send_to(self._room(sight), (self._suspects[0],), sight, self._suspects)
            while self._fresh and (worker := self._room(sight)):
                self._send_to(worker, self._bundle(sight), sight, self._fresh)
        except Away:
            pass

    def _send_on(self, i: int, sight: Sight) -> None:
        """Send a member to where it is open; where that is gone, to where there is room."""
        if self._places.get(i) not in sight.threads:
            self._places.pop(i, None)
        self._again.appendleft(i)
        if not self._send_to(self._places.get(i) or self._room(sight), (i,), sight, self._again):
            self._again.rotate(-1)

    def _send_to(
        self, worker: str | None, bundle: tuple[int, ...], sight: Sight, waiting: deque[int]
    ) -> bool:
        """Send what stands first in `waiting`, which it then leaves; whether there was room."""
        if worker is None:
            return False
        tasks = [self._task(i, sight) for i in bundle]
        try:
            future = self._cluster.submit(worker, stint, tasks, self._pace.stint(sight.workers))
        except Away:
            raise
        except Exception as error:  # cannot be sent at all
            for i in bundle:
                self._enter(waiting.popleft(), failed(self.newest[i], error), worker)
            return True
        for _ in bundle:
            waiting.popleft()
        self._sent[future] = Sent(bundle, worker, sight.life)
        self._loads[worker] += 1
        future.add_done_callback(self._back.put)
        return True

    def _task(self, i: int, sight: Sight) -> Task:
        begun = None if i in self._places else self.newest[i]
        member = self._members[i]
        own = f"{self._name}-{i}", self._stints[i], type(member), member.values(), self._keep
        enclosed = member.enclosed() if begun else {}
        return Task(*own, begun, self._due(i, sight), enclosed)

    def _due(self, i: int, sight: Sight) -> bool:
        """Whether the state is to come back."""
        since = time.monotonic() - self._saved.get(i, -math.inf)
        return since >= pause(self.newest[i].state, sight.workers)

    def _room(self, sight: Sight) -> str | None:
        """The worker that has least to do, if it has room."""
        most = self._pace.depth
        free = [w for w, threads in sight.threads.items() if self._loads[w] < most * threads]
        return min(free, key=lambda w: self._cluster.load(w) / sight.threads[w], default=None)

    def _bundle(self, sight: Sight) -> tuple[int, ...]:
        count = self._pace.bundle(len(self._fresh), sight.workers)
        return tuple(itertools.islice(self._fresh, count))

    # taking ---------------------------------------------------------------------------------

    def _take(self) -> None:
        """Enter what comes back within a tick."""
        try:
            self._arrived(self._back.get(timeout=TICK_S))
            while True:
                self._arrived(self._back.get_nowait())
        except queue.Empty:
            pass

    def _arrived(self, future: Future) -> None:
        sent = self._forgotten(future)
        if sent is None:
            return
        try:
            report = future.result()
        except CancelledError:  # the scheduler has died
            self._lost(sent)
        except ImportError as error:
            raise Unreachable(_lacking(sent.worker, f"has no such ionoscope ({error})")) from error
        except Exception as error:
            self._died(sent, error)
        else:
            self._enter_all(sent, report)

    def _forgotten(self, future: Future) -> Sent | None:
        sent = self._sent.pop(future, None)
        if sent:
            self._loads[sent.worker] -= 1
        return sent

    def _enter_all(self, sent: Sent, report: Report) -> None:
        own = version("ionoscope")
        if report.version != own:
            what = f"has ionoscope {report.version}, what runs here is {own}"
            raise Unreachable(_lacking(sent.worker, what))
        self._pace.learn(report.seconds, sum(one is not None for one in report.found))
        self._blame.came_back(sent.members)
        for i, found in reversed(list(zip(sent.members, report.found, strict=True))):
            self._enter(i, found, sent.worker)

    def _enter(self, i: int, found: Newest | None, worker: str) -> None:
        """Note what member `i` has come to, once; what is not over goes on."""
        before = self.newest[i]
        if before.over:
            return
        if found is None:
            (self._again if i in self._places else self._fresh).appendleft(i)
            self._places.pop(i, None)
        elif found.over:
            self.newest[i] = found
            self._places.pop(i, None)
            self._left -= 1
        else:
            if found.state:
                self._saved[i] = time.monotonic()
            self.newest[i] = replace(found, state=found.state or before.state)
            self._places[i] = worker
            self._stints[i] += 1
            self._again.append(i)

    # what does not come back ------------------------------------------------------------------

    def _miss(self, sight: Sight) -> None:
        """Have done anew what the dead were sent; nobody is dead as long as nobody answers."""
        for future, sent in list(self._sent.items()):
            if sent.life == sight.life and sent.worker in sight.threads:
                continue
            self._forgotten(future)
            future.cancel()
            if sent.life != sight.life:
                self._lost(sent)
            else:
                self._died(sent)

    def _lost(self, sent: Sent) -> None:
        """It is nobody's fault: once more."""
        for i in sent.members:
            self._places.pop(i, None)
            self._again.append(i)

    def _died(self, sent: Sent, error: Exception | None = None) -> None:
        """A worker has died over it; a member over which several died is sent alone."""
        alone = len(sent.members) == 1
        for i in sent.members:
            self._places.pop(i, None)
            deaths = self._blame.died(i)
            if alone and self._blame.guilty(i, self._left == 1):
                text = str(error) if error else KILLER.format(deaths=deaths)
                self._enter(i, replace(self.newest[i], state=None, failure=text), sent.worker)
            elif self._blame.hopeless(i):
                raise Unreachable(f"The workers of {self._cluster.address} die. {REMEDY}")
            else:
                (self._suspects if self._blame.suspect(i) else self._again).append(i)

    def _suspect(self, sent: Sent) -> bool:
        return any(map(self._blame.suspect, sent.members))

    def _complain(self, sight: Sight) -> None:
        """Tell that there is no worker; Unreachable when that has lasted too long."""
        silent = time.monotonic() - max(sight.seen, self._began)
        if silent > PATIENCE_S:
            raise Unreachable(f"{sight.trouble}, for {PATIENCE_S:.0f} s now. {REMEDY}")
        if (silent > TOLD_S) != self._told:
            self._told = silent > TOLD_S
            wait = f"Waiting {PATIENCE_S - TOLD_S:.0f} s more."
            self._tell(f"{sight.trouble}. {wait}" if self._told else "")


def _lacking(worker: str, what: str) -> str:
    return (
        f"The worker {worker} {what}: install that version there and start it anew, then go on "
        "with this run: what was computed is kept."
    )
