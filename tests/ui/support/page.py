"""Looks a page over at every size that an office has."""

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.panel import Panel
from tests.ui.support.clipped import clipped
from tests.ui.support.walk import access_key_clashes, tab_order_faults, unnamed, unreachable

# A page's own part of the window: less the rail (icons alone under 1,100), the strip and the bottom line. 960 × 516 is a
# 1920 × 1080 screen at 200 per cent; the last is a small window with the largest text.
SIZES = {"1366 × 768": (1170, 681, 100), "960 × 516": (904, 429, 100), "1536 × 832": (1340, 745, 100),
         "1366 × 768 at 175 per cent": (1268, 617, 175)}


def settle(widget: QWidget) -> None:
    """Let layouts and timers of nought come to rest."""
    widget.ensurePolished()
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def deaf_keys(page: QWidget) -> list[str]:
    """Keys that a page and a panel in it both claim: Qt then calls neither."""
    faults = []
    for panel in page.findChildren(Panel):
        outer = panel.parentWidget()
        while outer is not None:
            mine = {keys for keys, action in panel.actions_by_key.items() if action in panel.actions()}
            if isinstance(outer, Panel):
                theirs = {keys for keys, action in outer.actions_by_key.items() if action in outer.actions()}
                faults += [f"{keys} is claimed by {type(outer).__name__} and {type(panel).__name__}" for keys in mine & theirs]
            outer = outer.parentWidget()
    return faults


def page_faults(qtbot: Any, page: QWidget) -> list[str]:
    """What is wrong with a page for eyes, keys and screen readers, at each of SIZES."""
    qtbot.addWidget(page)
    faults = []
    page.show()
    for told, (width, height, text_size) in SIZES.items():
        theme.dress(text_size=text_size)
        page.resize(width - 1, height)  # also a page that has this size already lays itself out, and puts its keys in order
        page.resize(width, height)
        settle(page)
        if page.width() > width:
            faults.append(f"{told}: it is {page.width()} px wide and {width} are there")
        if page.height() > height:
            faults.append(f"{told}: it is {page.height()} px high and {height} are there")
        found = clipped(page) + unnamed(page) + unreachable(page) + tab_order_faults(page) + access_key_clashes(page)
        faults += [f"{told}: {fault}" for fault in found]
    faults += deaf_keys(page)
    theme.dress(text_size=100)
    return faults
