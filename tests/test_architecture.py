"""Who may import whom, that importing opens nothing, and that the SQL can be run."""

from __future__ import annotations

import ast
import logging
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from application.accounts import Accounts
from application.backup import rows
from application.pages.reader import SQL, sql
from application.register import Register
from application.sql import statements
from application.views.every import VIEWS
from application.views.tables import TABLES, filled
from tests.engines import fresh

LAYERS = ("domain", "application", "web")
SEAM = {  # the only files that know the event sourcing library
    "domain/events/base.py",
    "domain/record.py",
    "application/ledger.py",
    "application/mapper.py",
    "application/opening.py",
    "application/recorders/log.py",
    "application/recorders/postgres.py",
    "application/recorders/sqlite.py",
}
ENVIRONMENT = {  # the only files that read the environment, or hand it on
    "web/wsgi.py",
    "web/commands/common.py",
    "web/commands/serving.py",
}


def files(*layers: str) -> Iterator[tuple[str, str]]:
    for layer in layers or LAYERS:
        for file in Path(layer).rglob("*.py"):
            yield file.as_posix(), file.read_text("utf-8")


def imported(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_layers_import_downwards_only(capsys: pytest.CaptureFixture[str]) -> None:
    known = [*logging.Logger.manager.loggerDict]
    status = lint_imports()
    for name in known:  # which it turns off
        logging.getLogger(name).disabled = False

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_library_is_known_in_few_places() -> None:
    found = {
        name
        for name, text in files()
        if any(module.split(".")[0] == "eventsourcing" for module in imported(text))
    }

    assert found == SEAM


def test_the_domain_sees_only_the_models_of_the_library() -> None:
    seen = {
        module
        for _, text in files("domain")
        for module in imported(text)
        if module.startswith("eventsourcing")
    }

    assert seen == {"eventsourcing.domain", "eventsourcing.utils"}


def test_the_domain_needs_nothing_else_that_is_installed() -> None:
    others = {
        module.split(".")[0] for _, text in files("domain") for module in imported(text)
    }

    assert others <= {*sys.stdlib_module_names, "domain", "eventsourcing"}


def test_the_domain_reads_no_clock_and_rolls_no_dice() -> None:
    for name, text in files("domain"):
        assert not re.search(r"\.(now|utcnow|today|uuid4|uuid1)\(", text), name
        assert not {"random", "secrets", "time", "os"} & imported(text), name


def test_the_environment_is_read_in_few_places() -> None:
    found = {
        name for name, text in files() if re.search(r"\bos\.(environ|getenv)", text)
    }

    assert found == ENVIRONMENT


# Importing opens nothing

IMPORTING = """
import importlib, os, pathlib, pkgutil, sys

opened = []

def watch(event, told):
    if event == "open" and set(str(told[1] or "r")) & set("wax+"):
        opened.append((event, told[0]))
    if event in ("sqlite3.connect", "socket.connect", "subprocess.Popen", "os.mkdir"):
        opened.append((event, told[0]))

sys.path.insert(0, sys.argv[1])
os.environ.clear()
sys.addaudithook(watch)
for layer in ("domain", "application", "web"):
    package = importlib.import_module(layer)
    for module in pkgutil.walk_packages(package.__path__, f"{layer}."):
        if module.name != "web.wsgi":
            importlib.import_module(module.name)
print(opened, list(pathlib.Path().iterdir()))
"""


def test_importing_builds_and_opens_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTING, str(Path.cwd())],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "[] []\n"


# SQL


FOLDER = Path("application/sql")
APART = {"accounts.sql", "roles.postgres.sql"}
"""The statements of another database, and a recipe that a person runs."""


def written(engine: str) -> dict[str, str]:
    """Return every statement on the register's own database, by where it stands."""
    found = {f"today/{name}": sql(name, today=True) for name in SQL}
    for file in sorted(FOLDER.glob("*.sql")):
        if file.name not in APART and file.stem.partition(".")[2] in {"", engine}:
            for name, text in statements(file.name).items():
                found[f"{file.name}/{name}"] = filled(text)
    for table in TABLES.values():
        found |= {f"{table.name}/{k}": text for k, text in table.statements.items()}
    for view in VIEWS:
        found |= {f"all {view.name}/{k}": text for k, text in view.statements.items()}
    found |= {f"backup {table.name}/insert": table.insert for table in rows.TABLES}
    return {name: text for name, text in found.items() if not makes(text)}


def makes(text: str) -> bool:
    """Whether a statement makes a table or a trigger: it is run when it opens."""
    told = re.sub(r"^--.*$", "", text, flags=re.MULTILINE).lstrip()
    return told.startswith(("CREATE", "ALTER"))


def values(text: str) -> dict[str, str]:
    return dict.fromkeys(re.findall(r"(?<!:):(\w+)", text), "0")


@pytest.mark.parametrize("on", ["sqlite", "postgres"])
def test_the_database_can_plan_every_statement(on: str, tmp_path: Path) -> None:
    with fresh({"postgres": "postgresql"}.get(on, on), tmp_path) as address:
        register = Register(address, "LAD")
        for name, text in written(on).items():
            with register.reading() as cursor:
                planned(cursor, name, text)
        register.close()


def planned(cursor: Any, name: str, text: str) -> None:
    try:
        cursor.execute(f"EXPLAIN {text}", values(text))
    except Exception as error:  # noqa: BLE001 any engine's
        pytest.fail(f"{name}: {error}\n{text}")


def test_the_database_can_plan_every_statement_about_accounts(tmp_path: Path) -> None:
    Accounts.open(tmp_path / "accounts.db").close()
    database = sqlite3.connect(tmp_path / "accounts.db")
    for text in statements("accounts.sql").values():
        if not makes(text):
            database.execute(f"EXPLAIN {text}", values(text))
    database.close()


@pytest.mark.parametrize("file", [f.name for f in sorted(FOLDER.glob("*.sql"))])
def test_every_statement_is_asked_for(file: str) -> None:
    """Those that make something are run whole, when it opens."""
    code = "".join(text for _, text in files("application"))
    asked = {} if file in APART - {"accounts.sql"} else statements(file)
    assert [n for n, t in asked.items() if not makes(t) and f'"{n}"' not in code] == []


def test_every_placeholder_is_filled() -> None:
    for engine in ("sqlite", "postgres"):
        assert [n for n, text in written(engine).items() if set("{}") & set(text)] == []
