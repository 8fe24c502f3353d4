"""A file that is not in order names the record and the field, and what is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from application.loading.fields import shown
from application.loading.file import checked, declaration
from domain.errors import Defective

TODAY = "2026-11-24"
Data = dict[str, Any]
Change = Callable[[Data], Any]


def named(data: Data, section: str, **key: Any) -> Any:
    """Return the record of a section with these values."""
    return next(r for r in data[section] if r | key == r)


def commitment(data: Data, reference: str = "LAD-005") -> Any:
    """Return a commitment of the file."""
    return named(data, "commitments", id=reference)


def canada(data: Data) -> Any:
    """Return a participant of the file."""
    return named(data, "participants", iso_alpha3="CAN")


DEFECTS: dict[str, tuple[Change, str]] = {
    "a section is missing": (
        lambda d: d.pop("pillars"),
        "pillars: the section is missing",
    ),
    "an unknown section": (
        lambda d: d.update(treaties=[]),
        '"treaties": the file has no such section',
    ),
    "a section is no list": (
        lambda d: d.update(meetings={}),
        "meetings: it is needed as a list of records",
    ),
    "a record is no mapping": (
        lambda d: d["pillars"].append("P5"),
        'pillars[no. 5]: a mapping is needed; "P5" stands there',
    ),
    "a field is missing": (
        lambda d: commitment(d).pop("form"),
        (
            "commitments[LAD-005].form: it is missing;"
            " it is needed as national, joint or partner"
        ),
    ),
    "a date is not even null": (
        lambda d: commitment(d).pop("announced_on"),
        "commitments[LAD-005].announced_on: it is missing;",
    ),
    "a word that is none of the choices": (
        lambda d: commitment(d).update(form="sovereign"),
        (
            "commitments[LAD-005].form: it is needed as national, joint or partner;"
            ' "sovereign" stands there'
        ),
    ),
    "a name that is a list": (
        lambda d: canada(d).update(name=["Canada"]),
        'participants[CAN].name: it is needed as text; ["Canada"] stands there',
    ),
    "a number that is text": (
        lambda d: d["pillars"][0].update(number="1"),
        'pillars[P1].number: it is needed as a whole number; "1" stands there',
    ),
    "a number that is a truth value": (
        lambda d: d["pillars"][0].update(number=True),
        "pillars[P1].number: it is needed as a whole number; true stands there",
    ),
    "a day that is none": (
        lambda d: canada(d).update(endorsed_on="2022-02-30"),
        "participants[CAN].endorsed_on: it is needed as a day",
    ),
    "a day to come": (
        lambda d: canada(d).update(endorsed_on="2031-01-01"),
        "participants[CAN].endorsed_on: 2031-01-01 lies ahead; today is 2026-11-24",
    ),
    "a month that is none": (
        lambda d: d["offices"][1].update(from_date="2024-13"),
        "offices[Technical Secretariat].from_date: it is needed as a day or a month",
    ),
    "a month in words that is none": (
        lambda d: d["meetings"][-1].update(date_text="Winter 2024"),
        "meetings[special-coordinators-2024-12].date_text: it is needed as a month",
    ),
    "a field nobody reads": (
        lambda d: canada(d).update(endorsed="yes"),
        'participants[CAN]."endorsed": there is no such field',
    ),
    "a status": (
        lambda d: commitment(d).update(status_reported="in progress"),
        "commitments[LAD-005].status_reported: it is needed as null",
    ),
    "a target of an unknown kind": (
        lambda d: commitment(d)["target"].update(percent=40),
        "commitments[LAD-005].target: it is needed as a mapping of quantity, unit",
    ),
    "an unknown source": (
        lambda d: commitment(d).update(source=["hearsay"]),
        'commitments[LAD-005].source: "hearsay" is not among the sources',
    ),
    "an unknown source of a conflict": (
        lambda d: d["conflicts"][0]["values"][0].update(source=["hearsay"]),
        (
            'conflicts[Number of endorsing countries on 7 May 2024].values: "hearsay"'
            " is not among the sources"
        ),
    ),
    "a record without sources": (
        lambda d: commitment(d).update(source=[]),
        "commitments[LAD-005].source: it is needed as a list of at least one",
    ),
    "an unknown participant": (
        lambda d: commitment(d).update(participant="ATL"),
        'commitments[LAD-005].participant: "ATL" is not among the participants',
    ),
    "an unknown lead": (
        lambda d: d["action_packages"][6].update(leads=["CAN", "ATL"]),
        'action_packages[AP07].leads: "ATL" is not among the participants',
    ),
    "an unknown meeting": (
        lambda d: commitment(d).update(announced_at="nowhere"),
        'commitments[LAD-005].announced_at: "nowhere" is not among the meetings',
    ),
    "an unknown pillar": (
        lambda d: d["action_packages"][6].update(pillar="P9"),
        'action_packages[AP07].pillar: "P9" is not among the pillars',
    ),
    "an unknown package": (
        lambda d: commitment(d).update(package="AP99"),
        'commitments[LAD-005].package: "AP99" is not among the action_packages',
    ),
    "a report on an unknown commitment": (
        lambda d: d["progress_reports"][0].update(commitment="LAD-099"),
        'progress_reports[LAD-099/BLZ/2022-10-06].commitment: "LAD-099" is not among',
    ),
    "a report by another country": (
        lambda d: d["progress_reports"][0].update(participant="CAN"),
        (
            "progress_reports[LAD-001/CAN/2022-10-06].participant: one that announced"
            " LAD-001 is needed"
        ),
    ),
    "a bracket that ends before it begins": (
        lambda d: named(d, "participants", iso_alpha3="GUY").update(
            endorsed_not_after="2022-06-01"
        ),
        (
            "participants[GUY].endorsed_not_after: the bracket 2022-06-11 to 2022-06-01"
            " ends too early"
        ),
    ),
    "half a bracket": (
        lambda d: commitment(d, "LAD-017").pop("announced_not_before"),
        "commitments[LAD-017].announced_not_before: a bracket is needed with both",
    ),
    "a day and a bracket": (
        lambda d: commitment(d, "LAD-017").update(announced_on="2024-05-07"),
        "commitments[LAD-017].announced_on: a day or a bracket is needed, not both",
    ),
    "a term that ends before it begins": (
        lambda d: d["offices"][0].update(to_date="2023-01-01"),
        "offices[Chair (Presidencia pro tempore)].to_date: the term 2024-09-25 to",
    ),
    "a name used twice": (
        lambda d: commitment(d).update(id="LAD-004"),
        "commitments[LAD-004]: the name is used twice; it is needed once",
    ),
    "a member named twice": (
        lambda d: d["action_packages"][6].update(participants=["MEX", "MEX"]),
        "action_packages[AP07].participants: each is needed once",
    ),
    "a lead among the members": (
        lambda d: d["action_packages"][6].update(participants=["CAN"]),
        "action_packages[AP07].participants: CAN leads",
    ),
    "one co-lead": (
        lambda d: d["action_packages"][6].update(leads=["CAN"]),
        "action_packages[AP07].lead_mode: it does not go with at most one",
    ),
    "a joint commitment by one": (
        lambda d: commitment(d, "LAD-017").update(participants=["USA"]),
        "commitments[LAD-017].participants: a joint commitment needs at least two",
    ),
    "a national commitment by several": (
        lambda d: commitment(d).update(participants=["CAN", "USA"]),
        "commitments[LAD-005].participants: a national commitment has no such field",
    ),
    "a partner that is no country": (
        lambda d: commitment(d, "LAD-018").update(participant_text="Atlantis"),
        "commitments[LAD-018].participant_text: it is needed as a country's English",
    ),
    "a partner that has endorsed": (
        lambda d: commitment(d, "LAD-018").update(participant_text="Canada (partner)"),
        "commitments[LAD-018].participant_text: Canada is a participant that has",
    ),
    "an office nobody knows": (
        lambda d: d["offices"][0].update(office="Treasurer"),
        "offices[Treasurer].office: it is needed as Chair or Technical Secretariat",
    ),
    "an office without a holder": (
        lambda d: d["offices"][0].pop("holder"),
        "offices[Chair (Presidencia pro tempore)].holder: an office needs a holder",
    ),
    "a control character": (
        lambda d: commitment(d).update(summary="Bell \u0007 rings."),
        (
            "commitments[LAD-005].summary: it must be plain text: character 6 is a"
            " control character (U+0007)"
        ),
    ),
    "a right-to-left override": (
        lambda d: canada(d).update(name="Can\u202eada"),
        (
            "participants[CAN].name: it must be plain text: character 4 is a character"
            " that turns the direction of reading (U+202E)"
        ),
    ),
    "half a surrogate pair": (
        lambda d: canada(d).update(formal_name="\ud800"),
        (
            "participants[CAN].formal_name: it must be plain text: character 1 is half"
            " of a surrogate pair (U+D800)"
        ),
    ),
    "a line break in a name": (
        lambda d: canada(d).update(name="Can\nada"),
        "participants[CAN].name: it must be one line",
    ),
    "hostile text within a target": (
        lambda d: commitment(d)["target"].update(unit="per\u202esons"),
        "commitments[LAD-005].target: it must be plain text",
    ),
    "a text beyond measure": (
        lambda d: commitment(d).update(summary="a" * 2001),
        "commitments[LAD-005].summary: it may have at most 2,000 characters",
    ),
    "a candidate with more than a name": (
        lambda d: d["claims"][0]["candidate"].update(votes=[[[[]]]]),
        "claims[endorser-22].candidate: it is needed as a mapping of a name and its",
    ),
    "an address that is a script": (
        lambda d: d["sources"]["lad-text"].update(url="javascript:alert(1)"),
        "sources[lad-text].url: it is needed as an address that begins with http",
    ),
    "a hostile key": (
        lambda d: d["sources"].update({"a b\u202e": dict(d["sources"]["lad-text"])}),
        "sources[a b?]: its key is needed as letters, digits and hyphens",
    ),
    "a key that is an object": (
        lambda d: canada(d).update(iso_alpha3={"_type_": "uuid", "_data_": "x"}),
        "participants[no. 5].iso_alpha3: it is needed as a code of capital letters",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_broken_file_names_the_record_and_the_field(defect: str) -> None:
    change, sentence = DEFECTS[defect]
    data = declaration()
    change(data)
    with pytest.raises(Defective) as told:
        checked(data, TODAY)
    assert sentence in str(told.value)
    assert str(told.value).isprintable() or "\n" in str(told.value)


def test_all_defects_are_told_at_once() -> None:
    data = declaration()
    for record in data["commitments"]:
        record["form"] = 7
    canada(data)["name"] = ""
    with pytest.raises(Defective) as told:
        checked(data, TODAY)
    lines = str(told.value).splitlines()
    assert lines[0] == 'participants[CAN].name: it is needed as text; "" stands there'
    assert len([line for line in lines if ".form" in line]) == 18


def test_a_thousand_defects_are_told_in_short() -> None:
    data = declaration()
    data["pillars"] = [{}] * 1000
    with pytest.raises(Defective, match=r"and \d+ more$") as told:
        checked(data, TODAY)
    assert len(str(told.value).splitlines()) == 21


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "data.json is needed as JSON"),
        (b"[1, 2]", "data.json is needed as a mapping of sections"),
        (b'{"sources": {"a": 1, "a": 2}}', '"a" is named twice in one mapping'),
        (b'{"a": NaN}', "NaN is no number of JSON"),
        (b"[" * 100_000, "data.json is needed as JSON"),
        (b"\xff\xfe{}", "data.json is needed as UTF-8 text; byte 1 is not"),
    ],
)
def test_a_file_that_is_no_json(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_bytes(content)
    with pytest.raises(Defective) as told:
        checked(file, TODAY)
    assert sentence in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Defective, match="can't be read: No such file"):
        checked(tmp_path / "none.json", TODAY)


def test_a_complaint_never_shows_hostile_text() -> None:
    assert shown("\u202e" * 3) == '"\\u202e\\u202e\\u202e"'
    assert len(shown("a" * 1000)) == 61
