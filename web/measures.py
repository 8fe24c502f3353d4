"""What is counted while the register serves, in the form that Prometheus reads.

No label holds more than a few dozen values, none a person, a reference or an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from application.clock import Clock
from application.office import (
    Busy,
    DepositaryError,
    Malformed,
    NotFound,
    Office,
    Outdated,
    Refused,
    Reused,
    Unknown,
)
from application.pauses import paused
from application.readiness import positions

PREFIX = "depositary"
LAG = "Seconds since the oldest deadline fell due that is not recorded; 0 for none."
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
REQUESTS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
WAITS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 2.5, 5)
OUTCOMES: tuple[tuple[type[DepositaryError], str], ...] = (
    (Refused, "refused"),
    (Outdated, "outdated"),
    (Busy, "busy"),
    (Unknown, "unknown"),
    (Malformed, "malformed"),
    (NotFound, "not found"),
    (Reused, "key reused"),
)


class Measures:
    """The counters of one site."""

    def __init__(self, office: Callable[[], Office]) -> None:
        """Count from zero; *office* says how far log and views have come."""
        # a line more for each number, which nobody asks for
        disable_created_metrics()  # type: ignore[no-untyped-call]
        held = self.registry = CollectorRegistry()
        self._requests = Counter(
            f"{PREFIX}_http_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=held,
        )
        self._seconds = Histogram(
            f"{PREFIX}_http_request_seconds",
            "Seconds from a request to its answer.",
            ("route", "method"),
            buckets=REQUESTS,
            registry=held,
        )
        self._acts = Counter(
            f"{PREFIX}_acts",
            "Acts asked for, by what became of them.",
            ("outcome", "kind"),
            registry=held,
        )
        self._waits = Histogram(
            f"{PREFIX}_write_wait_seconds",
            "Seconds that a writer waited for its turn and the lock.",
            buckets=WAITS,
            registry=held,
        )
        built = Info(f"{PREFIX}_build", "What serves.", registry=held)
        built.info({"version": version("depositary")})
        ProcessCollector(registry=held)
        held.register(Positions(office))

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route, method).observe(seconds)

    def act(self, error: BaseException | None) -> None:
        """Count an act: recorded, or what it met."""
        self._acts.labels(outcome_of(error), str(getattr(error, "kind", ""))).inc()

    def waited(self, seconds: float) -> None:
        """Count how long an act waited for the write lock."""
        self._waits.observe(seconds)

    def written(self) -> bytes:
        """Return every measure, as Prometheus reads it."""
        return generate_latest(self.registry)


def outcome_of(error: BaseException | None) -> str:
    """Say in a word what became of an act."""
    if error is None:
        return "recorded"
    kinds = (name for cls, name in OUTCOMES if isinstance(error, cls))
    return next(kinds, "failed")


class Positions(Collector):
    """How far log and views have come, asked when it is wanted."""

    def __init__(self, office: Callable[[], Office]) -> None:
        """Ask the register of *office*."""
        self._office = office

    def describe(self) -> list[GaugeMetricFamily]:
        """Name nothing in advance, so that nothing is read at the start."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read both positions; a register that can't be read is down."""
        try:
            register = self._office().register
            log, views = positions(register)
            lag, stands = Clock(register).lag(), paused(register.ledger)
        except Exception:  # noqa: BLE001 (that it can't be read is the measure)
            yield gauge("register_up", "Whether the register can be read.", 0)
            return
        yield gauge("register_up", "Whether the register can be read.", 1)
        yield gauge("log_position", "The last position of the log.", log)
        yield gauge("views_position", "The last position that the views show.", views)
        yield gauge("deadline_lag_seconds", LAG, lag)
        yield gauge("clock_paused", "Whether the clock is paused.", bool(stands))


def gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    """Return one number under its name."""
    return GaugeMetricFamily(f"{PREFIX}_{name}", told, value=value)
