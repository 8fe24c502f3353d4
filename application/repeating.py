"""What looks again and again beside other work, until it is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event


def again_and_again(
    look: Callable[[Event], object],
    stopped: Event,
    seconds: float,
    complain: Callable[[Exception], None],
) -> None:
    """Look every so many *seconds* until *stopped*; what fails is tried anew.

    The same failure is complained of once, until a look went well.
    """
    told = ""
    while not stopped.wait(seconds):
        try:
            look(stopped)
        except Exception as error:  # noqa: BLE001 (the next look may fare better)
            if told != str(error):
                complain(error)
            told = str(error)
        else:
            told = ""
