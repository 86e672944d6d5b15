"""The screens of rent accounts and of money that come by other ways than a statement, each imported on the first visit.

Where they stand: none of them is on the rail, each is reached from the screen named by ``under``.
"""

from housingdesk.access.rules import Permission
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Place
from housingdesk.ui.kit.qt_desk import QtDesk


def _payment_files(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.payment_files_page import PaymentFilesPage

    return PaymentFilesPage(desk)


def _payment_file(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.payment_file_page import PaymentFilePage

    return PaymentFilePage(desk)


def _payment_import(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.payment_import_page import PaymentImportPage

    return PaymentImportPage(desk)


def _takings(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.takings_page import TakingsPage

    return TakingsPage(desk)


PLACES: tuple[Place, ...] = (
    Place("payment_files", "Payment files", "money-in", _payment_files, rail=False, under="money", alone=True),
    Place("payment_file", "Payment file", "money-in", _payment_file, rail=False, under="money"),
    Place("payment_import", "Take a payment file in", "money-in", _payment_import, rail=False, under="money", alone=True,
          needs=Permission.POST_MONEY),
    Place("takings", "Takings", "money-in", _takings, rail=False, under="money", alone=True),
)
