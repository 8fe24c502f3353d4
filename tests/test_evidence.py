"""Evidence: kept under its hash, of the type it says, read by who reads the act."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from application.backup import Place, back_up, restore
from application.backup.manifest import Manifest
from application.doctor import Severity, examine
from application.evidence import packed
from application.evidence.folder import ARRIVING, DAY, LEAVING, Folder
from application.evidence.types import TYPES
from application.office import Malformed, Refused, TooLarge, Unreadable
from domain.evidence import LONGEST_NAME, File, Link, files, named, read, told
from tests.visiting import Visitor
from tests.world import UNDERTAKING, World, opened

PDF = b"%PDF-1.7\nforty centres\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
HASH = "ab" * 32
REPORT = f"/undertakings/{UNDERTAKING}/actions/draft-report"
FOCAL, VALIDATOR = "focal_point-COL", "validating_authority-COL"


def office_file(kind: str = "wordprocessingml.document", **more: bytes) -> bytes:
    """Write the smallest document of an office program."""
    main_part = f"{packed.OFFICE}.{kind}.main+xml"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{main_part}</Types>")
        for name, content in more.items():
            archive.writestr(name, content)
    return written.getvalue()


def open_document(kind: str = "text") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", f"{packed.OPEN}.{kind}")
    return written.getvalue()


SOUND = {
    "a.pdf": PDF,
    "a.png": PNG,
    "a.JPG": JPEG,
    "a.txt": "Quarante centres à Bogotá\n".encode(),
    "a.csv": b"year,centres\n2024,40\n",
    "a.docx": office_file(),
    "a.xlsx": office_file("spreadsheetml.sheet"),
    "a.pptx": office_file("presentationml.presentation"),
    "a.odt": open_document(),
    "a.ods": open_document("spreadsheet"),
    "a.odp": open_document("presentation"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "evidence", 1_000_000)


def put(folder: Folder, content: bytes, name: str) -> File:
    return folder.put(io.BytesIO(content), name)


def left_in(folder: Folder) -> list[str]:
    """Return the names of all files that lie in a folder."""
    return sorted(f.name for f in folder.root.rglob("*") if f.is_file())


# How it is written


def test_each_form_reads_as_it_was_written() -> None:
    file = File(HASH, 18_234, "application/pdf", "centres, 2024.pdf")
    link = Link("https://example.org/a b".replace(" ", "%20"), "2024-06-30", HASH)
    assert read(str(file)) == file
    assert read(str(link)) == link
    assert read("LAD/2024/3") == "LAD/2024/3"
    assert (told(str(file)), told(str(link))) == (file.name, link.address)
    assert [*files([str(link), str(file), "LAD/1"])] == [file]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (f"sha256:{HASH}", "a kept file is written “sha256:… bytes type name”"),
        (f"sha256:{HASH} 0 text/plain a.txt", "a kept file is written"),
        (f"sha256:{HASH[:9]} 5 text/plain a.txt", "a kept file is written"),
        (f"sha256:{HASH} 5 text/plain ../a.txt", "a file name is one name"),
        (f"https://example.org seen 2024-02-30 sha256:{HASH}", "what was seen is"),
        (f"ftp://example.org seen 2024-02-03 sha256:{HASH}", "what was seen is"),
        ("https://example.org seen 2024-02-03 sha256:12", "what was seen is"),
    ],
)
def test_half_a_form_is_none(entry: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        read(entry)


@given(st.text())
def test_any_name_is_refused_or_is_one_harmless_line(text: str) -> None:
    try:
        name = named(text)
    except Malformed:
        return
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\\n\r\0\u202e\u2066")
    assert name.strip(". ")
    file = File(HASH, 1, "text/plain", name)
    assert read(str(file)) == file
    assert named(name) == name


@pytest.mark.parametrize(
    "name",
    ["../a.pdf", "a/b.pdf", "c:\\a.pdf", "a\0.pdf", "a\u202efdp.exe", "", ".", "..",
     "a\nb.pdf", "a" * 151 + ".pdf"],
)  # fmt: skip
def test_a_name_with_a_path_a_turn_or_no_end_keeps_nothing(
    folder: Folder, name: str
) -> None:
    with pytest.raises(Malformed):
        put(folder, PDF, name)
    assert left_in(folder) == []


# What is kept


@pytest.mark.parametrize("name", SOUND)
def test_what_people_hand_in_is_kept_under_its_hash(folder: Folder, name: str) -> None:
    file = put(folder, SOUND[name], name)
    assert file.sha256 == hashlib.sha256(SOUND[name]).hexdigest()
    assert file.type == TYPES[name.rpartition(".")[2].lower()]
    assert folder.path(file.sha256).read_bytes() == SOUND[name]
    assert folder.path(file.sha256).stat().st_mode & 0o777 == 0o600
    folder.require(file)


def test_the_same_content_is_kept_once(folder: Folder) -> None:
    one, other = put(folder, PDF, "one.pdf"), put(folder, PDF, "other.pdf")
    assert one.sha256 == other.sha256
    assert left_in(folder) == [one.sha256]


def test_putting_it_again_mends_what_was_altered(folder: Folder) -> None:
    file = put(folder, PDF, "a.pdf")
    folder.path(file.sha256).write_bytes(b"%PDF- something else")
    assert folder.flaw(file) == "altered"
    put(folder, PDF, "a.pdf")
    assert folder.flaw(file) == ""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "“a.pdf” is empty"),
        ("a.pdf", PNG, "by its content it is image/png"),
        ("a.png", b"<svg/>", "by its content it is text/plain"),
        ("a.txt", PDF, "by its content it is application/pdf"),
        ("a.txt", b"\xff\xfe", "by its content it is nothing that is kept here"),
        ("a.txt", b"a\x1b[2J", "by its content it is nothing that is kept here"),
        ("a.csv", "é".encode()[:1], "by its content it is nothing"),
        ("a.docx", SOUND["a.xlsx"], "by its content it is .*spreadsheetml.sheet"),
        ("a.docx", office_file("macroEnabled"), "nothing that is kept here"),
        ("a.odt", b"PK\x03\x04" + bytes(40), "nothing that is kept here"),
        ("a.html", b"<script>", "is of a kind that is not kept; what is: pdf, png"),
        ("a.svg", b"<svg/>", "is of a kind that is not kept"),
        ("a", PDF, "is of a kind that is not kept"),
    ],
)
def test_what_is_empty_or_lies_about_its_type_is_not_kept(
    folder: Folder, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(Malformed, match=reason):
        put(folder, content, name)
    assert left_in(folder) == []


class Endless(io.RawIOBase):
    """A sender that never ends; remembers how much was taken of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        """Give as much as is asked for; all of it at once there is not."""
        assert 0 < size < 1_000_000, "it was read whole"
        self.taken += size
        assert self.taken < 5_000_000, "it was read beyond the limit"
        return b"a" * size


