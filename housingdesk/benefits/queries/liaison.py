"""What is put before one council at a liaison meeting. Nobody is named whose claim is not with that council."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.queries.claim_parts import OverpaymentRow, appeals, overpayments
from housingdesk.benefits.queries.claims import ClaimRow, running_claims
from housingdesk.benefits.queries.money_now import money_now
from housingdesk.benefits.queries.offices import OfficeRow, office
from housingdesk.benefits.queries.overdue import OverdueRow, overdue
from housingdesk.benefits.queries.provider_files import ProviderDue
from housingdesk.benefits.queries.provider_files import due as due_of_files
from housingdesk.benefits.rules.lanes import MoneyNow
from housingdesk.benefits.rules.liaison import Late, days_waiting, questions
from housingdesk.benefits.rules.offices import Run, next_runs
from housingdesk.benefits.rules.overdue import Paper
from housingdesk.benefits.rules.words import HB_KINDS, AppealState, ClaimState, OverpaymentState, Source
from housingdesk.errors import Refused
from housingdesk.rent.queries.account_file import main_accounts
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_WAITING = (ClaimState.SENT, ClaimState.EVIDENCE)
_OPEN_APPEALS = (AppealState.TO_ASK, AppealState.ASKED)


@frozen
class Section:
    """One table of the report: its title, the heads of its columns, its rows, and what it says when there are none.

    ``parts`` share the width among the columns of words; a last column beyond them holds figures.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parts: tuple[float, ...]
    none: str


@frozen
class Liaison:
    """A council's report on a day: its card, its next runs, the tables and the questions to ask."""

    office: OfficeRow
    on: date
    runs: tuple[Run, ...]
    sections: tuple[Section, ...]
    questions: tuple[str, ...]


def liaison(office_id: int, on: date) -> Liaison:
    """What there is to talk about with a council on a day. Refused for an office that is no council."""
    card = office(office_id)
    if card.source is not Source.COUNCIL or card.council_id is None:
        raise Refused("Liaison meetings are held with councils")
    claims = [row for row in running_claims() if row.council_id == card.council_id]
    late = [row for row in overdue(on) if row.claim.council_id == card.council_id]
    wanted = overpayments([row.id for row in claims])
    files = [one for one in due_of_files(on) if one.file.council_id == card.council_id]
    short = _money(claims, on)
    sections = (_waiting(claims, on), _evidence(claims), _overdue(late, on), _stopped(claims, on), _short(short),
                _disputed(claims, wanted), _appeals(claims), _schemes(files))
    asked = _asked(claims, late, short, wanted, files)
    return Liaison(card, on, next_runs(card.rhythm, on, 3), sections, tuple(asked))


def _money(claims: Sequence[ClaimRow], on: date) -> list[tuple[ClaimRow, MoneyNow]]:
    """The decided claims whose money is late, short or stopped, what is missing most first."""
    decided = [row for row in claims if row.state is ClaimState.DECIDED and row.kind in HB_KINDS]
    accounts, money = main_accounts([row.tenancy_id for row in decided]), money_now(on)
    found = [(row, money.get((accounts[row.tenancy_id].account_id, Payer.HB))) for row in decided if row.tenancy_id in accounts]
    less = [(row, one) for row, one in found if one is not None and one.missing_pence > 0]
    return sorted(less, key=lambda both: (-both[1].missing_pence, both[0].person))


def _asked(claims: Sequence[ClaimRow], late: Sequence[OverdueRow], short: Sequence[tuple[ClaimRow, MoneyNow]],
           wanted: dict[int, tuple[OverpaymentRow, ...]], files: Sequence[ProviderDue]) -> list[str]:
    disputed = [_who(row) for row in claims for one in wanted.get(row.id, ()) if one.state is OverpaymentState.DISPUTED]
    matters = [f"{one.file.scheme}: {one.sentence}" for one in files]
    return questions([Late(row.person, row.claim.reference, row.wait) for row in late], disputed,
                     [_who(row) for row, _ in short], matters)


def _who(row: ClaimRow) -> str:
    return f"{row.person} ({row.reference})" if row.reference else row.person


