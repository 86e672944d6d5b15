"""The wording of a letter, changed by keys and seen at once; who may put it in use, and from when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.queries import audit
from housingdesk.access.rules import Role
from housingdesk.errors import Cancelled
from housingdesk.letters import proof
from housingdesk.letters.actions import own_letters
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.actions.spelling import add_word
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.spelling import own_words
from housingdesk.letters.rules.asks import AskKind
from housingdesk.letters.rules.merge import BlockKind, Family
from housingdesk.letters.rules.samples import SAMPLES
from housingdesk.letters.rules.source import toml_of, wording_of
from housingdesk.letters.rules.tried import Look, Tried
from housingdesk.letters.rules.wordings import WordingState, shipped_below
from housingdesk.letters.stock import shipped_template
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.letters.chip_text import ChipText
from housingdesk.ui.letters.page import LettersPage
from housingdesk.ui.letters.template_page import TemplatePage
from housingdesk.ui.letters.templates_page import TemplatesPage
from tests.mailings.test_letter_runs import make_office
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_tenancy
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle

KEY = "ring-us"
LATER = MONDAY + timedelta(days=8)


def edited(qtbot: QtBot, desk: QtDesk, key: str = KEY) -> TemplatePage:
    """The page of a letter, a draft of it begun by its key, the cursor in the headline."""
    page = opened(qtbot, desk, key)
    press(page, "Ctrl+Enter")
    settle(page)
    assert page.is_writable()
    return page


def opened(qtbot: QtBot, desk: QtDesk, key: str = KEY, **facts: Any) -> TemplatePage:
    page = TemplatePage(desk)
    page.open(key=key, **facts)
    return show(qtbot, page)


def colleague(qt_desk: QtDesk, recorder: Recorder, role: Role = Role.COORDINATOR) -> QtDesk:
    """Bo Lund's desk at the same database."""
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    User.insert(name="Bo Lund", initials="BL", login="bo", role=role, version=1, active=True).execute()
    user = User.get(User.login == "bo")
    return QtDesk(Desk(desk.store, Who(user.id, user.name, user.initials, str(role)), desk.clock), Inline(), recorder)


def text(page: TemplatePage) -> ChipText:
    found = page.cards.text_with_cursor()
    assert found is not None
    return found


def kept(page: TemplatePage) -> str:
    """The source of the newest version as it is stored."""
    found = page.desk.desk.ask(queries.opened, key=page._key, on=MONDAY)
    return str(found.source)


def told(page: TemplatePage) -> str:
    """What is said under Checks, once the hand has rested."""
    page.proof.draw()
    settle(page)
    return "\n".join([*(one.message for one in page.checks.findings), words(page.checks)])


def letter(page: TemplatePage) -> str:
    """What the letter in sight says, once the hand has rested."""
    page.proof.draw()
    settle(page)
    assert page.proof.view._pdf is not None
    return " ".join(page.proof.view._pdf.all_text().split())


def write_and_submit(page: TemplatePage, said: str = " We can help.") -> None:
    press(page, "End")
    type_text(page, said)
    press(page, "Ctrl+Enter")
    settle(page)


