"""Certain, likely, needs you, or not rent (ux.md §1.5): the judgement over the evidence. A person posts, never this.

Certain needs a lead of twenty points, two independent kinds of evidence and no doubt (payment-files §5.2 step 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from housingdesk.bank.rules import sentences
from housingdesk.bank.rules.agreement import missing
from housingdesk.bank.rules.case import Case, Neighbours
from housingdesk.bank.rules.doubts import doubts
from housingdesk.bank.rules.evidence import AmountFit, Evidence, Weighed, amount_fit, weigh
from housingdesk.bank.rules.findings import finding
from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.names import NameFit, name_fit
from housingdesk.bank.rules.normalise import Reading, read
from housingdesk.bank.rules.notrent import NotRentRule, RuleBook, Sign
from housingdesk.bank.rules.office import OfficeRule, OfficeRules
from housingdesk.bank.rules.proposals import Candidate, Proposal, Tier
from housingdesk.bank.rules.quoted import Quoted
from housingdesk.bank.rules.recall import NEVER
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.reversals import PostedLines, is_returned
from housingdesk.values.dates import MONTHS
from housingdesk.values.money import format_pence

MOST_CANDIDATES = 5
# Accounts nearer together than this are shown as a choice, not as a suggestion.
_TIE = 4


def propose_all(receipts: Iterable[Receipt | Reading], index: Index, memory: Memory, rules: RuleBook | None = None,
                posted: PostedLines | None = None) -> list[Proposal]:
    """A proposal for every receipt of a file, in its order."""
    readings = [r if isinstance(r, Reading) else read(r) for r in receipts]
    matcher = Matcher(index, memory, rules, posted, neighbours_of(readings))
    return [matcher.propose(reading) for reading in readings]


def propose(receipt: Receipt | Reading, index: Index, memory: Memory, rules: RuleBook | None = None,
            posted: PostedLines | None = None) -> Proposal:
    """Whose money one receipt is, how sure that is, and why."""
    return Matcher(index, memory, rules, posted).propose(receipt if isinstance(receipt, Reading) else read(receipt))


@dataclass(slots=True)
class Matcher:
    """Proposes for the receipts of a file; quickest when those of one payer come one after the other."""

    index: Index
    memory: Memory
    rules: RuleBook | None = None
    posted: PostedLines | None = None
    neighbours: Neighbours | None = None
    office: OfficeRules | None = None
    _last: Weighed | None = None

    def propose(self, reading: Reading) -> Proposal:
        """Whose money a receipt is, how sure that is, and why; the same answer for the same facts, whatever their order."""
        receipt = reading.receipt
        if receipt.pence < 0 and is_returned(receipt):
            return _returned(reading, self.index, self.posted)
        self._last = weighed = weigh(reading, self.index, self.memory, self._last)
        rule = self.rules.find(reading) if self.rules is not None else None
        own = self.office.find(reading) if self.office and (rule is None or not _is_refund(rule)) else None
        if own is not None:
            proposal = self._by_own_rule(reading, weighed, own)
            if proposal is not None:
                return proposal
        elif rule is not None and not _is_personal(weighed):
            return Proposal(receipt.line_id, Tier.NOT_RENT, rule.sentence, control=rule.control, nominal=rule.nominal)
        if receipt.pence <= 0 or not weighed.ranked:
            return _for_a_person(reading, weighed)
        return _judged(Case(reading, self.index, weighed, weighed.ranked[0], self.posted, self.neighbours), rule, own)

    def _by_own_rule(self, reading: Reading, weighed: Weighed, own: OfficeRule) -> Proposal | None:
        """What the office's own rule makes of a line; None where the line itself names somebody else."""
        if own.personal:
            return self._lifted(reading, weighed, own) if reading.receipt.pence > 0 else None
        if _is_personal(weighed):
            return None
        control, nominal = (own.reference, None) if own.control else (None, own.reference)
        tier, held = (Tier.LIKELY, (own.contradicted,)) if own.contradicted else (Tier.NOT_RENT, ())
        return Proposal(reading.receipt.line_id, tier, own.said, (), held, control, nominal, rule_id=own.id)

    def _lifted(self, reading: Reading, weighed: Weighed, own: OfficeRule) -> Proposal | None:
        """A rule for a person lifts a line to certain where nothing is doubted and something on the line agrees."""
        entry = self.index.by_id.get(own.target)
        if entry is None or (weighed.quoted and own.target not in weighed.quoted):
            return None
        top = next((e for e in weighed.ranked if e.entry is entry), None)
        top = top or Evidence(entry, reading.receipt.pence, amount=amount_fit(entry, reading.receipt.pence, NEVER))
        ranked = [top, *(e for e in weighed.ranked if e is not top)]
        case = Case(reading, self.index, replace(weighed, ranked=ranked), top, self.posted, self.neighbours)
        held = doubts(case)
        if own.contradicted:
            held = (own.contradicted, *held)
        elif not held and not top.kinds:
            held = ("Not certain: nothing on the line but your rule speaks for this account.",)
        return _proposal(case, Tier.LIKELY if held else Tier.CERTAIN, own.said, held)._replace(rule_id=own.id)


