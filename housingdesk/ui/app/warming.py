"""Imports the screens' modules in a thread of its own once Today is in sight, so that a first visit holds nothing up."""

import threading
from importlib import import_module

SCREENS = ("housingdesk.ui.bank.page", "housingdesk.ui.rent.debit_page", "housingdesk.ui.arrears.page",
           "housingdesk.ui.benefits.board_page",
           "housingdesk.ui.tenancies.page", "housingdesk.ui.hub.tenancy_page", "housingdesk.ui.hub.account_page",
           "housingdesk.ui.bank.import_page", "housingdesk.ui.bank.reconcile_page", "housingdesk.ui.letters.page",
           "housingdesk.ui.mailings.run_page", "housingdesk.ui.letters.postings_page", "housingdesk.ui.mailings.rounds_page",
           "housingdesk.ui.mailings.round_page",
           "housingdesk.ui.mailings.statements_page",
           "housingdesk.ui.mailings.letter_page", "housingdesk.ui.mailings.applicant_letter_page",
           "housingdesk.ui.letters.templates_page",
           "housingdesk.ui.letters.template_page", "housingdesk.ui.people.page", "housingdesk.ui.properties.page",
           "housingdesk.ui.hub.start_page", "housingdesk.ui.bank.suspense_page", "housingdesk.ui.bank.accounts_page",
           "housingdesk.ui.access.users_page", "housingdesk.ui.settings.page", "housingdesk.ui.notices.page",
           "housingdesk.ui.notices.flow_page", "housingdesk.ui.lettings.signups_page",
           "housingdesk.ui.lettings.signup_page", "housingdesk.ui.lettings.pack_page",
           "housingdesk.ui.lettings.sign_page", "housingdesk.ui.changes.list_page", "housingdesk.ui.changes.change_page",
           "housingdesk.ui.changes.handover_page", "housingdesk.ui.changes.reviews_page", "housingdesk.ui.changes.review_page",
           "housingdesk.ui.voids.board_page", "housingdesk.ui.hub.void_page", "housingdesk.ui.properties.keys_page",
           "housingdesk.ui.notices.wordings_page", "housingdesk.ui.notices.court_page",
           "housingdesk.ui.lettings.affordability_page", "housingdesk.ui.lettings.advice_page",
           "housingdesk.ui.mailings.shortfalls_page",
           "housingdesk.ui.lettings.core_page", "housingdesk.ui.lettings.core_log_page",
           "housingdesk.ui.lettings.applicants_page", "housingdesk.ui.lettings.applicant_page",
           "housingdesk.ui.lettings.shortlist_page", "housingdesk.ui.lettings.nominations_page",
           "housingdesk.ui.lettings.rights_page", "housingdesk.ui.benefits.claim_page",
           "housingdesk.ui.benefits.overdue_page", "housingdesk.ui.benefits.schedules_page",
           "housingdesk.ui.benefits.schedule_page", "housingdesk.ui.benefits.schedule_import_page",
           "housingdesk.ui.benefits.offices_page", "housingdesk.ui.benefits.provider_page",
           "housingdesk.ui.benefits.paper_page",
           "housingdesk.ui.rent.requests_page", "housingdesk.ui.arrears.former_page", "housingdesk.ui.reports.closing_page",
           "housingdesk.ui.reports.why_page", "housingdesk.ui.reports.journal_page", "housingdesk.ui.bank.payment_files_page",
           "housingdesk.ui.bank.payment_file_page", "housingdesk.ui.bank.payment_import_page",
           "housingdesk.ui.bank.takings_page",
           "housingdesk.ui.bank.debits_page", "housingdesk.ui.bank.collection_page",
           "housingdesk.ui.rent.review.reviews_page", "housingdesk.ui.rent.review.review_page",
           "housingdesk.ui.rent.review.formula_page", "housingdesk.ui.rent.review.costs_page",
           "housingdesk.ui.changes.room_move_page", "housingdesk.ui.voids.losses_page",
           "housingdesk.ui.imports.intakes_page", "housingdesk.ui.imports.intake_page",
           "housingdesk.ui.imports.columns_page")


def warm_up() -> None:
    """Begins; nobody waits for it."""
    threading.Thread(target=warm, name="warming", daemon=True).start()


def warm() -> None:
    """Imports every screen, the rent week first; threads share an import, so a visit meanwhile waits for its own alone."""
    for name in SCREENS:
        import_module(name)
