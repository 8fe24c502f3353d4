"""Pages answered again as they were: while nothing was recorded, and to all alike."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from werkzeug.test import TestResponse

from tests.visiting import Visitor
from tests.world import BASIS, SECRETARY, opened
from web import kept

PAGE = "/commitments"
MANY = 6


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        yield Visitor.of(world)


@pytest.fixture
def made(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each address for which a page is made, not just answered again."""
    found: list[str] = []
    pages = visitor.client.application.extensions["kept"]
    pages.forget()
    inner = pages._inner  # noqa: SLF001 (what stands behind it)

    def noted(environ: dict[str, str], start: object) -> object:
        found.append(environ["PATH_INFO"])
        return inner(environ, start)

    monkeypatch.setattr(pages, "_inner", noted)
    return found


def rename(visitor: Visitor, name: str) -> None:
    said = {"language": "en", "name": name}
    visitor.world.act(SECRETARY, "participant", "COL", "record-name", said, basis=BASIS)


def told(answer: TestResponse) -> dict[str, str]:
    own = {"X-Request-ID", "Date"}
    return {k: v for k, v in answer.headers.items() if k not in own}


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}.json", f"{PAGE}.csv", "/", f"{PAGE}?as_of=2024-02-01"]
)
def test_a_page_is_made_once_and_answered_again_to_the_byte(
    visitor: Visitor, made: list[str], path: str
) -> None:
    first, again = visitor.get(path), visitor.get(path)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.data == first.data
    assert told(again) == told(first)
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    assert len(made) == 1


def test_an_act_makes_every_page_anew(visitor: Visitor, made: list[str]) -> None:
    visitor.get(PAGE)
    rename(visitor, "Colombia, renamed")
    assert "Colombia, renamed" in visitor.get(PAGE).text
    assert len(made) == 2


def test_an_act_while_a_page_is_made_is_on_the_next(
    visitor: Visitor, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = visitor.client.application.extensions["kept"]
    keep, names = pages.keep, ["Colombia, meanwhile"]

    def late(answer: object) -> object:
        while names:
            rename(visitor, names.pop())
        return keep(answer)

    told = visitor.client.application.after_request_funcs
    hooks = [late if hook == keep else hook for hook in told[None]]
    monkeypatch.setitem(told, None, hooks)
    assert "meanwhile" not in visitor.get(PAGE).text
    assert "meanwhile" in visitor.get(PAGE).text
    assert len(made) == 2


def test_one_makes_a_page_and_the_others_wait_for_it(
    visitor: Visitor, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = visitor.client.application.extensions["kept"]
    inner, others = pages._inner, Barrier(MANY)  # noqa: SLF001 (as above)

    def slowly(environ: dict[str, str], start: object) -> object:
        sleep(0.2)  # so that all the others have asked
        return inner(environ, start)

    def asked(asking: Visitor) -> bytes:
        others.wait()
        return asking.get(PAGE).data

    monkeypatch.setattr(pages, "_inner", slowly)
    with ThreadPoolExecutor(MANY) as people:
        got = [*people.map(asked, [visitor.another() for _ in range(MANY)])]
    assert len(set(got)) == 1
    assert made == [PAGE]


def test_who_waits_for_a_page_that_fails_makes_it(
    visitor: Visitor, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = visitor.client.application.extensions["kept"]
    inner, failing = pages._inner, [OSError("planted")]  # noqa: SLF001 (as above)

    def failed(environ: dict[str, str], start: object) -> object:
        if failing:
            raise failing.pop()
        return inner(environ, start)

    monkeypatch.setattr(pages, "_inner", failed)
    with pytest.raises(OSError, match="planted"):
        visitor.get(PAGE)
    assert visitor.get(PAGE).status_code == 200
    assert visitor.get(PAGE).status_code == 200
    assert made == [PAGE]


def test_a_browser_that_has_the_page_is_told_so(
    visitor: Visitor, made: list[str]
) -> None:
    etag = visitor.get(PAGE).headers["ETag"]
    again = visitor.get(PAGE, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag
    assert "Content-Type" not in again.headers
    assert len(made) == 1
    rename(visitor, "Colombia, again")
    assert visitor.get(PAGE, headers={"If-None-Match": etag}).status_code == 200


def test_what_is_made_anew_and_reads_the_same_is_a_304_too(
    visitor: Visitor, made: list[str]
) -> None:
    path = f"{PAGE}?known_at=@50"
    etag = visitor.get(path).headers["ETag"]
    rename(visitor, "Colombia, later")
    again = visitor.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert len(made) == 2


def test_languages_forms_and_addresses_are_kept_apart(
    visitor: Visitor, made: list[str]
) -> None:
    spanish = {"Accept-Language": "es"}
    assert 'lang="en"' in visitor.get(PAGE).text
    assert 'lang="es"' in visitor.get(PAGE, headers=spanish).text
    told = visitor.get(PAGE, headers={"Accept": "application/json"})
    assert told.mimetype == "application/json"
    assert visitor.get(f"{PAGE}?stage=open").text != visitor.get(PAGE).text
    assert len(made) == 4


def test_who_is_signed_in_gets_a_page_of_their_own(
    visitor: Visitor, made: list[str]
) -> None:
    public = visitor.get(PAGE)
    signed_in = visitor.another().sign_in("minister-COL")
    made.clear()
    own = signed_in.get(PAGE)
    assert own.text != public.text
    assert "ETag" not in own.headers
    assert visitor.get(PAGE).text == public.text
    assert made == [PAGE]


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", f"{PAGE}/nothing"])
def test_forms_and_complaints_are_not_kept(
    visitor: Visitor, made: list[str], path: str
) -> None:
    visitor.get(path)
    visitor.get(path)
    assert len(made) == 2


def test_a_chosen_language_is_remembered_each_time(visitor: Visitor) -> None:
    path = f"{PAGE}?lang=es"
    assert all("Set-Cookie" in visitor.another().get(path).headers for _ in range(2))


def test_a_page_is_kept_for_a_minute_at_most(
    visitor: Visitor, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LASTS", 0.0)
    visitor.get(PAGE)
    visitor.get(PAGE)
    assert len(made) == 2


def test_the_oldest_go_when_there_is_no_room(
    visitor: Visitor, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(visitor.get(PAGE).data)
    visitor.client.application.extensions["kept"].forget()
    made.clear()
    monkeypatch.setattr(kept, "MOST", 3 * size)
    for number in range(6):
        visitor.get(f"{PAGE}?n={number}")
    visitor.get(f"{PAGE}?n=5")
    visitor.get(f"{PAGE}?n=0")
    assert len(made) == 7