# Pills.
def test_an_at_opens_the_fields_and_enter_puts_one_in(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    before = text(page).text()
    press(page, "End")
    type_text(page, " @payment ref")
    assert text(page).list_is_open() and text(page)._list.names() == ["payment_reference"]  # type: ignore[union-attr]
    press(page, "Enter")
    assert not text(page).list_is_open()
    assert text(page).text() == before + " {payment_reference}"
    type_text(page, "!")
    assert text(page).text().endswith("{payment_reference}!") and len(page.cards.cards) == len(wording_of(kept(page)).pieces)
    assert "600 044 716" in letter(page)


def test_backspace_takes_a_pill_whole_and_undo_brings_it_back(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "End")
    type_text(page, "@our tel")
    press(page, "Enter")
    whole = text(page).text()
    press(page, "Backspace")
    assert text(page).text() == whole.removesuffix("{phone}")
    press(page, "Ctrl+Z")
    assert text(page).text() == whole


def test_pills_are_copied_whole_and_bold_stays_bold(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk, "arrears-2")
    press(page, "Down", "Ctrl+A", "Ctrl+C")
    copied = text(page).text()
    assert "**{owed}**" in copied
    press(page, "Alt+Enter", "Ctrl+V")
    assert text(page).text() == copied
    assert page.cards.wording().pieces[1].text == copied == page.cards.wording().pieces[0].text


def test_what_is_pasted_from_outside_is_one_line_without_hidden_characters(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+A")
    QApplication.clipboard().setText("Ring\nus\x07 on {phone}\u202e <b>now</b> {{x}")
    press(page, "Ctrl+V")
    assert text(page).text() == "Ring us on {phone} <b>now</b> {{x}"
    assert "a brace that is no field" in told(page) and not page.next.isEnabled()


def test_an_at_in_an_address_opens_nothing_and_esc_closes_the_list_first(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "End")
    type_text(page, " hello@dale")
    assert not text(page).list_is_open()
    type_text(page, " @")
    assert text(page).list_is_open()
    assert page.escape() and not text(page).list_is_open() and text(page).text().endswith("@")
    assert not page.escape()


def test_bold_by_a_key(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+A")
    type_text(page, "Ring ")
    press(page, "Ctrl+B")
    type_text(page, "today")
    press(page, "Ctrl+B")
    type_text(page, ".")
    assert text(page).text() == "Ring **today**."


# Parts.
def test_parts_are_added_moved_and_taken_out_by_keys_and_brought_back(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    was = page.cards.wording()
    press(page, "Alt+Enter")
    type_text(page, "New words.")
    assert page.cards.wording().pieces[0].text == "New words."
    press(page, "Alt+Down")
    assert [p.text for p in page.cards.wording().pieces[:2]] == [was.pieces[0].text, "New words."]
    assert page.cards.place() == 1 and has_focus(page.cards.cards[1])
    press(page, "Alt+Up", "Alt+Delete")
    assert page.cards.wording() == was
    while page.cards.can_take_back():
        press(page, "Ctrl+Z")
    assert page.cards.wording() == was


def test_a_part_that_was_taken_out_comes_back_with_its_words(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk, "arrears-2")
    was = page.cards.wording()
    press(page, "Down", "Alt+Delete")
    assert page.cards.wording().pieces == was.pieces[1:]
    press(page, "Ctrl+Z")
    assert page.cards.wording() == was and page.cards.place() == 0


def test_enter_splits_a_paragraph_and_backspace_joins_it(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk, "arrears-2")
    was = page.cards.wording()
    press(page, "Down")
    for _ in range(5):
        press(page, "Right")
    press(page, "Enter")
    first, second = page.cards.wording().pieces[:2]
    assert (first.text, first.when, second.when) == ("Your ", ("charged",), ("charged",))
    assert first.text + second.text == was.pieces[0].text
    press(page, "Backspace")
    assert page.cards.wording() == was
    press(page, "Ctrl+Z")
    assert page.cards.wording().pieces[:2] == (first, second) and page.cards.place() == 1
    press(page, "Ctrl+Z")
    assert page.cards.wording() == was and page.cards.place() == 0


def test_an_empty_part_becomes_one_of_any_kind(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Enter")
    assert BlockKind.WAYS_TO_PAY in page.piece.kind.offered()
    page.piece.kind.setFocus()
    type_text(page, "Ways")
    assert page.cards.wording().pieces[0].kind is BlockKind.WAYS_TO_PAY
    settle(page)
    assert "Standing order" in letter(page)
    page.cards.enter(1)
    assert BlockKind.WAYS_TO_PAY not in page.piece.kind.offered()


def test_the_letter_gets_another_name(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    page.piece.name.setFocus()
    press(page, "Ctrl+A")
    type_text(page, "We tried to reach you")
    page.keep()
    settle(page)
    assert wording_of(kept(page)).title == "We tried to reach you"
    assert [row.title for row in qt_desk.desk.ask(
        queries.templates, on=MONDAY) if row.key == KEY] == ["We could not reach you"]
    press(page, "Ctrl+A", "Delete")
    assert page.cards.wording().title == "We tried to reach you"
    page.cards.enter(0)
    assert not page.piece.name.isVisible()


def test_points_are_a_line_each(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Enter")
    page.cards.change_kind(BlockKind.POINTS)
    page.cards.enter(0)
    type_text(page, "Bring a card")
    press(page, "Enter")
    type_text(page, "Bring @our tel")
    press(page, "Enter")
    assert page.cards.wording().pieces[0].points == ("Bring a card", "Bring {phone}")


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_condition_is_chosen_as_a_sentence_by_keys(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Enter")
    type_text(page, "Somebody can be with you.")
    press(page, "Alt+W")
    menu = page.piece.menu
    assert menu is not None and menu.isVisible() and menu.activeAction().text() == "always"
    for _ in range(5):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text() == "when the person has a support worker"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(page)
    assert page.cards.wording().pieces[0].when == ("supported",)
    assert "Paragraph, only when the person has a support worker" in words(page)
    assert [link.text() for link in page.piece.links] == ["when the person has a support worker", "and when …"]
    seen = {sample.key: "Somebody can be with you" in shown_for(page, sample.key) for sample in SAMPLES}
    assert seen == {"plain": False, "longest": True, "joint": False, "nine": False, "credit": False, "licence": True,
                    "large": False}


def shown_for(page: TemplatePage, sample: str) -> str:
    page.proof.who.set_value(sample)
    return letter(page)


# The letter as it will be.
def test_each_sample_is_a_key_away(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = opened(qtbot, qt_desk, "arrears-2")
    press(page, "Down")
    names = []
    for _ in SAMPLES:
        names.append((page.proof.sample.key, letter(page)))
        press(page, "Alt+Right")
    assert [key for key, _ in names] == [sample.key for sample in SAMPLES]
    assert all(sample.address.names[0].split()[0] in said for sample, (_, said) in zip(SAMPLES, names, strict=True))
    press(page, "Alt+Left")
    assert page.proof.sample.key == "large"
    licence = dict(names)["licence"]
    assert "licence charge" in licence and "rent" not in licence.replace("current", "")


def test_only_the_newest_wording_is_shown(qtbot: QtBot, qt_desk: QtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = edited(qtbot, qt_desk)
    waiting: list[tuple[Any, str]] = []
    monkeypatch.setattr(page.desk, "ask", lambda query, done, **args: waiting.append((done, args.get("source", ""))))
    press(page, "End")
    for letter in "abc":
        type_text(page, letter)
        page.proof.draw()
    assert len(waiting) == 1 and wording_of(waiting[0][1]).headline.endswith("a")
    waiting[0][0](proof.proof(waiting[0][1], Tried(SAMPLES[0])))
    asked = [source for _, source in waiting if source]
    assert len(asked) == 2 and wording_of(asked[1]).headline.endswith("abc")


def test_a_picture_that_had_not_come_is_asked_for_again(qtbot: QtBot, qt_desk: QtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(qtbot, qt_desk)
    view, pdf = page.proof.view, proof.proof(queries.shipped_source(KEY), Tried(SAMPLES[0])).pdf
    assert pdf is not None
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(qt_desk, "ask", lambda query, done, failed=None, **args: asked.append(args))
    view.show_pdf(pdf)
    settle(page)
    assert [args["page"] for args in asked if "page" in args] == [0]
    view.replace_pdf(pdf)
    settle(page)
    assert [args["page"] for args in asked if "page" in args] == [0, 0]


def test_a_picture_of_a_letter_that_was_replaced_is_given_up(qtbot: QtBot) -> None:
    data = proof.proof(queries.shipped_source(KEY), Tried(SAMPLES[0])).pdf
    assert data is not None
    document = Pdf(data)
    assert not document.image(0, 0.5).isNull()
    document.close()
    with pytest.raises(Cancelled):
        document.image(0, 0.5)


# Checks, and the way into use.
def test_a_failing_check_stops_the_next_step_and_what_was_written_is_kept(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "End")
    type_text(page, " Remit PAYMENT.")
    assert "“Remit” is jargon. Say “Pay”" in told(page) and "capitals" in told(page)
    assert not page.next.isEnabled() and not page.is_valid("go_on")
    press(page, "Ctrl+Enter")
    assert page._opened is not None and page._opened.row is not None and page._opened.row.state is WordingState.DRAFT
    page.hide()
    assert wording_of(kept(page)).headline.endswith("Remit PAYMENT.")


def test_what_is_typed_is_kept_on_leaving_and_found_again(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "End")
    type_text(page, " More words.")
    assert "More words" not in kept(page)
    page.open(key="arrears-1")
    assert wording_of(kept_of(qt_desk, KEY)).headline.endswith("More words.")
    settle(page)
    page.open(key=KEY)
    settle(page)
    assert page.cards.wording().headline.endswith("More words.") and page.is_writable()


@pytest.mark.parametrize("key", [KEY, "arrears-2", "sign-up-bring"])
def test_a_draft_that_is_only_looked_at_is_not_kept_anew(qtbot: QtBot, qt_desk: QtDesk, key: str) -> None:
    page = edited(qtbot, qt_desk, key)
    before = page.desk.desk.ask(audit)
    page.hide()
    page.open(key=key)
    settle(page)
    assert page.desk.desk.ask(audit) == before and shipped_below(kept(page)) == shipped_template(key).fingerprint


def test_what_is_typed_while_it_is_being_kept_is_kept_after_it(qtbot: QtBot, qt_desk: QtDesk,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+End")
    held: list[Any] = []
    monkeypatch.setattr(qt_desk._executor, "write", held.append)
    for said in (" One.", " Two.", " Three."):
        type_text(page, said)
        page.keep()
    page.open(key="arrears-1")
    assert len(held) == 1
    held.pop()()
    settle(page)
    assert len(held) == 1 and wording_of(kept_of(qt_desk, KEY)).headline.endswith(" One.")
    held.pop()()
    settle(page)
    assert held == [] and wording_of(kept_of(qt_desk, KEY)).headline.endswith(" One. Two. Three.")
    assert page._opened is not None and page._opened.key == "arrears-1" and not page.is_writable()


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder) -> None:
    page = edited(qtbot, qt_desk)
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    row = desk.ask(queries.open_version, key=KEY)
    theirs = toml_of(replace(wording_of(kept(page)), headline="Their words."))
    desk.do(actions.save_draft, version_id=row.id, version=None, source=theirs)
    press(page, "Ctrl+End")
    type_text(page, " My words.")
    page.keep()
    assert text(page).text().endswith("My words.")
    page.hide()
    for said in (recorder.take_message(), recorder.take_message()):
        assert said.startswith("What you typed is not kept yet. This version of the letter was changed by a colleague")
    assert wording_of(kept(page)).headline == "Their words."


def kept_of(desk: QtDesk, key: str) -> str:
    return str(desk.desk.ask(queries.opened, key=key, on=MONDAY).source)


def test_keeping_it_leaves_the_cursor_where_it_is(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Down", "Ctrl+End")
    type_text(page, " And")
    page.keep()
    settle(page)
    type_text(page, " more.")
    assert text(page).text().endswith(" And more.")
    page.keep()
    settle(page)
    assert wording_of(kept(page)).pieces[0].text.endswith(" And more.")


def test_another_person_checks_and_it_is_used_from_its_day(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder,
                                                          clock: Clock) -> None:
    bo = colleague(qt_desk, recorder)
    page = edited(qtbot, qt_desk)
    write_and_submit(page)
    assert "Version 1, to be checked" in words(page.header) and not page.next.isEnabled()
    assert "You wrote in this version, so somebody else must check it." in words(page)
    press(page, "Ctrl+Enter")
    assert page._opened is not None and page._opened.row is not None and page._opened.row.state is WordingState.SUBMITTED
    theirs = opened(qtbot, bo)
    assert theirs.next.accessibleName() == "It is right" and not theirs.is_writable()
    press(theirs, "Ctrl+Enter")
    settle(theirs)
    assert "Version 1, checked" in words(theirs.header)
    press(theirs, "Ctrl+Enter")
    settle(theirs)
    assert [made.text() for made in theirs.findChildren(QPushButton) if made.property("kind") == "primary"
            and made.isVisible()] == ["Put it in use    Ctrl+Enter"]
    press(theirs, "Ctrl+A")
    type_text(theirs, "22/11/2026")
    press(theirs, "Ctrl+Enter")
    assert "A wording is in use from today or a later day" in words(theirs.asking)
    assert theirs._form is not None
    theirs._form["start"].setFocus()
    press(theirs, "Ctrl+A")
    type_text(theirs, "1/12/2026")
    press(theirs, "Ctrl+Enter")
    settle(theirs)
    assert "Version 1, in use from" in words(theirs.header)
    before, after = (qt_desk.desk.ask(queries.template_in_use, key=KEY, on=day) for day in (
        LATER - timedelta(days=1), LATER))
    assert before is shipped_template(KEY)
    assert after.headline[-1].text.endswith("We can help.") and after.version == 1
    bo.close()


def test_an_old_wording_is_brought_back_as_a_new_version(qtbot: QtBot, qt_desk: QtDesk, clock: Clock) -> None:
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    made = desk.do(actions.start_draft, key=KEY).value
    source = kept_of(qt_desk, KEY)
    desk.do(actions.save_draft, version_id=made, version=None,
            source=toml_of(replace(wording_of(source), headline="The old words.")))
    desk.do(actions.withdraw_draft, version_id=made, version=None)
    page = opened(qtbot, qt_desk, version_id=made)
    assert "Version 1, withdrawn" in words(page.header) and page.cards.wording().headline == "The old words."
    assert page.next.accessibleName() == "Bring this wording back"
    press(page, "Ctrl+Enter")
    settle(page)
    assert "Version 2, draft" in words(page.header) and page.cards.wording().headline == "The old words."


def test_a_reader_can_look_and_not_write(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder) -> None:
    page = opened(qtbot, colleague(qt_desk, recorder, Role.READER))
    assert page.next.isHidden() and not page.is_valid("add_part")
    before = page.cards.wording()
    press(page, "End")
    type_text(page, "x@")
    assert page.cards.wording() == before and not text(page).list_is_open()


# The list, and how both look.
def test_the_list_tells_what_waits_and_opens_it(qtbot: QtBot, qt_desk: QtDesk) -> None:
    edited(qtbot, qt_desk)
    page = show(qtbot, TemplatesPage(qt_desk))
    went = goes(page)
    press(page, "Ctrl+F")
    type_text(page, "reach you")
    rows = [(row.key, row.waiting.state if row.waiting else "") for row in page.model.rows()]
    assert (KEY, "draft") in rows
    press(page, "Enter")
    assert [go.facts for go in went] == [{"key": KEY}], "Enter opens what the filter found, without leaving the field"
    went.clear()
    page.tabs.choose("waiting")
    settle(page)
    assert [row.key for row in page.model.rows()] == [KEY]
    page.table.setFocus()
    press(page, "Enter")
    assert [(go.place, go.facts) for go in went] == [("template", {"key": KEY})]
    assert [row.words for row in page.versions.rows()] == ["Version 1", "Shipped wording"]
    page.history.setFocus()
    press(page, "End", "Enter")
    assert went[-1].facts == {"key": KEY, "shipped": True}


@pytest.mark.parametrize("key", [KEY, "arrears-2", "sign-up-bring"])
def test_the_editor_fits_every_window(qtbot: QtBot, qt_desk: QtDesk, key: str) -> None:
    page = edited(qtbot, qt_desk, key)
    page.cards.enter(0)
    assert page_faults(qtbot, page) == []


def test_the_list_and_the_way_to_it_fit_every_window(qtbot: QtBot, qt_desk: QtDesk) -> None:
    assert page_faults(qtbot, show(qtbot, TemplatesPage(qt_desk))) == []
    letters = show(qtbot, LettersPage(qt_desk))
    went = goes(letters)
    press(letters, "W")
    assert [go.place for go in went] == ["templates"]
    assert page_faults(qtbot, letters) == []


def test_no_key_has_two_meanings(qtbot: QtBot, qt_desk: QtDesk) -> None:
    for kind in (TemplatePage, TemplatesPage):
        assert clashes(kind.keys) == []
    page = edited(qtbot, qt_desk)
    assert [fault for fault in clashes(page.valid_keys()) if "twice" in fault] == []


# Spelling.
@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_f7_goes_through_the_parts_and_pills_are_never_spelled(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+End")
    type_text(page, " We recieve @our tel")
    press(page, "Enter", "Down", "Ctrl+End")
    type_text(page, " Beleive us.")
    page.spelling._look_up()
    assert "Not in the dictionary: “recieve”, “Beleive”. F7 goes through them" in told(page)
    assert page.next.isEnabled()
    page.cards.enter(-1)
    press(page, "Ctrl+Home", "F7")
    menu = page.spelling.menu
    assert menu is not None and menu.activeAction().text() == "receive"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(page)
    assert page.cards.wording().headline.endswith(" We receive {phone}")
    press(page, "F7")
    assert page.spelling.menu is not menu and page.spelling.menu is not None
    QTest.keyClick(page.spelling.menu, Qt.Key.Key_Return)
    settle(page)
    assert page.cards.wording().pieces[0].text.endswith(" Believe us.")
    press(page, "F7")
    assert recorder.take_message() == "No word is misspelt"
    assert "dictionary" not in told(page)


# Checks that lead to their place.
def test_f8_says_that_every_check_is_met_and_does_not_stay(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder) -> None:
    page = edited(qtbot, qt_desk)
    told(page)
    page.checks.show_findings([], [])
    press(page, "F8")
    assert recorder.toasts[-1] == "Every check is met"
    recorder.toasts.clear()


def test_f8_goes_to_the_words_of_each_check_and_a_key_says_it_plainly(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Down", "Ctrl+End")
    type_text(page, " Remit it prior to Monday. Do it NOWW.")
    told(page)
    page.cards.enter(-1)
    press(page, "F8")
    assert page.cards.place() == 0 and text(page).textCursor().selectedText() == "Remit"
    press(page, "F8")
    assert text(page).textCursor().selectedText() == "prior to"
    press(page, "Alt+R")
    assert "Remit it before Monday." in page.cards.wording().pieces[0].text
    told(page)
    press(page, "Alt+R", "Ctrl+Z")
    assert "Remit it before" in page.cards.wording().pieces[0].text
    told(page)
    for _ in range(2):
        press(page, "Alt+R")
        told(page)
    assert page.cards.wording().pieces[0].text.endswith(" Pay it before Monday. Do it Noww.")
    assert not page.is_valid("say_plainly")


def test_a_check_is_a_link_to_its_place_and_a_word_to_leave_out_goes_with_its_space(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Down", "Ctrl+End")
    type_text(page, " We hereby say so.")
    told(page)
    [link] = [link for link in page.checks.links() if "hereby" in link.text()]
    assert link.accessibleName().endswith("Go to part 1")
    page.cards.enter(-1)
    link.click()
    settle(page)
    assert text(page).textCursor().selectedText() == "hereby"
    press(page, "Alt+R")
    assert page.cards.wording().pieces[0].text.endswith(" We say so.")


# The letter itself.
def test_copies_conditions_and_to_whom_it_goes_are_kept_with_the_draft(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    was = page.cards.wording()
    press(page, "Alt+Q")
    assert page.sheet.form is not None
    page.sheet.form.set_values(family=Family.GENERAL, to_others=True, copies=frozenset({"appointee", "advocate"}),
                               needs=frozenset({"joint", "owing"}))
    press(page, "Ctrl+Enter")
    page.keep()
    settle(page)
    now = wording_of(kept(page))
    assert (now.family, now.to_others, now.copies, set(now.needs)) == (Family.GENERAL, True, ("appointee", "advocate"),
                                                                        {"joint", "owing"})
    assert not page.sheet.is_open() and has_focus(page.cards)
    press(page, "Ctrl+Z")
    assert page.cards.wording() == was


def test_a_question_is_added_used_and_then_stays(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Q")
    page.sheet.questions[-1].setFocus()
    press(page, "Space")
    assert page.sheet.form is not None
    type_text(page, "Day of <b>{{visit}}</b>")
    press(page, "Ctrl+Enter")
    assert "The example is missing" in words(page.asking)
    page.sheet.form.set_values(kind=AskKind.DATE, example="the 45th")
    press(page, "Ctrl+Enter")
    assert page.sheet.form["example"].value() == "the 45th" and len(page.cards.wording().asks) == len(
        wording_of(kept(page)).asks)
    page.sheet.form.set_values(example="1/12/2026")
    press(page, "Ctrl+Enter")
    ask = page.cards.wording().asks[-1]
    assert (ask.label, ask.kind, ask.example) == ("Day of <b>{{visit}}</b>", AskKind.DATE, "Tuesday 1 December")
    page.escape()
    page.cards.enter(-1)
    press(page, "Ctrl+End")
    type_text(page, " @day of")
    press(page, "Enter")
    assert page.cards.wording().headline.endswith(f"{{{ask.name}}}") and "Tuesday 1 December" in letter(page)
    press(page, "Alt+Q")
    page.sheet.questions[-2].click()
    settle(page)
    page.sheet._take_out()
    settle(page)
    assert "is used in the headline. Take it out there first" in words(page.asking) and ask in page.cards.wording().asks
    assert page.escape() and page.escape() and not page.escape()
    press(page, "Backspace", "Alt+Q")
    page.sheet.questions[-2].click()
    page.sheet._take_out()
    assert ask not in page.cards.wording().asks


@pytest.mark.parametrize("hostile", ["Day\u202e", "Day\x07"])
def test_a_question_with_hidden_characters_is_not_kept(qtbot: QtBot, qt_desk: QtDesk, hostile: str) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Q")
    page.sheet.open_question(None)
    assert page.sheet.form is not None
    page.sheet.form.set_values(label=hostile, example="x")
    press(page, "Ctrl+Enter")
    assert "cannot be seen" in words(page.asking) and page.cards.wording().asks == wording_of(kept(page)).asks


def test_an_appointment_brings_the_questions_that_it_needs(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    press(page, "Alt+Enter")
    page.piece.kind_chosen.emit(BlockKind.APPOINTMENT)
    settle(page)
    assert {"visit_on", "visit_at"} <= {ask.name for ask in page.cards.wording().asks}
    assert "Tuesday 1 December" in letter(page)


# Somebody real, and every form.
def test_a_real_person_is_found_by_a_key_and_the_letter_is_theirs(qtbot: QtBot, qt_desk: QtDesk) -> None:
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    make_office(desk)
    make_tenancy(desk, "Zaineb Öztürk")
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+F")
    type_text(page, "ozturk")
    press(page, "Enter")
    assert page.proof.person is not None and not page._is_asking()
    assert "Dear Zaineb Öztürk" in letter(page)
    press(page, "Alt+O")
    assert len(page.proof.view.windows()) == 2 and page.proof.window_of.value() == page.proof.person.envelopes[0].key
    press(page, "Alt+Left")
    assert page.proof.tried().person is None
    press(page, "Alt+Right")
    assert page.proof.tried().person is page.proof.person
    page.cards.enter(0)
    press(page, "Ctrl+End")
    type_text(page, " More for them.")
    assert "More for them." in letter(page)
    while page.proof.window_of.value():
        press(page, "Alt+O")
    assert page.proof.view.windows() == ()


def test_large_print_easy_read_and_a_licence_are_a_key_away(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = opened(qtbot, qt_desk, "arrears-2")
    said = {}
    for _ in Look:
        said[page.proof.look.value()] = (letter(page), page.proof.view.pages())
        press(page, "Alt+V")
    assert list(said) == list(Look) and page.proof.look.value() is Look.AS_IT_IS
    assert said[Look.LARGE][1] > said[Look.AS_IT_IS][1]
    assert "licence charge" in said[Look.LICENCE][0] and "licence charge" not in said[Look.AS_IT_IS][0]


def test_words_for_easy_read_are_written_under_the_others(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk, "arrears-1")
    assert all(card.easy is None or card.easy.isHidden() for card in page.cards.cards)
    press(page, "Alt+E")
    easy = page.cards.cards[0].easy
    assert easy is not None and easy.isVisible() and page.proof.look.value() is Look.EASY
    easy.setFocus()
    press(page, "Ctrl+A")
    type_text(page, "How much? @what is owed")
    press(page, "Enter")
    assert page.cards.wording().pieces[0].easy == "How much? {owed}"
    assert "How much?" in letter(page)
    press(page, "Alt+E")
    assert page.cards.wording().pieces[0].easy == "How much? {owed}" and page.proof.look.value() is Look.AS_IT_IS


def test_a_key_draws_it_anew_within_the_tenth_of_a_second(qtbot: QtBot, qt_desk: QtDesk) -> None:
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    make_office(desk)
    page = edited(qtbot, qt_desk)
    page.try_on(make_tenancy(desk))
    took = []
    for key in "abcde":
        type_text(page, key)
        page.proof.draw()
        settle(page)
        took.append(page.proof.took_ms)
    assert sorted(took)[2] < 100


# One person alone, what changed, and the list.
def test_where_nobody_else_may_check_a_reason_is_asked_and_told(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = edited(qtbot, qt_desk)
    write_and_submit(page)
    press(page, "Ctrl+Enter")
    assert "Nobody else here may check it" in words(page.asking)
    press(page, "Ctrl+Enter")
    assert "Say why you check it alone" in words(page.asking)
    assert page._form is not None
    page._form["reason"].setFocus()
    type_text(page, "I am the only officer")
    press(page, "Ctrl+Enter")
    settle(page)
    assert "Version 1, checked" in words(page.header)
    assert "Checked by its writer alone: I am the only officer." in words(page)
    listed = show(qtbot, TemplatesPage(qt_desk))
    press(listed, "Ctrl+F")
    type_text(listed, "reach you")
    assert any("Checked alone: I am the only officer" in row.who for row in listed.versions.rows())


def test_what_changed_is_told_against_any_version_and_hidden_signs_are_written_out(qtbot: QtBot, qt_desk: QtDesk) -> None:
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    page = edited(qtbot, qt_desk)
    press(page, "Ctrl+End")
    type_text(page, " Soon.")
    press(page, "Alt+C")
    assert page.changes.isVisible() and not page.proof.isVisible() and has_focus(page.changes.text)
    assert "1 part changed" in words(page.changes) and "New: Soon." in page.changes.text.accessibleDescription()
    assert page.escape() and page.proof.isVisible() and has_focus(page.cards)
    page.keep()
    settle(page)
    row = desk.ask(queries.open_version, key=KEY)
    hidden = toml_of(replace(wording_of(kept(page)), headline="Turned \u202eround <b>x</b>"))
    desk.do(actions.save_draft, version_id=row.id, version=None, source=hidden)
    page.open(key=KEY)
    settle(page)
    press(page, "Alt+C")
    seen = page.changes.text.toPlainText()
    assert "[U+202E RIGHT-TO-LEFT OVERRIDE]" in seen and "<b>x</b>" in seen


def test_a_new_letter_is_begun_from_the_list_by_keys(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, TemplatesPage(qt_desk))
    went = goes(page)
    press(page, "Ctrl+N")
    press(page, "Ctrl+Enter")
    assert "Give the letter a name" in words(page.pane)
    assert page.forms.form is not None
    page.forms.form["title"].setFocus()
    type_text(page, "Lost keys {{x}} <i>")
    press(page, "Ctrl+Enter")
    settle(page)
    assert [(go.place, go.facts) for go in went] == [("template", {"key": "own-lost-keys-x-i"})]
    editor = opened(qtbot, qt_desk, "own-lost-keys-x-i")
    assert editor.is_writable() and "Lost keys {{x}} <i>" in words(editor.header)
    assert "The letter has no headline" in told(editor) and not editor.next.isEnabled()
    page.tabs.choose("own")
    settle(page)
    assert [row.key for row in page.model.rows()] == ["own-lost-keys-x-i"]


def test_an_own_letter_is_retired_from_the_list_and_stays_there(qtbot: QtBot, qt_desk: QtDesk, recorder: Recorder) -> None:
    desk, bo = qt_desk.desk, colleague(qt_desk, recorder).desk
    assert isinstance(desk, Desk) and isinstance(bo, Desk)
    key = desk.do(own_letters.begin_letter, title="Bins", family=Family.GENERAL, copy_of="rubbish").value
    made = desk.ask(queries.open_version, key=key).id
    desk.do(actions.submit_draft, version_id=made, version=None)
    bo.do(actions.check_draft, version_id=made, version=None)
    desk.do(actions.put_in_use, version_id=made, version=None, start=MONDAY)
    page = show(qtbot, TemplatesPage(qt_desk))
    assert not page.is_valid("retire")
    page.tabs.choose("own")
    settle(page)
    page.table.setFocus()
    press(page, "Alt+D")
    press(page, "Ctrl+A")
    type_text(page, "23/11/2026")
    press(page, "Ctrl+Enter")
    settle(page)
    assert desk.ask(queries.versions, key=key)[0].state is WordingState.RETIRED
    [row] = page.model.rows()
    assert (row.key, row.in_use) == (key, False) and not page.is_valid("retire")
    assert "No longer written from 23 Nov" in [line.state for line in page.versions.rows()]


def test_families_and_our_words_are_in_the_list(qtbot: QtBot, qt_desk: QtDesk) -> None:
    desk = qt_desk.desk
    assert isinstance(desk, Desk)
    for word in ("Careline", "Wheelybin"):
        desk.do(add_word, word=word)
    page = show(qtbot, TemplatesPage(qt_desk))
    page.family.set_value(Family.COMPLAINT)
    page._narrow()
    assert {row.family for row in page.model.rows()} == {Family.COMPLAINT}
    page.tabs.choose("words")
    settle(page)
    assert [row.word for row in page.words.model.rows()] == ["Careline", "Wheelybin"]
    page.words.table.setFocus()
    press(page, "Delete")
    assert [row.word for row in desk.ask(own_words)] == ["Wheelybin"] == [row.word for row in page.words.model.rows()]
    assert page_faults(qtbot, page) == []


@pytest.mark.parametrize("what", ["open_sheet", "question", "find_somebody", "show_changes", "show_easy", "retire"])
def test_each_pane_fits_every_window(qtbot: QtBot, qt_desk: QtDesk, what: str) -> None:
    page: Any = edited(qtbot, qt_desk, "appointment-missed") if what != "retire" else show(qtbot, TemplatesPage(qt_desk))
    if what == "question":
        page.open_sheet()
        page.sheet.open_question(page.cards.wording().asks[0])
    elif what == "retire":
        page.begin()
    else:
        getattr(page, what)()
    settle(page)
    assert page_faults(qtbot, page) == []
