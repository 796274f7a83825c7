"""Ask a running server for its health, as `ionoscope health` does.

Also `python -m ionoscope.app.serve.probe`.

Standard library alone, so that asking twice a minute costs a small machine little.
"""

import json
import os
import sys
import urllib.error
import urllib.request

from .ask import trusting

TIMEOUT_S = 8.0


def here() -> str:
    """Address of the health check of the server that runs with this environment."""
    address = os.environ.get("IONOSCOPE_ADDRESS", "localhost")
    host = "127.0.0.1" if address in ("0.0.0.0", "::") else address
    prefix = os.environ.get("IONOSCOPE_PREFIX", "").strip("/")
    scheme = "https" if os.environ.get("IONOSCOPE_TLS_CERT") else "http"
    port = os.environ.get("IONOSCOPE_PORT") or "5006"
    return f"{scheme}://{host}:{port}/{prefix}{'/' if prefix else ''}health"


def ask(url: str) -> dict:
    """The server's report; one with the status "ill" if there is no answer."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S, context=trusting(url)) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return _read(error, url)
    except (OSError, ValueError) as error:
        return {"status": "ill", "reason": f"{url} does not answer ({error})."}


def _read(error: urllib.error.HTTPError, url: str) -> dict:
    try:
        return json.load(error)
    except ValueError:
        return {"status": "ill", "reason": f"{url} answers {error.code} {error.reason}."}


def main(url: str = "") -> int:
    """Print the report; 0 if all is well, 1 if not."""
    report = ask(url or here())
    print(json.dumps(report))  # JSON has a way to write every letter in ASCII
    return 0 if report.get("status") == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
