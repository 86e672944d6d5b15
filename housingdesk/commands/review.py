"""``housingdesk review``: makes the dry run of a year's rent review, or with ``--dry-run`` shows it and keeps nothing."""

import argparse
import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.commands import opening
from housingdesk.errors import BadFile, Refused
from housingdesk.rent.actions.review.making import make_review
from housingdesk.rent.queries.review.rows import ReviewHead, ReviewLine, Total, review_head, review_lines, reviews, totals
from housingdesk.rent.rules.words import ReviewState
from housingdesk.values.dates import format_date, rent_year_start
from housingdesk.values.money import decimal_text, format_pence

_HEADS = ("Reference", "Name", "Address", "Scheme", "Rent type", "Charge", "Frequency", "Now", "At most", "Then", "Look at",
          "Why", "Left out")
_YEARS = range(2020, 2100)


class _Shown(Exception):
    """Carries what was shown out of an act that keeps nothing."""

    def __init__(self, head: ReviewHead, lines: list[ReviewLine]) -> None:
        super().__init__()
        self.head, self.lines = head, lines


def configure(parser: argparse.ArgumentParser) -> None:
    """Which year, whether it is kept, and where its list goes."""
    parser.add_argument("--year", required=True, type=int, metavar="YEAR", help="the rent year begins in April of this year")
    parser.add_argument("--dry-run", action="store_true", help="show what the review would be, and keep nothing")
    parser.add_argument("--list", metavar="FILE", help="write every charge to a CSV file")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints what is to be looked at and the totals; a review of the year that is a dry run already is reckoned anew."""
    if options.year not in _YEARS:
        raise Refused(f"{options.year} is no year of a rent review")
    starts_on = rent_year_start(options.year)
    with opening.opened(options) as desk:
        if options.dry_run:
            head, lines = _looked_at(desk, starts_on)
        else:
            made = desk.do(make_review, starts_on=starts_on, review_id=_open_review(desk, starts_on)).value
            head, lines = desk.ask(review_head, review_id=made), desk.ask(review_lines, review_id=made)
    if options.list:
        _write(Path(options.list), lines)
    print(json.dumps(_as_json(head, lines, kept=not options.dry_run), indent=1) if options.json
          else _as_text(head, lines, kept=not options.dry_run))
    return 0


def _open_review(desk: Any, starts_on: date) -> int | None:
    """The dry run that there is for the day already."""
    return next((one.id for one in desk.ask(reviews) if one.starts_on == starts_on and one.state is ReviewState.DRAFT), None)


def _looked_at(desk: Any, starts_on: date) -> tuple[ReviewHead, list[ReviewLine]]:
    try:
        desk.do(_show, starts_on=starts_on, review_id=_open_review(desk, starts_on))
    except _Shown as shown:
        return shown.head, shown.lines
    raise AssertionError("an act that keeps nothing was kept")


@needs(Permission.KEEP_CHARGES)
def _show(act: Act, *, starts_on: date, review_id: int | None) -> None:
    """Makes the review and takes it out again by leaving the act."""
    made = make_review(act, starts_on=starts_on, review_id=review_id)
    raise _Shown(review_head(made), review_lines(made))


def _write(path: Path, lines: list[ReviewLine]) -> None:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_HEADS)
    rows.writerows(_cells(one) for one in lines)
    try:
        path.write_bytes(out.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise BadFile(f"{path.name} cannot be written: {error.strerror}") from error


def _cells(one: ReviewLine) -> tuple[str, ...]:
    return (one.reference, one.name, one.address, one.scheme, str(one.rent_type or ""), one.description, str(one.frequency),
            decimal_text(one.old), "" if one.most is None else decimal_text(one.most), decimal_text(one.stands),
            str(one.exception or ""), one.why, "yes" if one.out else "")


def _as_json(head: ReviewHead, lines: list[ReviewLine], *, kept: bool) -> dict[str, object]:
    figures = [{"figure": name, "value": value, "source": source} for name, value, source in head.figures]
    rows = [dict(zip((name.lower().replace(" ", "_") for name in _HEADS), _cells(one), strict=True)) for one in lines]
    return {"starts_on": head.starts_on.isoformat(), "kept": kept, "review": head.id if kept else None,
            "notice_by": head.notice_by.isoformat() if head.notice_by else None, "figures": figures,
            "totals": {by: [_total(one) for one in totals(lines, by)] for by in ("rent type", "scheme")}, "charges": rows}


def _total(one: Total) -> dict[str, object]:
    return {"name": one.name, "accounts": one.accounts, "now": decimal_text(one.old), "then": decimal_text(one.new)}


def _as_text(head: ReviewHead, lines: list[ReviewLine], *, kept: bool) -> str:
    first = (f"{head.title}: {head.charges:,} charges on {head.accounts:,} accounts, {head.looked:,} to look at"
             f"{'' if kept else '. Nothing was kept'}.")
    notice = f"Notice to be given by {format_date(head.notice_by)}." if head.notice_by else ""
    figures = "\n".join(f"{name}: {value}" for name, value, _ in head.figures)
    looked = "\n".join(f"{one.reference:<12} {format_pence(one.stands):>12}  {one.name}, {one.description}: {one.why}"
                       for one in lines if one.exception is not None)
    sums = "\n".join(f"{one.name:<28} {one.accounts:>6,} {format_pence(one.old):>14} {format_pence(one.new):>14}"
                     for one in totals(lines, "rent type"))
    return "\n\n".join(part for part in (first, notice, figures, looked, sums) if part)
