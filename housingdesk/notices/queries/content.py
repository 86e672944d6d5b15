"""What a notice prints: the confirmed words with everything filled in, the statement of the rent account, the certificate."""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.documents.queries import document, kept
from housingdesk.errors import Refused
from housingdesk.letters.queries.sender import named_sender
from housingdesk.letters.rules.content import HelpLine, Sender, advice_text
from housingdesk.letters.rules.statement import Statement, StatementLine
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.notices.queries import judging, wordings
from housingdesk.notices.queries.cases import CaseRow, ServiceRow, services
from housingdesk.notices.queries.judging import facts_of
from housingdesk.notices.queries.reviews import ask_by
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.answered import day_of, number_of
from housingdesk.notices.rules.findings import Facts
from housingdesk.notices.rules.form_text import filled
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.printed import HOW, Certificate, PrintedNotice, ServedOn
from housingdesk.notices.rules.wording import ground_text
from housingdesk.people.queries import needs_on
from housingdesk.people.rules import NeedKind
from housingdesk.properties.queries import postal_address
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import PER, AccountKind, EntryKind
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.dates import format_day, format_full
from housingdesk.values.money import format_pence

_TWO_YEARS = timedelta(731)
_KINDS = {EntryKind.RECEIPT: "Payment", EntryKind.CHARGE: "Charge"}
_SAVING = ("or, if that is not the end of a period of your tenancy, at the end of the period of your tenancy which will end "
           "next after four weeks from the service of this notice.",)


def printed(case: CaseRow, on: date) -> PrintedNotice:
    """A notice as it would be drawn on a day; Refused while something that it prints is not there yet."""
    found, known = facts_of(case, on), settings_queries.values(on)
    row = agreements.tenancy(case.tenancy_id)
    texts = wordings.wordings(found.notice, found.grounds, found.regime)
    if missing := [text for text in texts if not text.ready]:
        raise Refused(f"{missing[0].text.title}: wording not verified against the published form. A manager confirms it first")
    if case.printed_on is None:
        raise Refused("Set the dates first")
    sender = sender_of(known)
    blocks = filled(texts[0].words, _values(case, found, sender, texts, on))
    wanted = bool(found.rests_on_rent) and case.with_statement
    large = needs_large_print([holder.person_id for holder in found.holders], on)
    return PrintedNotice(case.words, row.reference, sender, on, tuple(blocks),
                         _statement(row, found, sender, known, on, large) if wanted else None, bool(known["demo.mark"]), large,
                         _behind(case, on) if found.notice.rule is Rule.COPY else None)


def needs_large_print(person_ids: Sequence[int], on: date) -> bool:
    """Whether any of these people needs large print: then all get the notice like that, the same paper for each."""
    return any(need.kind is NeedKind.LARGE_PRINT for need in needs_on(person_ids, on))


def _behind(case: CaseRow, on: date) -> bytes:
    """The pages of the notice that is copied, as they were issued."""
    original = judging.copied(case.tenancy_id, on)
    if original is None or original.document_id is None:
        raise Refused("The notice that is to be copied is not printed yet")
    return kept(original.document_id).content


def sender_of(known: Settings) -> Sender:
    """The association as its papers show it; Refused while it has no name or address."""
    return named_sender(known, "A notice needs")


def _values(case: CaseRow, found: Facts, sender: Sender, texts: Sequence[WordingRow], on: date) -> dict[str, tuple[str, ...]]:
    """What goes into each place of a form."""
    by_key = {text.text.key: text.words for text in texts}
    grounds = {ground.number: by_key.get(ground_text(ground, found.regime).key, "") for ground in found.grounds}
    name, address = sender.landlord
    help_lines = tuple(HelpLine(who, phone) for who, phone in settings_queries.values(on)["letters.advice_lines"])
    day = format_full(case.printed_on) if case.printed_on else ""
    home = home_lines(case.tenancy_id, on)
    new_rent = number_of(case.answers.get("new_rent")) or 0
    return {
        "names": tuple(_named(found)), "address": home, "home": (", ".join(home),), "date": (day,),
        "grounds": (", ".join(grounds),), "ground texts": tuple(_paragraphs(grounds)),
        "particulars": tuple(_particulars(case, found)), "reasons": _lines(case.particulars.get("", "")),
        "landlord": ("Signed:", "Name: " + name, "Address: " + address, "Telephone: " + sender.phone,
                     "Capacity: landlord / licensor", f"Date: {format_full(case.sent_on or on)}"),
        "saving": _SAVING, "prescribed": _lines(by_key.get("quit.information", "")),
        "information": _lines(by_key.get("form3.information", "") or (advice_text(help_lines) if help_lines else "")),
        "old rent": (_rent(found.rent_pence, found),), "new rent": (_rent(new_rent, found),),
        "last day": (format_full(case.last_issue_on) if case.last_issue_on else "",),
        "decides": _lines(case.answers.get("decides", "")), "given on": (format_full(case.sent_on or on),),
        **_answered(case, found, sender, on)}


