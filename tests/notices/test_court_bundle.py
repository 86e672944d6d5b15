"""The court bundle: its index agrees with its pages, what is issued is in it as it was, and nothing is dropped unsaid."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from housingdesk.access.desk import Desk
from housingdesk.diary.actions import remove_note
from housingdesk.documents import queries as documents
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Cancelled, Refused
from housingdesk.holds.rules import HoldKind
from housingdesk.notices.actions.court import keep_bundle, keep_statement
from housingdesk.notices.actions.serving import keep_certificate
from housingdesk.notices.bundle_pdf.foreign import fitted_pages
from housingdesk.notices.queries import bundle
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.bundle import BundleChoice, LeftOut, MadeBundle, Purpose, Tab
from housingdesk.people.queries import person_draft
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.values.timeline import Ref
from tests.support import courting, noticing
from tests.support.courting import READY
from tests.support.desk import MONDAY, Clock

ISSUE = BundleChoice(Purpose.ISSUE, noticing.GROUNDS)


def quiet(done: int, total: int, text: str) -> None:
    """A progress that nobody looks at."""


def made(desk: Desk, case: CaseRow, choice: BundleChoice = ISSUE) -> MadeBundle:
    """The bundle of today."""
    found: MadeBundle = desk.ask(bundle.make_bundle, case_id=case.id, choice=choice, on=desk.today, by="Ann Brown",
                                 progress=quiet)
    return found


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    words = [page.get_textpage().get_text_range().replace("\r\n", " ").replace("\xa0", " ") for page in document]
    document.close()
    return words


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark."""
    document = pypdfium2.PdfDocument(pdf)
    found = [(mark.level, mark.get_title(), (mark.get_dest().get_index() or 0) + 1) for mark in document.get_toc()]
    document.close()
    return found


@pytest.fixture
def case(sqlite_desk: Desk, clock: Clock) -> CaseRow:
    """Everything that a court asks for, of two tenants."""
    return courting.ready_case(sqlite_desk, clock, "Amina Khan", "Yusuf Khan")


def test_the_index_the_page_numbers_and_the_bookmarks_agree_with_the_pages(sqlite_desk: Desk, case: CaseRow) -> None:
    found = made(sqlite_desk, case)
    words = pages(found.pdf)
    assert len(words) == found.pages
    for number, text in enumerate(words, 1):
        assert f"{number} of {found.pages}" in text
    at = 0
    for row in found.index:
        if row.first is None or row.last is None:
            continue
        assert row.first == (at + 1 if at else row.first) and row.last >= row.first, "one piece after the other, without a gap"
        at = row.last
        for number in range(row.first, row.last + 1):
            assert f"{number} of {found.pages} Tab {row.tab.number}" in re.sub(r"\s+", " ", words[number - 1])
    assert at == found.pages
    first = min(row.first for row in found.index if row.first)
    listed = " ".join(words[1:first - 1])
    for row in found.index:
        assert row.pages in listed and row.tab in listed
    marks = {title: page for _, title, page in bookmarks(found.pdf)}
    for row in found.index:
        assert row.first is None or marks[row.title] in {other.first for other in found.index if other.title == row.title}
    assert [title for level, title, _ in bookmarks(found.pdf) if level == 0][1:] == [
        f"{tab.number}  {tab}" for tab in Tab if any(row.tab is tab and row.first for row in found.index)]


def test_each_piece_begins_on_the_page_that_the_index_says(sqlite_desk: Desk, case: CaseRow) -> None:
    found = made(sqlite_desk, case)
    words = pages(found.pdf)
    begins = {row.title: words[row.first - 1] for row in found.index if row.first}
    assert "Form No. 3" in begins[f"{case.words}, 23 November 2026"]
    assert "Certificate of service" in begins["Certificate of service"]
    assert "Rent statement for the court" in begins["Rent statement for the court"]
    assert "Agreement sheet 1" in begins["Tenancy agreement signed.pdf, 23 November 2026"]
    assert "repay-confirmed to Yusuf Khan sheet 1" in begins["Repay-confirmed title, to Yusuf Khan, 5 October 2026"]
    assert "Talked about the rent" in begins["Calls, visits and messages"]
    assert "Ready to issue: all 14 done" in begins["Pre-action checklist"]
    assert "of 500 characters" in " ".join(words[-3:])