def test_beyond_the_limit_reading_ends_and_nothing_is_kept(folder: Folder) -> None:
    sender: Any = Endless()
    with pytest.raises(TooLarge, match="a file may have at most 1 MB"):
        folder.put(sender, "a.txt")
    assert sender.taken < 2 * folder.limit
    assert left_in(folder) == []


@pytest.mark.parametrize("spread", [1, 30])
def test_a_bomb_is_refused_whatever_it_is_spread_over(
    folder: Folder, spread: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "EXPANDED", 5_000_000)
    size = 6_000_000 // spread
    bomb = office_file(**{f"word/{n}.xml": bytes(size) for n in range(spread)})
    assert len(bomb) < 100_000
    with pytest.raises(Malformed, match="the file unpacks to more than 5 MB"):
        put(folder, bomb, "a.docx")
    assert left_in(folder) == []


def test_a_bomb_is_known_by_its_directory_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "EXPANDED", 5_000_000)
    file = tmp_path / "bomb"
    spread = {f"word/{n}.xml": bytes(200_000) for n in range(30)}
    file.write_bytes(office_file(**spread))
    with pytest.raises(Malformed, match="the file unpacks to more than 5 MB"):
        packed.type_of_packed(file)


def test_a_bomb_that_lies_about_its_size_is_refused(folder: Folder) -> None:
    bomb = office_file(**{"word/a.xml": bytes(900_000)})
    lying = bomb.replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(Malformed, match="packed in a way that can't be read"):
        put(folder, lying, "a.docx")
    assert left_in(folder) == []


def test_a_directory_too_long_to_be_read_is_not_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "DIRECTORY", 50)
    monkeypatch.setattr(packed.zipfile, "ZipFile", None)
    with pytest.raises(Malformed, match="packed in a way that can't be read"):
        put(folder, SOUND["a.docx"], "a.docx")


