"""The dates of a letting, its postcodes, and the codes of its organisation, scheme and location."""

from collections.abc import Iterator
from datetime import date, timedelta

from housingdesk.lettings.rules.core.checks.given import Given
from housingdesk.lettings.rules.core.derived import first_let
from housingdesk.lettings.rules.core.log import Log, bare_code
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.references import parse_postcode

START = ("start_day", "start_month", "start_year")
VOID = ("void_day", "void_month", "void_year")
REPAIRS = ("repairs_day", "repairs_month", "repairs_year")
_ADDRESS = ("location", "uprn", "postcode_1", "postcode_2", "authority")


def dates(log: Log, given: Given) -> Iterator[CoreProblem]:
    """Start, void date and end of major repairs, each alone and against each other (core-lettings §6, dates; §7)."""
    yield from _start(log, given.today)
    if log.renewal:
        return
    yield from _no_such_day(log, VOID)
    yield from _void(log)
    if not first_let(log):
        yield from _no_such_day(log, REPAIRS)
        yield from _repairs(log)


def _no_such_day(log: Log, keys: tuple[str, ...]) -> Iterator[CoreProblem]:
    if all(key in log.values for key in keys) and log.day(keys[0].removesuffix("_day")) is None:
        typed = "/".join(str(log.values[key]) for key in keys)
        yield log.problem(keys, f"There is no day {typed}. Put the date right; the year has two or four figures")


def _start(log: Log, today: date) -> Iterator[CoreProblem]:
    yield from _no_such_day(log, START)
    start, year = log.day("start"), log.catalogue
    if start is None:
        return
    if not year.first <= start <= year.last:
        yield log.problem(START, f"The tenancy starts on {format_date(start)}, and CORE {year.collection} takes "
                          f"{format_date(year.first)} to {format_date(year.last)}. Put the date right, or send the log with "
                          "its own year")
    ahead = year.limit("start_ahead_days")
    if start > today + timedelta(days=ahead):
        yield log.problem(START, f"The tenancy starts more than {ahead} days from now. Send the log nearer to its start, or "
                          "put the date right")


def _void(log: Log) -> Iterator[CoreProblem]:
    start, void = log.day("start"), log.day("void")
    if start is None or void is None:
        return
    if void > start:
        yield log.problem((*VOID, *START), "The home became empty after the tenancy starts. Put one of the two dates right")
    yield from _long_ago(log, VOID, start, void, "The home became empty")


def _repairs(log: Log) -> Iterator[CoreProblem]:
    parts = [key in log.values for key in REPAIRS]
    if any(parts) and not all(parts):
        yield log.problem(REPAIRS, "The date of the major repairs is not whole, and it is lost. Put in day, month and year, or "
                          "take it out", Kind.SILENT)
    start, void, repairs = log.day("start"), log.day("void"), log.day("repairs")
    if repairs is not None and void is not None and void > repairs:
        yield log.problem((*REPAIRS, *VOID), "The major repairs were finished before the home became empty. Put one of the two "
                          "dates right")
    if start is None or repairs is None:
        return
    if repairs > start:
        yield log.problem(REPAIRS, "The major repairs were finished after the tenancy starts. Put the date right")
    yield from _long_ago(log, REPAIRS, start, repairs, "The major repairs were finished")


def _long_ago(log: Log, keys: tuple[str, ...], start: date, day: date, what: str) -> Iterator[CoreProblem]:
    most, query = log.catalogue.limit("past_years"), log.catalogue.limit("past_query_years")
    if day < add_months(start, -12 * most):
        marked = (*keys, *START) if keys is VOID else keys  # the service shows a void date on 8–10 too (§6)
        yield log.problem(marked, f"{what} more than {most} years before the start. Put the date right")
    elif day <= add_months(start, -12 * query):
        yield log.problem(keys, f"{what} {query} years or more before the start: the service asks whether that is right. "
                          "Confirm it there, or put the date right", Kind.SOFT)


def postcodes(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Postcodes of the home and of the last settled home, whole and in UK form (core-lettings §6, property)."""
    for name in ("postcode", "previous_postcode"):
        keys = (f"{name}_1", f"{name}_2")
        first, second = (str(log.values.get(key, "")) for key in keys)
        if not first or not second or not log.asked(log.catalogue.field(keys[0])):
            continue
        try:
            fits = parse_postcode(first + second) == f"{first.strip()} {second.strip()}".upper()
        except ValueError:
            fits = False
        if not fits:
            yield log.problem(keys, f"“{first} {second}” is no postcode. Its first part looks like ZZ9 and its second like 9ZZ")


def place(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Organisation, user, scheme and location against the association's own codes (core-lettings §4)."""
    landlord = log.landlord
    for key, known in (("owner", landlord.owners), ("manager", landlord.managers)):
        if known and log.look(key) and log.look(key) not in known:
            yield log.problem((key,), f"“{log.values[key]}” is none of our codes in the service: {', '.join(sorted(known))}. "
                              "Choose one of them")
    if landlord.support_user and not log.look("user"):
        yield CoreProblem(("user",), (log.catalogue.field("user").number,), Kind.SETUP,
                          "Who sends this file works for several organisations, so each log needs the e-mail address of its "
                          "account. Put it in")
    if log.look("needs") == log.catalogue.code("supported"):
        yield from _location(log)
    elif log.look("needs") and log.look("location"):
        yield log.problem(_ADDRESS, "A location goes only with supported housing. Take it out, or choose supported housing")


def _location(log: Log) -> Iterator[CoreProblem]:
    scheme, location = log.look("scheme"), log.look("location")
    if not log.landlord.places or not scheme or not location:
        return
    if log.place is None:
        schemes = {code for code, _ in log.landlord.places}
        keys = ("location",) if bare_code(scheme) in schemes else ("scheme", "location")
        yield log.problem(keys, "This scheme and location are not among our codes in the service. Choose them from the list")
        return
    typed = f"{log.look('postcode_1')}{log.look('postcode_2')}"
    if typed and typed != log.place.postcode.replace(" ", "").upper():
        yield log.problem(_ADDRESS, f"The postcode is not that of the location, {log.place.postcode}. Put the postcode "
                          "right, or choose another location")
