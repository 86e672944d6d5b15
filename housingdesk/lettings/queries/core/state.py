"""How the log of a letting is: what it still needs, what the service would say of it, beside which question that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.lettings.core_stock import catalogue
from housingdesk.lettings.queries.core.facts import agreement_facts, codes_on, home_facts, landlord_of
from housingdesk.lettings.queries.core.homes import CoreHomeRow, core_home
from housingdesk.lettings.queries.core.logs import CoreLogRow, core_log_of
from housingdesk.lettings.queries.signup import SignUpRow, answers_of, sign_up
from housingdesk.lettings.rules.core.catalogue import Catalogue
from housingdesk.lettings.rules.core.checking import not_checked
from housingdesk.lettings.rules.core.completeness import Progress, progress
from housingdesk.lettings.rules.core.confirming import is_confirmed
from housingdesk.lettings.rules.core.from_answers import log_of, not_known, not_sent, problems_by_question, problems_of
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.need import Began, Letting, Need, needs_log
from housingdesk.lettings.rules.core.problems import CoreProblem, stops
from housingdesk.lettings.rules.quarters import collection_of
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.questions import Questions
from housingdesk.lettings.rules.words import Flow
from housingdesk.lettings.signup_stock import questions
from housingdesk.properties import queries as property_queries
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.tenancies.rules import TenancyKind


@dataclass(frozen=True, slots=True)
class CoreStatus:
    """A log on a day. ``problems`` are by question, under ``""`` what no question mends; soft ones that nobody confirmed too.

    ``not_known`` are questions whose answer is to come; ``log`` None while the year's fields are not in the program.
    """

    needs_log: bool
    why: str
    collection: str
    progress: tuple[Progress, ...] = ()
    problems: Mapping[str, tuple[CoreProblem, ...]] | None = None
    found: tuple[CoreProblem, ...] = ()
    to_confirm: tuple[CoreProblem, ...] = ()
    not_known: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    log: Log | None = None
    row: CoreLogRow | None = None

    @property
    def done(self) -> int:
        """How many answers are there."""
        return sum(section.done for section in self.progress)

    @property
    def needed(self) -> int:
        """How many answers it needs with what is said so far."""
        return sum(section.needed for section in self.progress)

    @property
    def stopping(self) -> tuple[CoreProblem, ...]:
        """What must be put right before it can be sent."""
        return tuple(problem for problem in self.found if stops(problem))

    @property
    def ready(self) -> bool:
        """Whether it can be sent."""
        return self.needs_log and self.log is not None and not self.stopping and self.done == self.needed

    def beside(self, key: str) -> tuple[CoreProblem, ...]:
        """The problems that stand beside a question, also that it has no answer yet."""
        return (self.problems or {}).get(key, ())

    def against(self, key: str) -> tuple[CoreProblem, ...]:
        """What stands against the answer to a question, beyond that answers are missing."""
        return tuple(problem for problem in self.beside(key) if not self.is_gap(problem))

    def is_gap(self, problem: CoreProblem) -> bool:
        """Whether it only says that an answer is missing."""
        missing = {key for section in self.progress for key in section.missing}
        said = set() if self.log is None else self.log.values.keys() | self.log.refused.keys()
        return not missing.isdisjoint(problem.keys) or said.isdisjoint(problem.keys)


def core_state(sign_up_id: int, on: date) -> CoreStatus:
    """The log of a sign-up as far as it is answered, finished or not; NotFound if there is no such sign-up."""
    head = sign_up(sign_up_id)
    answers = answers_of(head.applicant_id, sign_up_id)
    row = None if head.tenancy_id is None else core_log_of(head.tenancy_id)
    if head.flow is Flow.NON_RESIDENTIAL or head.kind is TenancyKind.CONTRACT:
        return CoreStatus(False, _need(head, answers, None, on).why, collection_of(on), row=row)
    return _status(answers, core_home(head.space_id), _sign_up_facts(head), row, on, head)


def state_of_log(row: CoreLogRow, on: date) -> CoreStatus:
    """A log that was opened, with what was put right in it; NotFound if its agreement has gone."""
    if row.sign_up_id is not None:
        head = sign_up(row.sign_up_id)
        answers, facts = answers_of(head.applicant_id, head.id), _sign_up_facts(head)
    else:
        head, answers, facts = None, Answers({}, _unsaid(row)), {}
    held = occupancies([row.tenancy_id])
    space_id = held[0].space_id if held else head.space_id if head is not None else 0
    return _status(answers, core_home(space_id), facts | _agreement(row.tenancy_id, on), row, on, head)


def need_of(tenancy_id: int, began: Began = Began.NEW, *, same: bool = True) -> Need:
    """Whether an agreement's letting needs a log, from what is on file of it; ``same`` as in ``rules.core.need.Letting``."""
    row = tenancy(tenancy_id)
    held = occupancies([tenancy_id])
    home = property_queries.space(held[0].space_id) if held else None
    supported = home is not None and core_home(home.id).supported
    return needs_log(Letting(began, row.kind, row.starts_on, home.rent_type if home is not None else None, supported,
                             home is None or home.residential, row.social_housing, row.fixed_until, same))


