"""The queue of letters by keys: kept back, printed and answered for, posted, sent by e-mail, and back again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import HoldDraft, HoldKind, Stop
from housingdesk.letters import actions, queries
from housingdesk.letters.rules.mailto import LONGEST, mailto
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.ui.kit import printing
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.print_panel import ManyPanel, PrintPanel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.by_email import LONG, NONE
from housingdesk.ui.letters.page import LettersPage
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.desk import MONDAY
from tests.support.queue_letters import a_letter, ids_of, pdf_of, states
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, words
from tests.ui.support.page import settle


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that keeps what it prints."""
    monkeypatch.setattr(printing, "_folders", {})
    printing.offer_folder("Folder", tmp_path)
    return tmp_path


@pytest.fixture
def ids(sqlite_desk: Desk, folder: Path) -> list[int]:
    """Four letters that wait, the second for a larger envelope."""
    return ids_of(sqlite_desk, [a_letter(number, pages=6 if number == 2 else 1) for number in (1, 2, 3, 4)])


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, ids: list[int]) -> LettersPage:
    made = show(qtbot, LettersPage(qt_desk))
    made.table.setFocus()
    press(made, "Home")
    return made


def panel(page: LettersPage) -> ManyPanel:
    """The print panel over the page."""
    [found] = [one for one in page.window().findChildren(ManyPanel) if one.isVisible()]
    return found


def print_all(page: LettersPage) -> None:
    """Ctrl+P and Print."""
    press(page, "Ctrl+P")
    panel(page)._print()
    settle(page)


def test_h_keeps_letters_back_and_takes_them_up_again(page: LettersPage, sqlite_desk: Desk, ids: list[int]) -> None:
    press(page, "H")
    assert states(sqlite_desk, ids) == [*[LetterState.READY] * 3, LetterState.KEPT_BACK]
    assert "Kept back" in [cell.text for cell in page.model.cells(0)] and "Take up" in page._buttons["keep_back"].text()
    assert "3 letters" in page._buttons["print_ready"].text()
    press(page, "H")
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}
    page.desk.undo()
    assert states(sqlite_desk, ids)[-1] is LetterState.KEPT_BACK
    page.desk.redo()
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}


def test_what_is_kept_back_is_not_printed(page: LettersPage, sqlite_desk: Desk, ids: list[int], folder: Path,
                                          recorder: Recorder) -> None:
    press(page, "H")
    print_all(page)
    assert recorder.answer("yes").title == "Did all 3 come out?"
    settle(page)
    assert states(sqlite_desk, ids) == [*[LetterState.PRINTED] * 3, LetterState.KEPT_BACK]


def test_letters_go_to_the_printer_envelope_by_envelope_with_their_counts(
        page: LettersPage, folder: Path, recorder: Recorder) -> None:
    press(page, "Ctrl+P")
    said = words(panel(page))
    assert "Print 4 letters, 9 pages" in said and "DL: 3 letters, 3 sheets" in said and "C5: 1 letter, 6 sheets" in said
    panel(page)._print()
    settle(page)
    [paper] = folder.glob("printed-*.pdf")
    pdf = Pdf(paper.read_bytes())
    assert pdf.pages == 9
    recorder.answer("later")


def test_only_some_came_out_asks_for_the_last_good_one(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                       recorder: Recorder) -> None:
    print_all(page)
    recorder.answer("some")
    settle(page)
    assert page.asking.form is not None and not page.pane.isVisible()
    page.asking.form["last"].set_value(2)
    press(page, "Ctrl+Enter")
    # In envelope order: the letter of six sheets went last.
    assert states(sqlite_desk, ids) == [LetterState.PRINTED, LetterState.READY, LetterState.PRINTED, LetterState.READY]
    page.desk.undo()
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}
    page.desk.redo()
    assert states(sqlite_desk, ids).count(LetterState.PRINTED) == 2


def test_none_came_out_leaves_them_waiting(page: LettersPage, sqlite_desk: Desk, ids: list[int], recorder: Recorder) -> None:
    print_all(page)
    recorder.answer("none")
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}


def test_after_a_power_cut_the_letters_at_the_printer_are_asked_about(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, ids: list[int]) -> None:
    sqlite_desk.do(actions.start_printing, letter_ids=ids[:3])
    page = show(qtbot, LettersPage(qt_desk))
    assert page.help.text().startswith("3 letters went to the printer and nobody has said what came out")
    assert page.is_valid("settle") and page._buttons["settle"].isVisible()
    page.table.setFocus()
    press(page, "A")
    assert page.asking.form is not None
    page.asking.form["last"].set_value(0)
    press(page, "Ctrl+Enter")
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}
    assert not page.is_valid("settle") and not page._buttons["settle"].isVisible()


