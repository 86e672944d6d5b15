"""Which screens there are, by name. A screen and what it counts are imported on the first visit.

To add a screen: write a factory that imports it, and put its ``Place`` into ``PLACES`` where it stands on the rail.
"""

from typing import TYPE_CHECKING

from housingdesk.access.rules import Permission
from housingdesk.ui.app import benefit_screens as screens
from housingdesk.ui.app import counts, money_screens
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Place
from housingdesk.ui.kit.qt_desk import QtDesk

if TYPE_CHECKING:
    from housingdesk.ui.kit.search import Hit


def _today(desk: QtDesk) -> Page:
    from housingdesk.ui.hub.today_page import TodayPage

    return TodayPage(desk)


def _tenancies(desk: QtDesk) -> Page:
    from housingdesk.ui.tenancies.page import TenanciesPage

    return TenanciesPage(desk)


def _tenancy(desk: QtDesk) -> Page:
    from housingdesk.ui.hub.tenancy_page import TenancyPage

    return TenancyPage(desk)


def _letting(desk: QtDesk) -> Page:
    from housingdesk.ui.hub.start_page import StartPage

    return StartPage(desk)


def _applicants(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.applicants_page import ApplicantsPage

    return ApplicantsPage(desk)


def _applicant(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.applicant_page import ApplicantPage

    return ApplicantPage(desk)


def _shortlist(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.shortlist_page import ShortlistPage

    return ShortlistPage(desk)


def _nominations_import(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.nominations_page import NominationsPage

    return NominationsPage(desk)


def _nomination_rights(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.rights_page import RightsPage

    return RightsPage(desk)


def _sign_ups(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.signups_page import SignUpsPage

    return SignUpsPage(desk)


def _sign_up(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.signup_page import SignUpPage

    return SignUpPage(desk)


def _pack(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.pack_page import PackPage

    return PackPage(desk)


def _sign(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.sign_page import SignPage

    return SignPage(desk)


def _person(desk: QtDesk) -> Page:
    from housingdesk.ui.people.page import PersonPage

    return PersonPage(desk)


def _space(desk: QtDesk) -> Page:
    from housingdesk.ui.properties.page import SpacePage

    return SpacePage(desk)


def _voids(desk: QtDesk) -> Page:
    from housingdesk.ui.voids.board_page import VoidsPage

    return VoidsPage(desk)


def _void(desk: QtDesk) -> Page:
    from housingdesk.ui.hub.void_page import VoidPage

    return VoidPage(desk)


def _keys(desk: QtDesk) -> Page:
    from housingdesk.ui.properties.keys_page import KeysPage

    return KeysPage(desk)


def _account(desk: QtDesk) -> Page:
    from housingdesk.ui.hub.account_page import AccountPage

    return AccountPage(desk)


def _money(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.page import MoneyInPage

    return MoneyInPage(desk)


def _import(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.import_page import ImportPage

    return ImportPage(desk)


def _reconciliation(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.reconcile_page import ReconciliationPage

    return ReconciliationPage(desk)


def _rent(desk: QtDesk) -> Page:
    from housingdesk.ui.rent.debit_page import DebitPage

    return DebitPage(desk)


def _arrears(desk: QtDesk) -> Page:
    from housingdesk.ui.arrears.page import ArrearsPage

    return ArrearsPage(desk)


def _letters(desk: QtDesk) -> Page:
    from housingdesk.ui.letters.page import LettersPage

    return LettersPage(desk)


def _letter_run(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.run_page import LetterRunPage

    return LetterRunPage(desk)


def _write_letter(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.letter_page import LetterPage

    return LetterPage(desk)


def _applicant_letter(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.applicant_letter_page import ApplicantLetterPage

    return ApplicantLetterPage(desk)


def _templates(desk: QtDesk) -> Page:
    from housingdesk.ui.letters.templates_page import TemplatesPage

    return TemplatesPage(desk)


def _template(desk: QtDesk) -> Page:
    from housingdesk.ui.letters.template_page import TemplatePage

    return TemplatePage(desk)


def _notices(desk: QtDesk) -> Page:
    from housingdesk.ui.notices.page import NoticesPage

    return NoticesPage(desk)


def _notice(desk: QtDesk) -> Page:
    from housingdesk.ui.notices.flow_page import NoticePage

    return NoticePage(desk)


def _postings(desk: QtDesk) -> Page:
    from housingdesk.ui.letters.postings_page import PostingsPage

    return PostingsPage(desk)


def _rounds(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.rounds_page import RoundsPage

    return RoundsPage(desk)


def _round(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.round_page import RoundPage

    return RoundPage(desk)


def _statements(desk: QtDesk) -> Page:
    from housingdesk.ui.mailings.statements_page import StatementsPage

    return StatementsPage(desk)


def _court(desk: QtDesk) -> Page:
    from housingdesk.ui.notices.court_page import CourtPage

    return CourtPage(desk)


def _notice_wordings(desk: QtDesk) -> Page:
    from housingdesk.ui.notices.wordings_page import WordingsPage

    return WordingsPage(desk)


def _suspense(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.suspense_page import SuspensePage

    return SuspensePage(desk)


def _bank_accounts(desk: QtDesk) -> Page:
    from housingdesk.ui.bank.accounts_page import BankAccountsPage

    return BankAccountsPage(desk)


def _settings(desk: QtDesk) -> Page:
    from housingdesk.ui.settings.page import SettingsPage

    return SettingsPage(desk)


def _users(desk: QtDesk) -> Page:
    from housingdesk.ui.access.users_page import UsersPage

    return UsersPage(desk)


def _affordability(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.affordability_page import AffordabilityPage

    return AffordabilityPage(desk)


def _core(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.core_page import CorePage

    return CorePage(desk)


def _core_log(desk: QtDesk) -> Page:
    from housingdesk.ui.lettings.core_log_page import CoreLogPage

    return CoreLogPage(desk)


def _changes(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.list_page import ChangesPage

    return ChangesPage(desk)


def _change(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.change_page import ChangePage

    return ChangePage(desk)


def _handover(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.handover_page import HandoverPage

    return HandoverPage(desk)


def _reviews(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.reviews_page import ReviewsPage

    return ReviewsPage(desk)


def _review(desk: QtDesk) -> Page:
    from housingdesk.ui.changes.review_page import ReviewPage

    return ReviewPage(desk)


PLACES: tuple[Place, ...] = (
    Place("today", "Today", "today", _today, "Ctrl+1"),
    Place("tenancies", "Tenancies and licences", "tenancies", _tenancies, "Ctrl+2"),
    Place("tenancy", "File", "tenancies", _tenancy, rail=False, under="tenancies"),
    Place("account", "Rent account", "tenancies", _account, rail=False, under="tenancies"),
    Place("letting", "Start a tenancy or licence", "sign-ups", _letting, rail=False, under="tenancies",
          needs=Permission.KEEP_TENANCIES),
    Place("person", "Person", "people", _person, rail=False, under="tenancies"),
    Place("changes", "Changes and endings", "tenancies", _changes, rail=False, under="tenancies", alone=True),
    Place("change", "Change", "tenancies", _change, rail=False, under="tenancies"),
    Place("handover", "Who is told", "tenancies", _handover, rail=False, under="tenancies"),
    Place("reviews", "Reviews and moving on", "tenancies", _reviews, rail=False, under="tenancies", alone=True),
    Place("review", "Review", "tenancies", _review, rail=False, under="tenancies"),
    Place("space", "Homes", "homes", _space, rail=False, under="tenancies", alone=True),
    Place("money", "Money in", "money-in", _money, "Ctrl+3", count=counts.lines_waiting, count_tables=frozenset({"bank_line"})),
    Place("import", "Open a statement", "bank", _import, rail=False, under="money"),
    Place("reconciliation", "Reconciliation", "bank", _reconciliation, rail=False, under="money", alone=True),
    Place("rent", "Rent", "rent", _rent, "Ctrl+4"),
    Place("benefits", "Benefits", "benefits", screens.benefits, "Ctrl+5", count=counts.claims_open,
          count_tables=frozenset({"claim"})),
    Place("claim", "Claim", "benefits", screens.claim, rail=False, under="benefits"),
    Place("benefits_overdue", "Overdue claims", "benefits", screens.benefits_overdue, rail=False, under="benefits", alone=True),
    Place("offices", "Benefit offices", "benefits", screens.offices, rail=False, under="benefits", alone=True),
    Place("provider_file", "Provider file", "benefits", screens.provider_file, rail=False, under="benefits"),
    Place("benefit_paper", "Paper to an office", "benefits", screens.benefit_paper, rail=False, under="benefits"),
    Place("schedules", "Schedules", "benefits", screens.schedules, rail=False, under="benefits", alone=True),
    Place("schedule", "Schedule", "benefits", screens.schedule, rail=False, under="benefits"),
    Place("schedule_import", "Import a schedule", "benefits", screens.schedule_import, rail=False, under="benefits", alone=True,
          needs=Permission.POST_MONEY),
    Place("arrears", "Arrears list", "arrears", _arrears, "Ctrl+6", count=counts.owing,
          count_tables=frozenset({"balance", "claim", "award"})),
    Place("letters", "Letters and notices", "letters", _letters, "Ctrl+7", count=counts.letters_ready,
          count_tables=frozenset({"letter"})),
    Place("signups", "Sign-ups", "sign-ups", _sign_ups, "Ctrl+9", count=counts.sign_ups_open,
          count_tables=frozenset({"sign_up"})),
    Place("applicants", "Applicants", "people", _applicants, rail=False, under="signups", alone=True),
    Place("applicant", "Applicant", "people", _applicant, rail=False, under="signups"),
    Place("shortlist", "Shortlist", "people", _shortlist, rail=False, under="signups", alone=True),
    Place("nominations_import", "Take in nominations", "people", _nominations_import, rail=False, under="signups", alone=True,
          needs=Permission.KEEP_APPLICANTS),
    Place("nomination_rights", "Councils’ agreements", "people", _nomination_rights, rail=False, under="signups", alone=True),
    Place("signup", "Sign-up", "sign-ups", _sign_up, rail=False, under="signups"),
    Place("pack", "Print pack", "sign-ups", _pack, rail=False, under="signups"),
    Place("sign", "Sign", "sign-ups", _sign, rail=False, under="signups"),
    Place("affordability", "Can they pay for it", "sign-ups", _affordability, rail=False, under="signups"),
    Place("advice", "Benefit advice", "benefits", screens.advice, rail=False, under="benefits", alone=True),
    Place("shortfalls", "New shortfalls", "benefits", screens.shortfalls, rail=False, under="benefits", alone=True),
    Place("voids", "Voids", "voids", _voids, "Ctrl+8", count=counts.homes_empty, count_tables=frozenset({"void"})),
    Place("void", "Empty home", "voids", _void, rail=False, under="voids"),
    Place("keys", "Keys", "voids", _keys, rail=False, under="voids", alone=True),
    Place("core", "CORE logs", "sign-ups", _core, rail=False, under="signups", alone=True, needs=Permission.KEEP_APPLICANTS),
    Place("core_log", "CORE log", "sign-ups", _core_log, rail=False, under="signups", needs=Permission.KEEP_APPLICANTS),
    Place("letter_run", "Letters to write", "letters", _letter_run, rail=False, under="letters"),
    Place("write_letter", "Write a letter", "letters", _write_letter, rail=False, under="letters"),
    Place("applicant_letter", "Write to an applicant", "letters", _applicant_letter, rail=False, under="signups",
          needs=Permission.SEND_LETTERS),
    Place("templates", "Wording of letters", "letters", _templates, rail=False, under="letters", alone=True),
    Place("template", "Letter", "letters", _template, rail=False, under="letters"),
    Place("postings", "Postings", "letters", _postings, rail=False, under="letters", alone=True),
    Place("rounds", "Delivery rounds", "letters", _rounds, rail=False, under="letters", alone=True),
    Place("round", "Delivery round", "letters", _round, rail=False, under="letters"),
    Place("statements", "Statements", "letters", _statements, rail=False, under="letters", alone=True),
    Place("notices", "Notices", "letters", _notices, rail=False, under="letters", alone=True),
    Place("notice", "Notice", "letters", _notice, rail=False, under="letters"),
    Place("court", "Court", "letters", _court, rail=False, under="letters", alone=True),
    Place("notice_wordings", "Wording of notices", "letters", _notice_wordings, rail=False, under="letters", alone=True),
    Place("suspense", "Unidentified money", "money-in", _suspense, rail=False, under="money", alone=True),
    Place("bank_accounts", "Bank accounts", "bank", _bank_accounts, rail=False, under="settings", alone=True),
    *money_screens.PLACES,
    Place("users", "Users", "settings", _users, rail=False, under="settings"),
    Place("settings", "Settings", "settings", _settings, foot=True),
)


def find(text: str) -> "list[Hit]":
    """What fits a text typed into the find panel, as far as there is a screen to open it."""
    from housingdesk.ui.app.finding import hits

    return hits(text, {place.key for place in PLACES})
