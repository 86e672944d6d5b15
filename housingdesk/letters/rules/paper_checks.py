"""What an agreement or another paper is checked for before it may be used: its schedules are whole, its fields exist. Pure.

The clauses are the association's own words. A schedule is filled from the record: it may be moved among the clauses, but it
may not be taken out of a paper that was shipped with it.
"""

from collections import Counter
from collections.abc import Iterator

from housingdesk.letters.rules.checks import Finding, wording_findings
from housingdesk.letters.rules.legal import legal_edits
from housingdesk.letters.rules.merge import LOCKED, BlockKind, Family, Template
from housingdesk.letters.rules.paper_fields import CATALOGUE, FACTS, examples
from housingdesk.letters.rules.source import wording_from

_NEEDED = (BlockKind.PARTIES, BlockKind.HOME, BlockKind.DATES, BlockKind.CHARGES, BlockKind.SIGNATURES)
_MOST_LEGAL = 3
_Filled = tuple[BlockKind, tuple[str, ...], tuple[str, ...]]
_WORDS = frozenset({"agreement", "charge", "person", "people", "provider"})
_LETTER_KINDS = frozenset({BlockKind.ACTION, BlockKind.APPOINTMENT, BlockKind.WAYS_TO_PAY, BlockKind.FREE, BlockKind.ACCOUNT,
                           BlockKind.EXPECTED, BlockKind.ADVICE, BlockKind.SIGN_OFF, BlockKind.COSTS})


def paper_findings(template: Template, shipped: Template | None) -> list[Finding]:
    """All that is to be said of a paper's template, what stops it first."""
    found = [*_locked(template, shipped), *_unknown(template), *_empty(template), *_order(template),
             *wording_findings(template, examples()), *_notes(template), *_legal(template, shipped)]
    return sorted(found, key=lambda one: not one.stops)


def _locked(template: Template, shipped: Template | None) -> Iterator[Finding]:
    has = _filled(template)
    least: Counter[_Filled] = Counter((kind, (), ()) for kind in (_NEEDED if template.family is Family.LETTING else ()))
    wanted = least if shipped is None else _filled(shipped)
    for kind, _, _ in wanted - has:
        yield Finding("schedule", f"The part “{kind}” is filled by the program and cannot be taken out or be hidden on a "
                                  "condition. Bring it back as it was")
    for place, block in enumerate(template.blocks):
        if block.kind in LOCKED and any(block.texts):
            yield Finding("schedule", f"The part “{block.kind}” is filled by the program and takes no words", place=place)
        if block.kind in _LETTER_KINDS:
            yield Finding("kind", f"“{block.kind}” stands in letters and not in papers", place=place)


def _filled(template: Template) -> Counter[_Filled]:
    return Counter((block.kind, block.when, block.unless) for block in template.blocks if block.kind in LOCKED)


def _unknown(template: Template) -> Iterator[Finding]:
    known = {*CATALOGUE, *_WORDS, *(ask.name for ask in template.asks)}
    for place, block in enumerate(template.blocks):
        for name in sorted({part.text for text in block.texts for part in text if part.is_field} - known):
            yield Finding("field", f"The field “{name}” is not known", place=place)
        for name in sorted({*block.when, *block.unless} - set(FACTS)):
            yield Finding("condition", f"The condition “{name}” is not known", place=place)


def _empty(template: Template) -> Iterator[Finding]:
    """Fields that can be empty where the paper does not make sure that they are not."""
    for place, block in enumerate(template.blocks):
        for name in sorted({part.text for text in block.texts for part in text if part.is_field} & set(CATALOGUE)):
            needed = CATALOGUE[name].given_when
            if needed and needed not in (*template.needs, *block.when) and block.kind is not BlockKind.NOTE:
                yield Finding("field", f"“{CATALOGUE[name].words}” can be empty: show that part only when {FACTS[needed]}",
                              place=place)


def _order(template: Template) -> Iterator[Finding]:
    kinds = [block.kind for block in template.blocks if block.kind is not BlockKind.NOTE]
    if BlockKind.CLAUSE in kinds and BlockKind.HEADING not in kinds[:kinds.index(BlockKind.CLAUSE)]:
        yield Finding("heading", "The first clause needs a heading before it, which gives it its number",
                      place=[block.kind for block in template.blocks].index(BlockKind.CLAUSE))
    if template.family is Family.LETTING and BlockKind.SIGNATURES in kinds and kinds[-1] is not BlockKind.SIGNATURES:
        yield Finding("signatures", "The places to sign come last, after the last clause",
                      place=[block.kind for block in template.blocks].index(BlockKind.SIGNATURES))


def _notes(template: Template) -> Iterator[Finding]:
    for place, block in enumerate(template.blocks):
        if block.kind is BlockKind.NOTE:
            said = "".join(part.text for part in block.text)
            yield Finding("check", f"To be checked by you: {said}", stops=False, place=place)


def _legal(template: Template, shipped: Template | None) -> Iterator[Finding]:
    edited = legal_edits(wording_from(template), wording_from(shipped)) if shipped is not None else []
    for sentence in edited[:_MOST_LEGAL]:
        yield Finding("legal", f"Legal words edited. The shipped paper says “{sentence}”: ask somebody who knows the law",
                      stops=False)
    if len(edited) > _MOST_LEGAL:
        yield Finding("legal", f"and {len(edited) - _MOST_LEGAL} more sentences about the law", stops=False)
