"""What people write has one form, and nothing hides in it."""

from __future__ import annotations

import hashlib
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed
from domain.text import clean, fold, formula_safe, sha256_of_paragraphs

TEXT = st.text(st.characters(), max_size=40)


def test_two_ways_of_typing_become_one_text() -> None:
    assert clean("Bogota\u0301", field="title") == "Bogot\u00e1"


def test_line_ends_are_line_feeds_and_outer_space_is_gone() -> None:
    typed = "\u3000\r\n  One,\r\n\ttwo.\u00a0\r\n"

    assert clean(typed, field="narrative") == "One,\n\ttwo."


def test_what_is_inside_stays_as_it_was_written() -> None:
    written = "👩\u200d🌾  of\u2028Côte d\u2019Ivoire\u200f"

    assert clean(written, field="narrative") == written


@pytest.mark.parametrize(
    ("character", "what"),
    [
        *[(chr(c), "a control character") for c in range(0x20) if c not in {9, 10}],
        *[(chr(c), "a control character") for c in range(0x7F, 0xA0)],
        *[(c, "half of a surrogate pair") for c in ("\ud800", "\udbff", "\udfff")],
        *[
            (chr(c), "a character that turns the direction of reading")
            for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
        ],
        *[
            (chr(c), "a code point that is no character")
            for c in (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x8FFFE, 0x10FFFE, 0x10FFFF)
        ],
    ],
)
@pytest.mark.parametrize("text", ["ab{}cd", "ab{}"])
def test_nothing_hides_in_a_text(text: str, character: str, what: str) -> None:
    with pytest.raises(Malformed) as no:
        clean(text.format(character), field="title")

    assert str(no.value) == (
        f"title must be plain text: character 3 is {what} (U+{ord(character):04X})"
    )
    assert no.value.field == "title"


@pytest.mark.parametrize("character", ["\t", "\n", "\r\n", "\u2028", "\u2029"])
def test_a_line_is_one_line(character: str) -> None:
    needed = r"^title must be one line: character 2 is a line break or tab"

    with pytest.raises(Malformed, match=needed):
        clean(f"a{character}b", field="title", lines=False)
    assert clean(f"ab{character}", field="title", lines=False) == "ab"


def test_a_text_has_room_for_so_many_characters_and_no_more() -> None:
    assert clean(" abc ", field="name", maximum=3) == "abc"
    assert clean("e\u0301" * 3, field="name", maximum=3) == "é" * 3
    with pytest.raises(
        Malformed, match=r"^narrative may have at most 10,000 characters, this has 10,0"
    ):
        clean("x" * 10_001, field="narrative")


def test_a_text_that_grows_when_it_is_made_uniform_is_measured_afterwards() -> None:
    grows = "\U0001d160"  # NFC writes this note in three characters
    with pytest.raises(Malformed, match=r"at most 2 characters, this has 3"):
        clean(grows, field="name", maximum=2)


def test_piled_up_accents_are_refused_before_they_cost_anything() -> None:
    began = time.perf_counter()
    with pytest.raises(
        Malformed, match=r"^title may pile up at most 30 accents on one"
    ):
        clean("a" + "\u0301\u0323" * 19_000, field="title")

    assert time.perf_counter() - began < 0.2
    assert clean("a" + "\u0327" * 30 + "b\u0327", field="title")


@given(TEXT)
def test_a_clean_text_is_left_alone(text: str) -> None:
    try:
        once = clean(text, field="title")
    except Malformed:
        return

    assert clean(once, field="title") == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode().decode() == once


def test_the_fingerprint_is_that_of_the_written_text() -> None:
    expected = hashlib.sha256("Bogotá,\none.\n\nTwo.".encode()).hexdigest()

    assert sha256_of_paragraphs(["Bogotá,\none.", "Two."]) == expected
    assert sha256_of_paragraphs(["Bogota\u0301,\r\none.", "Two."]) == expected
    assert sha256_of_paragraphs(["Bogotá,\rone.", "Two."]) == expected
    assert sha256_of_paragraphs(["Bogotá, one.", "Two."]) != expected
    assert sha256_of_paragraphs(["Two.", "Bogotá,\none."]) != expected


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"]
)
def test_a_spreadsheet_sees_text_and_no_formula(cell: str) -> None:
    assert formula_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "20,000 visas", "a=b", "LA-2022", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert formula_safe(cell) == cell


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("México", "mexico"),
        ("Mexico\u0301", "mexico"),
        ("  CÔTE  D\u2019IVOIRE ", "cote d'ivoire"),
        ("Perú\nBrasil", "peru brasil"),
        ("Curaçao", "curacao"),
        ("Straße", "strasse"),
        ("\U0001d400", "a"),
        ("Øresund, ÆRØ", "oresund, aero"),
        ("ﬁnance", "finance"),
        ("İzmir, \u0131s\u0131", "izmir, isi"),
    ],
)
def test_accents_and_capitals_do_not_matter_when_searching(text: str, key: str) -> None:
    assert fold(text) == key


def test_states_are_sorted_as_a_reader_expects() -> None:
    states = ["Peru", "Ñuble", "Åland", "Zambia", "México", "Mexicali"]

    assert sorted(states, key=fold) == [
        "Åland", "Mexicali", "México", "Ñuble", "Peru", "Zambia",
    ]  # fmt: skip


@given(TEXT)
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)
