"""What a notice says: to this person, by what this person may see now.

The same words stand on the page and in the letter.  The subject of a letter names
the record alone: it is read where others look on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from application.notices.asked import ASKED as ACTS_ASKED
from application.notices.asked import TOLD, acts_asked
from application.pages.answer import ANSWERS
from application.pages.history import told
from application.pages.pieces import PLURAL
from application.pages.reader import Reader
from domain.participant import Participant
from domain.sentences import Sentence, say
from domain.words import FOREVER

ASKED = say("something is asked of you")
ENDING = say("a mandate is about to end")
ENDS = "mandate {number} of {country} ({role}) ends at {until}"
ENDED = "mandate {number} of {country} ({role}) has ended"
CAN = say("You can:")
SEE = say("See:")
DAILY = "{count} notices from the register"
WISHES = say("How you are told of things you choose here:")
Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Words:
    """One notice as its person reads it."""

    subject: str
    about: str
    title: str
    sentence: str
    href: str
    news: bool = True
    """Whether it is told though nothing can be done about it."""
    asked: tuple[str, ...] = ()


def words(reader: Reader, row: dict[str, Any]) -> Words | None:
    """Return what a notice says; ``None`` where its person may not see it (now)."""
    if row["kind"] == "ending":
        return _ending(reader, row["item"])
    found = reader.rows("activity_at", position=row["position"])
    entries = reader.register.ledger.at([row["position"]])
    if not found or row["position"] not in entries:
        return None
    act, entry = found[0], entries[row["position"]]
    said = told(reader, entry, act["visible"], act["package"], act["participant"], {})
    if said["hidden"]:
        return None
    kind, key = act["kind"], act["key"]
    it = reader.desk.whole(kind, key)
    asked = [
        label
        for actor in reader.viewer.actors
        for label in acts_asked(reader, kind, key, entry.event, actor)
    ]
    topic = entry.event.TOPIC
    page = f"/{PLURAL[kind]}/{reader.definition.key if kind == 'process' else key}"
    answers = asked and {*ACTS_ASKED.get(topic, ())} <= {*ANSWERS}
    return Words(
        _subject(reader, key, TOLD.get(topic, ASKED)),
        key,
        str(getattr(it, "title", "")),
        said["sentence"],
        f"{page}/answer" if answers else page,
        topic in TOLD,
        tuple(dict.fromkeys(asked)),
    )


def _ending(reader: Reader, number: str) -> Words | None:
    code = number.rsplit("-M", 1)[0]
    held = reader.desk.whole("participant", code)
    mandate = held.mandates.get(number) if isinstance(held, Participant) else None
    viewer = reader.viewer
    if mandate is None or not (
        mandate.holder == viewer.person or code in viewer.participants or viewer.officer
    ):
        return None
    over = bool(mandate.ended) or (mandate.until or FOREVER) <= reader.now
    role = reader.definition.roles.get(mandate.capacity)
    names = {
        "number": number,
        "country": reader.name(code),
        "role": role.label if role else mandate.capacity,
        "until": mandate.until,
    }
    sentence = say(ENDED, **names) if over else say(ENDS, **names)
    told_so = _capital(sentence.told(reader.translate))
    return Words(_subject(reader, number, ENDING), number, "", told_so, "/mandates")


def _subject(reader: Reader, key: str, what: Sentence) -> str:
    return f"{key}: {what.told(reader.translate)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def subject_of(several: list[Words], translate: Translate) -> str:
    """Return the subject of a letter with these notices."""
    if len(several) == 1:
        return several[0].subject
    return say(DAILY, count=len(several)).told(translate)


def text_of(
    several: Iterable[Words], name: str, base_url: str, translate: Translate
) -> str:
    """Return the text of a letter with these notices."""
    parts = [f"{name},"]
    for one in several:
        head = f"{one.about}, “{one.title}”" if one.title else one.about
        lines = [head, one.sentence]
        if one.asked:
            lines.append(f"{CAN.told(translate)} {'; '.join(one.asked)}")
        parts.append("\n".join([*lines, f"{SEE.told(translate)} {base_url}{one.href}"]))
    parts.append(f"{WISHES.told(translate)} {base_url}/notices")
    return "\n\n".join(parts) + "\n"
