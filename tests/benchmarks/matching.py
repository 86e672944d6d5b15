"""Matching on labelled lines (payment-files §5.4): two generators, twelve seeds, four sizes, with and without the payer's
bank account, cold starts; beside the exact reference, the rule "as last time", fuzzy text and smart_importer where installed.

``python -m tests.benchmarks.matching --seeds 2 --sizes 200,1000 --months 3`` makes a smaller cut; ``--causes`` prints the
Likely lines whose suggestion is wrong by what it rested on.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import mean

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.normalise import Reading, read
from housingdesk.bank.rules.notrent import STARTING_RULES, RuleBook
from housingdesk.bank.rules.proposals import Proposal, Tier
from housingdesk.bank.rules.tiers import propose_all
from housingdesk.demo.lines import BankLine
from housingdesk.values.dates import add_months, week_of
from tests.benchmarks.labelled_lines import LEARNED, Made, is_rent, make, receipt_of
from tests.benchmarks.other_matchers import methods

SEEDS = range(101, 113)
SIZES = (200, 1_000, 3_000, 10_000)
MODES = {"first": ("with", "without"), "second": ("with", "without", "column")}
_MODE_WORDS = {"with": "with the payer's account", "without": "without it", "column": "one column of text"}


@dataclass
class Tally:
    """One method over the seeds. ``payers`` are those of rent lines that were judged."""

    posted: int = 0
    wrong: int = 0
    rent: int = 0
    right: int = 0
    payers: int = 0
    wrong_payers: set[str] = field(default_factory=set)
    shares: list[float] = field(default_factory=list)

    def add(self, picks: Sequence[int | None], lines: Sequence[BankLine], seed: int) -> None:
        """One seed: what was picked for each line, None where the method says nothing."""
        before = self.rent, self.right
        judged = list(zip(picks, lines, strict=False))
        for pick, line in judged:
            self.rent += is_rent(line)
            if pick is None:
                continue
            self.posted += 1
            if is_rent(line) and pick == line.truth.account:
                self.right += 1
            else:
                self.wrong += 1
                self.wrong_payers.add(f"{seed} {line.truth.payer}")
        self.payers += len({line.truth.payer for _, line in judged if is_rent(line)})
        self.shares.append((self.right - before[1]) / max(1, self.rent - before[0]))

    def words(self) -> str:
        """The line that is printed."""
        bound = f"fewer than {3 / max(1, self.payers):.3%} of {self.payers:,} payers at 95 %" if not self.wrong else \
            f"{len(self.wrong_payers)} of {self.payers:,} payers"
        return (f"{self.wrong} wrong of {self.posted:,} ({bound}); share of {self.rent:,} rent lines: mean "
                f"{mean(self.shares):.1%}, lowest seed {min(self.shares):.1%}")


@dataclass
class Suggested:
    """How good the suggestions are on all rent lines: the first, one of three; and the wrong ones of the Likely pile."""

    lines: int = 0
    first: int = 0
    three: int = 0
    likely: int = 0
    not_rent: int = 0
    causes: Counter[str] = field(default_factory=Counter)

    def add(self, found: Sequence[Proposal], lines: Sequence[BankLine]) -> None:
        """One seed."""
        for proposal, line in zip(found, lines, strict=True):
            ids = [c.account_id for c in proposal.candidates[:3]]
            if is_rent(line):
                self.lines += 1
                self.first += line.truth.account in ids[:1]
                self.three += line.truth.account in ids
                self.not_rent += proposal.tier is Tier.NOT_RENT
            if proposal.tier is Tier.LIKELY:
                self.likely += 1
                if not is_rent(line) or ids[0] != line.truth.account:
                    kinds = "+".join(sorted(proposal.candidates[0].kinds))
                    self.causes[f"{line.truth.style or line.truth.note} | {kinds} | {_general(proposal)}"] += 1

    def words(self) -> str:
        """The line that is printed."""
        wrong = sum(self.causes.values())
        first, three = self.first / max(1, self.lines), self.three / max(1, self.lines)
        return (f"first suggestion right {first:.2%}, among three {three:.2%}; Likely {self.likely:,}, of them "
                f"wrong {wrong:,}; rent taken for not rent {self.not_rent}")


def _general(proposal: Proposal) -> str:
    """Why it was not certain, without names and figures."""
    held = proposal.held_because[0].removeprefix("Not certain: ") if proposal.held_because else ""
    return " ".join(w for w in held.split() if w[:1].islower())[:70]


def judge(made: Made, months: Sequence[int], frozen: bool = False) -> Iterator[tuple[int, list[Proposal]]]:
    """Proposals for the judged lines after so many months learned. Statements come by the week and are confirmed before the
    next one comes, as at a desk; ``frozen`` learns nothing more in the judged months.
    """
    index, rules = Index(made.facts), RuleBook(STARTING_RULES)
    history = [(read(receipt_of(-n - 1, line)), line) for n, line in enumerate(made.history)]
    test = [(read(receipt_of(n + 1, line)), line) for n, line in enumerate(made.test)]
    for some in months:
        memory, since = Memory(), add_months(made.first_test, -some)
        _confirm(memory, [pair for pair in history if pair[1].on >= since])
        found: list[Proposal] = []
        for week in [test] if frozen else _weeks(test):
            found += propose_all([reading for reading, _ in week], index, memory, rules)
            _confirm(memory, week)
        yield some, found


def _weeks(lines: Sequence[tuple[Reading, BankLine]]) -> list[list[tuple[Reading, BankLine]]]:
    return [list(week) for _, week in groupby(lines, key=lambda pair: week_of(pair[1].on))]


def _confirm(memory: Memory, lines: Sequence[tuple[Reading, BankLine]]) -> None:
    """What a person posts whole to one account teaches; a split and what is not rent do not."""
    for reading, line in lines:
        if is_rent(line) and line.truth.account is not None:
            memory.learn(reading, line.truth.account)


def run(seeds: Sequence[int] = SEEDS, sizes: Sequence[int] = SIZES, months: Sequence[int] = LEARNED,
        generators: Sequence[str] = tuple(MODES), modes: Sequence[str] = (), causes: bool = False,
        frozen: bool = False) -> None:
    """Prints a line for each generator, size, mode and months learned; the other methods once, after the longest history."""
    for generator in generators:
        for size in sizes:
            for mode in (m for m in MODES[generator] if not modes or m in modes):
                _run_one(generator, size, mode, seeds, months, causes, frozen)


def _run_one(generator: str, size: int, mode: str, seeds: Sequence[int], months: Sequence[int], causes: bool,
             frozen: bool) -> None:
    certain = {some: Tally() for some in months}
    suggested = {some: Suggested() for some in months}
    others = {name: Tally() for name in methods()}
    for seed in seeds:
        made = make(generator, seed, size, mode)
        for some, found in judge(made, months, frozen):
            certain[some].add([p.account_id if p.tier is Tier.CERTAIN else None for p in found], made.test, seed)
            suggested[some].add(found, made.test)
        for name, method in methods().items():
            others[name].add(method(made.facts, made.months_before(max(months)), made.test), made.test, seed)
    head = f"matching, {generator} generator, {size:,} tenancies, {_MODE_WORDS[mode]}"
    for some in months:
        print(f"{head}, {some} months learned: Certain {certain[some].words()}; {suggested[some].words()}", flush=True)
    for name, tally in others.items():
        print(f"{head}, {max(months)} months: {name} {tally.words()}", flush=True)
    if causes:
        for cause, count in suggested[max(months)].causes.most_common(25):
            print(f"    {count:5}  {cause}")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main() -> None:
    """The command line of a smaller cut."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching", description=__doc__)
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many, from the first of twelve")
    parser.add_argument("--from-seed", type=int, default=SEEDS.start, help="the first seed")
    parser.add_argument("--sizes", type=_numbers, default=SIZES)
    parser.add_argument("--months", type=_numbers, default=LEARNED)
    parser.add_argument("--generators", type=lambda text: text.split(","), default=tuple(MODES))
    parser.add_argument("--modes", type=lambda text: text.split(","), default=())
    parser.add_argument("--causes", action="store_true")
    parser.add_argument("--frozen", action="store_true", help="learn nothing in the judged months")
    asked = parser.parse_args()
    seeds = range(asked.from_seed, asked.from_seed + asked.seeds)
    run(seeds, asked.sizes, asked.months, asked.generators, asked.modes, asked.causes, asked.frozen)


if __name__ == "__main__":
    main()
