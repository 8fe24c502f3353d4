"""Servers of their own for the time of a bench, and who asks them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

HERE = Path(__file__).parent.parent
THREADS = 8
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


@dataclass(frozen=True)
class Server:
    """A server that listens, and the process it is."""

    url: str
    process: subprocess.Popen[bytes]

    def memory(self) -> int:
        """Return the resident bytes of it and its workers."""
        found = children(self.process.pid)
        return sum(resident(pid) for pid in (self.process.pid, *found))


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@contextmanager
def empty() -> Iterator[Server]:
    """Serve the empty view, by the server and the threads the register has."""
    command = ["-m", "granian", "bench.empty:app", "--interface", "wsgi"]
    command += ["--workers", "1", "--blocking-threads", str(THREADS)]
    port = free_port()
    with _running([*command, "--port", str(port), "--no-access-log"], port) as it:
        yield it


@contextmanager
def register(home: Path) -> Iterator[Server]:
    """Serve a register as ``depositary serve`` does."""
    port = free_port()
    command = ["-c", "from web.commands import main; main()", "serve"]
    command += ["--home", str(home), "--port", str(port)]
    with _running(command, port) as it:
        yield it


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603 (our own servers)
        [sys.executable, *command],
        cwd=HERE,
        env=os.environ | {"DEPOSITARY_INSECURE_COOKIES": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _await(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _await(server: Server) -> None:
    for _ in range(600):
        with suppress(OSError), urlopen(server.url, timeout=60):  # noqa: S310 (our own)
            return
        if server.process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{server.url} did not begin to answer")


def children(pid: int) -> list[int]:
    """Return the processes that *pid* started, and those that they did."""
    task = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in task.read_text("ascii").split()]
    return found + [own for child in found for own in children(child)]


def resident(pid: int) -> int:
    """Return the bytes of a process in memory; what several share counts once."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


@dataclass(frozen=True)
class Asked:
    """What came of a load: answers a second, and how long they took."""

    rate: float
    median: float
    p99: float


def wrk(url: str, seconds: float, *headers: str, clients: int = 8) -> Asked:
    """Ask for one address as fast as it is answered; every answer has to be good."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    done = subprocess.run(  # noqa: S603 (the load generator)
        [*command, url], check=True, capture_output=True, text=True
    )
    told = done.stdout
    assert "Non-2xx" not in told, told
    assert "Socket errors" not in told, told
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert rate, told
    return Asked(float(rate[1]), _percentile(told, 50), _percentile(told, 99))


def _percentile(told: str, percent: int) -> float:
    found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s|m)\s", told)
    assert found, told
    return float(found[1]) * UNITS[found[2]]