def _waiting(claims: Sequence[ClaimRow], on: date) -> Section:
    rows = sorted((row for row in claims if row.state in _WAITING), key=lambda row: row.counts_from)
    return Section("Claims waiting", ("Who", "Claim", "Reference", "Counts from", "Waiting"), tuple(
        (row.person, str(row.kind), row.reference or "none yet", format_date(row.counts_from),
         days_waiting(row.counts_from, on)) for row in rows), (3, 3.4, 1.8, 2.3), "No claim waits for a decision.")


def _evidence(claims: Sequence[ClaimRow]) -> Section:
    rows = [row for row in claims if row.state in _WAITING and row.missing]
    return Section("Evidence asked for", ("Who", "Still to come", "Wanted by"), tuple(
        (_who(row), ", ".join(row.missing), format_date(row.evidence_by) if row.evidence_by else "no day named")
        for row in rows), (3, 5.5, 2.3), "Nothing that was asked for is missing.")


def _overdue(late: Sequence[OverdueRow], on: date) -> Section:
    rows = sorted((row for row in late if row.at_office), key=lambda row: row.wait.due_on)
    return Section("Late at the council", ("Who", "What is late", "Due", "Since"), tuple(
        (_who_late(row), row.wait.sentence + (" (regulation 93)" if row.wait.paper is Paper.INTERIM else ""),
         format_date(row.wait.due_on), days_waiting(row.wait.since, on)) for row in rows), (3, 5.2, 2.3),
        "Nothing is late at the council.")


def _who_late(row: OverdueRow) -> str:
    return f"{row.person} ({row.claim.reference})" if row.claim.reference else row.person


def _stopped(claims: Sequence[ClaimRow], on: date) -> Section:
    rows = [row for row in claims if row.state is ClaimState.SUSPENDED]
    return Section("Stopped", ("Who", "How it stands", "Answer by"), tuple(
        (_who(row), row.standing(on).next_step, format_date(row.evidence_by) if row.evidence_by else "") for row in rows),
        (3, 5.5, 2.3), "No claim is suspended.")


def _short(short: Sequence[tuple[ClaimRow, MoneyNow]]) -> Section:
    return Section("Money that did not come as awarded", ("Who", "How it stands", "Since", "Missing"), tuple(
        (_who(row), f"{sentence_case(one.gap)}. {one.sentence}", format_date(one.since), format_pence(one.missing_pence))
        for row, one in short), (3, 4.4, 2.3), "What was awarded came.")


def _disputed(claims: Sequence[ClaimRow], wanted: dict[int, tuple[OverpaymentRow, ...]]) -> Section:
    rows = [(row, one) for row in claims for one in wanted.get(row.id, ())
            if one.state in (OverpaymentState.DISPUTED, OverpaymentState.OPEN)]
    rows.sort(key=lambda both: (both[1].state is not OverpaymentState.DISPUTED, both[1].notified_on))
    return Section("Overpayments", ("Who", "How it stands", "Told us on", "Still wanted"), tuple(
        (_who(row), f"{one.state}, {one.way}" + (f": {one.reason}" if one.reason else ""), format_date(one.notified_on),
         format_pence(max(0, one.pence - one.recovered_pence))) for row, one in rows), (3, 4.2, 2.3),
        "No overpayment is disputed or being recovered.")


def _appeals(claims: Sequence[ClaimRow]) -> Section:
    found = appeals([row.id for row in claims])
    rows = [(row, one) for row in claims for one in found.get(row.id, ()) if one.state in _OPEN_APPEALS]
    heads = ("Who", "What", "Decision of", "Asked on")
    return Section("Decisions to be looked at again", heads, tuple(
        (_who(row), f"{one.kind}, {one.state}", format_date(one.told_on),
         format_date(one.asked_on) if one.asked_on else "not yet")
        for row, one in rows), (3, 3, 2.3, 2.3), "No decision is being looked at again.")


def _schemes(files: Sequence[ProviderDue]) -> Section:
    return Section("Supported housing", ("Scheme", "What is to be settled"), tuple(
        (one.file.scheme, one.sentence) for one in files), (3, 7.5), "Every provider file holds.")
