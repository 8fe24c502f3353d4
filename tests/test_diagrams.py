"""The picture, the table and the documents say what the definition says."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from application import diagrams
from docs.write import HOME, PAGES, main
from domain.definition import load, read
from domain.workflow import Stage

SHIPPED = load("la-declaration")
MACHINES = list(SHIPPED.machines)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(machine: str, at: str = "") -> ET.Element:
    return ET.fromstring(diagrams.svg(SHIPPED, machine, at))  # noqa: S314 our own


@pytest.mark.parametrize("machine", MACHINES)
def test_a_drawing_passes_a_strict_policy(machine: str) -> None:
    allowed = {"svg", "g", "title", "desc", "path", "polygon", "ellipse", "text"}

    for element in drawn(machine).iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert "style" not in element.attrib
        assert not any("href" in n or n.startswith("on") for n in element.attrib)


def test_no_two_drawings_of_a_page_share_an_id() -> None:
    found = Counter(
        element.get("id")
        for machine in MACHINES
        for element in drawn(machine).iter()
        if "id" in element.attrib
    )

    assert set(found.values()) == {1}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_drawing_can_be_heard(machine: str) -> None:
    tree = drawn(machine)
    title, about = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")

    assert tree.get("role") == "img"
    assert title is not None
    assert about is not None
    assert tree.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert title.text == f"Stages of the {SHIPPED.machines[machine].title}"
    for stage in SHIPPED.machines[machine].stages:
        assert stage in (about.text or "")


def test_it_marks_where_the_thing_stands() -> None:
    here = [
        g for g in drawn("commitment", "open").iter() if "here" in g.get("class", "")
    ]

    assert ["".join(g.itertext()).strip() for g in here] == ["open"]
    assert "It stands at “open”." in diagrams.svg(SHIPPED, "commitment", "open")


@pytest.mark.parametrize("at", ["", "a stage of an older definition"])
def test_it_marks_nothing_for_a_stage_it_does_not_have(at: str) -> None:
    assert "here" not in diagrams.svg(SHIPPED, "commitment", at)


def test_it_is_drawn_the_same_every_time_and_by_many_at_once() -> None:
    first = diagrams.svg(SHIPPED, "commitment", "open")
    diagrams.drawn.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(diagrams.svg, SHIPPED, key, "open") for key in MACHINES * 4
        ]
    again = dict(zip(MACHINES * 4, [one.result() for one in asked], strict=True))

    assert again["commitment"] == first


def test_every_label_is_drawn_as_it_is_written() -> None:
    odd = 'a "b" \\N <i>&amp;</i> ; # : | ${x}'
    machine = SHIPPED.machines["report"]
    stages = {odd: Stage(odd, end=True), **machine.stages}
    moves = (replace(machine.moves[0], label=odd, ways=()), *machine.moves)
    changed = replace(
        SHIPPED, machines={"report": replace(machine, stages=stages, moves=moves)}
    )
    told = "".join(ET.fromstring(diagrams.svg(changed, "report")).itertext())  # noqa: S314

    assert odd in told
    assert (
        "a #quot;b#quot; \\N #lt;i#gt;#amp;amp#59;#lt;/i#gt; #59; #35; #58; | ${x}"
        in diagrams.mermaid(changed, "report")
    )
    assert 'a "b" \\N &lt;i>&amp;amp;&lt;/i> ; # : &#124; ${x}' in diagrams.markdown(
        changed, "report"
    )


@pytest.mark.parametrize("machine", MACHINES)
def test_every_move_between_stages_is_an_arrow_and_every_row_is_in_the_table(
    machine: str,
) -> None:
    rows = SHIPPED.machines[machine].moves
    pairs = {
        (start, way.stage)
        for row in rows
        for way in row.ways
        for start in row.start or ("",)
        if way.stage != "same"
    }
    edges = [g for g in drawn(machine).iter() if g.get("class") == "edge"]
    mermaid = re.findall(r"--> s\d+:", diagrams.mermaid(SHIPPED, machine))

    assert len(edges) == len(mermaid) == len(pairs)
    assert len(diagrams.table(SHIPPED, machine)) == len(rows)


def test_a_row_of_the_table_says_it_in_words() -> None:
    row = next(r for r in diagrams.table(SHIPPED, "package") if r["do"] == "stand-down")

    assert row == {
        "do": "stand-down",
        "action": "Stand down from the lead",
        "who": "a lead or co-lead of the package",
        "from": "led, confirmed",
        "to": "stays (another lead remains); dormant (otherwise)",
        "needs": [],
        "event": "package.lead-stood-down",
    }


@pytest.mark.parametrize("page", PAGES)
def test_the_document_says_what_the_code_says(page: str) -> None:
    assert (HOME / page).read_text("utf-8") == PAGES[page](), "run: make docs"


def test_a_stale_document_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("docs.write.HOME", tmp_path)

    assert main(["--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "docs/workflow.md: stale"


def test_a_new_row_changes_the_document() -> None:
    text = resources.files("domain.processes").joinpath("la-declaration.toml")
    source = text.read_text("utf-8").replace('label = "Table"', 'label = "Table it"')

    assert tomllib.loads(source)
    assert "Table it" in diagrams.markdown(read(source, "x.toml"), "commitment")
