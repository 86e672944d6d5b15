"""The rent account with keys: what it says, its panes, corrections and refusals, other days, a sum that does not agree."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from housingdesk.bank.actions.posting import post_pile
from housingdesk.bank.rules.proposals import Tier
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.actions.backdating import correct_charge
from housingdesk.rent.queries.accounts import account as account_row
from housingdesk.rent.queries.charges import charge_lines
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.rent.account_panel import AccountPanel
from tests.support.desk import MONDAY, Clock
from tests.support.files import WEEK, LettingFile, build_file
from tests.support.papers import name_office
from tests.support.statements import statements
from tests.ui.bank.monday import monday
from tests.ui.support import Recorder


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


@pytest.fixture
def panel(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> AccountPanel:
    """Its rent account, open, the list in focus."""
    made = AccountPanel(qt_desk)
    qtbot.addWidget(made)
    made.resize(1170, 620)
    made.open(letting.account)
    made.show()
    made.table.setFocus()
    QApplication.processEvents()
    return made


def texts(root: QWidget) -> list[str]:
    """Every word in sight."""
    QApplication.processEvents()
    labels = [w.text() for w in root.findChildren(QLabel) if w.isVisibleTo(root)]
    return labels + [w.accessibleName() for w in root.findChildren(QPushButton) if w.isVisibleTo(root)]


def press(panel: AccountPanel, letter: str) -> None:
    """A letter while the list has the focus."""
    panel.table.letter.emit(letter)
    QApplication.processEvents()


def rows(panel: AccountPanel) -> list[tuple[str, ...]]:
    """What the lines read."""
    return [tuple(cell.text for cell in panel.model.cells(n)) for n in range(panel.model.count())]


def row_where(panel: AccountPanel, what: str) -> None:
    """Make the first line that says this current."""
    place = next(n for n, row in enumerate(rows(panel)) if what in row[1])
    panel.table.view.select_place(place)


def test_it_reads_at_once(panel: AccountPanel) -> None:
    said = texts(panel)
    assert "£341.80 owed" in said and "£39.40 owed" in said and "£302.40 to pay" in said
    assert any("Your own charge is £11.60 a week: 3.4 weeks owed, £39.40." in text for text in said)
    assert "Court costs: £325.00 owed" in said
    assert [column.title for column in panel.model.columns] == ["Date", "What", "Charge", "Payment", "Own part", "Balance"]
    assert rows(panel)[:2] == [("23 Nov", "Key charged twice", "", "£2.00", "£39.40 owed", "£341.80 owed"),
                               ("23 Nov", "Rent week of Monday 23 November", "£112.40", "", "£41.40 owed", "£343.80 owed")]
    assert panel.model.sentence(0) == "Monday 23 November: Key charged twice, £2.00 paid, then £341.80 owed"


def test_the_chart_reads_with_the_arrows(panel: AccountPanel) -> None:
    chart = panel.chart.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    point = chart.current()
    assert point is not None and point.pence == 34180
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert (chart.current() or point).on == MONDAY - 4 * WEEK
    assert sum(p.payment for p in chart._points) == 3


def test_e_explains_in_full_and_escape_closes(panel: AccountPanel) -> None:
    press(panel, "E")
    said = texts(panel.pane)
    assert "Housing Benefit is paid to" not in " ".join(said) and "Whose part" in said
    assert "£112.40: Housing Benefit £100.80, own £11.60" in said
    assert panel.escape() and not panel.pane.isVisible()
    assert panel.table.view.hasFocus() and not panel.escape()


def test_no_balance_is_cut_beside_an_open_pane_in_a_small_window(panel: AccountPanel) -> None:
    panel.resize(856, 300)
    for key in ("E", "C", "D"):
        press(panel, key)
        QApplication.processEvents()
        view = panel.table.view
        assert panel.pane.isVisible() and view.horizontalScrollBar().maximum() == 0, key
        last = len(panel.model.columns) - 1
        assert not view.isColumnHidden(last) and view.columnWidth(last) >= view.sizeHintForColumn(last), key
    panel.resize(1170, 620)
    assert panel.pane.width() == 330


def test_enter_looks_at_a_line_and_follows_the_arrows(panel: AccountPanel) -> None:
    row_where(panel, "Rent week of Monday 23")
    QTest.keyClick(panel.table.view, Qt.Key.Key_Return)
    said = texts(panel.pane)
    assert {"Rent, Housing Benefit", "£100.80", "Rent, their own part", "£11.60"} <= set(said)
    assert any(text.startswith("Debit for the week of 23 November 2026. Debit run, seal") for text in said)
    assert any(text.startswith("Posted by Ann Brown on Mon 23 Nov 2026") for text in said)
    QTest.keyClick(panel.table.view, Qt.Key.Key_Up)
    assert "Key charged twice" in texts(panel.pane)


def test_v_reverses_with_a_reason(panel: AccountPanel, qt_desk: QtDesk, recorder: Recorder) -> None:
    row_where(panel, "Standing order")
    press(panel, "V")
    panel.finish()
    assert "Say in a few words why" in texts(panel.pane)
    assert panel._form is not None
    panel._form.form["reason"].set_value("Paid for a neighbour")
    panel.finish()
    assert rows(panel)[0][1:4] == ("Reversed: Paid for a neighbour", "£11.60", "")
    assert not panel.pane.isVisible() and panel.file is not None and panel.file.pence == 35340


def test_v_on_a_weekly_charge_says_what_to_do_instead(panel: AccountPanel) -> None:
    row_where(panel, "Rent week of")
    press(panel, "V")
    panel.finish()
    assert any("made of 2 entries of one batch" in text for text in texts(panel.pane))


def test_an_adjustment_says_everything_that_is_missing_then_posts(panel: AccountPanel, qt_desk: QtDesk) -> None:
    panel.adjust()
    panel.finish()
    said = texts(panel.pane)
    assert "Choose whether it takes money off or adds to what is owed" in said and "There is a problem" in said
    form = panel._form
    assert form is not None
    form.form.set_values(way=-1, pence=1500, reason="ab", payer=Payer.TENANT, effective_on=MONDAY + timedelta(3))
    panel.finish()
    said = texts(panel.pane)
    assert "An adjustment is not dated in the future" in said
    assert "Say in a few words why; it is printed on the statement" in said
    form.form.set_values(reason="Heating broken for a week", effective_on=MONDAY)
    panel.finish()
    assert rows(panel)[0][1:4] == ("Heating broken for a week", "", "£15.00")
    qt_desk.undo()
    assert panel.file is not None and panel.file.pence == 34180
    assert rows(panel)[0][1].startswith("Entered and withdrawn: Heating broken")


def test_an_adjustment_that_is_not_posted_is_there_again(panel: AccountPanel) -> None:
    panel.adjust()
    panel._form.form.set_values(way=-1, pence=200, reason="Key charged twice")  # type: ignore[union-attr]
    assert panel.escape()
    panel.adjust()
    values = panel._form.form.values()  # type: ignore[union-attr]
    assert (values["way"], values["pence"], values["reason"]) == (-1, 200, "Key charged twice")
    panel.finish()
    QApplication.processEvents()
    panel.adjust()
    assert panel._form.form.values()["reason"] == ""  # type: ignore[union-attr]


def test_another_day_and_back(panel: AccountPanel) -> None:
    press(panel, "D")
    form = panel._form
    assert form is not None
    form.form.set_values(as_at=MONDAY - 3 * WEEK, known=MONDAY)
    panel.finish()
    assert panel.file is not None and panel.file.pence == 2320
    assert any(text.startswith("As at 2 November 2026, as it was known on 23 November 2026.") for text in texts(panel))
    assert not panel.is_valid("adjust") and not panel.is_valid("reverse")
    assert panel.escape() and panel.file.pence == 34180


def test_charges_and_statement_follow_what_was_known(panel: AccountPanel, qt_desk: QtDesk, letting: LettingFile,
                                                     clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, then = qt_desk.desk, clock.now
    name_office(desk)  # type: ignore[arg-type]
    clock.now += timedelta(hours=1)
    line = desk.ask(charge_lines, account_id=letting.account, on=MONDAY)[0]
    desk.do(correct_charge, line_id=line.id, pence=12000, start=MONDAY - WEEK, reason="Agreed otherwise")
    panel.open(letting.account, known=then)
    press(panel, "C")
    pane = panel._charges
    assert pane is not None and [row.pence for row in pane._lines] == [11240] and not pane._buttons()
    assert any("As they were known on 23 November 2026" in text for text in texts(panel))
    pane._change()
    assert panel._charges is not None and not panel._charges.form, "what was known is not changed"
    drawn: list[bytes] = []
    monkeypatch.setattr(panel, "_print_known", drawn.append)
    panel.print_statement()
    QApplication.processEvents()
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(drawn[0]))
    assert "As it was known on 23 November 2026. This is not today" in words and "Rent £112.40" in words
    assert panel.file is not None and panel.file.charge_pence == 11240


def test_charges_are_listed_and_changed_from_a_day_not_debited(panel: AccountPanel, qt_desk: QtDesk,
                                                               letting: LettingFile) -> None:
    press(panel, "C")
    pane = panel._charges
    assert pane is not None
    assert [cell.secondary for cell in pane.model.cells(0)] == ["HB £100.80, own £11.60 · from 26 Oct"]
    pane._change()
    made = pane.form
    assert made is not None and made.form is not None
    made.form.set_values(pence=11500, start=MONDAY + WEEK, hb=12000)
    panel.finish()
    assert any("The shares come to £120.00, more than the charge of £115.00" in text for text in texts(panel.pane))
    made.form.set_values(hb=10300)
    panel.finish()
    lines = qt_desk.desk.ask(charge_lines, account_id=letting.account, on=MONDAY + WEEK)
    assert [(line.pence, line.start) for line in lines] == [(11500, MONDAY + WEEK), (11240, MONDAY - 4 * WEEK)]
    assert [(share.payer, share.pence) for share in lines[0].shares] == [(Payer.HB, 10300), (Payer.TENANT, None)]


def test_a_statement_and_a_sub_account_are_places(panel: AccountPanel, letting: LettingFile) -> None:
    went: list[Go] = []
    panel.go.connect(went.append)
    panel.print_statement()
    next(b for b in panel.figure.findChildren(QPushButton) if b.accessibleName().startswith("Court costs")).click()
    assert went[0] == Go("letter_run", {"account_ids": (letting.account,), "template": "statement"})
    assert went[1].place == "account" and went[1].facts["account_id"] != letting.account


def test_a_sum_that_does_not_agree_is_loud_and_locks(panel: AccountPanel, qt_desk: QtDesk, letting: LettingFile,
                                                     spoil: Callable[[int], None]) -> None:
    spoil(letting.account)
    panel.refresh()
    assert any("come to £341.80 owed, but its balance is kept as £341.81 owed: £0.01 apart" in text for text in texts(panel))
    assert panel.fault.isVisible() and not panel.is_valid("adjust") and not panel.is_valid("reverse")


@pytest.fixture
def spoil(qt_desk: QtDesk) -> Callable[[int], None]:
    """Puts a penny on a stored balance past the program, as a fault would."""
    def put(account_id: int) -> None:
        with qt_desk.desk.store.connected() as database:  # type: ignore[attr-defined]
            database.execute_sql("UPDATE balance SET pence = pence + 1, own_pence = own_pence + 1 WHERE account_id = ?",
                                 (account_id,))
    return put


def test_a_colleagues_entry_shows_at_once(panel: AccountPanel, qt_desk: QtDesk, letting: LettingFile) -> None:
    qt_desk.do(adjust, draft=AdjustmentDraft(letting.account, -100, Payer.TENANT, MONDAY, "Found in the post"))
    assert rows(panel)[0][1] == "Found in the post"
    assert qt_desk.desk.ask(account_row, account_id=letting.account).pence == 34080


def test_opening_asks_twenty_things_at_most(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    made = AccountPanel(qt_desk)
    qtbot.addWidget(made)
    with statements() as asked:
        made.open(letting.account)
        made.show()
        made.table.setFocus()
        QApplication.processEvents()
    assert 0 < len(asked) <= 20, "seven of them say what of it is owed only because benefit is paid in arrears"


def test_a_payment_shows_what_the_bank_says_and_is_taken_back_there(qtbot: Any, qt_desk: QtDesk, recorder: Recorder) -> None:
    made = monday(qt_desk.desk)  # type: ignore[arg-type]
    qt_desk.desk.do(post_pile, bank_account_id=made.bank, tier=Tier.CERTAIN)
    panel = AccountPanel(qt_desk)
    qtbot.addWidget(panel)
    panel.resize(1170, 620)
    panel.open(made.accounts["Joy"])
    panel.show()
    place = next(n for n, row in enumerate(panel.model.rows()) if row.line is not None and row.line.bank_line)
    panel.table.view.select_place(place)
    QTest.keyClick(panel.table.view, Qt.Key.Key_Return)
    said = texts(panel.pane)
    assert {"On the bank’s statement", "J OKAFOR", "£98.15"} <= set(said)
    assert "Reverse" not in said, "money from the bank goes back on Money in, so that bank and ledger still agree"
    went: list[Go] = []
    panel.go.connect(went.append)
    next(b for b in panel.pane.findChildren(QPushButton) if b.text() == "Money in").click()
    assert went[0].place == "money"
    press(panel, "V")
    assert panel._form is not None
    panel._form.form["reason"].set_value("Wrong person")
    panel.finish()
    assert any("take it back on Money in" in text for text in texts(panel.pane))
