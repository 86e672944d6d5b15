"""The screens of benefits, each made, and its modules imported, on the first visit. Where they stand says ``registry``."""

from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import QtDesk


def benefits(desk: QtDesk) -> Page:
    """The benefit board."""
    from housingdesk.ui.benefits.board_page import BenefitsPage

    return BenefitsPage(desk)


def claim(desk: QtDesk) -> Page:
    """One claim."""
    from housingdesk.ui.benefits.claim_page import ClaimPage

    return ClaimPage(desk)


def benefits_overdue(desk: QtDesk) -> Page:
    """What offices owe an answer to."""
    from housingdesk.ui.benefits.overdue_page import OverduePage

    return OverduePage(desk)


def offices(desk: QtDesk) -> Page:
    """The offices that pay."""
    from housingdesk.ui.benefits.offices_page import OfficesPage

    return OfficesPage(desk)


def provider_file(desk: QtDesk) -> Page:
    """What a council holds of a scheme."""
    from housingdesk.ui.benefits.provider_page import ProviderPage

    return ProviderPage(desk)


def benefit_paper(desk: QtDesk) -> Page:
    """A paper to an office."""
    from housingdesk.ui.benefits.paper_page import BenefitPaperPage

    return BenefitPaperPage(desk)


def schedules(desk: QtDesk) -> Page:
    """Schedules, and money that waits for one."""
    from housingdesk.ui.benefits.schedules_page import SchedulesPage

    return SchedulesPage(desk)


def schedule(desk: QtDesk) -> Page:
    """One run."""
    from housingdesk.ui.benefits.schedule_page import SchedulePage

    return SchedulePage(desk)


def schedule_import(desk: QtDesk) -> Page:
    """A schedule before it is taken in."""
    from housingdesk.ui.benefits.schedule_import_page import ScheduleImportPage

    return ScheduleImportPage(desk)


def advice(desk: QtDesk) -> Page:
    """The advice corner."""
    from housingdesk.ui.lettings.advice_page import AdvicePage

    return AdvicePage(desk)


def shortfalls(desk: QtDesk) -> Page:
    """New shortfalls."""
    from housingdesk.ui.mailings.shortfalls_page import ShortfallsPage

    return ShortfallsPage(desk)
