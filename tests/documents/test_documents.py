"""Files are kept as they are, once with each record, and proved against their fingerprint when they are read."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents import actions, queries
from housingdesk.documents.models import Document
from housingdesk.documents.rules import LARGEST, FileDraft, file_name, fingerprint, media_type, size_words
from housingdesk.errors import NotFound, Refused
from housingdesk.values.timeline import Ref
from tests.support.audited import last_act, refused
from tests.support.desk import Clock
from tests.support.statements import statements

TENANCY = Ref("tenancy", 12)
PDF = FileDraft("Agreement.pdf", b"%PDF-1.7\n...")


def test_a_kept_file_comes_back_byte_for_byte(desk: Desk) -> None:
    made = desk.do(actions.keep_file, subject=TENANCY, draft=PDF)
    back = desk.ask(queries.kept, document_id=made.value)
    assert (back.name, back.media_type, back.content) == ("Agreement.pdf", "application/pdf", PDF.content)
    row = desk.ask(queries.document, document_id=made.value)
    assert (row.sha256, row.size, row.made_by) == (fingerprint(PDF.content), 12, "Ann Brown")
    assert last_act(desk) == ("documents.keep_file", "Agreement.pdf kept", "tenancy:12", [("document", "add")])


def test_the_files_of_a_record_are_listed_newest_first_without_their_bytes(desk: Desk) -> None:
    desk.do(actions.keep_file, subject=TENANCY, draft=PDF)
    desk.do(actions.keep_file, subject=TENANCY, draft=FileDraft("notes.txt", b"rang twice"))
    desk.do(actions.keep_file, subject=Ref("tenancy", 13), draft=PDF)
    with statements() as ran:
        rows = desk.ask(queries.documents, subject=TENANCY)
    assert [row.name for row in rows] == ["notes.txt", "Agreement.pdf"]
    assert len(ran) == 1 and '"content"' not in ran[0]


def test_the_same_file_is_kept_with_a_record_once(desk: Desk) -> None:
    desk.do(actions.keep_file, subject=TENANCY, draft=PDF)
    assert refused(desk, actions.keep_file, subject=TENANCY, draft=PDF) == "Agreement.pdf is kept here already"


@pytest.mark.parametrize(("draft", "sentence"), [
    (FileDraft("empty.pdf", b""), "empty.pdf is empty"),
    (FileDraft("virus.exe", b"MZ"), "not a kind of file that is kept"),
    (FileDraft("none", b"abc"), "not a kind of file that is kept"),
    (FileDraft("scan.pdf", b"MZ\x90\x00"), "called .pdf, but what is in it is something else"),
    (FileDraft("notes.txt", b"a\x00b"), "called .txt, but what is in it is something else"),
    (FileDraft("big.pdf", b"%PDF-" + bytes(LARGEST)), "25 MB"),
    (FileDraft("x\u202efdp.pdf", b"%PDF-"), "cannot be seen"),
    (FileDraft("x" * 250 + ".pdf", b"%PDF-"), "at most 200"),
])
def test_what_is_no_file_to_keep_is_refused(sqlite_desk: Desk, draft: FileDraft, sentence: str) -> None:
    assert sentence in refused(sqlite_desk, actions.keep_file, subject=TENANCY, draft=draft)
    assert sqlite_desk.ask(queries.documents, subject=TENANCY) == []


def test_a_path_is_no_name() -> None:
    assert file_name("C:\\Users\\ann\\scan.pdf") == "scan.pdf"
    assert file_name("../../etc/passwd") == "passwd"
    assert file_name("...") == "file"
    assert media_type("scan.JPEG", b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert [size_words(n) for n in (999, 12_345, 1_234_567)] == ["999 bytes", "12 kB", "1.2 MB"]


def test_a_file_that_changed_underneath_is_not_handed_out(desk: Desk) -> None:
    with desk.store.connected():
        bad = Document.create(name="a.pdf", media_type="application/pdf", sha256="0" * 64, size=3, content=b"abc",
                              made_at=desk.clock(), made_by="x")
    with pytest.raises(Refused, match="its bytes have changed"):
        desk.ask(queries.kept, document_id=bad.id)


def test_a_file_that_is_not_there(desk: Desk) -> None:
    for query in (queries.kept, queries.document):
        with pytest.raises(NotFound, match="no longer there"):
            desk.ask(query, document_id=99)


def test_what_the_program_made_is_kept_even_twice(desk: Desk) -> None:
    from housingdesk.access.act import Act
    from housingdesk.access.desk import needs
    from housingdesk.access.rules import Permission

    @needs(Permission.SEND_LETTERS)
    def issue(act: Act) -> list[int]:
        return [actions.keep_document(act, subject=TENANCY, name="Letter.pdf", media_type="application/pdf",
                                      content=b"%PDF-") for _ in range(2)]

    first, second = desk.do(issue).value
    assert first != second


def test_files_stand_in_the_timeline_a_page_at_a_time(desk: Desk, clock: Clock) -> None:
    for number in range(5):
        clock.to(date(2026, 11, 1 + number))
        desk.do(actions.keep_file, subject=TENANCY, draft=FileDraft(f"{number}.txt", f"{number}".encode()))
    first = desk.ask(queries.timeline, subject=TENANCY, before=None, limit=3)
    rest = desk.ask(queries.timeline, subject=TENANCY, before=first[-1].at, limit=3)
    assert [e.text[:1] for e in first + rest] == ["4", "3", "2", "1", "0"]
    assert first[0].text == "4.txt kept (1 byte)"