def test_a_writer_that_dies_leaves_no_file_of_that_name(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", died)
    folder.root.mkdir()
    (folder.root / ARRIVING).mkdir()
    with pytest.raises(OSError, match="No space"):
        put(folder, PDF, "a.pdf")
    assert left_in(folder) == []


# What is removed


def age(file: Path, seconds: float = DAY + 60) -> None:
    then = file.stat().st_mtime - seconds
    os.utime(file, (then, then))


def test_what_nothing_cites_goes_after_a_day_and_what_is_cited_stays(
    folder: Folder,
) -> None:
    cited, loose = put(folder, PDF, "a.pdf"), put(folder, PNG, "a.png")
    fresh = put(folder, JPEG, "a.jpg")
    half = folder.root / ARRIVING / "half"
    half.touch()
    for file in (folder.path(cited.sha256), folder.path(loose.sha256), half):
        age(file)
    assert folder.clear({cited.sha256}.__contains__) == 2
    assert left_in(folder) == sorted([cited.sha256, fresh.sha256])


def test_who_cites_a_file_as_it_goes_keeps_it(folder: Folder) -> None:
    file = put(folder, PDF, "a.pdf")
    age(folder.path(file.sha256))

    def cited_meanwhile(_sha256: str) -> bool:
        folder.require(file)
        return False

    assert folder.clear(cited_meanwhile) == 0
    assert left_in(folder) == [file.sha256]


def test_a_removal_that_died_half_way_is_taken_back(folder: Folder) -> None:
    file = put(folder, PDF, "a.pdf")
    away = folder.root / LEAVING / file.sha256
    away.parent.mkdir()
    folder.path(file.sha256).rename(away)
    folder.clear(lambda _: True)
    assert folder.flaw(file) == ""


# At work


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path / "register", engine) as world:
        yield Visitor.of(world)


def hand_over(visitor: Visitor, *sent: tuple[str, bytes], **said: str) -> TestResponse:
    """Send the form of a report with files, as a browser does."""
    visitor.sign_in(FOCAL)
    about = {"self_status": "in progress", "narrative": "Half done", **said}
    return post(visitor, {"csrf_token": visitor.token(), **about}, *sent)


def post(
    visitor: Visitor, said: dict[str, str], *sent: tuple[str, bytes]
) -> TestResponse:
    attached = [FileStorage(io.BytesIO(content), name) for name, content in sent]
    boundary, body = encode_multipart({**said, "attached": attached})
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post(REPORT, data=body, content_type=kind)


def given_at(visitor: Visitor, where: str) -> bytes:
    """Return the content of a file that the site gives."""
    with visitor.get(where) as answer:
        assert answer.status_code == 200
        return answer.data


def report_of(world: World) -> Any:
    return world.record("undertaking", UNDERTAKING).last_report


def address_of(world: World) -> str:
    (file,) = files(report_of(world).evidence)
    return f"/evidence/{file.sha256}/{file.name}"


def test_the_form_takes_files_without_a_script(visitor: Visitor) -> None:
    page = visitor.sign_in(FOCAL).get(REPORT).text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page
    answer = hand_over(
        visitor, ("a, b.pdf", PDF), ("a.csv", SOUND["a.csv"]), evidence="LAD/2024/3"
    )
    assert answer.status_code == 303
    plain, one, other = report_of(visitor.world).evidence
    assert plain == "LAD/2024/3"
    assert read(one) == File(
        hashlib.sha256(PDF).hexdigest(), len(PDF), "application/pdf", "a, b.pdf"
    )
    assert other.endswith(" text/csv a.csv")


def test_a_preview_keeps_the_file_for_the_confirmation(visitor: Visitor) -> None:
    answer = hand_over(visitor, ("a, b.pdf", PDF), preview="1")
    assert report_of(visitor.world) is None
    entry = answer.text.partition("sha256:")[2].partition("</textarea>")[0]
    said = {"self_status": "in progress", "narrative": "Half done"}
    confirmed = visitor.send(REPORT, **said, evidence=f"sha256:{entry}")
    assert confirmed.status_code == 303
    assert [f.name for f in files(report_of(visitor.world).evidence)] == ["a, b.pdf"]


