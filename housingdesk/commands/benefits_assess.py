"""``housingdesk benefits assess``: what Housing Benefit or Universal Credit will pay for a case, step by step. No database."""

import argparse
import json
import sys
from pathlib import Path

from housingdesk.access.desk import system_clock
from housingdesk.benefits.rules.assess import Assessment, assess
from housingdesk.benefits.rules.assess.rates import parse_rates, typed_in
from housingdesk.benefits.rules.assess.reading import case_from
from housingdesk.benefits.rules.assess.telling import amount_words, headline, made_with, step_words
from housingdesk.benefits.rules.assess.telling import as_data as told
from housingdesk.benefits.stock import sources
from housingdesk.commands.typed import day_from
from housingdesk.errors import BadFile, Refused
from housingdesk.values.money import format_pence


def configure(parser: argparse.ArgumentParser) -> None:
    """The case and the day."""
    parser.add_argument("--case", required=True, metavar="FILE.json", help="the household and its home; - reads the input")
    parser.add_argument("--on", metavar="DATE", help="the day of the estimate; otherwise today")
    parser.add_argument("--figure", action="append", default=[], metavar="NAME=AMOUNT",
                        help="a figure that the program does not have, such as uc.child=300.00; may be given several times")


def run(options: argparse.Namespace) -> int:
    """Prints the steps and the result; a case that stops for a missing figure is told so and ends with 0."""
    today = system_clock().date()
    on = today if options.on is None else day_from(options.on, today, "--on")
    pairs = [_pair(text) for text in options.figure]
    try:
        rates = parse_rates(sources(), typed_in([(on, pairs, "given with --figure")]))
    except ValueError as error:
        raise Refused(f"--figure: {error}") from error
    strange = [key for key, _ in pairs if key not in rates.rates]
    if strange:
        raise Refused(f"--figure: there is no figure “{strange[0]}”. There are: {', '.join(rates.rates)}")
    found = assess(case_from(_read(options.case)), on, rates)
    print(json.dumps(told(found), indent=1, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def _pair(text: str) -> tuple[str, str]:
    key, equals, amount = text.partition("=")
    if not equals:
        raise Refused(f"--figure: “{text}” needs a name and an amount, like uc.child=300.00")
    return key.strip(), amount.strip()


def _read(name: str) -> object:
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(f"{name}: line {error.lineno} is not JSON: {error.msg}") from error


def _as_text(found: Assessment) -> str:
    lines = [headline(found), ""]
    lines += [f"  {amount_words(step.pence):>12} {format_pence(step.after):>12}  {step_words(step.text, step.mark)} "
              f"[{step.source}]" for step in found.steps]
    return "\n".join([*lines, "", *(f"Careful. {caution}." for caution in found.cautions), f"{made_with(found)}."])
