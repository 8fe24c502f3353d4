"""Programs of this folder, run in processes of their own, and ended with the test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def program(name: str, *told: str) -> Iterator[subprocess.Popen[str]]:
    """Start one of our programs; it is killed in the end if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{name}", *told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """Return the next line it says."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")
