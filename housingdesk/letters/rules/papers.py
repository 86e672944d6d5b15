"""From a template and the facts of one letting to a paper: clauses are numbered, schedules filled, nothing left blank. Pure.

The words of a clause are the association's. What stands in a schedule comes from the record and cannot be written by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.characters import refuse_hidden
from housingdesk.letters.rules.content import Bullets, Paragraph, Run, Sender
from housingdesk.letters.rules.merge import BlockKind, Template, TemplateBlock, applies, clean_fields, merge
from housingdesk.letters.rules.paper_content import (
    Boxes,
    Clause,
    CutLine,
    Grid,
    Heading,
    Lettered,
    NamedRows,
    Paper,
    PaperBlock,
    Place,
    Places,
    Rows,
    Ticks,
)
from housingdesk.letters.rules.words import Words
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class PaperCharge:
    """One charge, pence for each period; ``eligible_pence`` of it benefit can help with."""

    what: str
    pence: int
    eligible_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """All that one paper needs beside its template. ``rows`` fill the schedules; ``every`` is ``week`` or ``month``."""

    sender: Sender
    on: date
    reference: str
    words: Words
    fields: Mapping[str, str]
    facts: Mapping[str, bool]
    rows: Mapping[BlockKind, NamedRows]
    charges: tuple[PaperCharge, ...]
    every: str
    signers: tuple[Place, ...]
    boxes: Mapping[str, str] = field(default_factory=dict)
    large_print: bool = False


_TITLES = {
    BlockKind.PARTIES: "Who this agreement is between", BlockKind.HOME: "The home", BlockKind.DATES: "The dates",
    BlockKind.CHARGES: "What you pay", BlockKind.SERVICES: "The services", BlockKind.FIRST_CHARGE: "Your first charge",
    BlockKind.SLIP: "How to pay", BlockKind.CLAIMANT: "About you", BlockKind.KEYS: "Keys", BlockKind.METERS: "Meters",
    BlockKind.CERTIFICATES: "Safety papers", BlockKind.CONSENTS: "What you agree to",
}
_DETAILS = frozenset(_TITLES) - {BlockKind.CHARGES, BlockKind.CONSENTS}
_TO_FILL = frozenset({BlockKind.CLAIMANT, BlockKind.METERS, BlockKind.KEYS})
"""Rows of these may be empty: a line to write on, where the paper is filled in by hand."""


def compose_paper(template: Template, about: PaperFacts) -> Paper:
    """The paper; Refused, with the reason, when a field or fact is missing, unknown or cannot be printed."""
    fields = clean_fields({**about.fields, "phone": about.sender.phone, **about.words.fields()})
    numbered = any(block.kind is BlockKind.CLAUSE for block in template.blocks)
    blocks: list[PaperBlock] = []
    count = clause = 0
    for place, block in _shown(template, about.facts):
        if block.kind is BlockKind.HEADING:
            count, clause = count + 1, 0
            blocks.append(Heading(count if numbered else 0, _plain(merge(block.text, fields, place))))
        elif block.kind is BlockKind.CLAUSE:
            clause += 1
            blocks.append(Clause(f"{count}.{clause}", merge(block.text, fields, place)))
        else:
            after_clause = bool(blocks) and isinstance(blocks[-1], Clause)
            blocks += _made(block, about, fields, place, lettered=after_clause)
    return Paper(title=template.title, sender=about.sender, headline=_plain(merge(template.headline, fields, "the headline")),
                 reference=about.reference, made_from=_made_from(template), blocks=tuple(blocks),
                 large_print=about.large_print)


def _shown(template: Template, facts: Mapping[str, bool]) -> list[tuple[str, TemplateBlock]]:
    """The parts that are printed, each with its place in words: a check note never is."""
    named = [(f"Part {number} of {template.title}", block) for number, block in enumerate(template.blocks, start=1)]
    return [(place, block) for place, block in named
            if applies(block, facts, place) and block.kind is not BlockKind.NOTE]


def _made_from(template: Template) -> str:
    return f"{template.title}, wording {template.version} ({template.fingerprint[:8]})"


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _made(block: TemplateBlock, about: PaperFacts, fields: Mapping[str, str], place: str, *,
          lettered: bool) -> list[PaperBlock]:
    match block.kind:
        case BlockKind.PARAGRAPH:
            return [Paragraph(merge(block.text, fields, place))]
        case BlockKind.POINTS:
            points = tuple(merge(point, fields, place) for point in block.points)
            return [Lettered(points) if lettered else Bullets(points)]
        case BlockKind.CHARGES:
            return [_charges(block, about, place)]
        case BlockKind.CONSENTS:
            return [Ticks(block.title or _TITLES[block.kind], _rows(block.kind, about, place))]
        case BlockKind.SIGNATURES:
            return [_places(about, place)]
        case BlockKind.BANK_FORM:
            return _bank_form(about, fields, place)
        case BlockKind.SLIP:
            return [CutLine(), Rows(block.title or _TITLES[block.kind], _rows(block.kind, about, place))]
        case kind if kind in _DETAILS:
            return [Rows(block.title or _TITLES[kind], _rows(kind, about, place))]
        case _:
            raise Refused(f"{place} is a {block.kind}, which stands in letters and not in papers")


def _rows(kind: BlockKind, about: PaperFacts, place: str) -> NamedRows:
    rows = about.rows.get(kind, ())
    if not rows:
        raise Refused(f"{place} shows “{_TITLES[kind]}”, and nothing is known of it")
    for name, value in rows:
        refuse_hidden(value, name)
        if not value.strip() and kind not in _TO_FILL and kind is not BlockKind.CONSENTS:
            raise Refused(f"{place}: “{name}” is empty, so the paper cannot be made")
    return rows


def _charges(block: TemplateBlock, about: PaperFacts, place: str) -> Grid:
    if not about.charges:
        raise Refused(f"{place} shows what is paid, and no charge is known")
    lines = [*about.charges, PaperCharge("Together", sum(c.pence for c in about.charges),
                                         sum(c.eligible_pence for c in about.charges))]
    rows = tuple((line.what, format_pence(line.pence), format_pence(line.eligible_pence),
                  format_pence(line.pence - line.eligible_pence)) for line in lines)
    heads = ("What it is for", f"Each {about.every}", "Benefit can help with", "Benefit never pays")
    return Grid(block.title or _TITLES[block.kind], heads, rows, (1.0,), total=True)


def _places(about: PaperFacts, place: str) -> Places:
    if not about.signers or not all(one.name.strip() for one in about.signers):
        raise Refused(f"{place} is where they sign, and it is not known who does")
    return Places(about.signers)


def _bank_form(about: PaperFacts, fields: Mapping[str, str], place: str) -> list[PaperBlock]:
    """The bank’s part of a Direct Debit mandate: a box for each figure, empty where it is not known."""
    reference = fields.get("payment_reference", "").replace(" ", "")
    if not reference:
        raise Refused(f"{place} needs the payment reference")
    return [Rows("To the manager of your bank or building society", (("Name of the bank", ""), ("Its address and postcode", ""),
                                                                     ("Name of the account holder", ""))),
            Boxes("Branch sort code", 6, about.boxes.get("sort_code", "")),
            Boxes("Account number", 8, about.boxes.get("account_number", "")),
            Boxes("Service user number", 6, about.boxes.get("service_user_number", "")),
            Boxes("Reference", 9, reference)]
