"""What is printed beside our matching, on the same lines: a pattern, a memory, fuzzy text, and a trained classifier."""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from housingdesk.bank.rules.receipts import AccountFacts
from housingdesk.demo.lines import BankLine
from housingdesk.values.references import is_payment_reference
from tests.benchmarks.labelled_lines import is_rent

Picks = list[int | None]
FUZZY_LINES, TRAINED_LINES = 400, 4_000
_NINE = re.compile(r"(?<!\d)6\d{8}(?!\d)")


def exact_reference(facts: Sequence[AccountFacts], history: Sequence[BankLine], test: Sequence[BankLine]) -> Picks:
    """The payment reference written out in full, its check digit right, the only one of the line."""
    known = {a.reference: a.account_id for a in facts}
    out: Picks = []
    for line in test:
        numbers = _NINE.findall(f"{line.narrative} {line.reference}")
        found = {known[r] for r in numbers if is_payment_reference(r) and r in known}
        out.append(found.pop() if len(found) == 1 else None)
    return out


def as_last_time(facts: Sequence[AccountFacts], history: Sequence[BankLine], test: Sequence[BankLine]) -> Picks:
    """Where the same payer and reference went last; in one column, the same text without its figures."""
    last = {_said(x): x.truth.account for x in history if is_rent(x)}
    return [last.get(_said(x)) for x in test]


def _said(line: BankLine) -> tuple[str, str]:
    return (line.payer, line.reference) if line.payer else ("", re.sub(r"\s*\b(?:FP\b.*|\d{10,})$", "", line.narrative))


def fuzzy_text(facts: Sequence[AccountFacts], history: Sequence[BankLine], test: Sequence[BankLine]) -> Picks:
    """rapidfuzz's token set ratio of at least 90 with a lead of 5, on name and reference; on a few hundred lines, for it is
    slow.
    """
    from rapidfuzz import fuzz, process

    texts = {a.account_id: f"{' '.join(' '.join(n) for n in a.names)} {a.reference}".upper() for a in facts}
    out: Picks = []
    for line in test[:FUZZY_LINES]:
        two = process.extract(f"{line.payer} {line.reference}".strip().upper() or line.narrative, texts,
                              scorer=fuzz.token_set_ratio, limit=2)
        sure = bool(two) and two[0][1] >= 90 and (len(two) < 2 or two[0][1] - two[1][1] >= 5)
        out.append(two[0][2] if sure else None)
    return out


def trained(facts: Sequence[AccountFacts], history: Sequence[BankLine], test: Sequence[BankLine]) -> Picks:
    """smart_importer's own pipeline (words, then a linear support vector machine): it always answers."""
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import SVC
    from smart_importer.pipelines import StringVectorizer

    learned: Any = [x for x in history if is_rent(x)][-TRAINED_LINES:]
    if len({x.truth.account for x in learned}) < 2:
        return [None] * len(test)
    pipeline = make_pipeline(StringVectorizer(), SVC(kernel="linear"))
    pipeline.fit([_text(x) for x in learned], [str(x.truth.account) for x in learned])
    return [int(pick) for pick in pipeline.predict([_text(x) for x in test[:FUZZY_LINES]])]


def _text(line: BankLine) -> str:
    return f"{line.payer} {line.reference}".strip() or line.narrative


def methods() -> dict[str, Any]:
    """Those that can be run here, by name."""
    found: dict[str, Any] = {"exact reference": exact_reference, "as last time": as_last_time}
    if find_spec("rapidfuzz") is not None:
        found["fuzzy text"] = fuzzy_text
    if find_spec("smart_importer") is not None:
        found["smart_importer"] = trained
    return found
