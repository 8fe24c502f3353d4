"""Events stay readable for decades: their form, their sentence, their meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import orjson
import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given, settings
from hypothesis import strategies as st

from application.folds import KINDS
from application.mapper import PlainJSON, PlainMapper
from domain.errors import Malformed, Unreadable
from domain.events import CATALOGUE, Created, Event, RecordCorrected
from domain.record import Record
from domain.vocabulary import FOLLOWS, LEADS, RECKONED

APPROVED = json.loads(Path("tests/approved/events.json").read_text("utf-8"))
KEPT_BY_THE_LIBRARY = {"originator_id", "originator_version", "timestamp"}
EXAMPLES: dict[str, Any] = {
    "str": None,
    "int": 1,
    "bool": True,
    "list[str]": ["COL", "CAN"],
    "list[str] | None": ["1", "2"],
    "dict[str, Any]": {"quantity": 20_000, "unit": "visas", "by": "2024"},
    "list[dict[str, Any]]": [{"value": "21", "sources": ["usaid", "state"]}],
}
CLASSES = list(CATALOGUE.values())
MAPPER = PlainMapper(PlainJSON())

BEFORE = {  # what must have happened before
    "process.pillar-retitled": ["process.pillar-defined"],
    "process.officer-relieved": ["process.officer-appointed"],
    "process.appointment-expired": ["process.officer-appointed"],
    "participant.reservation-withdrawn": ["participant.reservation-entered"],
    "participant.credentials-accepted": ["participant.credentials-submitted"],
    "participant.credentials-challenged": ["participant.credentials-submitted"],
    "participant.credentials-upheld": ["participant.credentials-submitted"],
    "participant.credentials-rejected": ["participant.credentials-submitted"],
    "participant.mandate-revoked": ["participant.mandate-delegated"],
    "participant.mandate-expired": ["participant.mandate-delegated"],
    "commitment.announcement-confirmed": ["commitment.announced"],
    "commitment.objection-withdrawn": ["commitment.silence-broken"],
    "commitment.amendment-accepted": ["commitment.amendment-proposed"],
    "commitment.amendment-declined": ["commitment.amendment-proposed"],
    "commitment.text-corrected": ["commitment.text-correction-proposed"],
    "meeting.agenda-item-withdrawn": ["meeting.agenda-item-added"],
    "undertaking.report-submitted": ["undertaking.report-handed-over"],
    "undertaking.report-received": ["undertaking.report-handed-over"],
    "undertaking.report-correction-drafted": ["undertaking.report-handed-over"],
    "undertaking.report-corrected": ["undertaking.report-handed-over"],
    "undertaking.report-withdrawn": ["undertaking.report-handed-over"],
    "undertaking.clarification-sought": ["undertaking.report-handed-over"],
    "undertaking.clarification-given": [
        "undertaking.report-handed-over",
        "undertaking.clarification-sought",
    ],
    "undertaking.reply-given": ["undertaking.review-draft-shared"],
    "undertaking.rating-contested": ["undertaking.rated"],
    "undertaking.milestone-rescheduled": ["undertaking.milestone-set"],
    "undertaking.milestone-met": ["undertaking.milestone-set"],
    "undertaking.milestone-missed": ["undertaking.milestone-set"],
    "undertaking.milestone-dropped": ["undertaking.milestone-set"],
    "undertaking.milestone-reopened": ["undertaking.milestone-set"],
    "record.corrected": ["record.correction-proposed"],
}
FIRST = {
    "process": "process.established", "participant": "participant.registered",
    "package": "package.identified", "meeting": "meeting.scheduled",
    "commitment": "commitment.drafted", "undertaking": "undertaking.opened",
    "period": "period.announced",
}  # fmt: skip
CASES = [
    (kind, cls)
    for kind in KINDS
    for cls in CLASSES
    if cls.TOPIC.split(".")[0] in {kind, "record"}
]


def own_fields(cls: type[Event]) -> dict[str, str]:
    """Name the fields that are written, and their types."""
    return {
        f.name: str(f.type) for f in fields(cls) if f.name not in KEPT_BY_THE_LIBRARY
    }


def sample(cls: type[Event], **other: Any) -> Event:
    """Make an example of an event: a text field says its own name."""
    said = {name: EXAMPLES[kind] or name for name, kind in own_fields(cls).items()}
    said["participant"] = "COL" if issubclass(cls, Created) else "CAN"
    said["occurred_at"] = "2022-10-06T00:00:00.000000Z"
    return cls(
        originator_id=UUID(int=1),
        originator_version=1,
        timestamp=datetime(2022, 10, 6, tzinfo=UTC),
        **said | other,
    )


def bare(cls: type[Event]) -> Event:
    """Make an example that says no more than it must."""
    asked, every = {ask.name: ask for ask in cls.ASKS}, own_fields(Event)
    empty: dict[str, Any] = {}
    for f in fields(cls):
        kind = str(f.type)
        if f.name not in {*asked, *every} - {"participant"}:
            continue  # the register works it out
        if f.default is not MISSING:
            empty[f.name] = f.default
        elif f.default_factory is not MISSING:
            empty[f.name] = f.default_factory()
        elif f.name in asked and asked[f.name].optional:
            empty[f.name] = "" if kind == "str" else type(EXAMPLES[kind])()
    return sample(cls, **empty)


def again(event: Event) -> Event:
    """Write an event and read it back."""
    found: Event = MAPPER.to_domain_event(MAPPER.to_stored_event(event))
    return found


# The written form


def test_the_written_form_is_the_approved_one() -> None:
    """A change here is a decision: a field is added with a default, or upcast."""
    every = own_fields(Event)
    written = {
        cls.TOPIC: {k: v for k, v in own_fields(cls).items() if k not in every}
        for cls in CLASSES
    }

    assert every == APPROVED["every event"]
    assert written == APPROVED["events"]
    assert {c.TOPIC: c.class_version for c in CLASSES if c.class_version > 1} == (
        APPROVED["class versions"]
    )


@pytest.mark.parametrize("cls", CLASSES)
def test_fields_are_plain(cls: type[Event]) -> None:
    assert set(own_fields(cls).values()) <= set(EXAMPLES)


@pytest.mark.parametrize("cls", CLASSES)
def test_what_is_read_equals_what_was_written(cls: type[Event]) -> None:
    for event in (sample(cls), bare(cls)):
        assert again(event) == event
        assert MAPPER.to_stored_event(again(event)) == MAPPER.to_stored_event(event)


@pytest.mark.parametrize("cls", CLASSES)
def test_only_what_is_said_is_written(cls: type[Event]) -> None:
    state = orjson.loads(MAPPER.to_stored_event(bare(cls)).state)

    assert {"", None} & {v for v in state.values() if isinstance(v, str | None)} <= {""}
    assert "entered_by" not in state
    assert "basis" not in state


def test_two_events_read_share_no_list() -> None:
    first, second = (again(bare(CATALOGUE["package.joined"])) for _ in range(2))

    first.basis.append("a note verbale")

    assert second.basis == []
    assert again(bare(CATALOGUE["package.joined"])).basis == []


# Its sentence and its meaning


@pytest.mark.parametrize("cls", CLASSES)
def test_it_has_a_meaning(cls: type[Event]) -> None:
    meaning = (cls.__doc__ or "").split("\n")[0]

    assert re.fullmatch(r"[A-Z“].{15,}\.", meaning)
    assert not meaning.startswith(cls.__name__)


@pytest.mark.parametrize("cls", CLASSES)
def test_it_tells_itself_in_one_sentence(cls: type[Event]) -> None:
    for event in (sample(cls), bare(cls)):
        told = str(event)
        assert told[0].isupper() or told[0] == "“" or cls.TOPIC.endswith("assumed")
        assert not set("{}—") & set(told)
        assert "()" not in told
        assert not told.rstrip().endswith(":")


@pytest.mark.parametrize("cls", CLASSES)
def test_every_word_of_its_sentence_is_a_field(cls: type[Event]) -> None:
    words = set(re.findall(r"\{(\w+)\}", cls.SENTENCE))

    assert words <= {*own_fields(cls), *sample(cls).besides(), "who"}


def test_it_names_countries_as_the_reader_knows_them() -> None:
    names = {"COL": "Kolumbien", "CAN": "Kanada"}
    event = sample(CATALOGUE["commitment.announced"], title="Visas")

    assert event.tell(lambda code: names.get(code, code)) == (
        "Kolumbien announced “Visas” (naming Kanada)"
    )


def test_what_a_source_says_binds_all_it_names() -> None:
    event = sample(CATALOGUE["commitment.announced"], title="Visas", role="registrar")

    assert str(event) == "COL, CAN announced “Visas”"


def test_it_is_told_in_another_language() -> None:
    event = sample(CATALOGUE["commitment.endorsed"])

    assert event.tell(translate=lambda _: "adhesión n.º {ordinal}") == "Adhesión n.º 1"


def test_a_later_sentence_may_name_what_an_old_event_did_not_say() -> None:
    event = sample(CATALOGUE["commitment.endorsed"])

    assert event.tell(translate=lambda _: "{participant}, {weather}") == "CAN, —"


# What it asks for, what it concerns, what of it can be corrected


@pytest.mark.parametrize("cls", CLASSES)
def test_what_it_asks_for_is_kept(cls: type[Event]) -> None:
    announced = {"partners", "open_to_others", "quantity", "unit", "by"}
    asked = {ask.name for ask in cls.ASKS}

    assert len(asked) == len(cls.ASKS)
    assert asked - set(own_fields(cls)) <= announced
    assert all(ask.choices == () or ask.kind == "choice" for ask in cls.ASKS)


@pytest.mark.parametrize("cls", CLASSES)
def test_what_it_concerns_and_what_can_be_corrected_are_fields(
    cls: type[Event],
) -> None:
    known = own_fields(cls)

    assert set(cls.SUBJECT) <= set(known)
    for name in cls.CORRECTABLE:
        assert known[name] == "str", "a correction is text"


# Its aggregate


def record_before(kind: str, cls: type[Event]) -> Record:
    it = KINDS[kind].blank("key")
    if issubclass(cls, Created):
        return it
    before = BEFORE.get(cls.TOPIC, [])
    if not any(issubclass(CATALOGUE[topic], Created) for topic in before):
        before = [FIRST[kind], *before]
    for topic in before:
        it.take_in(sample(CATALOGUE[topic]))
    return it


@pytest.mark.parametrize(("kind", "cls"), CASES)
def test_its_aggregate_knows_it(kind: str, cls: type[Event]) -> None:
    it = record_before(kind, cls)
    event = sample(cls, stage="a stage", occurred_at="2023-01-01T00:00:00.000000Z")

    it.take_in(event)

    assert it.stage == "a stage"
    assert it.last_act == it.last_acts[event.subject] == event.occurred_at


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_is_refused_by_its_aggregate(kind: str) -> None:
    other = "meeting.convened" if kind != "meeting" else "package.left"

    with pytest.raises(TypeError, match=f"^a {kind} cannot become "):
        record_before(kind, CATALOGUE[other]).take_in(sample(CATALOGUE[other]))


@pytest.mark.parametrize("topic", LEADS)
def test_it_leads_an_item_where_the_definition_must_say(topic: str) -> None:
    kind, _, _ = topic.partition(".")
    machine = "mandate" if kind == "participant" else "report"
    machine = "milestone" if "milestone" in topic else machine
    it = record_before(kind, CATALOGUE[topic])

    it.take_in(sample(CATALOGUE[topic], stage=""))

    named = {"number": "number", "report": 1, "milestone": 1}
    assert it.stage_of(machine, named) == LEADS[topic]


def test_the_closed_words_speak_of_events_there_are() -> None:
    assert {*FOLLOWS, *RECKONED, *LEADS, *BEFORE, *FIRST.values()} <= set(CATALOGUE)


def test_every_event_belongs_to_an_aggregate() -> None:
    assert {topic.split(".")[0] for topic in CATALOGUE} == {*KINDS, "record"}


# Later versions, strangers and hostile bytes


def stored(topic: str, **state: Any) -> StoredEvent:
    written = orjson.loads(
        MAPPER.to_stored_event(sample(CATALOGUE["package.left"])).state
    )
    return StoredEvent(UUID(int=1), 1, topic, orjson.dumps(written | state))


STRANGE = {
    "“package.painted”, unknown to this version; it needs the version that wrote it": (
        stored("package.painted")
    ),
    "“os:system”, unknown to this version; it needs the version that wrote it": (
        stored("os:system")
    ),
    "“package.left” in form 2; this version reads up to form 1 and must not guess": (
        stored("package.left", class_version=2)
    ),
    "“package.left” with a field “colour”, unknown to this version;"
    " it needs the version that wrote it": stored("package.left", colour="red"),
    "“package.retitled” without the field “title”": stored("package.retitled"),
}


@pytest.mark.parametrize("sentence", STRANGE)
def test_what_this_version_must_not_interpret_is_refused(sentence: str) -> None:
    with pytest.raises(Unreadable) as told:
        MAPPER.to_domain_event(STRANGE[sentence])

    assert str(told.value) == f"the log holds {sentence}"


def test_a_field_that_came_later_may_be_wanting() -> None:
    assert MAPPER.to_domain_event(stored("package.joined")).meeting == ""


@pytest.fixture
def upgraded() -> Iterator[type[Event]]:
    """Return an event in its third form, for one test."""

    @dataclass(frozen=True)
    class Painted(Event):
        """Somebody painted it, in a colour and so many coats."""

        TOPIC = "test.painted"
        SENTENCE = "painted {colour}"
        class_version: ClassVar[int] = 3
        colour: str
        coats: int

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["colour"] = state.pop("color")

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            state.setdefault("coats", 1)

    yield Painted
    del CATALOGUE["test.painted"]


def test_an_older_form_is_brought_up_to_date(upgraded: type[Event]) -> None:
    for version, said in (
        (1, {"color": "red"}),
        (2, {"colour": "red", "class_version": 2}),
        (3, {"colour": "red", "coats": 1, "class_version": 3}),
    ):
        read = MAPPER.to_domain_event(stored("test.painted", **said))
        assert vars(read)["colour"] == "red", version
        assert vars(read)["coats"] == 1, version

    now = sample(upgraded)
    assert again(now) == now
    assert orjson.loads(MAPPER.to_stored_event(now).state)["class_version"] == 3


def test_two_events_with_one_topic_are_refused() -> None:
    with pytest.raises(TypeError, match=r"^two events have the topic package\.left$"):
        type("PackageAbandoned", (Event,), {"TOPIC": "package.left", "SENTENCE": ""})

    assert CATALOGUE["package.left"].__name__ == "PackageLeft"


HOSTILE = [
    {"_type_": "uuid_hex", "_data_": "no uuid"},
    {"_type_": "datetime_iso", "_data_": "2022-10-06"},
    {"_type_": "builtins:eval", "_data_": ["1"]},
    {"class_version": 9, "topic": "os:system", "recorded_at": ""},
    {"": "", "a\u0000b": "\u0000", "é": "\U0001f980"},
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_mapping_that_looks_like_an_instruction_comes_back_as_it_was(
    hostile: dict[str, Any],
) -> None:
    event = sample(CATALOGUE["undertaking.opened"], target=hostile)
    text = sample(CATALOGUE["meeting.statement-made"], text=json.dumps(hostile))

    assert vars(again(event))["target"] == hostile
    assert again(text) == text


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=8), PLAIN, max_size=4))
def test_whatever_is_plain_comes_back_as_it_was(target: dict[str, Any]) -> None:
    event = sample(CATALOGUE["undertaking.opened"], target=target)

    assert again(event) == event


@pytest.mark.parametrize(
    "odd",
    ["\ud800", "a\udfff", {"a": "\ud83d"}, ["\udc00"], 2**64, {1: "a"}, {1, 2}, b"a",
     datetime(2022, 10, 6, tzinfo=UTC), object(), sample(CATALOGUE["package.left"])],
)  # fmt: skip
def test_what_json_cannot_hold_is_refused(odd: object) -> None:
    with pytest.raises(Malformed, match=r"^this can't be written as JSON: "):
        MAPPER.to_stored_event(sample(CATALOGUE["package.retitled"], title=odd))


def test_a_corrigendum_keeps_both_readings() -> None:
    event = sample(RecordCorrected, field="title", old="Visas", new="20,000 visas")

    assert str(replace(event, participant="", role="the registrar")) == (
        "The registrar issued Corr.1: title of entry 1 now reads “20,000 visas”,"
        " it read “Visas” (reason)"
    )
