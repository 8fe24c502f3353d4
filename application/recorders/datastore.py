"""Where the tables lie: one writing transaction at a time, reading ones apart."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar

from application.recorders.writer import Writer, nothing


class Datastore(Writer):
    """A database with one writing connection, and as many others as read at once."""

    conflicts: ClassVar[tuple[type[Exception], ...]]
    """What the engine raises when a row is there already."""

    def __init__(self) -> None:
        """Connect to nothing yet: connections are made when they are needed."""
        super().__init__()
        self._idle: list[Any] = []
        self._closed = False

    def transaction(
        self,
        *,
        commit: bool,
        then: Callable[[], None] = nothing,
        shares: bool = False,
    ) -> AbstractContextManager[Any]:
        """Give a cursor, for writing (*commit*) or for reading one state.

        Within a writing transaction its thread reads through it, too.  *then* is called
        when the writing is done, before anybody else writes; it is undone after that
        only if ``undone`` has grown.  One that *shares* may be committed with others.
        """
        if self.writing is not None:
            return nullcontext(self.writing)
        return self.write(then, shares=shares) if commit else self._read()

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Let this thread's statements take their time: upkeep, not acts."""
        yield

    @contextmanager
    def _read(self) -> Iterator[Any]:
        outer = getattr(self._local, "reading", None)
        if outer is not None:
            yield self._cursor_of(outer)
            return
        connection = self._local.reading = self._begin_reading()
        try:
            yield self._cursor_of(connection)
        except BaseException as error:
            told = self.told(error)
            if told is error:
                raise
            raise told from error
        finally:
            self._local.reading = None
            self._end_reading(connection)

    def _keep(self, connection: Any) -> None:
        """Keep a reading connection for the next reader, unless all is closed."""
        self._idle.append(connection)
        if self._closed:
            self._close_idle()

    def _kept(self) -> Any:
        """Return a connection that nobody reads by, or ``None``."""
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def close(self) -> None:
        """Close every connection; one that reads is closed when it has read."""
        self._closed = True
        self._close_idle()
        self._close_writer()

    def _close_idle(self) -> None:
        while (connection := self._kept()) is not None:
            connection.close()

    @abstractmethod
    def _cursor_of(self, connection: Any) -> Any:
        """Return a cursor that takes ``:named`` values and gives mappings."""

    @abstractmethod
    def _begin_reading(self) -> Any:
        """Return a connection that holds one state; raises ``Busy``."""

    @abstractmethod
    def _end_reading(self, connection: Any) -> None:
        """Let the state go, and keep the connection if it is still good."""

    @abstractmethod
    def _close_writer(self) -> None:
        """Close the writing connection, if there is one."""