def neighbours_of(readings: Sequence[Reading]) -> Neighbours:
    """The days of the lines of one file. They can only raise a doubt (one payer paying twice in a week)."""
    neighbours = Neighbours({}, {}, {})
    for reading in readings:
        if reading.wording_key:
            neighbours.by_wording.setdefault(reading.wording_key, []).append(reading.receipt.on)
        if reading.bank_key:
            neighbours.by_bank.setdefault(reading.bank_key, []).append(reading.receipt.on)
        if reading.payer_key:
            neighbours.by_payer.setdefault(reading.payer_key, []).append(reading.receipt.on)
    return neighbours


def _is_personal(weighed: Weighed) -> bool:
    """Whether money that a rule would take is one account's: its reference is there, or its wording was confirmed."""
    return any(how >= Quoted.OTHER_NUMBER for how in weighed.quoted.values()) or any(
        weighed.wording.recall(i).is_sole for i in weighed.wording.accounts)


def _is_refund(rule: NotRentRule) -> bool:
    """Whether a rule waits for the line of one refund, which goes before every other."""
    return rule.sign is Sign.OUT and rule.control is not None


def _is_managed_payment(rule: NotRentRule, top: Evidence) -> bool:
    """Universal Credit paid for one person: it quotes that person's own reference and brings an amount that is expected.

    Since 2019–2020 it comes as many small receipts beside the lumps (payment-files §4.2).
    """
    return rule.control == "universal_credit" and top.quoted is Quoted.WHOLE and top.amount >= AmountFit.HABIT


def _judged(case: Case, rule: NotRentRule | None, own: OfficeRule | None) -> Proposal:
    held = doubts(case)
    if own is not None:
        held = (*held, f"Not certain: your rule for {own.name} says {own.target_name}.")
    elif rule is not None and not _is_managed_payment(rule, case.top):
        held = (*held, f"Not certain: the rule “{rule.name}” fits too.")
    if not held and not (lack := missing(case)):
        return _proposal(case, Tier.CERTAIN, "", ())
    if not held:
        held = (lack,)
    if (successor := case.successor()) is not None:
        return _moved_on(case, successor, held)
    if _is_open(case):
        return _proposal(case, Tier.NEEDS_YOU, _choice(case), held)
    return _proposal(case, Tier.LIKELY, "", held)


def _moved_on(case: Case, successor: Entry, held: tuple[str, ...]) -> Proposal:
    """A choice between the agreement that ended and the one that somebody of the name has now."""
    pence, ranked = case.top.pence, case.weighed.ranked
    known = next((e for e in ranked if e.entry is successor), None)
    first = known or Evidence(successor, pence, name=max(name_fit(successor.people, case.weighed.claims)),
                              amount=amount_fit(successor, pence, NEVER))
    others = [e for e in ranked if e is not first]
    return Proposal(case.reading.receipt.line_id, Tier.NEEDS_YOU, "The agreement ended; the same name has another now",
                    _candidates([first, *others]), held)


