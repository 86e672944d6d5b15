"""The notice to an office that somebody moved under the same agreement: from which Monday, which charges, as PDF."""

from datetime import date

from housingdesk.benefits.queries.moves import MoveNotice, move_notice
from housingdesk.letters.pdf.paper_pages import draw_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.rules.content import Paragraph, Run
from housingdesk.letters.rules.paper_content import Grid, Paper, PaperBlock, Place, Places, Rows
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, PER
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date, format_full
from housingdesk.values.money import format_pence


def draw_move_notice(circumstance_id: int, on: date) -> bytes:
    """The notice of a move, ready to sign and send."""
    found = move_notice(circumstance_id)
    row = found.claim
    sender = sender_of(on)
    paper = Paper(title="Change of circumstances", sender=sender, headline="Change of circumstances: moved",
                  reference=row.reference or row.person, made_from="Notice of a move",
                  blocks=tuple(_blocks(found, on, sender.name)))
    return draw_paper(paper, demo=value("demo.mark", on))


def _blocks(found: MoveNotice, on: date, landlord: str) -> list[PaperBlock]:
    row = found.claim
    what = (f"The new home is in the area of {found.elsewhere}, where another claim is made: the claim with you ends."
            if found.elsewhere else f"Take the rent of the new home from Monday {format_date(found.monday)}.")
    return [
        Paragraph((Run(f"To {row.office}, {format_date(on)}. {row.person} has moved under the same agreement. {what}"),)),
        Rows("The claim", (("Claimant", row.person), ("Claim", str(row.kind)), ("Reference", row.reference or "none yet"))),
        Rows("The move", (("Moved on", format_full(found.on)), ("From", found.left), ("To", found.home),
                          *(() if found.elsewhere else (("Rent counts from", format_full(found.monday)),)),
                          ("Agreement", "the same; no new one was signed"))),
        _charges(found),
        Paragraph((Run("Told within a month, what this brings counts from its own day (HB Regs 2006 regs 79, 88)."),)),
        Places((Place(landlord, "landlord"),)),
    ]


def _charges(found: MoveNotice) -> Grid:
    """Every charge before and after; the sums as the office reckons with them."""
    names = list(dict.fromkeys((one.description, one.code) for one in (*found.before, *found.after)))

    def sum_of(lines: tuple[object, ...], name: tuple[str, str]) -> str:
        pence = sum(one.pence for one in lines if (one.description, one.code) == name)  # type: ignore[attr-defined]
        return format_pence(pence) if pence else "none"

    rows = [(name, "counts" if code in BENEFIT_ELIGIBLE else "does not count", sum_of(found.before, (name, code)),
             sum_of(found.after, (name, code))) for name, code in names]
    rows.append(("Together", "", format_pence(sum(one.pence for one in found.before)),
                 format_pence(sum(one.pence for one in found.after))))
    return Grid(f"What is charged, {PER[found.frequency]}", ("Charge", "For benefit", "Before", "From the move"), tuple(rows),
                (3, 2), total=True)
