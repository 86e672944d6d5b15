"""A proposal kept with its line says the same, when it is read back, as when it was made."""

from housingdesk.bank.rules import sentences
from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.kept import from_json, to_json
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.notrent import STARTING_RULES, RuleBook
from housingdesk.bank.rules.tiers import MOST_CANDIDATES, propose_all
from housingdesk.demo.labelled import labelled
from housingdesk.demo.lines import TruthKind
from tests.benchmarks.labelled_lines import facts_of, receipt_of


def test_kept_and_read_back_the_sentences_are_the_same() -> None:
    made = labelled(11, 300, with_payer_account=True)
    memory = Memory()
    for number, line in enumerate(made.history):
        if line.truth.kind is TruthKind.RENT and line.truth.account is not None:
            memory.learn(receipt_of(-number - 1, line), line.truth.account)
    index = Index(facts_of(account, made.history[0].on) for account in made.accounts)
    proposals = propose_all([receipt_of(n, line) for n, line in enumerate(made.test)], index, memory, RuleBook(STARTING_RULES))
    assert len({proposal.tier for proposal in proposals}) == 4
    for proposal in proposals:
        kept = from_json(to_json(proposal, proposal.held_because, MOST_CANDIDATES))
        assert (kept.why, kept.held_because) == (proposal.why, proposal.held_because)
        assert [(c.account_id, c.points, sentences.headline(c.finding), sentences.grey_line(c.finding),
                 sentences.reasons(c.finding)) for c in kept.candidates] == [
                     (c.account_id, c.points, c.headline, c.evidence, c.reasons) for c in proposal.candidates]


def test_only_as_many_candidates_are_kept_as_are_asked_for_and_no_text_means_nothing_is() -> None:
    made = labelled(11, 60, with_payer_account=False)
    index = Index(facts_of(account, made.history[0].on) for account in made.accounts)
    proposals = propose_all([receipt_of(n, line) for n, line in enumerate(made.test)], index, Memory())
    several = next(proposal for proposal in proposals if len(proposal.candidates) > 1)
    assert [c.account_id for c in from_json(to_json(several, (), 1)).candidates] == [several.candidates[0].account_id]
    assert from_json("").candidates == () and from_json("").why == ""
