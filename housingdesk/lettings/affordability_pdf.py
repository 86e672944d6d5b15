"""A check of affordability on paper: the verdict first, then what comes in and goes out, then benefit step by step."""

from collections.abc import Mapping
from typing import Any

from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.lettings.queries.affordability import AffordabilityRow
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, parse_money
from housingdesk.values.text import sentence_case

_HEADS, _PARTS = ("", "A week", "As it was said"), (6.0, 1.4, 4.0)


def draw_check(row: AffordabilityRow, *, author: str, demo: bool = False) -> bytes:
    """The check as PDF, as it was kept; it carries its day and the version of the rules."""
    figures = row.figures
    where = f" for {row.address}" if row.address else ""
    notes = [f"{row.name}{where}, {format_date(row.on)}, checked by {row.made_by}", *(f"{said}." for said in row.sentences)]
    estimate = figures["estimate"]
    if estimate is not None:
        notes.append(f"Worked out for {format_date(row.on)} with {estimate['version']}. An estimate: the council or the DWP "
                     "decides.")
    return draw_list("What the home costs and what is left", notes, _HEADS, _rows(figures), _PARTS, author=author, demo=demo)


def _rows(figures: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    rows = [("WHAT THE HOME COSTS", "", ""),
            *((line["words"], format_pence(line["weekly"]), "") for line in figures["charges"]),
            ("Benefit pays", format_pence(-figures["covered"]), "as decided" if figures["covered_typed"] else "estimate"),
            ("Left to pay themselves", format_pence(figures["own"]), ""), ("COMES IN", "", ""),
            *map(_line, figures["incomes"]), ("All together", format_pence(figures["income"]), ""), ("GOES OUT", "", ""),
            *map(_line, figures["spends"]), ("All together", format_pence(figures["spent"]), ""),
            ("LEFT WHEN ALL IS PAID", format_pence(figures["left"]), "")]
    estimate = figures["estimate"]
    if estimate is not None:
        rows += [("HOW THE ESTIMATE WAS MADE", f"a {estimate['every']}", "Where it is written")]
        rows += [(step["text"], _signed(step["amount"]), step["source"]) for step in estimate["steps"]]
        rows += [(f"Careful. {caution}", "", "") for caution in estimate["cautions"]]
        if estimate["stopped"]:
            rows += [(f"It stops here. {estimate['stopped']}", "", "")]
    return rows


def _line(line: Mapping[str, Any]) -> tuple[str, str, str]:
    words = str(line["words"])
    said = "" if line["every"] == "week" else f"{format_pence(line['pence'])} every {line['every']}"
    return sentence_case(words), format_pence(line["weekly"]), said


def _signed(amount: str) -> str:
    pence = parse_money(amount)
    return format_pence(pence) if pence else ""
