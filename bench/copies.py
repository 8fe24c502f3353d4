"""Copies of lives: the stored rows of one that was played, written for another number.

A life is played once by the rules; its rows hold words that a copy puts its own in the
place of: references, symbols, streams, commands, salts, times and fingerprints.  A copy
begins on another day at another second, so that hundreds are under way at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from application.commands.answers import key_of
from bench.lives import PACKAGE, Life
from bench.scene import PACKAGES, Scene
from domain.text import sha256_of_paragraphs
from domain.words import instant, moment, stream_id

FIRST_DAY = datetime(2021, 3, 1, 8, tzinfo=UTC)
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
DAY = r"\d{4}-\d\d-\d\d"
WHOLE = ("T23:59:59.999999Z", "T00:00:00.000000Z")
SHARED = ("process", "package", "meeting")


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a life: where it goes, and what is written."""

    kind: str
    key: str
    version: int
    topic: str
    state: str
    command: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event of a copy, before its position is known."""

    recorded_at: str
    place: tuple[int, int]
    stream: str
    version: int
    topic: str
    state: str
    command: str
    own: int
    """Which event of its act is the act's own, and the edition that one led to."""
    edition: int


class Played:
    """A life that was played, with every word in it that a copy changes."""

    def __init__(self, scene: Scene, life: Life, turn: int) -> None:
        """Play *life* from the next morning on."""
        scene.clock = scene.clock.replace(hour=8, minute=0) + timedelta(days=1)
        self.began = scene.clock
        ledger = scene.register.ledger
        before = ledger.position()
        self.reference = life(scene, turn)
        with ledger.reading() as cursor:
            cursor.execute(
                "SELECT s.*, a.kind, a.key FROM stored_events s"
                " JOIN activity_3 a ON a.position = s.position"
                " WHERE s.position > :before ORDER BY s.position",
                {"before": before},
            )
            rows = [dict(row) for row in cursor.fetchall()]
            cursor.execute("SELECT command, position, edition FROM commands")
            kept = {bytes(row["command"]): dict(row) for row in cursor.fetchall()}
        self._words: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        for row in rows:
            self._learn(row, json.loads(row["state"]))
        self._pattern = self._compiled()
        self.told = [self._told(row) for row in rows]
        firsts: dict[str, int] = {}
        for row in rows:
            command = json.loads(row["state"])["command"]
            firsts.setdefault(command, row["position"])
        self.answers = {
            self._words[told]: (answer["position"] - first, answer["edition"])
            for told, first in firsts.items()
            for answer in (kept[key_of(told)],)
        }

    @property
    def names(self) -> Mapping[str, str]:
        """The words a copy changes, each with its name."""
        return self._words

    def _learn(self, row: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        self._name(said["command"], "command")
        self._name(said["salt"], "salt")
        if row["kind"] not in SHARED:
            self._name(row["originator_id"], f"stream {row['kind']}/{row['key']}")
        if said.get("paragraphs"):
            self._texts[said["sha256"]] = said["paragraphs"]
        elif row["topic"] == "commitment.announced":
            self._texts[said["sha256"]] = [said["title"]]

    def _name(self, word: str, kind: str) -> None:
        self._words.setdefault(word, f"{kind} {len(self._words)}")

    def _compiled(self) -> re.Pattern[str]:
        for text in self._texts:
            self._name(text, "text")
        fixed = [re.escape(word) for word in self._words]
        fixed += [rf"LAD/{PACKAGE}/L\.\d+", self.reference, PACKAGE, "NUMBER"]
        return re.compile("|".join([*fixed, INSTANT, DAY]))

    def _told(self, row: Mapping[str, Any]) -> Told:
        state = bytes(row["state"]).decode().replace("%", "%%")
        command = self._words[json.loads(row["state"])["command"]]
        written = self._pattern.sub(self._placed, state)
        version = int(row["originator_version"])
        return Told(row["kind"], row["key"], version, row["topic"], written, command)

    def _placed(self, found: re.Match[str]) -> str:
        word = found[0]
        if word not in self._words:
            self._name(word, _kind_of(word))
        return f"%({self._words[word]})s"

    def copy(self, number: int, day: int, seconds: int, chance: Random) -> list[Row]:
        """Return the rows of another life like this one."""
        words = _Words(self, number, timedelta(days=day), seconds, chance)
        said = {name: words.of(word, name) for word, name in self._words.items()}
        known = {told.key: words.key(told.key) for told in self.told}
        return [
            Row(
                recorded_at=state[16:43],
                place=(number, place),
                stream=stream_id(told.kind, known[told.key]).hex,
                version=0 if told.kind in SHARED else told.version,
                topic=told.topic,
                state=state,
                command=said[told.command],
                own=self.answers[told.command][0],
                edition=self.answers[told.command][1],
            )
            for place, told in enumerate(self.told)
            for state in (told.state % said,)
        ]

    def text(self, fingerprint: str) -> Sequence[str]:
        """Return the paragraphs that have this fingerprint."""
        return self._texts[fingerprint]


def _kind_of(word: str) -> str:
    if re.fullmatch(INSTANT, word):
        return "day" if word.endswith(WHOLE) else "instant"
    if re.fullmatch(DAY, word):
        return "day"
    kinds = {PACKAGE: "package", "NUMBER": "number"}
    return kinds.get(word, "symbol" if "/" in word else "reference")


class _Words:
    """What one copy says in the place of each word."""

    def __init__(
        self, played: Played, number: int, days: timedelta, seconds: int, chance: Random
    ) -> None:
        self.played, self.number, self.chance = played, number, chance
        self.days = FIRST_DAY - played.began + days
        self.span = self.days + timedelta(seconds=seconds)
        self.reference = f"LAD-{number:03}"
        self.package = PACKAGES[number % len(PACKAGES)]

    def key(self, key: str) -> str:
        return key.replace(self.played.reference, self.reference).replace(
            PACKAGE, self.package
        )

    def of(self, word: str, name: str) -> str:
        return str(getattr(self, f"_{name.split(maxsplit=1)[0]}")(word, name))

    def _command(self, *_: str) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _salt(self, *_: str) -> str:
        return f"{self.chance.getrandbits(88):022x}"

    def _stream(self, _: str, name: str) -> str:
        kind, _, key = name.split()[1].partition("/")
        return stream_id(kind, self.key(key)).hex

    def _text(self, word: str, _: str) -> str:
        number = str(self.number)
        told = [part.replace("NUMBER", number) for part in self.played.text(word)]
        return sha256_of_paragraphs(told)

    def _instant(self, word: str, _: str) -> str:
        return instant(moment(word) + self.span)

    def _day(self, word: str, _: str) -> str:
        moved = datetime.fromisoformat(word[:10]) + self.days
        return moved.date().isoformat() + word[10:]

    def _symbol(self, *_: str) -> str:
        return f"LAD/{self.package}/L.{self.number}"

    def _reference(self, *_: str) -> str:
        return self.reference

    def _package(self, *_: str) -> str:
        return self.package

    def _number(self, *_: str) -> int:
        return self.number


def copies(
    played: Sequence[Played], first: int, a_day: int, seed: int = 1
) -> Iterator[list[Row]]:
    """Give acts without end, in the order of time; *a_day* lives begin each day."""
    chance, waiting = Random(seed), dict[str, list[Row]]()
    number, day = first, 0
    while True:
        for second in sorted(chance.randrange(36_000) for _ in range(a_day)):
            life = played[number % len(played)]
            for row in life.copy(number, day, second, chance):
                waiting.setdefault(row.recorded_at[:10], []).append(row)
            number += 1
        today = f"{FIRST_DAY + timedelta(days=day):%Y-%m-%d}"
        rows = waiting.pop(today, [])
        rows.sort(key=lambda row: (row.recorded_at, row.place))
        yield from _acts(rows)
        day += 1


def _acts(rows: list[Row]) -> Iterator[list[Row]]:
    """Give the events of one act together."""
    act: list[Row] = []
    for row in rows:
        if act and act[-1].command != row.command:
            yield act
            act = []
        act.append(row)
    if act:
        yield act
