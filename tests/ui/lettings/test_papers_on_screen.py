"""The pack and the signatures on screen: looked at, printed and signed by hand and by keys alone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.documents.queries import documents
from housingdesk.documents.rules import FileDraft
from housingdesk.lettings.actions.papers.night import PACKS
from housingdesk.lettings.queries.papers import paper_pdf, signatures_of, to_seal, verify_paper
from housingdesk.lettings.rules.papers.strokes import EMPTY
from housingdesk.lettings.rules.words import PaperState
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.signature_pad import SignaturePad
from housingdesk.ui.lettings.pack_page import PackPage
from housingdesk.ui.lettings.paper_picture import last_page_png
from housingdesk.ui.lettings.sign_page import SignPage
from housingdesk.ui.lettings.signups_page import SignUpsPage
from tests.support.papers import name_office, packed, papers, sign_all, signing
from tests.ui.support.driving import goes, press, show, type_text
from tests.ui.support.page import page_faults, settle
from tests.ui.support.signing import draw

SCAN = FileDraft("signed.jpg", b"\xff\xd8\xff" + b"0" * 40)


@pytest.fixture
def pack(sqlite_desk: Desk) -> tuple[int, dict[str, Any]]:
    """A sign-up with its pack."""
    return packed(sqlite_desk)


@pytest.fixture
def sign_page(qtbot: QtBot, qt_desk: QtDesk, pack: tuple[int, dict[str, Any]]) -> SignPage:
    """The signatures of its agreement."""
    made = SignPage(qt_desk)
    made.open(paper_id=pack[1]["agreement"].id)
    return show(qtbot, made)


@pytest.fixture
def pack_page(qtbot: QtBot, qt_desk: QtDesk, pack: tuple[int, dict[str, Any]]) -> PackPage:
    """Its list of papers."""
    made = PackPage(qt_desk)
    made.open(sign_up_id=pack[0])
    return show(qtbot, made)


def test_everybody_signs_in_turn_and_it_is_sealed(sign_page: SignPage, sqlite_desk: Desk,
                                                  pack: tuple[int, dict[str, Any]]) -> None:
    agreement = pack[1]["agreement"]
    for name in ("Amina Khan", agreement.signers[1].name):
        signer = sign_page.signer()
        assert signer is not None and signer.name == name
        draw(sign_page.pad)
        sign_page.read.click()
        sign_page.present.setText("Ann Brown")
        press(sign_page, "Ctrl+Enter")
        settle(sign_page)
    row = papers(sqlite_desk, pack[0])["agreement"]
    assert row.state is PaperState.SIGNED and row.sealed_id is not None
    assert sqlite_desk.ask(verify_paper, paper_id=row.id).ok
    kept = sqlite_desk.ask(signatures_of, paper_id=row.id)[0]
    assert kept.present == "Ann Brown" and kept.strokes.count("[") > 10
    assert not sign_page.is_valid("accept") and sign_page.is_valid("withdraw")


def test_an_empty_box_is_refused_in_its_place_and_nothing_is_lost(sign_page: SignPage) -> None:
    sign_page.present.setText("Ann Brown")
    press(sign_page, "Ctrl+Enter")
    assert sign_page.form.fields["strokes"].error.text() == EMPTY
    assert sign_page.present.text() == "Ann Brown"
    draw(sign_page.pad)
    press(sign_page, "Ctrl+Enter")
    assert "read it" in sign_page.form.fields["read"].error.text() and sign_page.pad.strokes()


def test_delete_clears_the_box(sign_page: SignPage) -> None:
    draw(sign_page.pad)
    assert sign_page.pad.strokes()
    sign_page.pad.setFocus()
    QTest.keyClick(sign_page.pad, Qt.Key.Key_Delete)
    assert sign_page.pad.strokes() == ()


def test_by_keys_alone_it_is_signed_on_paper_and_the_copy_comes_back(sign_page: SignPage, sqlite_desk: Desk,
                                                                    pack: tuple[int, dict[str, Any]]) -> None:
    press(sign_page, "Ctrl+Shift+P")
    settle(sign_page)
    assert papers(sqlite_desk, pack[0])["agreement"].state is PaperState.WAITING
    assert "Waiting for the signed copy" in sign_page.said.text() and not sign_page.is_valid("accept")
    sign_page.keep_copy(SCAN)
    settle(sign_page)
    assert papers(sqlite_desk, pack[0])["agreement"].state is PaperState.SIGNED


def test_a_pen_brings_its_pressure(sign_page: SignPage) -> None:
    device = QPointingDevice.primaryPointingDevice()

    def pen(kind: QEvent.Type, x: float, pressure: float) -> None:
        place = QPointF(x, 40)
        QApplication.sendEvent(sign_page.pad, QTabletEvent(
            kind, device, place, sign_page.pad.mapToGlobal(place), pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton))

    pen(QEvent.Type.TabletPress, 20, 0.2)
    pen(QEvent.Type.TabletMove, 90, 0.9)
    pen(QEvent.Type.TabletRelease, 90, 0.0)
    assert [round(point[3], 1) for point in sign_page.pad.strokes()[0]] == [0.2, 0.9]


def test_a_signature_is_withdrawn_with_a_reason(sign_page: SignPage, sqlite_desk: Desk,
                                                pack: tuple[int, dict[str, Any]]) -> None:
    draw(sign_page.pad)
    sign_page.read.click()
    press(sign_page, "Ctrl+Enter")
    settle(sign_page)
    press(sign_page, "Alt+W")
    settle(sign_page)
    form = sign_page.pane.findChild(type(sign_page.form))
    assert form is not None
    form["because"].set_value("Wrong person")
    press(sign_page, "Ctrl+Enter")
    settle(sign_page)
    assert [one.removed for one in sqlite_desk.ask(signatures_of, paper_id=pack[1]["agreement"].id)] == ["Wrong person"]


def test_the_tenant_signs_in_a_window_of_their_own(sign_page: SignPage) -> None:
    page = sign_page.tenant_page()
    assert page is not None and "Amina Khan" in page.blocks[0].text  # type: ignore[union-attr]
    holder = sign_page.tenant_pad()
    theirs, again = holder.findChild(SignaturePad), holder.findChild(QPushButton)
    assert theirs is not None and again is not None
    theirs.resize(600, 140)
    draw(theirs)
    assert sign_page.pad.strokes() == theirs.strokes() != ()
    again.click()
    assert sign_page.pad.strokes() == ()
    holder.deleteLater()


def test_both_screens_are_whole_at_every_size(qtbot: QtBot, qt_desk: QtDesk, pack: tuple[int, dict[str, Any]]) -> None:
    made = PackPage(qt_desk)
    made.open(sign_up_id=pack[0])
    assert page_faults(qtbot, made) == []
    signing_page = SignPage(qt_desk)
    signing_page.open(paper_id=pack[1]["agreement"].id)
    assert page_faults(qtbot, signing_page) == []


def test_in_privacy_mode_the_papers_are_those_of_the_household(pack_page: PackPage, pack: tuple[int, dict[str, Any]]) -> None:
    household = pack_page.household()
    assert household is not None
    assert household.owns(Go("sign", {"paper_id": pack[1]["agreement"].id}))
    assert not household.owns(Go("sign", {"paper_id": 99_999}))


def test_a_signed_paper_that_was_not_sealed_yet_is_sealed_when_it_is_looked_at(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, pack: tuple[int, dict[str, Any]]) -> None:
    sign_all(sqlite_desk, pack[1]["agreement"])
    assert sqlite_desk.ask(to_seal) == (pack[1]["agreement"].id,)
    made = PackPage(qt_desk)
    made.open(sign_up_id=pack[0])
    show(qtbot, made)
    settle(made)
    assert sqlite_desk.ask(to_seal) == ()


def test_a_paper_is_replaced_by_keys_with_its_reason(pack_page: PackPage, sqlite_desk: Desk,
                                                     pack: tuple[int, dict[str, Any]]) -> None:
    pack_page.table.go_to(pack[1]["rent"].id)
    press(pack_page, "Alt+R")
    type_text(pack_page, "Printed on the wrong paper")
    press(pack_page, "Ctrl+Enter")
    settle(pack_page)
    assert papers(sqlite_desk, pack[0])["rent"].because == "Printed on the wrong paper"


def test_the_pack_is_made_when_there_is_none(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, recorder: Any) -> None:
    sign_up = signing(sqlite_desk)
    made = PackPage(qt_desk)
    made.open(sign_up_id=sign_up)
    show(qtbot, made)
    settle(made)
    assert [row.key for row in made.model.rows()][:3] == ["agreement", "rent", "slip"]
    assert len(made.ticked()) == len(made.model.rows())


def test_copies_and_ticks_go_by_keys(pack_page: PackPage, sqlite_desk: Desk, pack: tuple[int, dict[str, Any]]) -> None:
    pack_page.table.setFocus()
    pack_page.table.go_to(pack[1]["rent"].id)
    press(pack_page, "+")
    settle(pack_page)
    assert papers(sqlite_desk, pack[0])["rent"].copies == 2
    before = len(pack_page.ticked())
    press(pack_page.table.view, "Space")
    assert len(pack_page.ticked()) == before - 1


def test_all_of_it_is_one_print_job(pack_page: PackPage, sqlite_desk: Desk, pack: tuple[int, dict[str, Any]], tmp_path: Path,
                                    recorder: Any) -> None:
    from housingdesk.ui.kit.printing import file_printer

    pack_page.print_on(file_printer(tmp_path / "pack.pdf"), both_sides=False)
    settle(pack_page)
    recorder.answer("all")
    settle(pack_page)
    rows = papers(sqlite_desk, pack[0])
    assert all(row.printed_at for row in rows.values()) and pack_page.model.ticked() == []


def test_ctrl_shift_s_goes_to_the_signatures(pack_page: PackPage, pack: tuple[int, dict[str, Any]]) -> None:
    pack_page.table.go_to(pack[1]["agreement"].id)
    places = goes(pack_page)
    press(pack_page, "Ctrl+Shift+S")
    assert [(go.place, go.facts) for go in places] == [("sign", {"paper_id": pack[1]["agreement"].id})]


def test_emergency_packs_are_made_from_the_list_of_sign_ups(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                            recorder: Any) -> None:
    name_office(sqlite_desk)
    made = SignUpsPage(qt_desk)
    show(qtbot, made)
    press(made, "Alt+E")
    assert "two pages each" in recorder.answer("5").text
    settle(made)
    panel = made.findChild(PrintPanel) or made.window().findChild(PrintPanel)
    assert panel is not None and "5 emergency packs" in panel.accessibleName()
    assert len(sqlite_desk.ask(documents, subject=PACKS)) == 5


def test_who_was_present_is_not_typed_twice(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    _, found = packed(sqlite_desk, present="Ann Brown, support worker", need_interpreter="yes", language="Somali",
                      interpreter="Hibaq Ali", explained="interpreted")
    made = SignPage(qt_desk)
    made.open(paper_id=found["agreement"].id)
    show(qtbot, made)
    settle(made)
    assert made.present.value() == "Ann Brown, support worker, Hibaq Ali" and made.read_to.value() == "Somali"


def test_the_picture_of_the_last_page_ends_under_the_box(sqlite_desk: Desk, pack: tuple[int, dict[str, Any]]) -> None:
    data = sqlite_desk.ask(paper_pdf, paper_id=pack[1]["keys"].id)
    picture = QImage.fromData(last_page_png(lambda *_: None, data=data))
    whole = QImage.fromData(last_page_png(lambda *_: None, data=sqlite_desk.ask(paper_pdf, paper_id=pack[1]["rent"].id)))
    assert picture.width() == whole.width() > 900
    assert picture.height() < picture.width() < whole.height()


def test_who_may_only_look_signs_and_makes_nothing(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = packed(sqlite_desk)
    monkeypatch.setattr(qt_desk, "may", lambda _permission: False)
    made = SignPage(qt_desk)
    made.open(paper_id=found["agreement"].id)
    show(qtbot, made)
    assert made.sign_button.isHidden() and made.paper_button.isHidden() and not made.form.fields["strokes"].isVisible()
    empty = PackPage(qt_desk)
    empty.open(sign_up_id=signing(sqlite_desk))
    show(qtbot, empty)
    assert empty.model.count() == 0 and not empty.make_button.isEnabled()
