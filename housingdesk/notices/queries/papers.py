"""The papers of a bundle that are drawn from what is on file: contact log, history, benefit, checklist, summary.

What colleagues warn each other of and notes that were removed are in none of them.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.diary.queries import notes
from housingdesk.holds.queries import holds
from housingdesk.notices.queries import protocol, recorded_steps
from housingdesk.notices.queries.cases import CaseRow, services
from housingdesk.notices.queries.content import home_lines, sender_of
from housingdesk.notices.queries.court_statement import court_statement, rent_account
from housingdesk.notices.queries.evictions import evictions_of
from housingdesk.notices.rules.bundle import Paper, Section
from housingdesk.notices.rules.court import CourtField, Longest, court_lines
from housingdesk.notices.rules.printed import HOW
from housingdesk.notices.rules.protocol import ProtocolCheck, Stands, verdict
from housingdesk.rent.queries.accounts import expected_payments
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import BENEFIT, EntryKind
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import BenefitRoute, route_words
from housingdesk.values.dates import add_months, format_date, format_day
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref

_LONGEST_TOLD = 6_000


def contact_log(case: CaseRow, on: date) -> Paper:
    """Every call, visit, message and meeting that is noted, the oldest first; plain notes and removed ones are not contact."""
    rows = [note for note in notes(Ref("tenancy", case.tenancy_id), on) if note.kind in protocol.CONTACT and not note.removed]
    rows = [note for note in reversed(rows) if note.written_at.date() <= on]
    told = tuple((f"{format_day(note.written_at.date())}: {note.kind}, noted by {note.written_by}"
                  + (" (changed later)" if note.edited else ""), note.text[:_LONGEST_TOLD]) for note in rows)
    empty = () if told else ("No call, visit or message is noted.",)
    about = "Calls, visits, messages and meetings, as they were noted."
    return _paper(case, on, "Contact log", about, [Section("", empty, told)])


def history(case: CaseRow, on: date) -> Paper:
    """What was agreed in writing, what was put on hold, and what the court did."""
    letters = [row for row in protocol.letters_gone(case.tenancy_id) if row.template.startswith("repay") and row.dated <= on]
    agreed = tuple(f"{format_day(row.dated)}: {row.title}, to {row.addressee}" for row in letters)
    held = tuple(f"{hold.sentence}" + (f". Ended: {hold.ended_because}" if hold.ended_because else "")
                 for hold in reversed(holds(Ref("tenancy", case.tenancy_id))) if hold.start <= on)
    court = tuple(f"{format_day(row.hearing_on)}: hearing, {row.court} {row.claim_number}".rstrip()
                  for row in reversed(recorded_steps.hearings(case.tenancy_id)))
    court += tuple(f"{row.when}: eviction, {row.court}, {row.claim_number}" + (f"; {row.outcome}" if row.outcome else "")
                   for row in reversed(evictions_of(case.tenancy_id)))
    return _paper(case, on, "Agreements to pay, holds and court days", "", [
        Section("Letters about agreements to pay", agreed or ("None is on file.",)),
        Section("Holds", held or ("None is on file.",)), Section("Court days", court or ("None is on file.",))])


def benefit_position(case: CaseRow, on: date) -> Paper:
    """Which benefit pays towards the home, what came of it in the last year, and what is expected."""
    row, account = agreements.tenancy(case.tenancy_id), rent_account(case.tenancy_id)
    routes = tuple(_route(one.start, route_words(one.route, row.kind), one.claim_reference)
                   for one in agreements.routes([case.tenancy_id]) if one.route is not BenefitRoute.NONE and one.start <= on)
    lines = [line for line in statement(account.id, add_months(on, -12), on).lines
             if line.kind is EntryKind.RECEIPT and line.payer in BENEFIT]
    came = tuple(f"{format_day(line.on)}: {format_pence(-line.pence)}, {line.payer}" for line in lines)
    expected = tuple(f"{format_day(money.due_on)}: {format_pence(money.pence)}, {money.payer}"
                     for money in expected_payments(account.id, on))
    answer = _CLAIM.get(case.answers.get("benefit", ""), "Nothing is written of a claim that waits.")
    return _paper(case, on, "Benefit position", "Housing Benefit and Universal Credit, as far as the landlord knows.", [
        Section("Which benefit", routes or ("No benefit is on file.",)), Section("A claim that waits", (answer,)),
        Section("What came in the last twelve months", came or ("Nothing came from benefit.",)),
        Section("What is expected", expected or ("Nothing is expected.",))])


_CLAIM = {"no": "No claim was waiting when the notice was prepared.",
          "missing": "A claim was waiting for something from them when the notice was prepared.",
          "complete": "A decision was awaited, and everything for it was sent, when the notice was prepared."}


def _route(start: date, words: str, claim: str) -> str:
    return f"Since {format_date(start)}: {words}" + (f", claim {claim}" if claim else "")


def checklist_paper(case: CaseRow, on: date, checks: Sequence[ProtocolCheck]) -> Paper:
    """The pre-action checklist with what shows each step."""
    asked = [check for check in checks if check.stands is not Stands.NOT_ASKED]
    rows = tuple((f"{'Done' if check.stands is Stands.MET else 'Not yet'}: {check.title} ({check.asked_in})",
                  f"{check.words}." if not check.words.endswith(".") else check.words) for check in asked)
    return _paper(case, on, "Pre-action checklist",
                  "Pre-Action Protocol for Possession Claims by Social Landlords, in force 13 January 2020.",
                  [Section("", (f"{verdict(checks)}.",), rows)])


def summary_paper(case: CaseRow, on: date, checks: Sequence[ProtocolCheck]) -> Paper:
    """The texts for the claim form, each with how long it may be."""
    rows = tuple((f"{one.name} ({one.count})", one.text) for one in court_fields(case, on, checks) if one.text)
    return _paper(case, on, "Summary for the claim form", "Texts in the lengths that the courts’ online service takes.",
                  [Section("", (), rows)])


def court_fields(case: CaseRow, on: date, checks: Sequence[ProtocolCheck]) -> list[CourtField]:
    """What the claim form asks, as far as it is on file, in the lengths of its fields."""
    row, sender = agreements.tenancy(case.tenancy_id), sender_of(settings_queries.values(on))
    name, address = sender.landlord
    claimant = [CourtField("Claimant", name, Longest.LINE)]
    claimant += court_lines("Claimant’s address", [part.strip() for part in address.split(",")])
    defendants = [CourtField(f"Defendant {number}", holder.name, Longest.LINE)
                  for number, holder in enumerate(agreements.holders_on(case.tenancy_id, row.within(on)), 1)]
    return [*claimant, *defendants, *court_lines("The home", home_lines(case.tenancy_id, on)),
            CourtField("The agreement", _agreement(row), Longest.SHORT),
            CourtField("How the notice was served", _served(case), Longest.SHORT), *_rent(case, on, checks),
            CourtField("Steps taken before the claim", _steps(checks), Longest.MEDIUM),
            CourtField("Was the protocol followed?", verdict(checks), Longest.SHORT),
            CourtField("Their circumstances", case.answers.get("equality", ""), Longest.LONG), *_reasons(case)]


def _agreement(row: TenancyRow) -> str:
    return f"{str(row.kind).capitalize()} {row.reference} from {format_date(row.starts_on)}"


def _served(case: CaseRow) -> str:
    told = []
    for one in services(case.id):
        at = f" at {one.at}" if one.at else ""
        told.append(f"{one.name}: {HOW[one.method]}, {format_date(one.sent_on)}{at}, by {one.by}")
    return ". ".join(told)


def _rent(case: CaseRow, on: date, checks: Sequence[ProtocolCheck]) -> list[CourtField]:
    if all(check.key != "statements" or check.stands is Stands.NOT_ASKED for check in checks):
        return []
    found = court_statement(case.tenancy_id, on)
    return [CourtField("Rent", found.rate, Longest.SHORT), CourtField("Arrears", f"{found.sum}.", Longest.SHORT)]


def _steps(checks: Sequence[ProtocolCheck]) -> str:
    done = [check for check in checks if check.stands is Stands.MET and check.key in _RECOVERY]
    told = [f"{check.by_hand[-1].note} ({format_date(check.by_hand[-1].on)})" if check.by_hand else check.said
            for check in done]
    return ". ".join(text.removesuffix(".") for text in told) + ("." if told else "")


_RECOVERY = ("contact", "letters", "affordable", "direct", "benefit", "after_notice")


def _reasons(case: CaseRow) -> list[CourtField]:
    return [CourtField(f"Why possession is asked for, ground {number}" if number else "Why possession is asked for", text,
                       Longest.VERY_LONG) for number, text in case.particulars.items()]


def _paper(case: CaseRow, on: date, title: str, about: str, sections: Sequence[Section]) -> Paper:
    known, row = settings_queries.values(on), agreements.tenancy(case.tenancy_id)
    return Paper(title=title, about=about, claimant=sender_of(known).landlord[0], reference=row.reference, on=on,
                 sections=tuple(sections), demo=bool(known["demo.mark"]))