def _answered(case: CaseRow, found: Facts, sender: Sender, on: date) -> dict[str, tuple[str, ...]]:
    """What was answered, in the places of the forms that print it."""
    said = case.answers
    asked = {question.key: question for question in found.asked()}
    words = {key.replace("_", " "): _lines(said.get(key, "")) for key in _PRINTED}
    review_by = format_full(ask_by(case.served_on or on, said.get("review_days"), on))
    condition, since = said.get("condition", ""), day_of(said.get("since"))
    option = asked["condition"].option(condition) if "condition" in asked else None
    charges, charge = number_of(said.get("charges")) or 0, number_of(said.get("new_charge")) or 0
    original = judging.copied(case.tenancy_id, on) if found.notice.rule is Rule.COPY else None
    return {**words, "review by": (review_by,), "condition": (option.words if option else "",),
            "review": (f"You may ask us to look at this again. Tell us by {review_by}: ring {sender.phone}, or write to us, "
                       "and say why. Somebody who had no part in it will look at it and write to you.",),
            "since": (format_full(since) if since else "",), "allowed": (_days(said.get("allowed")),),
            "charges": (format_pence(charges) if charges else "Nothing",),
            "new charge": (_rent(charge, found) if charge else "What you pay stays as it is",),
            "copied": (_of_the_copied(original),) if original else (),
            "sign": tuple(line for holder in found.holders for line in ("Signed:", f"Name: {holder.name}", "Date:"))}


_PRINTED = ("term", "evidence", "change", "offer", "goods", "kept_at", "collect", "new_room")
"""The answers in words that stand in a form as they were typed."""


def _days(number: str | None) -> str:
    return f"You may be away for {number} day{'' if number == '1' else 's'} without our agreement" if number else ""


def _of_the_copied(original: CaseRow) -> str:
    day = f", dated {format_full(original.issued_at.date())}" if original.issued_at else ""
    return f"{original.words}, to {original.names}{day}"


def _named(found: Facts) -> list[str]:
    """Who it is to: after a death the personal representatives, at the home."""
    return [f"The Personal Representatives of {holder.name}" if holder.died_on else holder.name for holder in found.holders]


def home_lines(tenancy_id: int, on: date) -> tuple[str, ...]:
    """The address of the home on a day, line by line; Refused where the agreement has none."""
    place = agreements.occupancy_on(tenancy_id, on)
    if place is None:
        raise Refused("This agreement has no home on it")
    home = postal_address(place.space_id, [""])
    inside = " ".join(part for part in (home.unit, home.building) if part)
    return tuple(line for line in (inside, home.street, home.locality, home.town, home.county, home.postcode) if line)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _paragraphs(grounds: dict[str, str]) -> list[str]:
    found: list[str] = []
    for number, text in grounds.items():
        lines = _lines(text)
        named = lines and lines[0].lower().startswith("ground")
        found += lines if named else [f"Ground {number}", *lines]
    return found


def _particulars(case: CaseRow, found: Facts) -> list[str]:
    lines: list[str] = []
    for ground in found.grounds:
        if text := case.particulars.get(ground.number, "").strip():
            lines += [f"Ground {ground.number}:", *_lines(text)]
    if found.rests_on_rent and case.with_statement:
        lines.append("A statement of the rent account is attached and is part of this notice.")
    return lines


def _rent(pence: int, found: Facts) -> str:
    return f"{format_pence(pence)} {'a month' if found.periods.every.value == 'monthly' else 'a week'}" if pence else ""


def _statement(row: TenancyRow, found: Facts, sender: Sender, known: Settings, on: date,
               large: bool) -> Statement:
    """The rent account for two years, or since it was opened: what was due and paid, and when (PD 55A 2.3)."""
    account = _rent_account(row.id)
    first = max(filter(None, (on - _TWO_YEARS, account.opens_on)))
    lines = statement(account.id, first, on)
    words = words_for(AgreementKind.LICENCE if row.kind in LICENCES else AgreementKind.TENANCY)
    return Statement(
        sender=sender, words=words, names=tuple(holder.name for holder in found.holders),
        home=", ".join(home_lines(row.id, on)), reference=row.reference, payment_reference=account.reference,
        start=lines.start, end=lines.end, on=on, opening_pence=lines.opening_pence, closing_pence=lines.closing_pence,
        lines=tuple(StatementLine(x.on, _KINDS.get(x.kind, str(x.kind).capitalize()), x.what, x.pence, x.balance_pence)
                    for x in lines.lines),
        help_lines=tuple(HelpLine(who, phone) for who, phone in known["letters.advice_lines"]),
        charge_every=PER[account.frequency].removeprefix("a "), large_print=large)


def _rent_account(tenancy_id: int) -> AccountRow:
    for account in account_queries.accounts_of(tenancy_id):
        if account.kind in (AccountKind.RENT, AccountKind.GARAGE):
            return account
    raise Refused("There is no rent account, so there is no statement to attach")


def certificate(case: CaseRow, on: date) -> Certificate:
    """The certificate of what was served; Refused while nothing was."""
    rows = services(case.id)
    if not rows:
        raise Refused("Nobody was served yet, so there is nothing to certify")
    known, row = settings_queries.values(on), agreements.tenancy(case.tenancy_id)
    return Certificate(case.words, row.reference, sender_of(known), ", ".join(home_lines(case.tenancy_id, on)),
                       format_day(case.printed_on) if case.printed_on else "", tuple(_served(x) for x in rows),
                       bool(known["demo.mark"]))


def _served(row: ServiceRow) -> ServedOn:
    at = f", {row.at}" if row.at else ""
    return ServedOn(row.name, HOW[row.method], f"{format_day(row.sent_on)}{at}", format_day(row.deemed_on), row.by, row.witness,
                    row.place, row.note, document(row.evidence_id).name if row.evidence_id else "")