def test_a_refused_form_keeps_the_files_that_were_taken(visitor: Visitor) -> None:
    answer = hand_over(visitor, ("a.pdf", PDF), narrative="")
    assert answer.status_code == 422
    assert f"sha256:{hashlib.sha256(PDF).hexdigest()}" in answer.text


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("a.pdf", b"", 422, "“a.pdf” is empty"),
        ("a.pdf", PNG, 422, "“a.pdf” is not what its name says"),
        ("a.txt", b"a" * 1_000_001, 413, "a file may have at most 1 MB"),
        ("a.txt", b"a" * 3_100_000, 413, "A file may have at most 1 MB."),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(
    visitor: Visitor, name: str, content: bytes, status: int, sentence: str
) -> None:
    office = visitor.world.office
    office.settings = replace(office.settings, evidence_limit=1_000_000)
    answer = hand_over(visitor, (name, content))
    assert answer.status_code == status
    assert sentence in answer.text
    assert report_of(visitor.world) is None


def test_a_large_body_is_for_who_may_act(visitor: Visitor) -> None:
    token = {"csrf_token": visitor.token()}
    assert post(visitor, token, ("a.txt", b"a" * 2_100_000)).status_code == 413
    visitor.sign_in("p-nobody")
    assert visitor.tell("/evidence?name=a.txt", {}).status_code == 403
    assert visitor.another().tell("/evidence?name=a.txt", {}).status_code in {400, 401}


def test_a_program_hands_in_a_file_and_cites_it(visitor: Visitor) -> None:
    visitor.sign_in(FOCAL)
    headers = {"X-CSRFToken": visitor.token(), "Content-Type": "application/pdf"}
    path = "/evidence?name=a.pdf"
    kept = visitor.client.post(path, data=PDF, headers=headers)
    assert kept.status_code == 201, kept.text
    said = {"self_status": "in progress", "narrative": "Half", "evidence": []}
    said["evidence"] = [kept.get_json()["entry"]]
    assert visitor.tell(REPORT, said).status_code == 201
    assert given_at(visitor, address_of(visitor.world)) == PDF
    refused = visitor.client.post(path, data=PNG, headers=headers)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "entry",
    [
        f"sha256:{HASH} 9 application/pdf a.pdf",
        f"sha256:{hashlib.sha256(PDF).hexdigest()} 9 application/pdf a.pdf",
        f"sha256:{hashlib.sha256(PDF).hexdigest()} {len(PDF)} text/html a.pdf",
    ],
)
def test_no_act_cites_a_file_that_is_not_kept_so(visitor: Visitor, entry: str) -> None:
    world = visitor.world
    world.office.evidence.put(io.BytesIO(PDF), "a.pdf")
    said = {"self_status": "in progress", "narrative": "Half", "evidence": [entry]}
    with pytest.raises(Refused, match="is not kept as it is said"):
        world.act(FOCAL, "undertaking", UNDERTAKING, "draft-report", said)


def test_nobody_saw_what_lies_ahead(visitor: Visitor) -> None:
    seen = f"https://example.org seen 2031-01-01 sha256:{HASH}"
    said = {"self_status": "in progress", "narrative": "Half", "evidence": [seen]}
    with pytest.raises(Malformed, match="nobody has seen anything on 2031-01-01 yet"):
        visitor.world.act(FOCAL, "undertaking", UNDERTAKING, "draft-report", said)


def receive(world: World) -> None:
    where = ("undertaking", UNDERTAKING)
    world.act(VALIDATOR, *where, "submit-report", {"report": "1"})
    world.act("p-secretary", *where, "receive-report", {"report": "1"})


def test_a_file_is_read_by_who_reads_the_act_and_later_by_all(visitor: Visitor) -> None:
    hand_over(visitor, ("a.pdf", PDF))
    where = address_of(visitor.world)
    public = visitor.another()
    assert given_at(visitor, where) == PDF
    assert public.get(where).status_code == 404
    receive(visitor.world)
    assert given_at(public, where) == PDF
    assert f'href="{where}"' in public.get(f"/undertakings/{UNDERTAKING}").text
    assert public.get(where.replace("a.pdf", "b.pdf")).status_code == 404
    assert public.get(f"/evidence/{HASH}/a.pdf").status_code == 404
    assert public.get("/evidence/..%2fregister.db/a.pdf").status_code == 404


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "Añ; o.txt"])
def test_a_browser_saves_it_and_runs_nothing(visitor: Visitor, name: str) -> None:
    content = SOUND["a." + name.rpartition(".")[2]]
    hand_over(visitor, (name, content))
    with visitor.get(address_of(visitor.world)) as answer:
        assert answer.data == content
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Content-Type"].partition(";")[0] == TYPES[name[-3:]]
    assert "no-cache" in headers["Cache-Control"]


