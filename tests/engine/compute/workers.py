"""A cluster of threads in this process, whose workers die when a test says so."""

import queue
import threading
import time
from concurrent.futures import Future

from ionoscope.engine.compute import stint
from ionoscope.engine.compute.cluster import Away, Cluster, Sight


class Desks:
    """What each worker has left open, as if each were a process of its own."""

    def __init__(self):
        self._own = {}

    def _desk(self):
        return self._own.setdefault(threading.current_thread().name, stint._Desk())

    def put(self, task, open_):
        self._desk().put(task, open_)

    def taken(self, task):
        return self._desk().taken(task)


class Workers(Cluster):
    """So many workers of a thread each.

    `fate(tasks)` says of every stint whether its worker dies over it; another one comes then, as
    long as `heirs` last. What is sent to a worker that has died never comes back.
    """

    def __init__(self, count=2, fate=lambda tasks: False, heirs=10**6):
        super().__init__("tcp://here")
        self.fate, self.heirs, self.life, self.sent, self.waiting = fate, heirs, "first", [], 0
        self._seen, self._born, self._inboxes = time.monotonic(), 0, {}
        for _ in range(count):
            self.add()

    def add(self):
        self._born += 1
        name, inbox = f"worker {self._born}", queue.SimpleQueue()
        self._inboxes[name] = inbox
        threading.Thread(target=self._work, args=(name, inbox), name=name, daemon=True).start()

    def look(self):
        if self.life and self._inboxes:
            self._seen = time.monotonic()
        threads = dict.fromkeys(self._inboxes, 1)
        return Sight(threads, self.life, self._seen, "Nobody is at tcp://here")

    def send(self, worker, work, *args):
        if worker not in self._inboxes or not self.life:
            raise Away
        future = Future()
        self.sent.append((worker, args[0]))
        self.waiting = max(self.waiting, self.load(worker) + 1)
        self._inboxes[worker].put((future, work, args))
        return future

    def kill(self, worker):
        self._inboxes.pop(worker, None).put(None)
        if self.heirs:
            self.heirs -= 1
            self.add()

    def restart(self):
        """The scheduler dies with all its workers and comes back; all that waits is cancelled."""
        for worker in list(self._inboxes):
            self.kill(worker)
        self.life += "+"

    def close(self):
        for inbox in self._inboxes.values():
            inbox.put(None)

    def _work(self, name, inbox):
        while job := inbox.get():
            future, work, args = job
            if self.fate(args[0]):
                self.kill(name)
                return
            if future.set_running_or_notify_cancel():
                found = work(*args)
                if name not in self._inboxes:
                    return
                future.set_result(found)
