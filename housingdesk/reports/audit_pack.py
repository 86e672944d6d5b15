"""The audit pack of a period as one PDF: the ledger's head, proofs, what moved, who decided on it, and who may what."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from housingdesk.rent.queries.rollforward import RollRow, roll_forward, summed
from housingdesk.reports import audit_parts, pack_parts
from housingdesk.reports.queries.closing import closes
from housingdesk.reports.queries.journal import journal, known_accounts, names_of
from housingdesk.reports.queries.pack import Held, held
from housingdesk.reports.queries.proof import sentence, three_way
from housingdesk.reports.queries.snapshots import Published, published
from housingdesk.reports.queries.why import Why, why_changed
from housingdesk.reports.rules.journal import key_words, totals
from housingdesk.reports.rules.three_way import ThreeWay
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

if TYPE_CHECKING:
    from housingdesk.letters.pdf.flow import Flow

_ROLL = ("opening", "debit", "receipts", "adjustments", "write_offs", "closing")
_ROLL_HEADS = ("Opening", "Debit", "Receipts", "Adjusted", "Written off", "Closing")
_PAID = ("own_receipts", "hb_receipts", "uc_receipts", "other_receipts", "receipts")
_NOTE = ("{:,} lines: {}. A control account counts here from the day each payment counts on its account, and in the proof "
         "above from the day of its list, so that the two can differ by payments on their way.")
_PEOPLE = ("rent", "garage", "court costs", "recharges", "Housing Benefit overpayment")


def audit_pack(start: date, end: date, *, on: date, printed_by: str) -> bytes:
    """The pack for ``start <= day <= end`` as it is known on the day ``on``."""
    known, proof = settings_queries.values(on), three_way(start, end)
    title = f"Audit pack, {format_date(start)} to {format_date(end)}"
    flow = pack_parts.begin(title, known["org.name"] or "HousingDesk", (
        f"Ledger head {proof.head_hash}, seal {proof.head_sequence:,}", f"Made {format_date(on)} by {printed_by}"))
    people, found = [row for row in roll_forward(start, end) if row.kind in _PEOPLE], held(start, end)
    _cover(flow, proof, published(end), known["org.name"] or "HousingDesk", on, printed_by)
    _contents(flow, found, people)
    flow.next_page()
    _roll(flow, people)
    _why(flow, why_changed(start, end))
    flow.next_page()
    pack_parts.proof(flow, proof)
    audit_parts.waiting(flow, found)
    audit_parts.runs(flow, found)
    audit_parts.decided(flow, found)
    audit_parts.corrected(flow, found)
    audit_parts.charges(flow, found)
    _journal(flow, start, end)
    audit_parts.closed(flow, [row for row in closes() if row.end >= start and row.end <= end])
    audit_parts.users(flow, found)
    return flow.document(demo=bool(known["demo.mark"]))


def _cover(flow: "Flow", proof: ThreeWay, figures: Published, association: str, on: date, printed_by: str) -> None:
    pack_parts.headline(flow, f"Audit pack of {association}", (
        f"{format_date(proof.start)} to {format_date(proof.end)} · made on {format_date(on)} by {printed_by}",
        f"{sentence(proof)}."))
    pack_parts.part(flow, "The ledger", ("What", "Which"), [
        ("Seal of the newest batch", f"{proof.head_sequence:,}"), ("Head of the chain", proof.head_hash),
        ("What it proves", "“housingdesk verify --head” with this head proves that nothing sealed before it was changed or "
                           "taken away")], (3, 9))
    sums = figures.totals
    rows = [("Gross arrears, current accounts", sums.current_accounts, sums.current_arrears),
            ("Gross arrears, former accounts", sums.former_accounts, sums.former_arrears)]
    cells = [(what, f"{count:,}", format_pence(pence)) for what, count, pence in rows]
    cells += [("Credits, current and former, never netted", "", format_pence(sums.credits)),
              ("Of the current arrears, benefit paid in arrears", "", format_pence(sums.benefit)),
              ("Unidentified money", "", format_pence(sums.unidentified)),
              ("Empty homes, and what they lose a week", f"{sums.empty_homes:,}", format_pence(sums.empty_weekly))]
    pack_parts.part(flow, "What was owed at the end", ("Rent accounts", "Accounts", "Amount"), cells, (1,),
                    note=f"{figures.words}.")


def _contents(flow: "Flow", found: Held, people: Sequence[RollRow]) -> None:
    rows = [("Roll-forward by scheme, current and former, and why arrears changed", f"{len(people):,} accounts"),
            ("Three-way proof: bank, control accounts, ledger", "each day"),
            ("Unidentified money by age", f"{len(found.waiting):,} sums"),
            ("Debit runs and their proofs", f"{len(found.runs):,}"),
            ("Adjustments, refunds, write-offs and transfers", f"{len(found.decided):,}"),
            ("Corrections of debited days", f"{len(found.corrected):,}"), ("Reversals", f"{len(found.reversed):,}"),
            ("Charges that changed", f"{sum(row.began for row in found.charges):,}"),
            ("Nominal journal, closed periods, people and what they may do", f"{len(found.users):,} users")]
    pack_parts.part(flow, "What is in it", ("Part", "How many"), rows, (1,))


def _roll(flow: "Flow", rows: list[RollRow]) -> None:
    wrong = [row for row in rows if not row.holds]
    said = f"{len(wrong):,} accounts do not roll forward." if wrong else (
        f"Each of {len(rows):,} accounts rolls forward to the penny: opening and debit, receipts taken off, adjusted and "
        f"written off, make the closing. Current or former is what an account was at the end, in every column.")
    groups = [_cells(row, _ROLL) for row in sorted(summed(rows), key=lambda row: _PEOPLE.index(row.kind))]
    pack_parts.part(flow, "Arrears by scheme", ("Accounts", *_ROLL_HEADS), groups, (1,), note=said,
                    empty="No account moved or owed anything.")
    together = sorted(summed(rows, by_scheme=False), key=lambda row: _PEOPLE.index(row.kind))
    pack_parts.part(flow, "Together", ("Accounts", *_ROLL_HEADS), [_cells(row, _ROLL) for row in together], (1,))
    pack_parts.part(flow, "Receipts by who paid", ("Accounts", "People", "HB", "UC", "Others", "All"),
                    [_cells(row, _PAID) for row in together], (1,))


def _cells(row: RollRow, figures: Sequence[str]) -> tuple[str, ...]:
    kind = f"{row.kind}, {'former' if row.former else 'current'}"
    return (f"{row.scheme}: {kind}" if row.scheme else sentence_case(kind),
            *(format_pence(getattr(row, key)) for key in figures))


def _why(flow: "Flow", found: Why) -> None:
    rows = [(sentence_case(row.cause), f"{row.accounts:,}", format_pence(row.current), format_pence(row.former),
             format_pence(row.credits)) for row in found.rows]
    rows = [("Before", "", format_pence(found.before.current), format_pence(found.before.former),
             format_pence(found.before.credits)), *rows,
            ("At the end", "", format_pence(found.after.current), format_pence(found.after.former),
             format_pence(found.after.credits))]
    pack_parts.part(flow, "Why arrears changed", ("Why", "Accounts", "Current arrears", "Former arrears", "Credits"), rows,
                    (1,), note=f"{found.sentence}.", bold_last=True)


def _journal(flow: "Flow", start: date, end: date) -> None:
    found = journal(start, end)
    sums, names = totals(found.lines), names_of(known_accounts())
    rows = [(names.get(key) or key_words(key), format_pence(pence) if pence > 0 else "",
             format_pence(-pence) if pence < 0 else "")
            for key, pence in sorted(sums.items(), key=lambda one: key_words(one[0])) if pence]
    both = sum(pence for pence in sums.values() if pence > 0)
    rows.append(("Together", format_pence(both), format_pence(-sum(pence for pence in sums.values() if pence < 0))))
    said = "it balances" if found.holds and not found.faults else "IT DOES NOT BALANCE"
    pack_parts.part(flow, "Nominal journal", ("Account", "Debit", "Credit"), rows, (1,), bold_last=True, note=_NOTE.format(
        len(found.lines), said))