def test_the_sentence_names_the_file_and_not_its_hash(visitor: Visitor) -> None:
    hand_over(visitor, ("a.pdf", PDF))
    receive(visitor.world)
    where, world = ("undertaking", UNDERTAKING), visitor.world
    owner = {"institution": "Ministry", "focal_point": "COL-M4"}
    mandates = world.record("participant", "COL").mandates.values()
    owner["focal_point"] = next(
        m.number for m in mandates if m.capacity == "focal_point"
    )
    world.act("coordinator-COL", *where, "assign-owner", owner)
    world.act(VALIDATOR, *where, "start")
    entry = report_of(world).evidence[0]
    world.act(VALIDATOR, *where, "claim-fulfilment", {"evidence": [entry]})
    assert (
        "reported the undertaking fulfilled (a.pdf)"
        in visitor.get(f"/undertakings/{UNDERTAKING}").text
    )


def test_the_runner_removes_what_no_act_cites(visitor: Visitor) -> None:
    hand_over(visitor, ("a.pdf", PDF))
    world = visitor.world
    kept = world.office.evidence
    loose = kept.put(io.BytesIO(PNG), "a.png")
    (cited,) = files(report_of(world).evidence)
    for file in (loose, cited):
        age(kept.path(file.sha256))
    runner_once(world)
    assert (kept.flaw(loose), kept.flaw(cited)) == ("lost", "")


def runner_once(world: World) -> None:
    from web.runner import runner_of  # noqa: PLC0415

    runner_of(world.office).once()


def doctored(world: World) -> dict[Severity, list[str]]:
    """Return what the doctor says of evidence."""
    told: dict[Severity, list[str]] = {}
    for finding in examine(world.office.settings):
        if finding.check == "evidence":
            told.setdefault(finding.severity, []).append(finding.sentence)
    return told


def test_the_doctor_names_what_is_lost_or_altered(visitor: Visitor) -> None:
    hand_over(visitor, ("one.pdf", PDF), ("two.png", PNG))
    world = visitor.world
    assert doctored(world) == {
        Severity.FINE: ["2 files are cited and are what they were"]
    }
    one, two = files(report_of(world).evidence)
    world.office.evidence.path(one.sha256).unlink()
    world.office.evidence.path(two.sha256).write_bytes(PNG[:-1] + b"x")
    lost, altered = sorted(doctored(world)[Severity.ERROR])
    assert lost.startswith(f"“one.pdf”, cited by {UNDERTAKING}, is lost")
    assert altered.startswith(f"“two.png”, cited by {UNDERTAKING}, is altered")


@pytest.mark.parametrize("name", ["kept", "kept.zip"])
def test_a_backup_takes_the_files_along_and_restoring_brings_them_back(
    visitor: Visitor, tmp_path: Path, name: str
) -> None:
    hand_over(visitor, ("one.pdf", PDF), ("two.png", PNG))
    world = visitor.world
    one, two = files(report_of(world).evidence)
    world.office.evidence.path(two.sha256).unlink()
    taken = back_up(world.office, tmp_path / name)
    assert taken.evidence == {one.sha256: one.size}
    assert any("lost" in said and two.sha256 in said for said in taken.left_out)
    back = tmp_path / "back"
    place = Place(f"sqlite:///{back / 'register.db'}", back)
    restore(place, tmp_path / name)
    assert place.folder.path(one.sha256).read_bytes() == PDF


def test_a_backup_with_a_damaged_file_is_not_restored(
    visitor: Visitor, tmp_path: Path
) -> None:
    hand_over(visitor, ("one.pdf", PDF))
    back_up(visitor.world.office, tmp_path / "kept")
    (file,) = Manifest.read(tmp_path / "kept").evidence
    (tmp_path / "kept" / "evidence" / file).write_bytes(PDF[:-1] + b"x")
    back = tmp_path / "back"
    place = Place(f"sqlite:///{back / 'register.db'}", back)
    with pytest.raises(Unreadable, match=f"evidence/{file} was altered"):
        restore(place, tmp_path / "kept")
    assert not (back / "register.db").exists()
