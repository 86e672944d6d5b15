"""The tables of an audit pack about what people did: runs, decisions, corrections, reversals, charges, closes and users."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from housingdesk.reports.pack_parts import part, short
from housingdesk.reports.queries.closing import CloseRow
from housingdesk.reports.queries.pack import Held
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

if TYPE_CHECKING:
    from housingdesk.letters.pdf.flow import Flow

_AGES = ((7, "to a week"), (28, "to four weeks"), (91, "to a quarter"), (10**6, "longer"))


def runs(flow: "Flow", found: Held) -> None:
    """Each debit run with what its proof came to."""
    rows = []
    for run in found.runs:
        said = "no proof kept" if run.proof is None else "agrees" if run.agrees else "DOES NOT AGREE"
        rows.append((short(run.week), f"{short(run.made_at.date())}, {run.made_by}",
                     "reversed" if run.reversed else said, f"{run.accounts:,}",
                     f"{run.lines:,}", format_pence(run.pence), format_pence(run.proof.void_pence) if run.proof else ""))
    part(flow, "Debit runs", ("Week of", "Run", "Proof", "Accounts", "Lines", "Debit", "Of it voids"), rows, (3, 6, 3),
         empty="No debit was run in the period.")


def decided(flow: "Flow", found: Held) -> None:
    """Money that somebody moved by hand, with who asked for it and who allowed it."""
    rows = [(short(row.on), f"{sentence_case(row.kind)}, {row.reference} {row.name}", row.why,
             row.asked_by if row.asked_by == row.allowed_by else f"{row.asked_by}, allowed by {row.allowed_by}",
             format_pence(row.pence)) for row in found.decided]
    part(flow, "Adjustments, refunds, write-offs and transfers", ("Day", "On", "Why", "Who", "Amount"), rows, (2.4, 5, 5, 3.6),
         empty="None in the period.")


def corrected(flow: "Flow", found: Held) -> None:
    """Corrections of days that were debited, and reversals."""
    rows = [(short(row.made_at.date()), f"{row.reference} {row.name}", f"{sentence_case(row.kind)} since "
             f"{format_date(row.since)}: {row.reason}", row.made_by, format_pence(row.pence)) for row in found.corrected]
    part(flow, "Corrections of debited days", ("Made", "Account", "What and why", "Who", "Difference"), rows, (2.4, 4, 6, 3),
         empty="None in the period.")
    backs = [(short(row.made_at.date()), row.title, row.why, row.made_by, f"{row.lines:,}", format_pence(row.pence))
             for row in found.reversed]
    part(flow, "Reversals", ("Made", "What", "Why", "Who", "Entries", "Amount"), backs, (2.6, 6, 4, 3),
         empty="None in the period.")


def charges(flow: "Flow", found: Held) -> None:
    """Charges that changed on accounts that ran already, and reviews that were carried out."""
    rows = [(format_date(row.on), sentence_case(row.code), f"{row.began:,}", format_pence(row.before), format_pence(row.after))
            for row in found.charges]
    part(flow, "Charges that changed, each as it is charged (a week, a night or a month)",
         ("From", "Charge", "How many", "Before", "After"), rows, (3, 4), empty="No charge changed in the period.")
    part(flow, "Rent reviews carried out", ("Review", "From", "Made by", "Approved by"),
         [(title, format_date(on), by, allowed) for title, on, by, allowed in found.reviews], (5, 3, 3, 3))


def waiting(flow: "Flow", found: Held) -> None:
    """Unidentified money at the end of the period, by age."""
    sums, counts = [0] * len(_AGES), [0] * len(_AGES)
    for row in found.waiting:
        place = next(number for number, (most, _) in enumerate(_AGES) if row.days <= most)
        sums[place] += row.pence
        counts[place] += 1
    part(flow, "Unidentified money by age", ("Waiting for", "Sums", "Amount"),
         [(words, f"{count:,}", format_pence(pence)) for (_, words), count, pence in zip(_AGES, counts, sums, strict=True)
          if count],
         (1,), empty="No money was unidentified.")
    part(flow, "Unidentified money", ("Came", "Days", "What the bank says", "Who looks into it", "Amount"),
         [(short(row.on), f"{row.days:,}", row.narrative, f"{row.owner or 'nobody'}{': ' if row.note else ''}{row.note}",
           format_pence(row.pence)) for row in found.waiting], (2.4, 1.2, 5, 5))


def closed(flow: "Flow", rows: Sequence[CloseRow]) -> None:
    """Periods that were closed."""
    part(flow, "Closed periods", ("Period", "Closed on", "By"),
         [(sentence_case(row.name), format_date(row.made_at.date()), row.made_by) for row in rows], (5, 3, 3),
         empty="No period that ends in these days is closed.")


def users(flow: "Flow", found: Held) -> None:
    """Who may work here, and as what."""
    part(flow, "People and what they are here to do", ("Name", "Login", "Role", "Last here"),
         [(f"{row.name}{'' if row.active else ', gone'}", row.login, sentence_case(row.role),
           format_date(row.last_seen.date()) if row.last_seen is not None else "never") for row in found.users], (4, 3, 3, 3))
