"""The rows of the advice corner: the estimate first, then each piece of advice; and how each is shown to the household."""

from datetime import date

from PySide6.QtWidgets import QWidget

from housingdesk.benefits.rules.advice import Advice, advise
from housingdesk.benefits.rules.advice import Household as Advised
from housingdesk.benefits.rules.assess import Assessment
from housingdesk.benefits.rules.assess.telling import amount_words, headline, made_with, payer_words, step_words
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.tenant import Block, TenantPage, TenantRows, TenantWords
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

ESTIMATE = 1


@frozen
class AdviceRow:
    """A row of the list; ``advice`` None is the estimate."""

    number: int
    what: str
    why: str
    by: date | None
    advice: Advice | None

    def status(self, today: date) -> Status | None:
        """Whether its day is here."""
        return None if self.by is None else Status.DUE if self.by <= today else Status.NEUTRAL


def rows_of(found: Advised) -> list[AdviceRow]:
    """The estimate, then the advice in its order."""
    said = AdviceRow(ESTIMATE, headline(found.estimate), "The estimate, step by step. F2 asks what is not known", None, None)
    return [said, *(AdviceRow(number, one.what, one.why, one.by, one) for number, one in enumerate(advise(found),
    ESTIMATE + 1))]


def row_sentence(row: AdviceRow) -> str:
    """A row as a screen reader says it."""
    by = f", by {format_day(row.by)}" if row.by is not None else ""
    return f"{row.what}{by}. {row.why}"


def estimate_parts(found: Assessment) -> list[QWidget]:
    """The estimate with every step, its rule and its cautions."""
    parts: list[QWidget] = []
    if not found.stopped:
        parts.append(Facts([("The home costs", f"{format_pence(found.charged_weekly)} a week"),
                            (f"{payer_words(found.kind)} pays", f"{format_pence(found.weekly_pence)} a week"),
                            ("They pay themselves", f"{format_pence(found.own_weekly)} a week")], strong_last=True))
    for step in found.steps:
        moved = amount_words(step.pence)
        parts.append(label(f"{step_words(step.text, step.mark)}{f'  {moved}' if moved else ''}", wrap=True))
        parts.append(label(step.source, "small", wrap=True))
    if found.cautions:
        parts.append(Bullets([f"{caution}." for caution in found.cautions]))
    parts.append(label(f"{made_with(found)}.", "muted", wrap=True))
    return parts


def shown_to_tenant(row: AdviceRow, found: Assessment, key: str) -> TenantPage | None:
    """A row in words for the household; None where there is nothing to show yet."""
    if row.advice is None:
        return None if found.stopped else TenantPage("What benefit may pay", (
            TenantRows((("Your home costs", f"{format_pence(found.charged_weekly)} a week"),
                        (f"{payer_words(found.kind)} may pay", f"{format_pence(found.weekly_pence)} a week"),
                        ("You pay", f"{format_pence(found.own_weekly)} a week")), total=True),
            TenantWords("This is an estimate only. The council or the DWP decides.")), key=key)
    advice = row.advice
    blocks: list[Block] = [TenantWords(f"{advice.why}.")]
    if advice.by is not None:
        blocks.append(TenantRows((("By", format_day(advice.by)),)))
    if advice.sentence:
        blocks += [TenantWords("You can say or write", strong=True), TenantWords(advice.sentence)]
    return TenantPage(advice.what, tuple(blocks), key=key)
