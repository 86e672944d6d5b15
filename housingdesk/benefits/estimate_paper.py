"""An estimate as a paper for the household and the file: what comes of it, every step with its rule, what it was made from."""

from collections.abc import Sequence

from housingdesk.benefits.rules.assess.case import Case, Relation
from housingdesk.benefits.rules.assess.steps import Assessment, Step
from housingdesk.benefits.rules.assess.telling import amount_words, headline, made_with, payer_words, step_words
from housingdesk.letters.rules.content import Bullets, Paragraph, Run, Sender
from housingdesk.letters.rules.paper_content import Grid, NamedRows, Paper, PaperBlock, Rows
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

TITLE = "What benefit will cover"
_WIDE = (0.52, 0.28)


@frozen
class Told:
    """For whom and where an estimate was made, by whom, and what the paper is filed under."""

    names: str
    where: str
    made_by: str
    reference: str
    large_print: bool = False


def estimate_paper(found: Assessment, case: Case, told: Told, sender: Sender) -> Paper:
    """The paper; it carries the day, the version of the rules, and that the council or the DWP decides."""
    where = f", {told.where}" if told.where else ""
    blocks: list[PaperBlock] = [
        Paragraph((Run(f"{told.names}{where}. Worked out by {told.made_by}."),)),
        Paragraph((Run("This is an estimate only. The council or the DWP decides.", bold=True),)),
        Rows("What comes of it", _result(found)), _steps(found, large=told.large_print)]
    if found.stopped:
        blocks.append(Paragraph((Run(f"It stops here. {found.stopped}.", bold=True),)))
    if found.cautions:
        blocks.append(Bullets(tuple((Run(f"{caution}."),) for caution in found.cautions)))
    blocks += [Rows("What it was worked out from", _made_from(case)),
               Paragraph((Run("Tell us if something of this is not right, or if it changes: then the sums change too."),))]
    return Paper(title=TITLE, sender=sender, headline=f"{headline(found)}.", reference=told.reference,
                 made_from=made_with(found), blocks=tuple(blocks), large_print=told.large_print)


def _result(found: Assessment) -> NamedRows:
    rows = [("The home costs a week", format_pence(found.charged_weekly))]
    if not found.stopped:
        month = f" ({format_pence(found.pence)} a month)" if found.every == "month" else ""
        rows += [(f"{payer_words(found.kind)} pays", f"{format_pence(found.weekly_pence)}{month}"),
                 ("Left to pay a week", format_pence(found.own_weekly))]
    if found.not_covered_weekly > 0:
        rows.append(("Of that never covered", format_pence(found.not_covered_weekly)))
    return (*rows, ("For", format_date(found.on)), ("Rules", found.version))


def _steps(found: Assessment, *, large: bool) -> Grid:
    """In large print the columns stand under one another, so that the rule goes into the sentence."""
    title, none = f"Step by step, a {found.every}", "Nothing could be worked out"
    if large:
        rows = tuple((f"{_said(step)} ({step.source})", *_sums(step)) for step in found.steps)
        return Grid(title, ("What", "Amount", "So far"), rows or ((none, "", ""),), _WIDE[:1])
    sourced = tuple((_said(step), step.source, *_sums(step)) for step in found.steps)
    return Grid(title, ("What", "Where it is written", "Amount", "So far"), sourced or ((none, "", "", ""),), _WIDE)


def _said(step: Step) -> str:
    return step_words(step.text, step.mark)


def _sums(step: Step) -> tuple[str, str]:
    return amount_words(step.pence), format_pence(step.after)


def _made_from(case: Case) -> NamedRows:
    rows = [("Home", sentence_case(case.housing)), ("Bedrooms", str(case.bedrooms) if case.bedrooms is not None else "not "
                                                                                                                     "known"),
            *((sentence_case(charge.words), f"{format_pence(charge.pence)} a {case.every}") for charge in case.charges),
            *_people(case),
            *((sentence_case(one.kind), f"{format_pence(one.pence)} a {one.every}") for one in case.incomes),
            ("Savings", format_pence(case.capital_pence))]
    if case.passport is not None:
        rows.append(("Gets already", sentence_case(case.passport)))
    for said, words in ((case.disability, "A disability benefit of the claimant or partner"), (case.carer_room, "An overnight "
                        "carer"), (case.limited_capability, "Limited capability for work")):
        if said:
            rows.append((words, "yes"))
    return tuple(rows)


def _people(case: Case) -> Sequence[tuple[str, str]]:
    rows = []
    for one in case.people:
        born = f"born {format_date(one.born_on)}" if one.born_on else "date of birth not known"
        work = "" if one.relation is not Relation.OTHER else ", in work" if one.works else ", not in work"
        gross = f", {format_pence(one.gross_pence)} a week before tax" if one.gross_pence else ""
        free = f", {one.no_deduction}" if one.no_deduction else ""
        rows.append((sentence_case(one.relation), f"{born}{work}{gross}{free}"))
    return rows
