"""``depositary process simulate``: a scripted history, and what a script must be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.test_commands import run

SCENE = """
schema = "simulation/1"
begin = "2026-03-02T09:00:00Z"
chair = "COL"
[participants]
CAN = "Canada"
COL = "Colombia"
GUY = "Guyana"
MEX = "Mexico"
[packages.AP07]
title = "Refugee inclusion"
leads = ["CAN", "GUY"]
members = ["COL", "MEX"]
"""
ON = 'on = "commitment LAD-001"'
STEPS = (
    """who = "delegate CAN"
do = "draft"
on = "commitment"
said = { package = "AP07", title = "Centres", paragraphs = ["We open five."] }""",
    f'who = "delegate CAN"\ndo = "table"\n{ON}',
    f'who = "delegate CAN"\ndo = "concur"\n{ON}',
    f'who = "delegate GUY"\ndo = "concur"\n{ON}',
    f'who = "delegate CAN"\ndo = "table"\n{ON}',
    f"""who = "secretariat"
do = "add-translation"
{ON}
said = {{ language = "es", paragraphs = ["Abrimos cinco."] }}""",
    f'who = "secretariat"\ndo = "circulate"\n{ON}',
    f"""after = "14 days"
who = "delegate CAN"
do = "seek-decision"
{ON}
said = {{ procedure = "silence" }}""",
    f'who = "chair"\ndo = "open-silence"\n{ON}\nsaid = {{ hours = 72 }}',
    'after = "78 hours"',
)


def script(folder: Path, *steps: str, scene: str = SCENE) -> str:
    file = folder / "script.toml"
    file.write_text(scene + "".join(f"\n[[steps]]\n{step}\n" for step in steps))
    return str(file)


def played(folder: Path, *steps: str) -> tuple[int, list[dict[str, Any]]]:
    done = run(
        "process", "simulate", "la-declaration", script(folder, *steps), "--json"
    )
    return done.exit_code, orjson.loads(done.stdout)["steps"]


def test_a_history_is_told_with_stages_refusals_and_deadlines(tmp_path: Path) -> None:
    code, steps = played(tmp_path, *STEPS)

    assert code == 1
    assert [one["refusal"] for one in steps if one["refusal"]] == [
        "Rev.1 needs the concurrence of Canada, Guyana"
    ]
    last = steps[-1]
    assert (last["who"], last["action"]) == ("the clock", "let-silence-lapse")
    assert (last["at"], last["stage"]) == ("2026-03-19T09:00:00.000000Z", "adopted")
    opened = next(one for one in steps if one["action"] == "open-silence")
    assert opened["deadlines"] == [["2026-03-19T09:00:00.000000Z", "let-silence-lapse"]]


def test_people_read_it_as_a_table(tmp_path: Path) -> None:
    done = run("process", "simulate", "la-declaration", script(tmp_path, *STEPS[:2]))

    assert done.exit_code == 1
    first, second = done.stdout.splitlines()[1:]
    assert first.split()[-1] == "draft"
    assert second.endswith("refused: Rev.1 needs the concurrence of Canada, Guyana")


def test_one_without_a_refusal_ends_well(tmp_path: Path) -> None:
    assert played(tmp_path, STEPS[0])[0] == 0


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ('do = "draft"', "step 1: a step that acts names “who”, “do” and “on”"),
        ('after = "soon"', "step 1: “after” is needed as a number of minutes,"),
        ('at = "2026-03-02"', "step 1: “at” is needed as an instant with its zone"),
        ('whom = "CAN"', "step 1: “whom” is unknown"),
        ("who = 1", "step 1: “who” is needed as text"),
        ("said = 1", "step 1: “said” is needed as a table"),
    ],
)
def test_a_step_that_is_none(tmp_path: Path, step: str, reason: str) -> None:
    done = run("process", "simulate", "la-declaration", script(tmp_path, step))

    assert done.exit_code == 1
    assert f"script.toml, {reason}" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("simulation/1", "simulation/9", "schema is needed as “simulation/1”"),
        ("T09:00:00Z", "", "“begin” is needed as an instant with its zone"),
        ('CAN = "Canada"', "CAN = 1", "“participants” is needed as a table of codes"),
        ('leads = ["CAN", "GUY"]', "leads = [1]", "“packages” is needed as tables"),
        ('chair = "COL"', "chair = 1", "“chair” is needed as a code"),
        ('chair = "COL"', 'chair = "ZZZ"', "the scene can't be set: "),
        ('chair = "COL"', 'seat = "COL"', "“seat” is unknown"),
        ('CAN = "Canada"', "CAN = ", "not readable as TOML"),
    ],
)
def test_a_scene_that_is_none(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert SCENE.count(old) == 1
    file = script(tmp_path, STEPS[0], scene=SCENE.replace(old, new))
    done = run("process", "simulate", "la-declaration", file)

    assert done.exit_code == 1
    assert reason in done.stderr


def test_who_the_script_does_not_name_is_refused_by_name(tmp_path: Path) -> None:
    _, (step,) = played(tmp_path, STEPS[0].replace("CAN", "ARG", 1))
    assert step["refusal"] == "the script names nobody “delegate ARG”"


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    done = run("process", "simulate", "la-declaration", str(tmp_path / "none.toml"))
    assert done.exit_code == 3
    assert "there is no script" in done.stderr


def test_nothing_is_kept(tmp_path: Path) -> None:
    played(tmp_path, *STEPS)
    assert [file.name for file in tmp_path.iterdir()] == ["script.toml"]
