"""What stands beside the lines of an account: a line with all its parts, what is expected, the balance explained."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from housingdesk.bank.queries.lines import LineRow
from housingdesk.rent.queries.account_file import AccountFile, LineFacts
from housingdesk.rent.queries.accounts import ChargeRow
from housingdesk.rent.rules.words import PER, Payer
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.rent.account_lines import PAYMENTS, AccountLine
from housingdesk.values.dates import DAY, format_date, format_day
from housingdesk.values.money import balance_words, format_pence


def show_line(pane: RefillPane, row: AccountLine, facts: LineFacts, *, close: Callable[[], object],
              go_to: Callable[..., object], reverse: Callable[[], object] | None) -> None:
    """One line: what it is made of and who pays which part, and how it came into the ledger."""
    line = row.line
    assert line is not None
    pane.begin(row.what, format_day(row.on))
    verb = "Charged" if line.pence > 0 else "Paid" if line.kind in PAYMENTS else "Taken off"
    pane.put(Facts([(verb, format_pence(abs(line.pence))), ("Balance after", balance_words(row.balance_pence or 0))],
                   strong_last=True))
    if len(facts.parts) > 1 or line.own_pence != line.pence:
        pane.put(label("Made of", "section"))
        pane.put(Facts([(f"{what}, {who}", format_pence(pence)) for what, who, pence in facts.parts]))
    if line.period_from and line.period_to:
        pane.put(label(f"For {format_date(line.period_from)} to {format_date(line.period_to - DAY)}", "muted", wrap=True))
    pane.put(label("In the ledger", "section"))
    pane.put(label(f"{facts.title}. {facts.kind.capitalize()}, seal {facts.sequence:,}", wrap=True))
    pane.put(label(f"Posted by {facts.made_by} on {format_day(facts.made_at.astimezone().date())} at "
                   f"{facts.made_at.astimezone():%H:%M}", "muted", wrap=True))
    if facts.reversed_on is not None:
        pane.put(label(f"Reversed on {format_date(facts.reversed_on)}", "due", wrap=True))
    if facts.reverses_on is not None:
        pane.put(label(f"It takes back an entry of {format_date(facts.reverses_on)}", "muted", wrap=True))
    others = [button("Reverse", reverse, key="V")] if reverse is not None and line.bank_line is None else []
    if line.bank_line is not None:
        others.append(button("Money in", partial(go_to, "money", line_id=line.bank_line)))
    pane.finish(None, [*others, button("Close", close, key="Esc")])


def add_bank_line(pane: RefillPane, row: LineRow) -> None:
    """What the bank's own statement says of a payment, under the rest."""
    pane.put(label("On the bank’s statement", "section"))
    pane.put(label(row.narrative, wrap=True))
    facts = [("Paid in", format_day(row.made_on)), ("Amount", format_pence(row.pence)), ("Payer", row.payer or ""),
             ("Reference", row.reference or "")]
    pane.put(Facts([(word, value) for word, value in facts if value]))


def show_expected(pane: RefillPane, row: AccountLine, close: Callable[[], object]) -> None:
    """Money that is on its way: nobody is chased for it."""
    pane.begin(row.what, f"Due on {format_day(row.on)}")
    pane.put(Facts([("Amount", format_pence(-row.pence))]))
    pane.put(label("It is not in the balance until it has come. Nobody is asked for it.", "muted", wrap=True))
    pane.finish(None, [button("Close", close, key="Esc")])


def show_explanation(pane: RefillPane, file: AccountFile, today: date, close: Callable[[], object]) -> None:
    """The balance explained in full: sentence by sentence, whose part is how much, and what is charged."""
    pane.begin(balance_words(file.pence), f"Explained on {format_day(file.as_at or today)}")
    pane.put(Bullets(file.explanation))
    if not file.as_at and not file.known:
        pane.put(label("Whose part", "section"))
        pane.put(Facts(_parts(file), strong_last=True))
    if file.charges:
        pane.put(label(f"Charged {PER[file.account.frequency]}", "section"))
        pane.put(Facts([*((c.description, _charge_words(c)) for c in file.charges),
                        ("Together", format_pence(file.charge_pence))], strong_last=True))
    pane.finish(None, [button("Close", close, key="Esc")])


def _parts(file: AccountFile) -> list[tuple[str, str]]:
    row = file.account
    parts = [("Own part", row.own_pence), (str(Payer.HB), row.hb_pence), (str(Payer.UC), row.uc_pence),
             ("Support provider", row.support_pence), ("Somebody else", row.other_pence)]
    shown = [(word, balance_words(pence)) for word, pence in parts if pence or word == "Own part"]
    return [*shown, ("Together", balance_words(row.pence))]


def _charge_words(charge: ChargeRow) -> str:
    shares: tuple[tuple[Any, int], ...] = charge.shares
    if len(shares) < 2:
        payer = shares[0][0] if shares else Payer.TENANT
        return format_pence(charge.pence) if payer is Payer.TENANT else f"{format_pence(charge.pence)}, {payer}"
    return f"{format_pence(charge.pence)}: " + ", ".join(f"{payer} {format_pence(pence)}" for payer, pence in shares)