def test_what_was_issued_is_in_it_byte_for_byte(sqlite_desk: Desk, case: CaseRow) -> None:
    found = made(sqlite_desk, case)
    row = next(row for row in found.index if row.tab is Tab.NOTICE)
    assert case.document_id is not None and row.first is not None
    original = pikepdf.open(BytesIO(sqlite_desk.ask(documents.kept, document_id=case.document_id).content))
    whole = pikepdf.open(BytesIO(found.pdf))
    assert len(original.pages) == (row.last or 0) - row.first + 1
    for number, page in enumerate(original.pages):
        streams = streams_of(whole.pages[row.first - 1 + number])
        assert page.Contents.read_bytes() in streams, "the content of the page stands in it unchanged"


def streams_of(page: Any) -> list[bytes]:
    """The contents of a page, stream by stream."""
    contents = page.obj.Contents
    return [part.read_bytes() for part in contents] if isinstance(contents, pikepdf.Array) else [contents.read_bytes()]


def test_the_same_case_gives_the_same_file(sqlite_desk: Desk, case: CaseRow) -> None:
    assert made(sqlite_desk, case).pdf == made(sqlite_desk, case).pdf


def test_what_is_missing_or_left_out_stands_on_the_index_with_the_reason(sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan")
    clock.to(READY)
    choice = BundleChoice(Purpose.ISSUE, noticing.GROUNDS, (LeftOut("contact", "J. Green", "It names a neighbour"),))
    found = made(sqlite_desk, case, choice)
    rows = {row.title: row for row in found.index}
    assert rows["The agreement as it was signed"].note == "not in the file" and rows["Letters to them"].pages == "–"
    listed = " ".join(pages(found.pdf)[:3])
    assert "Calls, visits and messages: left out by J. Green: It names a neighbour" in listed
    assert "The agreement as it was signed: not in the file" in listed
    assert "Not yet: nobody was in touch with Amina Khan" in listed and "One piece is left out: the index says why" in listed
    assert found.without_pages[0] == "The agreement as it was signed: not in the file"


def test_the_notice_cannot_be_left_out_and_a_reason_is_needed(sqlite_desk: Desk, case: CaseRow) -> None:
    for out, said in ((LeftOut("notice", "AB", "why"), "cannot be left out"), (LeftOut("contact", "AB", " "), "Say why"),
                      (LeftOut("letter:999", "AB", "why"), "no longer there")):
        with pytest.raises(Refused, match=said):
            made(sqlite_desk, case, BundleChoice(Purpose.ISSUE, noticing.GROUNDS, (out,)))


def test_a_file_whose_bytes_changed_is_refused_by_name(sqlite_desk: Desk, case: CaseRow, monkeypatch: Any) -> None:
    monkeypatch.setattr(documents, "fingerprint", lambda _content: "0" * 64)
    with pytest.raises(Refused, match="is not what was kept on"):
        made(sqlite_desk, case)


def test_the_fingerprints_of_the_kept_files_are_listed(sqlite_desk: Desk, case: CaseRow) -> None:
    found = made(sqlite_desk, case)
    first = min(row.first for row in found.index if row.first)
    listed = " ".join(pages(found.pdf)[1:first - 1]).replace(" ", "")
    assert case.document_id is not None
    assert sqlite_desk.ask(documents.document, document_id=case.document_id).sha256 in listed


def test_scans_photographs_and_what_cannot_be_printed(sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan")
    clock.to(READY)
    turned = pikepdf.open(BytesIO(courting.page_of("Turned round")))
    turned.pages[0].rotate(90, relative=True)
    out = BytesIO()
    turned.save(out)
    locked = BytesIO()
    turned.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    files = (("tenancy scan.pdf", out.getvalue()), ("tenancy locked.pdf", locked.getvalue()),
             ("tenancy broken.pdf", b"%PDF-1.4 nothing"), ("tenancy.docx", b"PK\x03\x04 no pages"),
             ("tenancy photo.jpg", courting.picture("navy", (3000, 4000), "JPEG")),
             ("tenancy broken.png", b"\x89PNG\r\n\x1a\nx"),
             ("tenancy two sides.tif", courting.picture(kind="TIFF")), ("tenancy.gif", courting.picture(kind="GIF")))
    for name, content in files:
        sqlite_desk.do(keep_file, subject=Ref("tenancy", case.tenancy_id), draft=FileDraft(name, content))
    found = made(sqlite_desk, case)
    rows = {row.title.split(",")[0]: row for row in found.index if row.tab is Tab.AGREEMENT}
    assert {name: bool(row.first) for name, row in rows.items()} == {
        "tenancy scan.pdf": True, "tenancy locked.pdf": False, "tenancy broken.pdf": False, "tenancy.docx": False,
        "tenancy photo.jpg": True, "tenancy broken.png": False, "tenancy two sides.tif": True, "tenancy.gif": True}
    assert "locked with a password" in rows["tenancy locked.pdf"].note and "damaged" in rows["tenancy broken.pdf"].note
    assert "a .docx file. Print it and put it behind this tab" in rows["tenancy.docx"].note
    assert "Turned round" in pages(found.pdf)[(rows["tenancy scan.pdf"].first or 0) - 1]
    assert len(found.pdf) < 3_000_000, "a photograph is made small enough to be sent"
    document = pypdfium2.PdfDocument(found.pdf)
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}
    document.close()


def test_a_picture_is_turned_as_the_camera_meant_it() -> None:
    picture, out = Image.new("RGB", (400, 200), "white"), BytesIO()
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(out, "JPEG", exif=exif)
    whole, _ = fitted_pages(out.getvalue(), "image/jpeg", "door.jpg")
    image = next(iter(whole.pages[0].obj.Resources.XObject.values()))
    assert (int(image.Width), int(image.Height)) == (200, 400)


def test_warnings_and_removed_notes_are_never_in_it(sqlite_desk: Desk, case: CaseRow) -> None:
    person = sqlite_desk.ask(holders_on, tenancy_id=case.tenancy_id, on=sqlite_desk.today)[0].person_id
    draft, version = sqlite_desk.ask(person_draft, person_id=person)
    warned = replace(draft, staff_warning="Zebra: visit in pairs")
    sqlite_desk.do(change_person, person_id=person, version=version, draft=warned)
    courting.talk(sqlite_desk, case.tenancy_id, "Quokka was here and this stays")
    note = courting.talk(sqlite_desk, case.tenancy_id, "Walrus was written by mistake")
    sqlite_desk.do(remove_note, note_id=note, version=1)
    words = " ".join(pages(made(sqlite_desk, case).pdf))
    assert "Quokka" in words and "Zebra" not in words and "Walrus" not in words


@pytest.mark.parametrize("kind", [HoldKind.BREATHING_SPACE, HoldKind.CRISIS, HoldKind.DISPUTE, HoldKind.BENEFIT])
def test_a_hold_that_stops_a_claim_stops_the_bundle_for_it(sqlite_desk: Desk, case: CaseRow, kind: HoldKind) -> None:
    before = made(sqlite_desk, case)
    noticing.hold(sqlite_desk, case.tenancy_id, kind)
    for purpose in (Purpose.ISSUE, Purpose.HEARING):
        with pytest.raises(Refused, match="it stops a claim for the arrears"):
            made(sqlite_desk, case, BundleChoice(purpose, noticing.GROUNDS))
        with pytest.raises(Refused, match="it stops a claim"):
            made(sqlite_desk, case, BundleChoice(purpose))
    with pytest.raises(Refused, match="it stops a claim"):
        sqlite_desk.do(keep_bundle, case_id=case.id, version=case.version, made=before)
    for_us = made(sqlite_desk, case, BundleChoice(Purpose.FILE))
    front = pages(for_us.pdf)[0]
    assert "For our own file. It is not for the court as it stands." in front and "while it stands" in front


def test_in_a_breathing_space_a_claim_on_another_ground_may_go_on(sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan", grounds=("10", "14"))
    clock.to(READY)
    noticing.hold(sqlite_desk, case.tenancy_id)
    with pytest.raises(Refused, match="Rest the claim on ground 14 alone"):
        made(sqlite_desk, case, BundleChoice(Purpose.ISSUE, ("10", "14")))
    plan = sqlite_desk.ask(bundle.plan, case_id=case.id, on=sqlite_desk.today)
    assert plan.grounds == ("14",) and plan.why_not(Purpose.ISSUE) == ""
    found = made(sqlite_desk, case, BundleChoice(Purpose.ISSUE, ("14",)))
    rows = {row.title: row for row in found.index}
    assert rows["Rent statement for the court"].note == "not asked for: the claim does not rest on rent that is owed"
    words = " ".join(pages(found.pdf))
    assert "ground 14" in words and "Ready to issue: all 3 done" in words


@pytest.mark.parametrize(("after", "said"), [(1, "The notice says 8 December 2026"), (366, "This notice is lapsed")])
def test_it_is_not_made_for_issue_too_early_or_too_late(sqlite_desk: Desk, clock: Clock, after: int, said: str) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan")
    clock.to(MONDAY + timedelta(after))
    with pytest.raises(Refused, match=said):
        made(sqlite_desk, case)


def test_a_review_that_is_open_or_changed_the_decision_stops_it(sqlite_desk: Desk, case: CaseRow) -> None:
    waiting = replace(case, waits=True, review="Review open, decide by Mon 7 Dec 2026: the notice waits")
    for row, said in ((waiting, "Review open"), (replace(case, changed=True), "The review changed the decision")):
        for purpose in (Purpose.ISSUE, Purpose.HEARING):
            assert sqlite_desk.ask(bundle.why_not, row=row, purpose=purpose, grounds=(), on=READY).startswith(said)
        assert sqlite_desk.ask(bundle.why_not, row=row, purpose=Purpose.FILE, grounds=(), on=READY) == ""


def test_cancel_leaves_nothing_behind(sqlite_desk: Desk, case: CaseRow) -> None:
    def stop(done: int, total: int, text: str) -> None:
        if done > total // 2:
            raise Cancelled("Nothing was changed")

    with pytest.raises(Cancelled):
        sqlite_desk.ask(bundle.make_bundle, case_id=case.id, choice=ISSUE, on=sqlite_desk.today, by="Ann Brown", progress=stop)
    assert sqlite_desk.ask(bundle.bundles_of, case_id=case.id) == []


def test_it_is_kept_with_the_notice_once(desk: Desk, clock: Clock) -> None:
    case = courting.ready_case(desk, clock)
    found = made(desk, case)
    outcome = desk.do(keep_bundle, case_id=case.id, version=case.version, made=found)
    assert str(outcome.sentence).startswith(f"Court bundle to issue the claim of {found.pages} pages kept")
    again = desk.do(keep_bundle, case_id=case.id, version=case.version, made=made(desk, case))
    assert again.value == outcome.value and len(desk.ask(bundle.bundles_of, case_id=case.id)) == 1
    kept = desk.ask(documents.kept, document_id=outcome.value)
    assert kept.content == found.pdf and kept.name == "Court bundle to issue the claim, Amina Khan, 21 December 2026.pdf"


def test_a_bundle_that_is_no_longer_true_is_not_kept(desk: Desk, clock: Clock) -> None:
    case = courting.ready_case(desk, clock)

    def refusal(was: MadeBundle) -> str:
        with pytest.raises(Refused) as said:
            desk.do(keep_bundle, case_id=case.id, version=case.version, made=was)
        assert desk.ask(bundle.bundles_of, case_id=case.id) == []
        return str(said.value)

    found = made(desk, case)
    account = desk.ask(accounts_of, tenancy_id=case.tenancy_id)[0].id
    desk.do(adjust, draft=AdjustmentDraft(account, -1_000, Payer.TENANT, desk.today, "Paid at the door"))
    assert refusal(found) == "The account changed since this bundle was made. Make it again"
    found = made(desk, case)
    courting.letter(desk, case.tenancy_id, "arrears-2", "Amina Khan", READY)
    assert refusal(found) == "The papers changed since this bundle was made. Make it again"
    found = made(desk, case)
    courting.talk(desk, case.tenancy_id, "They rang once more")
    assert refusal(found) == "The papers changed since this bundle was made. Make it again"
    found = made(desk, case)
    clock.to(READY + timedelta(1))
    assert refusal(found) == "This bundle was made on 21 December 2026. Make it again, as of today"
    assert desk.do(keep_bundle, case_id=case.id, version=case.version, made=made(desk, case)).value


def test_the_statement_alone_is_kept_with_the_agreement(desk: Desk) -> None:
    tenancy = noticing.owing(desk)
    made_id = desk.do(keep_statement, tenancy_id=tenancy).value
    assert desk.ask(documents.document, document_id=made_id).subject == f"tenancy:{tenancy}"


def test_only_what_bears_on_the_claim_is_in_and_the_rest_is_offered(sqlite_desk: Desk, case: CaseRow) -> None:
    earlier = MONDAY - timedelta(weeks=29)
    for template, to, on in (("reference", "Dr Osei", READY), ("welcome", "Amina Khan", earlier),
                             ("repair-access", "Amina Khan", READY), ("breach-1", "Yusuf Khan", READY),
                             ("arrears-2", "Yusuf Khan", READY)):
        courting.letter(sqlite_desk, case.tenancy_id, template, to, on)
    found = [piece for piece in sqlite_desk.ask(bundle.pieces, row=case, on=sqlite_desk.today) if piece.tab is Tab.LETTERS]
    inside = [piece.title for piece in found if not piece.offered]
    assert len(inside) == 2 * len(courting.LETTERS) + 3 and "Arrears-2 title, to Yusuf Khan" in inside
    offered = {piece.title.split(" title")[0]: piece.key for piece in found if piece.offered}
    assert {"Reference", "Welcome", "Repair-access", "Breach-1", "Statement"} == set(offered)
    listed = {row.title for row in made(sqlite_desk, case).index}
    assert not [title for title in listed if title.startswith(("Breach", "Reference", "Welcome", "Repair"))]
    with_one = made(sqlite_desk, case, replace(ISSUE, put_in=(offered["Breach-1"],)))
    [row] = [row for row in with_one.index if row.title.startswith("Breach-1 title, to Yusuf Khan")]
    assert "breach-1 to Yusuf Khan sheet 1" in pages(with_one.pdf)[(row.first or 0) - 1]
    with pytest.raises(Refused, match="put in is no longer there"):
        made(sqlite_desk, case, replace(ISSUE, put_in=("letter:999",)))


def test_on_a_ground_of_conduct_the_letters_about_conduct_are_in(sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan", grounds=("14",))
    clock.to(READY)
    for template in ("breach-1", "repair-access", "arrears-1", "complaint-1-answer"):
        courting.letter(sqlite_desk, case.tenancy_id, template, "Amina Khan", READY)
    found = [piece for piece in sqlite_desk.ask(bundle.pieces, row=case, on=READY) if piece.tab is Tab.LETTERS]
    assert [(piece.title.split(" ")[0], piece.offered) for piece in found] == [
        ("Breach-1", False), ("Repair-access", False), ("Arrears-1", True), ("Complaint-1-answer", True)]


def test_a_file_that_may_not_be_the_agreement_is_offered(sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan")
    clock.to(READY)
    doubtful = ("Photo of the tenancy board.pdf", "Agreement to pay.pdf", "Tenancyform.pdf")
    for name in doubtful:
        sqlite_desk.do(keep_file, subject=Ref("tenancy", case.tenancy_id), draft=FileDraft(name, courting.page_of(name)))

    def agreements() -> list[tuple[str, bool]]:
        found = sqlite_desk.ask(bundle.pieces, row=case, on=READY)
        return [(piece.title, piece.offered) for piece in found if piece.tab is Tab.AGREEMENT]

    assert agreements() == [("The agreement as it was signed", False), *((name, True) for name in doubtful)]
    key = next(piece.key for piece in sqlite_desk.ask(bundle.pieces, row=case, on=READY) if piece.title == doubtful[0])
    put_in = made(sqlite_desk, case, replace(ISSUE, put_in=(key,)))
    assert [(row.title.split(",")[0], row.note) for row in put_in.index if row.tab is Tab.AGREEMENT] == [(doubtful[0], "")]
    for name in ("Signed tenancy agreement.pdf", "licence_2024.pdf"):
        sqlite_desk.do(keep_file, subject=Ref("tenancy", case.tenancy_id), draft=FileDraft(name, courting.page_of(name)))
    assert agreements()[:2] == [("Signed tenancy agreement.pdf", False), ("licence_2024.pdf", False)]


def test_a_certificate_that_was_kept_after_the_service_is_taken_before_a_new_one(sqlite_desk: Desk, case: CaseRow) -> None:
    sqlite_desk.do(keep_certificate, case_id=case.id)
    piece = next(one for one in sqlite_desk.ask(bundle.pieces, row=case, on=sqlite_desk.today) if one.key == "certificate")
    assert piece.document_id is not None
