"""Stored shapes of rent: accounts and their charges, the sealed ledger, what is asked and corrected, the yearly review."""

from typing import TYPE_CHECKING

from housingdesk.db import lazily
from housingdesk.rent.models.ledger import (
    Account,
    Balance,
    Batch,
    ChargeLine,
    ChargeShare,
    DebitRun,
    Entry,
    ExpectedPayment,
    LedgerClose,
    Seal,
)

if TYPE_CHECKING:
    from housingdesk.rent.models.corrections import Correction, HeldBed, MoneyRequest
    from housingdesk.rent.models.review import CostBudget, CostHead, CostShare, FormulaRent, RentReview, ReviewRow, Spending
else:
    __getattr__ = lazily.models(__name__, {
        **dict.fromkeys(("Correction", "HeldBed", "MoneyRequest"), "corrections"),
        **dict.fromkeys(("CostBudget", "CostHead", "CostShare", "FormulaRent", "RentReview", "ReviewRow", "Spending"),
                        "review"),
    })

__all__ = ["Account", "Balance", "Batch", "ChargeLine", "ChargeShare", "Correction", "CostBudget", "CostHead", "CostShare",
           "DebitRun", "Entry", "ExpectedPayment", "FormulaRent", "HeldBed", "LedgerClose", "MoneyRequest", "RentReview",
           "ReviewRow", "Seal", "Spending"]
