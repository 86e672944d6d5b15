"""What holds for every file: the same answer in any order, no tie is certain, one more fact never makes two accounts sure."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.rules.agreement import ENOUGH, LEAD
from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.proposals import Proposal, Tier
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.bank.rules.tiers import propose, propose_all
from housingdesk.values.references import payment_reference
from tests.support.matching import MONDAY, STARTING, account

_NAMES = st.tuples(st.sampled_from(["Amina", "Ahmed", "Ola"]), st.sampled_from(["Khan", "Nowak", "Hill"]))
_PENCE = st.sampled_from([9600, 11240, 12000, 22480])


@st.composite
def accounts(draw: st.DrawFn) -> list[AccountFacts]:
    """A few accounts that are easily mistaken for one another."""
    return [account(n, *draw(st.lists(_NAMES, min_size=1, max_size=2)), usual=((draw(_PENCE), "weekly rent"),),
                    house=draw(st.sampled_from(["14", "15"])), street=draw(st.sampled_from(["Dale Road", "Mill Lane"])),
                    ends=draw(st.sampled_from([None, None, date(2026, 6, 7)])))
            for n in draw(st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=6))]


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """A line such as the payers of those accounts make."""
    number = draw(st.integers(1, 40))
    said = [payment_reference(number), payment_reference(number)[1:], f"T{number:06d}", "RENT", "14 DALE ROAD", "A KHAN",
            payment_reference(number)[:5], payment_reference(number)[::-1], ""]
    return Receipt(draw(st.integers(1, 10**6)), MONDAY + timedelta(days=draw(st.integers(-20, 20))), draw(_PENCE), "",
                   draw(st.sampled_from(["A KHAN", "AMINA KHAN", "MR O NOWAK", "P GREEN", "HILL"])),
                   draw(st.sampled_from(said)), draw(st.sampled_from([None, "204417 12345678", "204417 99999999"])))


_HISTORY = st.lists(st.tuples(receipts(), st.integers(1, 40)), max_size=12)


def _memory(posts: list[tuple[Receipt, int]]) -> Memory:
    memory = Memory()
    for line, number in posts:
        memory.learn(line, number)
    return memory


@given(accounts(), receipts(), _HISTORY, st.randoms(use_true_random=False))
def test_the_order_of_the_accounts_does_not_matter(facts: list[AccountFacts], line: Receipt,
                                                    posts: list[tuple[Receipt, int]], chance: object) -> None:
    shuffled = sorted(facts, key=lambda _: chance.random())  # type: ignore[attr-defined]
    one, other = (propose(line, Index(order), _memory(posts), STARTING) for order in (facts, shuffled))
    assert one == other
    assert _words(one) == _words(other)


def _words(proposal: Proposal) -> list[object]:
    return [proposal.why, proposal.evidence, proposal.held_because,
            *((c.account_id, c.points, c.headline, c.evidence, c.reasons) for c in proposal.candidates)]


@given(accounts(), receipts(), _HISTORY)
def test_certain_means_a_clear_lead_and_two_kinds(facts: list[AccountFacts], line: Receipt,
                                                  posts: list[tuple[Receipt, int]]) -> None:
    proposal = propose(line, Index(facts), _memory(posts), STARTING)
    assert (proposal.tier is Tier.CERTAIN) == (bool(proposal.candidates) and not proposal.held_because
                                               and proposal.account_id is not None)
    if proposal.tier is Tier.CERTAIN:
        first = proposal.candidates[0]
        assert len(first.kinds) >= 2
        assert all(first.points - other.points >= LEAD for other in proposal.candidates[1:])
        assert payment_reference(first.account_id) in (line.reference, f"6{line.reference}") or (
            first.points >= ENOUGH or len(first.kinds) >= 3)
        assert first.account.active_to is None or line.on <= first.account.active_to


@given(accounts(), receipts(), _HISTORY)
def test_every_word_is_a_sentence(facts: list[AccountFacts], line: Receipt, posts: list[tuple[Receipt, int]]) -> None:
    proposal = propose(line, Index(facts), _memory(posts), STARTING)
    assert proposal.why
    assert all(held.startswith("Not certain: ") and held.endswith(".") for held in proposal.held_because)
    for candidate in proposal.candidates:
        assert candidate.headline[0].isupper() or candidate.headline[0] in "£T"
        assert not candidate.headline.endswith((".", ";", " "))
        assert candidate.evidence
        assert candidate.reasons or proposal.why.startswith("The agreement ended")  # whose name alone is the same
        assert all(reason.endswith(".") for reason in candidate.reasons)


@given(accounts(), receipts(), _HISTORY)
def test_a_twin_account_makes_nothing_certain_by_name_or_address(facts: list[AccountFacts], line: Receipt,
                                                                 posts: list[tuple[Receipt, int]]) -> None:
    """When every account has a twin in all but its references, only a reference or a confirmed habit can tell them apart."""
    twins = [f._replace(account_id=f.account_id + 500, reference=payment_reference(f.account_id + 500),
                        tenancy_reference=f"T{f.account_id + 500:06d}") for f in facts]
    proposal = propose(line, Index([*facts, *twins]), _memory(posts), STARTING)
    if proposal.tier is Tier.CERTAIN:
        assert {"reference", "history"} & proposal.candidates[0].kinds


@given(accounts(), st.lists(receipts(), max_size=6), _HISTORY)
def test_the_other_lines_of_a_file_never_make_one_certain(facts: list[AccountFacts], lines: list[Receipt],
                                                          posts: list[tuple[Receipt, int]]) -> None:
    index, memory = Index(facts), _memory(posts)
    for line, together in zip(lines, propose_all(lines, index, memory, STARTING), strict=True):
        alone = propose(line, index, memory, STARTING)
        assert together.tier is alone.tier or alone.tier is Tier.CERTAIN


@given(accounts(), st.text(max_size=80), st.none() | st.text(max_size=40), st.none() | st.text(max_size=40),
       st.integers(-10**7, 10**7))
def test_no_text_breaks_a_proposal(facts: list[AccountFacts], narrative: str, payer: str | None, reference: str | None,
                                   pence: int) -> None:
    proposal = propose(Receipt(1, MONDAY, pence, narrative, payer, reference), Index(facts), Memory(), STARTING)
    assert proposal.why


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=20))
def test_no_account_breaks_the_index(forename: str, surname: str, street: str, number: str) -> None:
    facts = account(1, (forename, surname), house=number, street=street)
    index = Index([facts])
    line = Receipt(1, MONDAY, 11240, f"{forename} {surname} {number} {street}")
    assert propose(line, index, Memory()).line_id == 1


@given(accounts(), receipts(), _HISTORY, st.integers(1, 40))
def test_learning_and_forgetting_leaves_no_trace(facts: list[AccountFacts], line: Receipt,
                                                 posts: list[tuple[Receipt, int]], number: int) -> None:
    memory = _memory(posts)
    before = [(r.kind, r.key, r.account_id, r.times) for r in memory.rows()]
    memory.learn(line, number)
    memory.forget(line, number)
    assert [(r.kind, r.key, r.account_id, r.times) for r in memory.rows()] == before
