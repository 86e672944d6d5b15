"""How the reconciliation reads: its states, its proofs in sentences, and the roll-forward's rows."""

from housingdesk.bank.queries.reconcile import Reconciliation
from housingdesk.rent.queries.rollforward import RollRow
from housingdesk.reports.day_sheet import FIGURES, HEADS
from housingdesk.ui.bank.line_pane import unbroken
from housingdesk.ui.kit.checks import Check
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.money import decimal_text, format_pence


def states_of(found: Reconciliation) -> list[tuple[str, Status]]:
    """The two named states of all bank accounts together."""
    if not found.banks:
        return [("No bank account yet", Status.NEUTRAL)]
    if all(bank.agreed for bank in found.banks):
        return [("Posted", Status.GOOD), ("Agreed to bank", Status.GOOD)]
    if all(bank.posted for bank in found.banks):
        return [("Posted", Status.GOOD), ("Not agreed to bank", Status.DUE)]
    return [("Not posted yet", Status.DUE)]


def proofs(found: Reconciliation, holds: bool) -> list[Check]:
    """What was proved of the period, bank by bank, and whether the accounts roll forward."""
    said: list[Check] = [(Status.GOOD if b.agreed else Status.DUE, f"{b.sentence}.") for b in found.banks]
    said += [(Status.DUE, f"{gap}.") for bank in found.banks for gap in bank.gaps]
    said.append((Status.GOOD, f"All {len(found.rows):,} accounts roll forward to the penny.") if holds else
                (Status.LATE, "Some accounts do not roll forward. They are marked under Each account."))
    return said + [(Status.NEUTRAL, f"{name}: {unbroken(format_pence(pence))} waits for its schedule.")
                   for _, name, pence in found.control]


def roll_id(row: RollRow) -> int:
    """An id for the row: the account's, or one for a sum of accounts."""
    return row.account_id if row.account_id is not None else hash((row.kind, row.scheme, row.former)) & 0x7FFFFFFF


def _who(row: RollRow) -> str:
    return row.name if row.account_id is not None else (row.scheme or f"{row.kind.capitalize()} accounts")


def _what(row: RollRow) -> str:
    kind = f"{row.kind}, {'former' if row.former else 'current'}"
    return f"{row.reference} · {row.scheme}" if row.account_id is not None else f"{kind} · {row.name}"


def roll_columns() -> tuple[Column, ...]:
    """Columns of the roll-forward."""
    def money(key: str, head: str) -> Column:
        return Column(key, head, 108, lambda r: format_pence(getattr(r, key)), align=Align.RIGHT,
                      sort=lambda r: getattr(r, key), copy=lambda r: decimal_text(getattr(r, key)),
                      strong=lambda _r: key == "closing", hide_below=700 if key in ("adjustments", "write_offs") else 0)
    return (Column("who", "Account", 190, _who, secondary=_what, stretch=1, sort=True,
                   status=lambda r: None if r.holds else Status.LATE),
            *(money(key, head) for key, head in zip(FIGURES, HEADS, strict=True)))


def roll_sentence(row: RollRow) -> str:
    """A row read aloud."""
    return (f"{_who(row)}: opening {format_pence(row.opening)}, debit {format_pence(row.debit)}, "
            f"receipts {format_pence(row.receipts)}, closing {format_pence(row.closing)}")
