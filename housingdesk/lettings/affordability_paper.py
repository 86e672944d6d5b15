"""A check of affordability as a paper for household and file: the verdict, what comes in and goes out, benefit by steps."""

from collections.abc import Mapping
from typing import Any

from housingdesk.letters.rules.content import Bullets, Paragraph, Run, Sender
from housingdesk.letters.rules.paper_content import Grid, NamedRows, Paper, PaperBlock, Rows
from housingdesk.lettings.queries.affordability import AffordabilityRow
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, parse_money
from housingdesk.values.text import sentence_case

TITLE = "What the home costs and what is left"
_WIDE = (0.52, 0.34)


def affordability_paper(row: AffordabilityRow, reference: str, sender: Sender, *, large: bool = False) -> Paper:
    """The paper of a check as it was kept; it carries its day and the version of the rules.

    In large print the rule of a step stands in brackets after its sentence.
    """
    figures = row.figures
    where = f" for {row.address}" if row.address else ""
    blocks: list[PaperBlock] = [
        Paragraph((Run(f"{row.name}{where}, {format_date(row.on)}, checked by {row.made_by}. Every sum is a week’s."),))]
    if len(row.sentences) > 1:
        blocks.append(Bullets(tuple((Run(f"{said}."),) for said in row.sentences[1:])))
    blocks += [Rows("What the home costs", _costs(figures)), Rows("Comes in", _lines(figures["incomes"], figures["income"])),
               Rows("Goes out", _lines(figures["spends"], figures["spent"])),
               Rows("Left", (("When all is paid", format_pence(figures["left"])),)), *_estimate(figures, large=large)]
    version = figures["estimate"]["version"] if figures["estimate"] is not None else ""
    made_from = f"Worked out for {format_date(row.on)}" + (f" with the tables {version}" if version else "")
    return Paper(title=TITLE, sender=sender, headline=f"{row.sentences[0]}.", reference=reference, made_from=made_from,
                 blocks=tuple(blocks), large_print=large)


def _costs(figures: Mapping[str, Any]) -> NamedRows:
    how = "as decided" if figures["covered_typed"] else "estimate"
    return (*((str(line["words"]), format_pence(line["weekly"])) for line in figures["charges"]),
            (f"Benefit pays ({how})", format_pence(-figures["covered"])),
            ("Left to pay themselves", format_pence(figures["own"])))


def _lines(lines: list[Mapping[str, Any]], together: int) -> NamedRows:
    return (*map(_line, lines), ("All together", format_pence(together)))


def _line(line: Mapping[str, Any]) -> tuple[str, str]:
    said = "" if line["every"] == "week" else f" ({format_pence(line['pence'])} every {line['every']})"
    return sentence_case(str(line["words"])), f"{format_pence(line['weekly'])}{said}"


def _estimate(figures: Mapping[str, Any], *, large: bool) -> list[PaperBlock]:
    """How the benefit was estimated, step by step; nothing where it was typed in."""
    estimate = figures["estimate"]
    if estimate is None:
        return []
    title = f"How the estimate was made, a {estimate['every']}"
    blocks: list[PaperBlock] = [Paragraph((Run("Benefit is an estimate. The council or the DWP decides.", bold=True),))]
    if estimate["steps"]:
        steps = [(step["text"], step["source"], _signed(step["amount"])) for step in estimate["steps"]]
        blocks.append(Grid(title, ("What", "Amount"), tuple((f"{text} ({source})", sum_) for text, source, sum_ in steps),
                           (0.78,)) if large else Grid(title, ("What", "Where it is written", "Amount"), tuple(steps), _WIDE))
    blocks += [Bullets(tuple((Run(f"{caution}."),) for caution in estimate["cautions"]))] if estimate["cautions"] else []
    if estimate["stopped"]:
        blocks.append(Paragraph((Run(f"It stops here. {estimate['stopped']}.", bold=True),)))
    return blocks


def _signed(amount: str) -> str:
    pence = parse_money(amount)
    return format_pence(pence) if pence else ""
