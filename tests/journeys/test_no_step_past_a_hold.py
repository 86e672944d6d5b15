"""Random acts with letters, notices and holds in any order: nothing comes further that a hold stops for the debt it covers,
and what no hold stops still goes. What a hold stops is known to the test by its own table.
"""

import os
import secrets
import shutil
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from

from housingdesk.access.rules import Permission
from tests.support.desk import Clock, open_desk
from tests.support.held_office import HeldOffice

ACTS = ("put_hold", "put_hold", "end_hold", "days_pass", "draw_run", "draw_one", "draw_one", "keep", "keep", "move_letters",
        "move_letters", "move_letters", "take_back", "begin_notice", "bring_notice_on", "bring_notice_on", "bring_notice_on")
HERE, NOTICES = "here", "notices/test_notices_and_holds"
TIMES = int(os.environ.get("HOUSINGDESK_RANDOM_ACTS", "1"))
FEWEST = {"letter": 50, "notice": 10, "letter past a hold of other things": 10, "notice past a hold of other things": 2}
"""How many letters and notices go at least, by their ways, and past a hold that stops other things."""
ASKS = {
    "mailings.issue_run": HERE, "mailings.applicants.issue_to_applicants": "mailings/test_applicant_letters",
    "mailings.applicants.turn_back": "mailings/test_applicant_letters",
    "mailings.rounds.make_round": "mailings/test_delivery_rounds",
    "mailings.statements.issue_statements": "mailings/test_quarter_statements",
    "letters.queue.start_printing": HERE, "letters.queue.mark_printed": HERE, "letters.queue.take_up": HERE,
    "letters.posting.mark_posted": HERE, "letters.emailing.mark_sent": HERE, "letters.queue.change_way": HERE,
    "letters.moves.as_before": HERE, "letters.rounds.make_round": HERE, "letters.rounds.record_stop": HERE,
    "notices.preparing.begin_notice": HERE, "notices.preparing.change_grounds": NOTICES,
    "notices.preparing.restore_notice": HERE, "notices.preparing.check_notice": HERE,
    "notices.serving.issue_notice": HERE, "notices.serving.record_service": HERE,
    "notices.court.keep_bundle": "notices/test_court_bundle", "notices.evictions.answer_eviction": "by mailings' keep_run",
    "notices.preparing.withdraw_notice": "by mailings' keep_run", "notices.reviewing.decide_review": "by mailings' keep_run"}
"""The acts that bring something nearer to somebody's door or to a court, and where each is tried with a hold."""
LETS_NOTHING_OUT = (
    "letters.posting.attach_certificate", "letters.posting.came_back", "letters.posting.change_posting",
    "letters.posting.count_posting", "letters.posting.not_come_back", "letters.posting.set_certificate",
    "letters.queue.keep_back", "letters.queue.mark_ready", "letters.queue.spoil", "letters.queue.withdraw",
    "letters.queue.withdraw_run", "letters.rounds.close_round", "letters.rounds.correct_stop", "letters.rounds.give_up_round",
    "letters.rounds.keep_evidence", "letters.rounds.keep_round_evidence", "letters.rounds.reopen_round",
    "letters.rounds.unrecord_stop", "letters.spelling.add_word", "letters.spelling.remove_word", "mailings.withdraw_run",
    "mailings.restore_run",
    "notices.court.keep_statement", "notices.evictions.end_eviction", "notices.evictions.record_eviction",
    "notices.evictions.remove_eviction", "notices.evictions.reopen_eviction", "notices.evictions.restore_eviction",
    "notices.evictions.unanswer_eviction", "notices.preparing.answer", "notices.preparing.set_dates",
    "notices.preparing.set_particulars", "notices.preparing.set_server", "notices.preparing.uncheck",
    "notices.protocol.record_hearing", "notices.protocol.record_step", "notices.protocol.remove_step",
    "notices.protocol.restore_step", "notices.reviewing.ask_review", "notices.reviewing.remove_review",
    "notices.reviewing.restore_review", "notices.reviewing.set_panel", "notices.reviewing.tell_review",
    "notices.reviewing.undecide_review", "notices.reviewing.untell_review", "notices.serving.keep_certificate",
    "notices.serving.remove_service", "notices.serving.restore_service", "notices.serving.unissue")
"""They write down what is known or has been, or put something back."""
_ANY = integers(0, 10_000)


class Acts(RuleBasedStateMachine):
    """One association; each step is one act."""

    template: Path
    folder: Path
    went: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        path, clock = self.folder / f"{secrets.token_hex(6)}.sqlite", Clock()
        shutil.copyfile(self.template, path)
        desk = open_desk(path, clock)
        desk.store.database.connect()
        self.office = HeldOffice(desk, clock)

    def teardown(self) -> None:
        type(self).went.update(self.office.went)
        self.office.desk.store.close()

    @initialize()
    def begin(self) -> None:
        self.office.begin()

    @rule(name=sampled_from(ACTS), a=_ANY, b=_ANY)
    def act(self, name: str, a: int, b: int) -> None:
        getattr(self.office, name)(a, b)

    @invariant()
    def nothing_went_that_a_hold_stops(self) -> None:
        if self.office.tenancies:
            self.office.compare()


def test_no_step_is_taken_that_a_hold_stops(sqlite_template: Path, tmp_path: Path) -> None:
    class These(Acts):
        template, folder, went = sqlite_template, tmp_path, Counter()

    run_state_machine_as_test(These, settings=settings(
        max_examples=24 * TIMES, stateful_step_count=50, derandomize=True, database=None, deadline=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck)))
    assert {kind: These.went[kind] for kind, least in FEWEST.items() if These.went[kind] < least} == {}, These.went
    assert sum(These.went[way] for way in ("printed", "posted", "delivered")) >= 10, These.went


def test_every_act_with_letters_and_notices_is_known_to_ask_or_to_let_nothing_out() -> None:
    """A new act stands in one of the two lists, with a test of its own where it lets something out."""
    found = set()
    for room in ("letters", "mailings", "notices", "changes"):
        top = import_module(f"housingdesk.{room}.actions")
        modules = [top, *(import_module(m.name) for m in walk_packages(top.__path__, f"{top.__name__}."))]
        found |= {f"{module.__name__.removeprefix('housingdesk.').replace('.actions', '')}.{name}"
                  for module in modules for name, act in vars(module).items()
                  if getattr(act, "needs", None) in (Permission.SEND_LETTERS, Permission.SERVE_NOTICES)
                  and getattr(act, "__module__", "") == module.__name__}
    assert found == {*ASKS, *LETS_NOTHING_OUT} and not ASKS.keys() & set(LETS_NOTHING_OUT)
