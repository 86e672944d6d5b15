"""Lettings of made-up logs in a database, as the program gets them: homes, sign-ups with their answers, agreements, logs.

A made-up log is first bent to what the program can let: one owner, kinds of agreement that there are, charges by the week.
"""

from dataclasses import dataclass
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.core import keep_core_home, mend_core, open_log
from housingdesk.lettings.actions.signup import begin_sign_up
from housingdesk.lettings.models import Answer, Applicant, SignUp
from housingdesk.lettings.queries.core import core_home
from housingdesk.lettings.queries.signup import sign_up
from housingdesk.lettings.rules.core.homes import HomeCodes
from housingdesk.lettings.rules.signup.answers import Said
from housingdesk.lettings.rules.signup.questions import Of
from housingdesk.lettings.rules.words import Given, SignUpState
from housingdesk.lettings.signup_stock import questions
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.areas import set_area_code
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.queries import councils
from housingdesk.properties.rules import OfficeDraft, RentType, SpaceDraft, SpaceKind
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.core_answered import answered
from tests.support.core_logs import Cells, Log

_KINDS = {"2": TenancyKind.ASSURED, "4": TenancyKind.FIXED_TERM, "6": TenancyKind.FIXED_TERM, "5": TenancyKind.LICENCE_EXCLUDED,
          "7": TenancyKind.SECURE, "8": TenancyKind.ASSURED_PERIODIC, "3": TenancyKind.DEMOTED}
_FREQUENCY = {"1": ("weekly", 1), "2": ("fortnightly", 2), "3": ("4-weekly", 4), "4": ("monthly", 1)}
_RENT = {"1": RentType.SOCIAL, "2": RentType.AFFORDABLE, "6": RentType.INTERMEDIATE}
_CHARGES = {142: "charge_rent", 143: "charge_service", 144: "charge_personal", 145: "charge_support"}
_WORKED_OUT = {"owner", "manager", "user", "needs", "scheme", "location", "tenant_code", "property_code", "authority", "uprn",
               "address_1", "address_2", "town", "county", "starter", "tenancy", "tenancy_other", "tenancy_length", "joint",
               "rent", "service", "personal_service", "support", "shortfall", "shortfall_known", "payments", "pays", "renewal",
               "rent_type", "postcode", "unit_type", "wheelchair", "older_people", "bedrooms"}


@dataclass(frozen=True, slots=True)
class Let:
    """A letting that was made."""

    sign_up: int
    tenancy: int
    log: int
    home: int


def set_up_core(desk: Desk) -> None:
    """The association's codes, and the rent periods that it charges by."""
    april = date(2026, 4, 1)
    desk.do(set_value, key="core.owner", value="ORG12", source="the service", valid_from=april)
    desk.do(set_value, key="core.periods", value=("1", "2", "3", "4"), source="the service", valid_from=april)
    desk.do(set_value, key="core.user", value="anna@association.example", source="the service")


def bent(log: Log) -> Log:
    """The log as the program can have let it: its rent type fits the needs, its period is one that accounts have."""
    changes: Cells = {1: "ORG12", 2: "ORG12", 3: "", 6: log[6], 13: "", 14: ""}
    changes[11] = {"7": "1", "3": "2", "4": "6", "5": "6"}.get(log[11], log[11]) if not log.supported else "1"
    changes[12] = "Rent to save" if changes[11] == "6" else ""
    if log[141] and log[141] not in _FREQUENCY:
        changes[141] = "1"
    changes[38] = {"6": "4"}.get(log[38], log[38])
    changes[40] = "2" if log[40] == "1" and changes[38] == "4" and changes[11] in "12" else log[40]
    if log.supported:
        changes[18] = ""
        changes |= {19: log[19] or "9 Dale Road", 21: "Anytown", 23: log[23] or "BD3", 24: log[24] or "1AA"}
        changes[25] = log[25] or "E08000032"
    return log.changed(changes)


def let(desk: Desk, log: Log, number: int) -> Let:
    """A home, a sign-up with every answer, the agreement and its log; the log must be bent already."""
    home, sign_up_id = at_the_desk(desk, log, number)
    kind = _kind(log)
    person = int(desk.do(add_person, draft=PersonDraft(f"Person {number}")).value)
    start = log.date(8) if log.dated(8) else desk.today
    tenancy = int(desk.do(start_tenancy, draft=StartDraft(kind, (person,), home, start)).value)
    log_id = int(desk.do(_finish, sign_up_id=sign_up_id, tenancy_id=tenancy).value)
    _mend(desk, log, log_id)
    return Let(sign_up_id, tenancy, log_id, home)


def at_the_desk(desk: Desk, log: Log, number: int) -> tuple[int, int]:
    """A home, and a sign-up for it in which everything is answered and nothing signed."""
    home = _home(desk, log, number)
    sign_up_id = int(desk.do(begin_sign_up, space_id=home, kind=_kind(log)).value)
    desk.do(_keep_answers, sign_up_id=sign_up_id, said=answers_for(log))
    return home, sign_up_id


def _kind(log: Log) -> TenancyKind:
    return TenancyKind.STARTER if (log[37], log[38]) == ("1", "2") else _KINDS[log[38]]


