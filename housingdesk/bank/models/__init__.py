"""Stored shapes of the bank room: statements and what was learned from them, payment files, takings, Direct Debits."""

from typing import TYPE_CHECKING

from housingdesk.bank.models.statements import (
    BankAccount,
    BankFile,
    BankLine,
    BankRule,
    LineState,
    PayerMemory,
    SuspenseItem,
)
from housingdesk.db import lazily

if TYPE_CHECKING:
    from housingdesk.bank.models.direct_debits import BacsAdvice, BacsReport, Collection, CollectionLine, Mandate
    from housingdesk.bank.models.payment_files import PaymentFile, PaymentFileLine
    from housingdesk.bank.models.takings import PayingInSlip, Taking
else:
    __getattr__ = lazily.models(__name__, {
        **dict.fromkeys(("BacsAdvice", "BacsReport", "Collection", "CollectionLine", "Mandate"), "direct_debits"),
        **dict.fromkeys(("PaymentFile", "PaymentFileLine"), "payment_files"),
        **dict.fromkeys(("PayingInSlip", "Taking"), "takings"),
    })

__all__ = ["BacsAdvice", "BacsReport", "BankAccount", "BankFile", "BankLine", "BankRule", "Collection", "CollectionLine",
           "LineState", "Mandate", "PayerMemory", "PayingInSlip", "PaymentFile", "PaymentFileLine", "SuspenseItem", "Taking"]
