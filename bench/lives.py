"""Lives of commitments, played by the rules: what a big register is made of.

Each is about thirteen events, those that acts bring with them included.  Titles and
texts hold the word ``NUMBER``, which a copy of the life puts its own in the place of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.scene import CHAIR, CO_LEAD, COUNTRIES, LEAD, MEETING, SECRETARY, Scene

PACKAGE = "AP01"
CONTEXT = (
    "The participating governments, recalling what they declared, widen the pathways"
    " NUMBER for those who move, and help the communities that receive them."
)
CONTEXTO = (
    "Los gobiernos participantes, recordando lo que declararon, amplían las vías NUMBER"
    " para quienes se desplazan y ayudan a las comunidades que los reciben."
)
PLEDGE = "Each endorsing country names a contact NUMBER within six months."
Life = Callable[[Scene, int], str]


def delegate(scene: Scene, code: str, key: str, action: str, **said: Any) -> Any:
    """Let a country's delegate act on a commitment."""
    return scene.act(f"p-delegate-{code}", "commitment", key, action, said)


def minister(scene: Scene, code: str, key: str, action: str, **said: Any) -> Any:
    """Let a country's minister act on a commitment."""
    return scene.act(f"p-minister-{code}", "commitment", key, action, said)


def others(turn: int) -> list[str]:
    """Return countries in an order that changes with the turn."""
    codes = [code for code in COUNTRIES if code not in {LEAD, CO_LEAD}]
    return codes[turn % len(codes) :] + codes[: turn % len(codes)]


def tabled(scene: Scene, turn: int) -> str:
    """Six events: a draft, two who concur, a symbol."""
    said = {"package": PACKAGE, "title": f"Shared pathways NUMBER, part {turn}"}
    key: str = delegate(
        scene, LEAD, "", "draft", paragraphs=f"{CONTEXT}\n\n{PLEDGE}", **said
    ).reference
    for code in (LEAD, CO_LEAD):
        delegate(scene, code, key, "concur")
    delegate(scene, LEAD, key, "table")
    return key


def translate(scene: Scene, key: str) -> None:
    """Add the text in Spanish."""
    said = {"language": "es", "paragraphs": CONTEXTO}
    scene.act(SECRETARY, "commitment", key, "add-translation", said)


def opened(scene: Scene, turn: int) -> str:
    """Eleven events: translated, circulated, decided by consensus, open."""
    key = tabled(scene, turn)
    translate(scene, key)
    delegate(scene, LEAD, key, "circulate")
    scene.wait(days=15)
    delegate(scene, LEAD, key, "seek-decision", procedure="consensus")
    minister(scene, CHAIR, key, "declare-consensus", meeting=MEETING)
    delegate(scene, LEAD, key, "open")
    return key


def revised(scene: Scene, turn: int) -> str:
    """Thirteen events: the text is argued about."""
    key = tabled(scene, turn)
    delegate(scene, "MEX", key, "co-sponsor")
    for revision in range(2):
        text = f"{CONTEXT}\n\n{PLEDGE}\n\nRevision {revision} of turn {turn}."
        delegate(scene, LEAD, key, "revise", paragraphs=text, note="As discussed")
        for code in (LEAD, CO_LEAD):
            delegate(scene, code, key, "concur")
    return key


def endorsed(scene: Scene, turn: int) -> str:
    """Thirteen events, or fifteen: one country joins, or two."""
    key = opened(scene, turn)
    for code in others(turn)[: 1 + turn % 2]:
        scene.wait(days=1)
        minister(scene, code, key, "endorse")
    return key


def left(scene: Scene, turn: int) -> str:
    """Fifteen events: one country joins and leaves."""
    key = opened(scene, turn)
    code = others(turn)[0]
    minister(scene, code, key, "endorse")
    scene.wait(days=3)
    minister(scene, code, key, "withdraw-endorsement", reason="A new government.")
    return key


def late(scene: Scene, turn: int) -> str:
    """Seventeen events: one joining becomes known late, and its date is corrected."""
    key = opened(scene, turn)
    day = f"{scene.clock:%Y-%m-%d}"
    first, second, *_ = others(turn)
    scene.wait(days=4)
    minister(scene, first, key, "endorse")
    scene.wait(days=2)
    entered = scene.act(
        SECRETARY, "commitment", key, "endorse", {"reservation": "As to the budget."},
        for_mandate=f"{second}-M1", occurred=f"{day}",
    )  # fmt: skip
    corrigendum = {"version": str(entered.version), "field": "earliest"}
    corrigendum |= {"new": day, "reason": "As the note says."}
    where = ("commitment", key)
    scene.act(SECRETARY, *where, "propose-correction", corrigendum)
    scene.act("p-registrar", *where, "correct", {"number": "1"})
    return key


def announced(scene: Scene, turn: int) -> str:
    """Twelve events: a country announces, begins and reports twice."""
    code = others(turn)[0]
    said = {"form": "national", "title": "Take in NUMBER more", "package": PACKAGE}
    said |= {"quantity": "4000", "unit": "refugees", "by": "2028"}
    key: str = minister(scene, code, "", "announce", **said).reference
    where = ("undertaking", f"{key}-{code}")
    owner = {"institution": "Institute NUMBER", "focal_point": f"{code}-M4"}
    scene.act(f"p-coordinator-{code}", *where, "assign-owner", owner)
    for report in ("1", "2"):
        scene.wait(days=9)
        told = {"self_status": "in progress", "narrative": f"Begun. {CONTEXT}"}
        scene.act(f"p-focal_point-{code}", *where, "draft-report", told)
        cleared = f"p-validating_authority-{code}"
        scene.act(cleared, *where, "submit-report", {"report": report})
        scene.act(SECRETARY, *where, "receive-report", {"report": report})
        if report == "1":
            scene.act(cleared, *where, "start")
    stated = {"narrative": f"Half of it is done. {PLEDGE}"}
    scene.act("p-registrar", *where, "record-statement", stated)
    return key


SHARES: tuple[tuple[Life, int], ...] = (
    (endorsed, 10),
    (revised, 6),
    (announced, 4),
    (tabled, 1),
    (left, 2),
    (late, 1),
)
"""How many of each are played, so that a register has them in these proportions."""