def answers_for(log: Log) -> dict[str, Said]:
    """What was said at the desk: only answers to questions that the sign-up asks."""
    given = answered(log)
    said = {key: one for key, one in {**{k: Said(v) for k, v in given.facts.items()}, **given.said}.items()
            if key not in _WORKED_OUT}
    said["people"] = Said(str(log.size))
    said |= _money(log)
    if log[117] == "2":
        said["previous_postcode"] = Said("", Given.NOT_KNOWN)
    for person in range(2, log.size + 1):
        partner = said.pop(f"partner_{person}", None)
        if partner is not None:
            said[f"relationship_{person}"] = Said("", Given.NOT_SAID) if partner.value == "3" else Said(
                "partner" if partner.value == "1" else "relative")
    if log.size > 1:
        said["holder_2"] = Said("yes" if log[36] == "1" else "no")
    if log[40] and log.dated(8):
        said["fixed_until"] = Said(_years_on(log.date(8), int(log[40])).isoformat())
    known = {key: one for key, one in said.items() if _is_asked(key)}
    return known | ({"access_unknown": said["access_unknown"]} if "access_unknown" in said else {}) | (
        {"preference_unknown": said["preference_unknown"]} if "preference_unknown" in said else {})


def _years_on(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _is_asked(key: str) -> bool:
    stem, _, number = key.rpartition("_")
    known = questions().by_key
    return key in known or (number.isdigit() and f"{stem}_n" in known)


def _money(log: Log) -> dict[str, Said]:
    frequency, weeks = _FREQUENCY.get(log[141] or "1", ("weekly", 1))
    pence = {key: _pence(log[number]) // weeks for number, key in _CHARGES.items()}
    if log[140] == "1":
        pence = dict.fromkeys(pence, 0)
    said = {key: Said(str(amount)) for key, amount in pence.items()} | {"frequency": Said(frequency)}
    if log[146] == "1":
        said["benefit_covers"] = Said(str(max(0, sum(pence.values()) - max(1, _pence(log[147]) // weeks))))
    elif log[146] == "2":
        said["benefit_covers"] = Said(str(sum(pence.values())))
    elif log[146] == "3":
        said["benefit_covers"] = Said("", Given.NOT_KNOWN)
    return said


def _pence(cell: str) -> int:
    pounds, _, rest = cell.partition(".")
    return int(pounds or 0) * 100 + int(rest.ljust(2, "0")[:2] or 0)


def _home(desk: Desk, log: Log, number: int) -> int:
    rent = RentType.SUPPORTED if log.supported else _RENT.get(log[11])
    street = log[19] or f"{number} Dale Road"
    draft = SpaceDraft(SpaceKind.HOUSE, f"House {number}", street=street, town=log[21] or "Anytown",
                       postcode=f"{log[23]} {log[24]}".strip() or "BD3 1AA", uprn=log[18], rent_type=rent,
                       bedrooms=int(log[28]) if log[28] else None, council_id=_council(desk, log[25]) if log[25] else None)
    home = int(desk.do(add_space, let=True, draft=draft).value)
    codes = HomeCodes(log[26], log[27], log[35], log[5].removeprefix("0") if log.supported else "",
                      log[6] if log.supported else "", draft.postcode if log.supported else "")
    desk.do(keep_core_home, space_id=home, version=core_home(home).version, codes=codes)
    return home


def _council(desk: Desk, code: str) -> int:
    known = {row.name: row.id for row in councils()}
    if f"Council {code}" not in known:
        made = int(desk.do(add_council, draft=OfficeDraft(f"Council {code}")).value)
        desk.do(set_area_code, council_id=made, version=None, area_code=code)
        return made
    return known[f"Council {code}"]


def _mend(desk: Desk, log: Log, log_id: int) -> None:
    """What only the log's own page can say: a renewal, and a joint tenancy that nobody remembers."""
    mended = {"renewal": "1"} if log.renewal else {}
    if log[37] == "1" and log[38] != "2":
        mended["starter"] = "1"
    if log[36] == "3":
        mended["joint"] = "3"
    if mended:
        desk.do(mend_core, log_id=log_id, version=None, answers=mended)


def _of_household(key: str) -> bool:
    return _is_asked(key) and questions().find(key)[0].of is Of.HOUSEHOLD


@needs(Permission.KEEP_APPLICANTS)
def _keep_answers(act: Act, *, sign_up_id: int, said: dict[str, Said]) -> None:
    applicant = sign_up(sign_up_id).applicant_id
    act.add_many(Answer, ("version", "applicant", "sign_up", "key", "value", "given", "source", "at", "by"),
                 [(1, applicant, None if _of_household(key) else sign_up_id, key, one.value, one.given, "", act.now,
                   act.who.name) for key, one in said.items()])


@needs(Permission.KEEP_TENANCIES)
def _finish(act: Act, *, sign_up_id: int, tenancy_id: int) -> int:
    row = SignUp.get_by_id(sign_up_id)
    act.change(row, tenancy=tenancy_id, state=SignUpState.FINISHED)
    act.change(Applicant.get_by_id(row.applicant_id), name=f"Household {sign_up_id}")
    return open_log(act, tenancy_id=tenancy_id, sign_up_id=sign_up_id)
