"""The form of an act, field by field: what it asks, then its envelope.

Who has one mandate that serves acts under it; who has several chooses.  Officers find
the fields of a late entry: when it took effect, and whose act it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from application.office import new_command
from application.pages.choices import Ask, Choices

RADIOS = 7  # more than these become one field to choose from
PLAIN = {"text", "long", "paragraphs", "day", "url", "number"}
Field = dict[str, Any]
ROWS = {"readings": 4, "criteria": 4, "rules": 20, "list": 3}
"""How many rows the field has of what is written a thing a line."""


def fields_of(
    asked: Mapping[str, Any], choices: Choices, said: Mapping[str, Any]
) -> list[Field]:
    """Return the fields of the form *asked*, filled with what was *said*."""
    given = {**choices.filled(str(asked["action"])), **said}
    askable = [
        ask
        for ask in asked["asks"]
        if not ask.optional or choices.of(ask) != [] or ask.name in said
    ]
    found = [field_of(ask, choices, given) for ask in askable]
    found += _mandate(asked, choices, said)
    found.append(_basis(asked, said))
    if late_entries(choices):
        found += _late(choices, said)
    hidden = {"seen": asked["seen"], "command": said.get("command") or new_command()}
    taken = {field["name"] for field in found}
    return found + [
        {"name": name, "kind": "hidden", "value": value}
        for name, value in hidden.items()
        if name not in taken
    ]


def field_of(ask: Ask, choices: Choices, said: Mapping[str, Any]) -> Field:
    """Return one field; a thing of the register is chosen, not typed."""
    options = choices.of(ask)
    field: Field = {
        "name": ask.name,
        "label": _(ask.label),
        "hint": _(ask.hint) if ask.hint else "",
        "value": said.get(ask.name, ""),
        "required": not ask.optional,
        "kind": ask.kind if ask.kind in PLAIN else "text",
    }
    if options:
        return _chosen(field, ask, options)
    if ask.kind == "evidence":
        return field | {"kind": "evidence", "rows": 3} | _written(field["value"])
    if ask.kind in ROWS:
        return field | {"kind": "long", "rows": ROWS[ask.kind]} | _line(field, ask)
    return field


def _line(field: Field, ask: Ask) -> Field:
    """Say what one line of a field of several lines is, where its own hint doesn't."""
    lines = {
        "readings": _("One value a line, then a colon and its sources by commas."),
        "list": _("One a line."),
    }
    return {"hint": field["hint"] or lines.get(ask.kind, "")}


def late_entries(choices: Choices) -> bool:
    """Whether the viewer may enter acts after the fact."""
    officers = {"secretariat", "registrar"}
    return any(actor.role in officers for actor in choices.reader.viewer.actors)


def readings(text: Any) -> Any:
    """Read ``value: source, source`` lines; anything else is left as it came."""
    if not isinstance(text, str):
        return text
    lines = [line.partition(":") for line in text.splitlines() if line.strip()]
    return [
        {"value": value.strip(), "sources": [s.strip() for s in rest.split(",")]}
        for value, _colon, rest in lines
    ]


def _written(entries: Any) -> Field:
    """Show what was kept already as lines, and say how a page is cited."""
    value = entries if isinstance(entries, str) else "\n".join(entries)
    hint = _("One a line; of a page that was seen: https://… seen 2024-06-30 sha256:…")
    return {"value": value, "hint": hint}


def _chosen(field: Field, ask: Ask, options: list[dict[str, str]]) -> Field:
    if ask.kind == "list":
        value = field["value"]
        parts = value if isinstance(value, list) else str(value).split(",")
        return field | {"kind": "checkboxes", "options": options, "value": parts}
    value = str(field["value"])
    if ask.optional and len(options) <= RADIOS:
        options = [*options, {"value": "", "label": _("none")}]
    return field | {"kind": "choice", "options": options, "value": value}


def _mandate(
    asked: Mapping[str, Any], choices: Choices, said: Mapping[str, Any]
) -> list[Field]:
    held = [choices.mandate(**one) for one in asked["mandates"]]
    if not held:
        return []
    chosen = said.get("mandate") or held[0]["value"]
    field = {"name": "mandate", "kind": "hidden", "value": chosen}
    if len(held) > 1:
        field |= {"kind": "choice", "label": _("Act under"), "options": held}
    return [field]


def _basis(asked: Mapping[str, Any], said: Mapping[str, Any]) -> Field:
    value = said.get("basis", "")
    return {
        "name": "basis",
        "kind": "long",
        "rows": 2,
        "label": _("Basis"),
        "hint": _("The documents or sources it rests on: symbols or keys, one a line."),
        "value": "\n".join(value) if isinstance(value, list) else value,
        "required": bool(asked["basis_needed"]),
    }


def _late(choices: Choices, said: Mapping[str, Any]) -> list[Field]:
    held = choices.late()
    roles = {actor.role for actor in choices.reader.viewer.actors}
    found = [
        {
            "name": "occurred",
            "kind": "text",
            "label": _("Took effect, when it is entered after the fact"),
            "hint": _("2022-06-10, 2024-09, 2022-06-11..2022-09-26 or unknown"),
            "value": said.get("occurred", ""),
            "required": False,
        },
        _several("for_mandate", _("Act of the holder of"), held, said),
    ]
    if "registrar" in roles:
        participants = [*choices.things("participant")]
        found.append(
            _several("participant", _("Act of the participant"), participants, said)
        )
    return [field | {"after": True} for field in found if field.get("options", True)]


def _several(
    name: str, label: str, options: list[dict[str, str]], said: Mapping[str, Any]
) -> Field:
    if len(options) <= RADIOS:
        options = [*options, {"value": "", "label": _("none")}] if options else []
    return {
        "name": name,
        "kind": "choice",
        "label": label,
        "hint": _("Only for an act after the fact."),
        "options": options,
        "value": said.get(name, ""),
        "required": False,
    }
