"""A rent account as the tenant is shown it: what each week costs, who pays, how it stands, and the last payments."""

from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.statement import StatementLine
from housingdesk.rent.rules.words import BENEFIT, PER, Payer
from housingdesk.ui.kit.tenant import TenantPage, TenantRows, TenantWords
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence

_LAST = 4


def rent_for_tenant(file: AccountFile) -> TenantPage:
    """One page; the words of a payment are left out, because they may name somebody else who paid."""
    per = PER[file.account.frequency]
    benefit = file.has_benefit
    rows = [(charge.description, f"{format_pence(charge.pence)} {per}") for charge in file.charges]
    if benefit:
        rows.append(("Your own part", f"{format_pence(file.own_charge_pence)} {per}"))
    standing = ("Today", balance_words(file.net_pence))
    paid = [_paid(line) for line in reversed(file.statement.lines) if line.pence < 0 and line.reverses is None][:_LAST]
    blocks = [TenantRows((*rows, standing), total=True)]
    if paid:
        blocks.append(TenantRows(tuple(paid)))
    return TenantPage("Your rent", (*blocks, TenantWords("Ask us about anything that is not clear.")), key="rent")


def _paid(line: StatementLine) -> tuple[str, str]:
    who = "You paid" if line.payer is Payer.TENANT else f"{line.payer} paid" if line.payer in BENEFIT else "Paid"
    return f"{who} on {format_date(line.on)}", format_pence(-line.pence)
