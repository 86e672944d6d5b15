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


def _direct_debits(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.debits_page import DirectDebitsPage

    return DirectDebitsPage(desk)


def _collection(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.collection_page import CollectionPage

    return CollectionPage(desk)


def _closing(desk: QtDesk) -> Page:
    from housingdesk.ui.reports.closing_page import ClosingPage

    return ClosingPage(desk)


def _why_arrears(desk: QtDesk) -> Page:
    from housingdesk.ui.reports.why_page import WhyPage

    return WhyPage(desk)


def _journal(desk: QtDesk) -> Page:
    from housingdesk.ui.reports.journal_page import JournalPage

    return JournalPage(desk)


def _rent_reviews(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.review.reviews_page import RentReviewsPage

    return RentReviewsPage(desk)


def _rent_review(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.review.review_page import RentReviewPage

    return RentReviewPage(desk)


def _formula_rents(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.review.formula_page import FormulaRentsPage

    return FormulaRentsPage(desk)


def _costs(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.review.costs_page import CostsPage

    return CostsPage(desk)


def _room_move(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.room_move_page import RoomMovePage

    return RoomMovePage(desk)


def _void_losses(desk: QtDesk) -> Page:
    from housingdesk.ui.voids.losses_page import LossesPage

    return LossesPage(desk)


def _requests(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.requests_page import RequestsPage

    return RequestsPage(desk)


def _former(desk: QtDesk) -> Page:
    from housingdesk.ui.arrears.former_page import FormerPage

    return FormerPage(desk)


def _intakes(desk: QtDesk) -> Page:
    from housingdesk.ui.imports.intakes_page import IntakesPage

    return IntakesPage(desk)


def _intake(desk: QtDesk) -> Page:
    from housingdesk.ui.imports.intake_page import IntakePage

    return IntakePage(desk)


def _intake_columns(desk: QtDesk) -> Page:
    from housingdesk.ui.imports.columns_page import IntakeColumnsPage

    return IntakeColumnsPage(desk)


PLACES: tuple[Place, ...] = (
    Place("intakes", "Bring in data", "settings", _intakes, rail=False, under="settings", alone=True,
          needs=Permission.BRING_IN, about="intake of spreadsheets and CSV from another system"),
    Place("intake", "Intake", "settings", _intake, rail=False, under="settings", needs=Permission.BRING_IN),
    Place("intake_columns", "Columns of a file", "settings", _intake_columns, rail=False, under="settings",
          needs=Permission.BRING_IN),
    Place("requests", "Requests", "rent", _requests, rail=False, under="rent", alone=True,
          about="refunds, write-offs and adjustments to allow"),
    Place("former", "People who left", "arrears", _former, rail=False, under="arrears", alone=True,
          about="former tenants: final statements, write-offs, credits"),
    Place("room_move", "Move to another room", "tenancies", _room_move, rail=False, under="tenancies",
          needs=Permission.KEEP_TENANCIES),
    Place("void_losses", "Rent loss by cause", "rent", _void_losses, rail=False, under="voids", alone=True,
          about="void loss, beds held"),
    Place("closing", "Closing", "rent", _closing, rail=False, under="rent", alone=True,
          about="week, four weeks or month: proof, audit pack, frozen figures"),
    Place("why_arrears", "Why arrears changed", "arrears", _why_arrears, rail=False, under="rent", alone=True),
    Place("journal", "Journal", "rent", _journal, rail=False, under="rent", alone=True, needs=Permission.CLOSE_PERIODS,
          about="nominal codes and the export for the accounts"),
    Place("payment_files", "Payment files", "money-in", _payment_files, rail=False, under="money", alone=True,
          about="allpay, card settlements"),
    Place("payment_file", "Payment file", "money-in", _payment_file, rail=False, under="money"),
    Place("payment_import", "Take a payment file in", "money-in", _payment_import, rail=False, under="money", alone=True,
          needs=Permission.POST_MONEY),
    Place("takings", "Takings", "money-in", _takings, rail=False, under="money", alone=True,
          about="cash, cheques, receipts, paying-in slips"),
    Place("direct_debits", "Direct Debits", "money-in", _direct_debits, rail=False, under="money", alone=True,
          about="mandates, collections, Bacs reports: ARUDD, ADDACS, AUDDIS, indemnity claims"),
    Place("collection", "Collection", "money-in", _collection, rail=False, under="money"),
    Place("rent_reviews", "Rent reviews", "rent", _rent_reviews, rail=False, under="rent", alone=True,
          about="rent increase: limits, dry run, letters"),
    Place("rent_review", "Rent review", "rent", _rent_review, rail=False, under="rent"),
    Place("formula_rents", "Formula rents", "rent", _formula_rents, rail=False, under="rent", alone=True),
    Place("costs", "Costs of services", "rent", _costs, rail=False, under="rent", alone=True,
          about="service charges: budgets, bills, shares"),
)
