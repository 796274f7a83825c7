"""The health check: a launch in the server's own pool, cheap to ask, honest when it fails."""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.app.serve import health, probe
from ionoscope.app.serve.health import Health


def asked(store, times=1):
    """Reports to so many who ask at the same time."""

    async def ask():
        look = Health(store)
        return await asyncio.gather(*(look.report() for _ in range(times)))

    return asyncio.run(ask())


def test_a_well_server_reports_the_known_outcome(store, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 60.0)  # machines that test are busy, kernels unread
    (report,) = asked(store)
    assert (report.status, report.reason, report.outcome) == ("ok", "", "reflected")
    assert report.runs_kept and not report.trouble


def test_all_who_ask_at_once_share_one_launch(store, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 60.0)
    submitted = []
    submit = store.pool.submit
    monkeypatch.setattr(store.pool, "submit", lambda run: submitted.append(run) or submit(run))
    reports = asked(store, times=50)
    assert len(submitted) == 1 and len(set(reports)) == 1


def test_a_closed_pool_is_ill(store):
    store.pool.close()
    (report,) = asked(store)
    assert report.status == "ill" and "shutting down" in report.reason


def test_a_pool_that_does_not_move_is_ill(tmp_path, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 0.05)
    store = RunStore(Pool(0), None)
    (report,) = asked(store)
    assert report.status == "ill" and "did not end within" in report.reason


def test_a_wrong_number_is_ill(store, monkeypatch):
    monkeypatch.setattr(health, "KNOWN", ("transmitted", 0.5))
    (report,) = asked(store)
    assert "instead of transmitted at 0.5" in report.reason


def test_a_runs_folder_out_of_order_is_said_and_no_illness(pool, tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = RunStore(pool, tmp_path / "file" / "runs")
    (report,) = asked(store)
    assert report.status == "ok" and not report.runs_kept and "not kept" in report.trouble
    store.close()


# the probe ----------------------------------------------------------------------------------


@pytest.fixture
def answering():
    """Start a server that answers everything with this status and text; its address."""
    servers = []

    def start(status: int, text: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/health"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "text", "code", "said"),
    [
        (200, '{"status": "ok"}', 0, "ok"),
        (503, '{"status": "ill", "reason": "slow"}', 1, "slow"),
        (404, "nothing here", 1, "answers 404"),
        (200, "no JSON", 1, "does not answer"),
    ],
)
def test_the_probe_tells_by_its_exit_code(answering, capsys, status, text, code, said):
    assert probe.main(answering(status, text)) == code
    assert said in json.dumps(json.loads(capsys.readouterr().out))


def test_the_probe_of_nothing_fails(capsys):
    assert probe.main("http://127.0.0.1:9/health") == 1
    assert "does not answer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("env", "url"),
    [
        ({}, "http://localhost:5006/health"),
        ({"IONOSCOPE_ADDRESS": "0.0.0.0", "IONOSCOPE_PORT": "80"}, "http://127.0.0.1:80/health"),
        ({"IONOSCOPE_ADDRESS": "10.0.0.7"}, "http://10.0.0.7:5006/health"),
    ],
)
def test_the_probe_follows_the_servers_settings(monkeypatch, env, url):
    for name in ("IONOSCOPE_ADDRESS", "IONOSCOPE_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert probe.here() == url