def _proposal(case: Case, tier: Tier, said: str, held: tuple[str, ...]) -> Proposal:
    return Proposal(case.reading.receipt.line_id, tier, said, _candidates(case.weighed.ranked), held)


def _candidates(ranked: list[Evidence]) -> tuple[Candidate, ...]:
    return tuple([Candidate(evidence) for evidence in ranked[:MOST_CANDIDATES]])


def _is_open(case: Case) -> bool:
    """Whether several accounts fit alike, or the first is too weak to suggest (ux.md: likely needs two of them)."""
    top = case.top
    if case.second is not None and case.lead < _TIE:
        return True
    if case.names_several:
        return True
    strong = top.quoted >= Quoted.OTHER_NUMBER or top.bank.times or top.wording.times or top.address > 1
    return not strong and len(top.kinds) < 2


def _choice(case: Case) -> str:
    """Why a person must choose, with the number of accounts that fit alike: ``Two Nowaks pay £240.00``."""
    if case.names_several:
        return "Two references are given"
    alike = [e for e in case.weighed.ranked if case.top.points - e.points < _TIE]
    if len(alike) == 1:
        return "Only this agrees: " + _lower(sentences.headline(finding(case.top)))
    number = sentences.count_word(len(alike)).capitalize()
    surnames = {p.surnames[-1] for e in alike for p in e.entry.people[:1] if p.surnames}
    if all(e.amount == AmountFit.USUAL and e.name for e in alike) and len(surnames) == 1:
        surname = alike[0].entry.facts.names[0][1]
        return f"{number} {surname}s pay {format_pence(case.top.pence)}"
    if any(e.amount >= AmountFit.PART for e in alike) or not any(e.name for e in alike):
        return f"{number} accounts fit"
    same = "same surname" if all(e.name <= NameFit.SURNAME for e in alike) else "same name"
    return f"{number} people fit: {same}, {'neither' if len(alike) == 2 else 'no'} amount fits"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _for_a_person(reading: Reading, weighed: Weighed) -> Proposal:
    receipt = reading.receipt
    if receipt.pence < 0:
        why, held = "Money out: a refund, a cost or a returned payment", "Not certain: this is money out."
    elif receipt.pence == 0:
        why, held = "No money moved", "Not certain: the amount is nil."
    else:
        why, held = "No account fits", "Not certain: neither reference, name, address nor payer is known."
    return Proposal(receipt.line_id, Tier.NEEDS_YOU, why, _candidates(weighed.ranked), (held,))


def _returned(reading: Reading, index: Index, posted: PostedLines | None) -> Proposal:
    """A bounced payment: propose to reverse the one it takes back, on the account where that was posted."""
    line_id = reading.receipt.line_id
    originals = [p for p in (posted.originals_of(reading) if posted is not None else []) if p.account_id in index.by_id]
    held = ("Not certain: this is a returned payment.",)
    if not originals:
        return Proposal(line_id, Tier.NEEDS_YOU, "A returned payment: its original was not found", (), held)
    accounts = list(dict.fromkeys(p.account_id for p in originals))
    candidates = _candidates([Evidence(index.by_id[i], -reading.receipt.pence) for i in accounts])
    if len(accounts) > 1:
        number = sentences.count_word(len(accounts))
        return Proposal(line_id, Tier.NEEDS_YOU, f"A returned payment: {number} originals fit", candidates, held)
    original = originals[0].receipt
    why = f"Reverses {original.on.day} {MONTHS[original.on.month - 1]}, same amount"
    return Proposal(line_id, Tier.LIKELY, why, candidates, held, reverses=original.line_id)
