"""What the operator reads is what there is: settings, measures, files, commands."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from application.backup.manifest import KNOWN, LEFT_OUT
from application.office import Office
from application.settings import DEFAULTS, SECRETS
from web import health
from web.commands import main
from web.commands.serving import PATIENCE
from web.measures import OUTCOMES, Measures

PAGE = (Path(__file__).parent.parent / "docs" / "operator.md").read_text("utf-8")


def rows(title: str) -> dict[str, str]:
    """Return the table under a title: the first cell, and the rest."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| `([^`]+)`([^|]*\|.*)\|$", section, re.MULTILINE)
    return dict(found)


def test_each_setting_is_told_with_what_stands_for_it() -> None:
    told = rows("Settings")
    assert {*told} == {f"DEPOSITARY_{name}" for name in DEFAULTS}
    for name, usual in DEFAULTS.items():
        assert not usual or f"| `{usual}` |" in told[f"DEPOSITARY_{name}"], name
    for name in SECRETS:
        assert f"`DEPOSITARY_{name}_FILE`" in PAGE


def test_each_measure_is_told_and_no_other(tmp_path: Path) -> None:
    with closing(Office.open({"DEPOSITARY_HOME": str(tmp_path)})) as office:
        text = Measures(lambda: office).written().decode()
    families = text_string_to_metric_families(text)
    names = {f"{f.name}_total" if f.type == "counter" else f.name for f in families}
    told = {name for name in rows("What to watch") if name.startswith("depositary_")}
    ours = {name for name in names if name.startswith("depositary_")}
    assert told == {"depositary_build_info", *ours} - {"depositary_build"}
    assert {"process_resident_memory_bytes"} <= names


def test_each_outcome_of_an_act_is_told() -> None:
    told = rows("What to watch")["depositary_acts_total"]
    for outcome in ("recorded", "failed", *(name for _, name in OUTCOMES)):
        assert f"`{outcome}`" in told


def test_each_file_of_a_backup_is_told() -> None:
    told = rows("Where things are")
    for name in (*KNOWN, *LEFT_OUT):
        assert name.endswith(".ndjson") or {name, f"{name}/"} & {*told}


def test_what_counts_as_passed_on_and_how_long_it_waits_is_told() -> None:
    for name in health.PASSED_ON:
        assert f"`{name}`" in PAGE
    assert f"for at most {PATIENCE} seconds" in PAGE


def test_each_command_that_is_told_is_there() -> None:
    code = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    spans = [*re.findall(r"`(depositary [^`\n]+)`", PAGE), *"".join(code).splitlines()]
    said = [span.split("depositary ")[1] for span in spans if "depositary " in span]
    words = {re.sub(r"--home \S+ ", "", one).split()[0] for one in said}
    assert {"backup", "restore", "serve", "doctor", "view"} <= words
    assert words <= {*main.commands}
