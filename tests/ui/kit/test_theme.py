import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from housingdesk import resources
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.icons import Status, icon
from housingdesk.ui.kit.style_sheet import style_sheet
from housingdesk.ui.kit.tokens import LIGHT, dark


def test_no_reference_to_none_is_lost_by_ordinary_calls(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert before - sys.getrefcount(None) <= 100


def test_the_font_is_bundled_with_its_licence(qapp: QApplication) -> None:
    assert "Inter" in QFontDatabase.families()
    licence = resources.find("fonts/Inter-LICENSE.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "The Inter Project Authors" in licence


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_figures_are_as_wide_as_one_another(qapp: QApplication, weight: int) -> None:
    metrics = QFontMetricsF(theme.font(13, weight))
    widths = [metrics.horizontalAdvance(digit * 8) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.5


def test_figures_stay_tabular_in_a_label_that_the_style_sheet_makes_bold(qtbot: QtBot) -> None:
    label = QLabel("£1,111.11")
    label.setProperty("role", "figure")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.fontMetrics().horizontalAdvance("1111") == label.fontMetrics().horizontalAdvance("8888")


def test_lengths_and_letters_grow_with_the_text_size(qtbot: QtBot) -> None:
    button = QPushButton("Post 241 certain")
    qtbot.addWidget(button)
    button.show()
    small = button.sizeHint()
    theme.dress(text_size=175)
    assert theme.px(12) == 21
    assert theme.font(13).pixelSize() == 23
    assert button.sizeHint().height() > small.height() * 1.5


def test_the_text_size_has_limits() -> None:
    theme.dress(text_size=400)
    assert theme.current().text_size == 175
    theme.dress(text_size=10)
    assert theme.current().text_size == 90


def test_dark_changes_palette_and_style_sheet(qapp: QApplication) -> None:
    theme.dress(dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == dark().ground
    assert dark().accent in qapp.styleSheet()
    assert LIGHT.ground not in qapp.styleSheet()


def test_the_computers_colours_are_followed_only_when_asked(qapp: QApplication) -> None:
    theme.choose_look("dark")
    assert theme.current().dark
    theme.choose_look("light")
    assert not theme.current().dark
    theme.choose_look("computer")
    assert theme.current().dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme.choose_look("light")


@pytest.mark.parametrize("tokens", [LIGHT, dark()])
def test_the_style_sheet_is_filled_in_everywhere(tokens: object) -> None:
    text = style_sheet(LIGHT, lambda length: round(length))
    assert "$" not in text and "@" not in text
    for name in re.findall(r"url\(icons:([^)]+)\)", text):
        assert resources.find(f"icons/{name}").is_file()


def test_no_widget_has_a_style_sheet_of_its_own() -> None:
    for path in (Path(__file__).parents[3] / "housingdesk" / "ui").rglob("*.py"):
        found = path.read_text("utf-8").count(".setStyleSheet(")
        assert found == (1 if path.name == "theme.py" else 0), path.name


@pytest.mark.parametrize("name", ["today", "money-in", "settings"])
def test_icons_take_the_colour_they_are_given(qapp: QApplication, name: str) -> None:
    image = icon(name, theme.colour("accent")).pixmap(20, 20).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
               if image.pixelColor(x, y).alpha() == 255}
    assert theme.colour("accent").name() in colours


def test_every_icon_is_found_by_its_prefix(qapp: QApplication) -> None:
    for path in resources.find("icons").glob("*.svg"):
        assert not QIcon(f"icons:{path.name}").pixmap(16, 16).isNull()


def test_statuses_are_drawn_in_five_different_shapes(qtbot: QtBot) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from housingdesk.ui.kit.icons import paint_shape

    outlines = set()
    for status in Status:
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_shape(painter, QRectF(0, 0, 40, 40), status)
        painter.end()
        outlines.add(tuple(image.pixelColor(x, y).alpha() > 127 for x in range(0, 40, 3) for y in range(0, 40, 3)))
    assert len(outlines) == 5
