"""What a letting takes beyond its agreement: how often the charge falls due, and what is charged. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from housingdesk.rent.rules.drafts import ChargeDraft, problems
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.rules import LICENCES, StartDraft, TenancyKind
from housingdesk.values.problems import Problem


@dataclass(frozen=True, slots=True)
class LettingDraft:
    """An agreement about to start with its account. Pence a week (a month or a night on such accounts).

    ``vat``: a garage or store let apart from a home; VAT at the rate of its first day comes on top of each garage charge.
    ``reference``: the payment reference that was reserved for it; empty takes the next.
    """

    start: StartDraft
    frequency: Frequency
    charges: tuple[ChargeDraft, ...]
    rent_free: bool = False
    vat: bool = False
    reference: str = ""

    def problems(self, today: date, starter_months: int = 18) -> list[Problem]:
        """All that stands against it; a charge's problems name their field by its place: ``pence_2``."""
        found = self.start.problems(today, starter_months)
        if not self.charges:
            found.append(Problem("charges", "Say what is charged, even if it is nothing yet: a charge of £0.00"))
        for place, charge in enumerate(self.charges, 1):
            found += [replace(problem, field=f"{problem.field}_{place}") for problem in problems(charge)]
        if self.frequency is Frequency.NIGHTLY and self.start.kind not in LICENCES:
            found.append(Problem("frequency", "Only a licence is charged by the night"))
        if self.rent_free and self.frequency is Frequency.NIGHTLY:
            found.append(Problem("rent_free", "Charged by the night, there are no weeks without a charge"))
        if self.rent_free and self.start.kind is TenancyKind.CONTRACT:
            found.append(Problem("rent_free", "A garage or store has no rent-free weeks"))
        if self.vat and self.start.kind is not TenancyKind.CONTRACT:
            found.append(Problem("vat", "VAT is charged on a garage or store only"))
        elif self.vat and not any(charge.code is ChargeCode.GARAGE for charge in self.charges):
            found.append(Problem("vat", "VAT comes on a charge for a garage. Choose Garage under Charge for"))
        return found