def _unsaid(row: CoreLogRow) -> dict[str, str]:
    """What a letting without a sign-up is known to be."""
    held = occupancies([row.tenancy_id])
    rent = property_queries.space(held[0].space_id).rent_type if held else None
    return {"rent_type": str(rent)} if rent is not None else {}


def _sign_up_facts(head: SignUpRow) -> dict[str, str]:
    return {"tenant_code": head.reference} if head.tenancy_id is None else {}


def _agreement(tenancy_id: int, on: date) -> dict[str, str]:
    return agreement_facts(tenancy(tenancy_id), codes_on(on))


def _status(answers: Answers, home: CoreHomeRow, more: Mapping[str, str], row: CoreLogRow | None, on: date,
            head: SignUpRow | None) -> CoreStatus:
    start = answers.day("starts_on") or (row.starts_on if row is not None else on)
    codes = codes_on(on)
    facts = {**home_facts(home, codes), **more}
    need = _need(head, answers, home, start) if row is None else Need(row.needed, row.why)
    year = _year(collection_of(start))
    if year is None:
        return CoreStatus(need.needed, f"{need.why}. CORE {collection_of(start)} is not in this program yet",
                          collection_of(start), row=row)
    log = log_of(answers, year, landlord_of(codes, [home]), facts, row.mended if row is not None else {})
    return _judged(log, answers, facts, need, row, on)


def _judged(log: Log, answers: Answers, facts: Mapping[str, str], need: Need, row: CoreLogRow | None, on: date) -> CoreStatus:
    year, confirmed = log.catalogue, row.confirmed if row is not None else ()
    found = tuple(p for p in problems_of(log, answers, on) if not is_confirmed(p, log, confirmed))
    if not need.needed:
        return CoreStatus(False, need.why, year.collection, log=log, row=row)
    left = not_sent(answers, year)
    unsaid = (f"{left} of the household {'are' if left > 1 else 'is'} not sent: a log has room for "
              f"{year.limit('persons')} people",) if left else ()
    by_question = problems_by_question(found, answers, year, facts, Asked(questions()))
    soft = tuple(problem for problem in found if not stops(problem))
    return CoreStatus(True, need.why, year.collection, progress(log), by_question, found, soft,
                      not_known(answers, year, facts), (*unsaid, *not_checked(log)), log, row)


class Asked:
    """Whether the sign-up asks a question of this key."""

    def __init__(self, known: Questions) -> None:
        self._known = known

    def __call__(self, key: str) -> bool:
        """Whether it does."""
        stem, _, number = key.rpartition("_")
        found = self._known.by_key.get(key) or (self._known.by_key.get(f"{stem}_n") if number.isdigit() else None)
        return found is not None


def _need(head: SignUpRow | None, answers: Answers, home: CoreHomeRow | None, start: date) -> Need:
    if head is None:
        return Need(True, "A letting of a home is logged")
    space = property_queries.space(head.space_id)
    began = Began.TRANSFER if answers.look("was_tenant") == "yes" else Began.NEW
    return needs_log(Letting(began, head.kind, start, space.rent_type, home is not None and home.supported,
                             space.residential, True, answers.day("fixed_until")))


def _year(collection: str) -> Catalogue | None:
    try:
        return catalogue(collection)
    except Refused:
        return None
