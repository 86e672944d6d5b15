"""The other screens about rent, in the menu of the debit run. Who may open each is the registry's matter."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from housingdesk.access.rules import Permission

ROWS: tuple[tuple[str, str], ...] = (
    ("Requests\tQ", "requests"), ("Rent reviews\tAlt+R", "rent_reviews"), ("Formula rents", "formula_rents"),
    ("Costs of services", "costs"), ("Close a period\tAlt+C", "closing"), ("Why arrears changed", "why_arrears"),
    ("Journal", "journal"), ("People who left", "former"), ("Rent loss by cause", "void_losses"))
_NEEDS = {"journal": Permission.CLOSE_PERIODS}


def open_more(under: QPushButton, may: Callable[[Permission], bool], chosen: Callable[[str], object]) -> QMenu:
    """The menu under its button; ``chosen`` gets the key of the place. A screen that is not open to one is left out."""
    menu = QMenu(under)
    for words, place in ROWS:
        if place not in _NEEDS or may(_NEEDS[place]):
            menu.addAction(words).setData(place)
    menu.triggered.connect(lambda action: chosen(str(action.data())))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))
    menu.setActiveAction(menu.actions()[0])
    return menu
