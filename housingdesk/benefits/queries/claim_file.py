"""One claim with everything that stands around it, as its screen shows it and its letters use it."""

from datetime import date

from housingdesk.benefits.law_stock import absences as away_rules
from housingdesk.benefits.law_stock import funds
from housingdesk.benefits.queries.claim_parts import (
    AbsenceRow,
    AppealRow,
    ChangeRow,
    ContactRow,
    OverpaymentRow,
    UcCardRow,
    absences,
    appeals,
    changes,
    contacts,
    overpayments,
    uc_cards,
)
from housingdesk.benefits.queries.claims import ClaimRow, claim
from housingdesk.benefits.queries.overdue import Reach, reach_for, waiting_of
from housingdesk.benefits.rules.absence import AwayClock, away_clock
from housingdesk.benefits.rules.claims import Standing
from housingdesk.benefits.rules.direct import Ceiling, DirectFacts, Ground, ceiling, eight_weeks, managed_payment
from housingdesk.benefits.rules.funds import Fund
from housingdesk.benefits.rules.overdue import Waiting
from housingdesk.benefits.rules.uc_card import CardFacts, journal_sentence, rent_difference
from housingdesk.benefits.rules.words import DWP_KINDS, HB_KINDS, ClaimKind
from housingdesk.rent.queries.account_file import Standing as Account
from housingdesk.rent.queries.account_file import standing as account_standing
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, Frequency
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen


@frozen
class ClaimFile:
    """A claim with its agreement, its office, what is late, and its parts, each the newest first.

    ``rent`` is the rent and eligible services charged now; ``owed_pence`` what the account owes. ``ground`` says whether
    payment to us may be asked for, and ``ceiling`` what may be deducted a month, where the claim is of such a kind.
    """

    claim: ClaimRow
    tenancy: TenancyRow
    office: Reach
    standing: Standing
    late: Waiting
    fund: Fund
    contacts: tuple[ContactRow, ...]
    changes: tuple[ChangeRow, ...]
    appeals: tuple[AppealRow, ...]
    absences: tuple[tuple[AbsenceRow, AwayClock | None], ...]
    overpayments: tuple[OverpaymentRow, ...]
    card: UcCardRow | None
    rent: CardFacts
    rent_since: date | None
    account_id: int | None
    owed_pence: int
    ground: Ground | None
    ceiling: Ceiling | None
    association: str
    phone: str
    on: date

    @property
    def difference(self) -> tuple[int | None, str]:
        """By how much the rent that Universal Credit knows differs (pence a month), in a sentence."""
        return rent_difference(self.rent)

    @property
    def journal(self) -> str:
        """What the tenant copies into the journal; empty where no rent is charged."""
        return journal_sentence(self.rent, association=self.association, phone=self.phone, on=self.on, started=self.rent_since)


def claim_file(claim_id: int, on: date) -> ClaimFile:
    """One claim as it stands on a day; NotFound if there is none."""
    row = claim(claim_id)
    ids, known, rules = [claim_id], settings_queries.values(on), away_rules()
    account, card = account_standing(row.tenancy_id, on), uc_cards([claim_id]).get(claim_id)
    if row.kind in DWP_KINDS and card is None:
        card = UcCardRow(0, 0, claim_id)
    rent, since = _rent(account, card)
    away = [(one, away_clock(rules, row.kind, one.reason, one.away_from, one.expected_back, one.back_on, on))
            for one in absences(ids).get(claim_id, ())]
    return ClaimFile(
        row, tenancy(row.tenancy_id), reach_for(row), row.standing(on), waiting_of(row, on), funds().kinds[row.kind],
        contacts(ids).get(claim_id, ()), changes(ids).get(claim_id, ()), appeals(ids).get(claim_id, ()), tuple(away),
        overpayments(ids).get(claim_id, ()), card, rent, since, account.account.id if account is not None else None,
        account.pence if account is not None else 0, _ground(row, account, rent),
        _ceiling(row.kind, card, on), known["org.name"] or "", known["org.phone"] or "", on)


def _rent(account: Account | None, card: UcCardRow | None) -> tuple[CardFacts, date | None]:
    """The rent and eligible services charged now, and since when they are what they are."""
    known = card.rent_on_uc_pence if card is not None else None
    if account is None:
        return CardFacts(known), None
    lines = [line for line in account.charges if line.code in BENEFIT_ELIGIBLE]
    pence, since = sum(line.pence for line in lines), max((line.start for line in lines), default=None)
    if not lines:
        return CardFacts(known), None
    if account.account.frequency is Frequency.MONTHLY:
        return CardFacts(known, monthly_pence=pence), since
    return CardFacts(known, weekly_pence=weekly_equivalent(pence, account.account.frequency)), since


def _ground(row: ClaimRow, account: Account | None, rent: CardFacts) -> Ground | None:
    """Whether payment to us may be asked for: by what is owed, and by the authority that was given."""
    month = rent.actual_pence
    if account is None or month is None or (row.to_landlord and row.kind not in (ClaimKind.APA, ClaimKind.TPD)):
        return None
    if row.kind in DWP_KINDS:
        return managed_payment(DirectFacts(account.pence, month))
    if row.kind not in HB_KINDS:
        return None
    week = rent.weekly_pence if rent.weekly_pence is not None else portion(month, 12, 52)
    return eight_weeks(DirectFacts(account.pence, week, consents=row.authority_on is not None))


def _ceiling(kind: ClaimKind, card: UcCardRow | None, on: date) -> Ceiling | None:
    if kind not in DWP_KINDS or card is None or not card.standard_pence:
        return None
    return ceiling(card.standard_pence, on, funds())
