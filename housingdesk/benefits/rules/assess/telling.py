"""An estimate in words and as data: what a person reads, what is printed, what another program takes. Pure."""

from typing import Any

from housingdesk.benefits.rules.assess.rates import Mark
from housingdesk.benefits.rules.assess.steps import Assessment
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import decimal_text, format_pence


def headline(found: Assessment) -> str:
    """The result in one sentence, or why there is none."""
    if found.stopped:
        return f"Nothing can be worked out yet. {found.stopped}"
    if not found.pence:
        return f"{payer_words(found.kind)} will pay nothing towards the {format_pence(found.charged_weekly)} a week"
    month = f" ({format_pence(found.pence)} a month)" if found.every == "month" else ""
    charged = format_pence(found.charged_weekly)
    if not found.own_weekly:
        return f"{payer_words(found.kind)} will pay about the whole {charged} a week{month}"
    return (f"{payer_words(found.kind)} will pay about {format_pence(found.weekly_pence)} of {charged} a week{month}; "
            f"{format_pence(found.own_weekly)} a week is left to pay")


def payer_words(kind: ClaimKind | None) -> str:
    """The benefit by its short name."""
    return "Benefit" if kind is None else "Universal Credit" if kind is ClaimKind.UC else "Housing Benefit"


def made_with(found: Assessment) -> str:
    """The date and the version of the rules that stand under every estimate."""
    worked_out = f"worked out with the tables {found.version}"
    return f"An estimate for {format_date(found.on)}, {worked_out}. The council or the DWP decides"


def amount_words(pence: int) -> str:
    """What a step adds or takes off, with its sign; empty for one that moves nothing."""
    return "" if not pence else format_pence(pence) if pence < 0 else f"+{format_pence(pence)}"


def step_words(text: str, mark: Mark) -> str:
    """A step's sentence, marked when it is likely and not certain."""
    return text if mark is Mark.SURE else f"{text} ({mark})"


def as_data(found: Assessment) -> dict[str, Any]:
    """The estimate for another program; amounts are decimal text."""
    return {
        "kind": None if found.kind is None else str(found.kind), "on": found.on.isoformat(), "every": found.every,
        "amount": decimal_text(found.pence), "weekly": decimal_text(found.weekly_pence),
        "charged_weekly": decimal_text(found.charged_weekly), "eligible_weekly": decimal_text(found.eligible_weekly),
        "own_weekly": decimal_text(found.own_weekly), "stopped": found.stopped or None,
        "living": None if found.living_pence is None else decimal_text(found.living_pence),
        "steps": [{"key": step.key, "text": step.text, "amount": decimal_text(step.pence), "after": decimal_text(step.after),
                   "source": step.source, "mark": str(step.mark)} for step in found.steps],
        "cautions": list(found.cautions), "version": found.version, "sentence": headline(found)}
