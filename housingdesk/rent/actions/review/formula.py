"""Formula rents are entered, taken in from a list and uprated; a registered rent is entered and never uprated."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.properties.queries import space
from housingdesk.rent.models import FormulaRent
from housingdesk.rent.queries.review.figures import formula_limit
from housingdesk.rent.queries.review.formula import FORMULA_TYPES, following, to_uprate
from housingdesk.rent.rules.drafts import LARGEST_PENCE
from housingdesk.rent.rules.review.limits import percent_words, uprated
from housingdesk.rent.rules.service_costs import year_of
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


@needs(Permission.KEEP_CHARGES)
def keep_formula(act: Act, *, space_id: int, year_from: date, pence: int | None, source: str = "") -> None:
    """Enters or changes the formula rent of a home for a year, pence a week; None takes it away."""
    _check(year_from, pence)
    home = space(space_id)
    if home.rent_type not in FORMULA_TYPES:
        raise Refused("Only homes of social, supported and fair rent have a formula or registered rent")
    kept = FormulaRent.get_or_none((FormulaRent.space == space_id) & (FormulaRent.year_from == year_from))
    if pence is None:
        if kept is not None:
            act.remove(kept)
        act.say(f"Formula rent of {home.said} taken away", about=("space", space_id))
        return
    if kept is None:
        act.add(FormulaRent(space=space_id, year_from=year_from, pence=pence, source=source.strip()))
    else:
        act.change(kept, pence=pence, source=source.strip())
    act.say(f"Formula rent of {home.said}: {format_pence(pence)} a week from {format_date(year_from)}",
            about=("space", space_id))


def _check(year_from: date, pence: int | None) -> None:
    if year_from != year_of(year_from):
        raise Refused(f"A rent year begins on the first Monday of April: {format_date(year_of(year_from))}")
    if pence is not None and not 0 < pence <= LARGEST_PENCE:
        raise Refused(f"{format_pence(pence)} cannot be a formula rent of a week")


@needs(Permission.KEEP_CHARGES)
def bring_in_formulas(act: Act, *, year_from: date, rows: Sequence[tuple[int, int]], source: str) -> int:
    """Takes formula rents in from a list, home and pence a week; those entered for the year before it are replaced."""
    for _, pence in rows:
        _check(year_from, pence)
    if not rows:
        raise Refused("The list names no home of ours with an amount")
    spaces = [space for space, _ in rows]
    act.bulk(FormulaRent.delete().where((FormulaRent.year_from == year_from) & FormulaRent.space.in_(spaces)),
             summary="Formula rents replaced by a list")
    act.add_many(FormulaRent, ("space", "year_from", "pence", "source", "version"),
                 [(space, year_from, pence, source[:300], 1) for space, pence in rows], summary=f"Formula rents from {source}")
    act.say(f"{len(rows):,} formula rents from {format_date(year_from)} taken in")
    return len(rows)


@needs(Permission.KEEP_CHARGES)
def uprate_formulas(act: Act, *, year_from: date) -> int:
    """Makes the formula rents of the next year from those of a year, where none is entered yet; returns how many."""
    new_year = following(year_from)
    limit = formula_limit(new_year)
    if limit is None:
        raise Refused(f"By how much formula rents rise from {format_date(new_year)} is not known: enter it in Settings, with "
                      "its source")
    rows = to_uprate(year_from)
    if not rows:
        raise Refused(f"Every formula rent of {format_date(year_from)} has its next year’s already")
    source = f"Formula rent from {format_date(year_from)} and {percent_words(limit)}"
    act.add_many(FormulaRent, ("space", "year_from", "pence", "source", "version"),
                 [(space, new_year, uprated(pence, limit), source, 1) for space, pence in rows], summary=source)
    act.say(f"{len(rows):,} formula rents uprated by {percent_words(limit)} from {format_date(new_year)}")
    act.take_back(undo_uprating, "the uprating", year_from=new_year, source=source)
    return len(rows)


@needs(Permission.KEEP_CHARGES)
def undo_uprating(act: Act, *, year_from: date, source: str) -> None:
    """Takes the formula rents of a year away again that an uprating made and nobody changed."""
    count = act.bulk(FormulaRent.delete().where((FormulaRent.year_from == year_from) & (FormulaRent.source == source)
                                                & (FormulaRent.version == 1)), summary="Uprating taken back")
    act.say(f"{count:,} formula rents of {format_date(year_from)} taken away again")
