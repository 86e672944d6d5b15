"""Imports the screens' modules in a thread of its own once Today is in sight, so that a first visit holds nothing up."""

import threading
from importlib import import_module

SCREENS = ("housingdesk.ui.bank.page", "housingdesk.ui.rent.debit_page", "housingdesk.ui.arrears.page",
           "housingdesk.ui.bank.import_page", "housingdesk.ui.bank.reconcile_page", "housingdesk.ui.letters.page",
           "housingdesk.ui.mailings.run_page", "housingdesk.ui.settings.page")


def warm_up() -> None:
    """Begins; nobody waits for it."""
    threading.Thread(target=warm, name="warming", daemon=True).start()


def warm() -> None:
    """Imports every screen of the rent week; threads share the import, so a visit meanwhile only waits for its own."""
    for name in SCREENS:
        import_module(name)