def test_a_hold_found_at_print_leaves_everything_as_it_was(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                           recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("housingdesk.letters.actions.moves.stopped_sentence", lambda ids, on: "Letter may not go out: hold")
    print_all(page)
    assert recorder.take_message() == "Letter may not go out: hold."
    assert set(states(sqlite_desk, ids)) == {LetterState.READY} and not page.to_printer.busy


def test_one_held_letter_is_kept_back_and_the_others_are_printed(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                                 folder: Path, recorder: Recorder) -> None:
    sqlite_desk.do(put_hold, subject=Ref("tenancy", 3), draft=HoldDraft(
        HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "Told us by telephone"))
    print_all(page)
    assert set(states(sqlite_desk, ids)) == {LetterState.READY} and page.to_printer.busy
    asked = recorder.answer("keep")
    assert asked.title == "1 of 4 letters may not go out" and asked.text.startswith("Letter to Person 3: ")
    assert [(one.words, one.shortcut) for one in asked.choices] == [("Keep it back, print the other 3", "K")]
    settle(page)
    assert recorder.answer("yes").title == "Did all 3 come out?"
    settle(page)
    assert states(sqlite_desk, ids)[2] is LetterState.KEPT_BACK and states(sqlite_desk, ids).count(LetterState.PRINTED) == 3
    [paper] = folder.glob("printed-*.pdf")
    assert Pdf(paper.read_bytes()).pages == 8, "nothing held is printed"
    assert not page.to_printer.busy


def test_held_letters_can_also_stop_the_printing(page: LettersPage, sqlite_desk: Desk, ids: list[int], folder: Path,
                                                 recorder: Recorder) -> None:
    sqlite_desk.do(put_hold, subject=Ref("tenancy", 3), draft=HoldDraft(
        HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "Told us by telephone"))
    print_all(page)
    recorder.answer("leave")
    assert set(states(sqlite_desk, ids)) == {LetterState.READY} and not page.to_printer.busy
    assert not list(folder.glob("printed-*.pdf"))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_take_them_is_named_and_another_is_offered(
        page: LettersPage, sqlite_desk: Desk, ids: list[int], recorder: Recorder, folder: Path) -> None:
    printing.offer_folder("Away", folder / "not there")
    press(page, "Ctrl+P")
    panel(page).form["printer"].set_value("Away")
    panel(page)._print()
    settle(page)
    assert set(states(sqlite_desk, ids)) == {LetterState.READY}
    asked = recorder.answer("another")
    assert "did not take the job" in asked.text and "They wait in the queue as before" in asked.text
    settle(page)
    panel(page).form["printer"].set_value("Folder")
    panel(page)._print()
    settle(page)
    recorder.answer("yes")
    assert set(states(sqlite_desk, ids)) == {LetterState.PRINTED}


def test_a_printing_that_breaks_off_asks_what_came_out(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                       recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    usual: Callable[[int], bytes] = page.to_printer._fetch

    def fetch(letter_id: int) -> bytes:
        if letter_id == ids[3]:
            raise Refused("This letter's bytes are not those that were issued")
        return usual(letter_id)

    monkeypatch.setattr(page.to_printer, "_fetch", fetch)
    print_all(page)
    asked = recorder.answer("some")
    assert asked.title == "What came out?" and "2 letters of 4 went to the printer" in asked.text
    assert "yes" not in {choice.key for choice in asked.choices}, "not all of them can have come out"
    settle(page)
    assert page.asking.form is not None and page.asking.form["last"].value() == 2


def test_a_printing_that_is_cancelled_asks_and_can_be_settled_later(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                                    recorder: Recorder) -> None:
    page.desk.job_started.connect(lambda job: job.progressed.connect(
        lambda: job.cancel() if job.label.startswith("Printing") and job.done else None))
    print_all(page)
    asked = recorder.answer("later")
    assert asked.text.startswith("The printing was stopped. ") and set(states(sqlite_desk, ids)) == {LetterState.PRINTING}
    assert not page.to_printer.busy and page.is_valid("settle")
    press(page, "A", "Ctrl+Enter")
    assert set(states(sqlite_desk, ids)) == {LetterState.PRINTED}


@pytest.mark.parametrize(("key", "said"), [("R", "The copy of Letter went to the printer, 1 page"),
                                          ("E", "The envelope test sheet went to the printer, ")])
def test_a_copy_and_the_test_sheet_say_that_they_went_to_the_printer(page: LettersPage, folder: Path, recorder: Recorder,
                                                                     sqlite_desk: Desk, key: str, said: str) -> None:
    make_office(sqlite_desk)
    if key == "R":
        page.to_printer._print_copy(page.model.rows()[0], pdf_of(1))
    else:
        press(page, key)
    settle(page)
    [one] = [one for one in page.window().findChildren(PrintPanel) if one.isVisible()]
    one._print()
    settle(page)
    assert [toast for toast in recorder.toasts if toast.startswith(said)] and any(folder.glob("printed-*.pdf"))


def test_only_some_of_the_letters_can_be_printed(page: LettersPage, sqlite_desk: Desk, ids: list[int],
                                                 recorder: Recorder) -> None:
    press(page, "Ctrl+P")
    panel(page).form["letters"].set_value("2-9")
    panel(page)._print()
    assert [link.text() for link in panel(page).form.summary.links] == ["Letters is a number or a span within 1-4"]
    panel(page).form["letters"].set_value("2-3")
    panel(page)._print()
    settle(page)
    recorder.answer("yes")
    assert states(sqlite_desk, ids) == [LetterState.READY, LetterState.READY, LetterState.PRINTED, LetterState.PRINTED]


def test_t_posts_them_and_ctrl_z_and_ctrl_y_go_there_and_back(page: LettersPage, sqlite_desk: Desk, ids: list[int]) -> None:
    said: list[str] = []
    page.desk.said.connect(lambda sentence, undoable: said.append(sentence))
    sqlite_desk.do(actions.mark_printed, letter_ids=ids)
    page.tabs.choose("printed")
    page.refresh()
    settle(page)
    assert page.help.text() == "To frank: DL: 3 × letter up to 100 g · C5: 1 × letter up to 100 g"
    page.table.setFocus()
    press(page, "T")
    assert set(states(sqlite_desk, ids)) == {LetterState.POSTED} and page.model.count() == 0
    for step, state in ((page.desk.undo, LetterState.PRINTED), (page.desk.redo, LetterState.POSTED),
                        (page.desk.undo, LetterState.PRINTED)):
        step()
        assert set(states(sqlite_desk, ids)) == {state}
    back = "Undone: 4 letters printed, not yet posted"
    assert said == ["4 letters posted, second class", back, "Done again: 4 letters posted", back]


def test_what_goes_by_hand_is_not_posted_with_the_rest(page: LettersPage, sqlite_desk: Desk, ids: list[int]) -> None:
    sqlite_desk.do(actions.change_way, letter_ids=ids[:1], way=Way.HAND)
    sqlite_desk.do(actions.mark_printed, letter_ids=ids)
    page.tabs.choose("printed")
    page.refresh()
    settle(page)
    assert page.help.text().endswith("1 letter by hand")
    page.table.setFocus()
    press(page, "T")
    assert states(sqlite_desk, ids) == [LetterState.PRINTED, *[LetterState.POSTED] * 3]


@pytest.fixture
def mail(sqlite_desk: Desk) -> int:
    """A letter that waits to be sent by e-mail."""
    made = replace(a_letter(8), way=Way.EMAIL, body="Dear Person 8\nRing us.", data='{"e-mail": "p8@example.org"}')
    return ids_of(sqlite_desk, [made])[0]


def email_page(page: LettersPage) -> LettersPage:
    """The tab of e-mails with the letter chosen."""
    page.tabs.choose("email")
    page.refresh()
    settle(page)
    page.table.setFocus()
    press(page, "Home")
    return page


def test_a_late_answer_writes_no_address_under_another_letter(page: LettersPage, mail: int, sqlite_desk: Desk,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    late: list[Callable[[queries.Email], None]] = []
    at_once = page.ask

    def slow(query: Callable[..., object], on_rows: Callable[..., None], /, **facts: object) -> None:
        late.append(on_rows) if query is queries.email else at_once(query, on_rows, **facts)

    monkeypatch.setattr(page, "ask", slow)
    email_page(page)
    asked = page.note.text()
    page.tabs.choose("ready")
    settle(page)
    under = page.note.text()
    assert late and under and under != asked
    late[-1](sqlite_desk.ask(queries.email, letter_id=mail))
    assert page.note.text() == under
    email_page(page)
    late[-1](sqlite_desk.ask(queries.email, letter_id=mail))
    assert page.note.text().endswith("To p8@example.org")


def mail_program(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A mail program that opens; the addresses it was opened with."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(QUrl(url).toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


def test_the_text_of_an_e_mail_is_copied_and_opened_and_then_said_to_be_sent(
        page: LettersPage, mail: int, sqlite_desk: Desk, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = mail_program(monkeypatch)
    email_page(page)
    assert page.note.text().endswith("To p8@example.org")
    press(page, "C")
    assert QGuiApplication.clipboard().text() == "Dear Person 8\nRing us."
    assert recorder.toasts[-1] == "The text for p8@example.org is on the clipboard"
    press(page, "M")
    assert opened[0].startswith("mailto:p8@example.org?subject=Letter&body=Dear")
    press(page, "T")
    assert states(sqlite_desk, [mail]) == [LetterState.SENT]
    page.desk.undo()
    page.desk.redo()
    [entry] = sqlite_desk.ask(queries.letters, state=LetterState.SENT)
    assert queries.went(entry) == "sent by e-mail 23 November 2026"


def test_an_e_mail_that_no_program_takes_is_on_the_clipboard(page: LettersPage, mail: int, recorder: Recorder,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    email_page(page)
    press(page, "M")
    assert recorder.take_message() == NONE and QGuiApplication.clipboard().text().startswith("Dear")


def test_a_long_e_mail_is_pasted_and_not_cut_off(page: LettersPage, sqlite_desk: Desk, recorder: Recorder,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    body = "Ring us. " * 400
    ids_of(sqlite_desk, [replace(a_letter(9), way=Way.EMAIL, body=body)])
    opened = mail_program(monkeypatch)
    email_page(page)
    assert page.note.text().endswith("To an address that you fill in")
    press(page, "M")
    assert recorder.take_message() == LONG and QGuiApplication.clipboard().text() == body
    assert "body" not in opened[0] and len(mailto("", "Letter", body)[0]) < LONGEST


def test_an_e_mail_can_be_posted_instead_or_kept_back(page: LettersPage, mail: int, sqlite_desk: Desk) -> None:
    email_page(page)
    press(page, "H")
    assert states(sqlite_desk, [mail]) == [LetterState.KEPT_BACK] and not page.is_valid("open_mail")
    press(page, "H", "I")
    assert page.model.count() == 0 and sqlite_desk.ask(queries.letter, letter_id=mail).way is Way.POST


def test_today_leads_to_the_tab_in_which_letters_wait(page: LettersPage, mail: int) -> None:
    page.open(tab="email")
    settle(page)
    assert page.tabs.key() == "email" and [row.id for row in page.model.rows()] == [mail]


def test_p_goes_to_the_posting_of_the_letter_in_sight(page: LettersPage, sqlite_desk: Desk, ids: list[int]) -> None:
    went = goes(page)
    posting = sqlite_desk.do(actions.mark_posted, letter_ids=ids[:1], on=MONDAY).value
    page.open(letter_id=ids[0])
    settle(page)
    assert page.tabs.key() == "posted"
    page.table.setFocus()
    press(page, "P")
    assert [(go.place, go.facts) for go in went] == [("postings", {"posting_id": posting})]


def test_the_page_fits_every_window_in_every_tab(qtbot: QtBot, page: LettersPage, mail: int, sqlite_desk: Desk,
                                                 ids: list[int]) -> None:
    copy = replace(a_letter(5), addressee="Bartholomew Fitzgerald-Featherstonehaugh", authority="Signed on 2 November 2026")
    letter, _ = ids_of(sqlite_desk, [replace(a_letter(5), copies=(copy,))])
    sqlite_desk.do(actions.mark_printed, letter_ids=ids[:2])
    sqlite_desk.do(actions.mark_posted, letter_ids=ids[:1], on=MONDAY)
    sqlite_desk.do(actions.start_printing, letter_ids=[letter])
    assert clashes(LettersPage.keys) == []
    for tab in ("ready", "printed", "email", "posted", "held", "others"):
        page.tabs.choose(tab)
        page.refresh()
        settle(page)
        assert page_faults(qtbot, page) == [], tab


def test_a_copy_says_for_whom_it_is_and_why(page: LettersPage, sqlite_desk: Desk) -> None:
    copy = replace(a_letter(5), addressee="Ben Ward", authority="Signed on 2 November 2026", easy_read=True)
    ids_of(sqlite_desk, [replace(a_letter(5), copies=(copy,))])
    page.refresh()
    settle(page)
    page.table.setFocus()
    press(page, "Home")
    cells = page.model.cells(0)
    assert (cells[0].text, cells[0].secondary) == ("Copy for Ben Ward", "Letter · to Person 5")
    assert (cells[2].text, cells[2].secondary) == ("Post, DL", "1 sheet, easy read")
    assert "Copy of what goes to Person 5: Signed on 2 November 2026" in page.note.text()


def test_a_form_is_left_with_its_tab_and_with_what_is_opened_from_elsewhere(page: LettersPage, ids: list[int],
                                                                           sqlite_desk: Desk) -> None:
    sqlite_desk.do(actions.mark_printed, letter_ids=ids[:2])
    page.tabs.choose("printed")
    page.refresh()
    settle(page)
    page.table.setFocus()
    press(page, "Home", "O")
    assert page.asking.isVisible() and not page.is_valid("print_ready")
    page.tabs.choose("ready")
    settle(page)
    assert not page.asking.isVisible() and page.is_valid("print_ready") and page.pane.isVisible()
    page.tabs.choose("printed")
    settle(page)
    press(page, "Home", "O")
    assert page.asking.isVisible()
    page.open(tab="printed")
    assert not page.asking.isVisible()
