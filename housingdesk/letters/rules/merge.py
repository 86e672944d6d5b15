"""Merging: a template is data, its fields are filled strictly, and what fills them is text and never markup.

In a template ``{field}`` is a field and ``**`` begins and ends bold. A field's value is inserted after both were read,
so braces, stars, tags or ampersands in a name come out as they went in.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask, asks_of
from housingdesk.letters.rules.characters import refuse_hidden
from housingdesk.letters.rules.content import Run

_KEYS = frozenset({"key", "version", "title", "for", "family", "headline", "needs", "to", "copies", "paper", "ask", "block"})
_BLOCK_KEYS = frozenset({"kind", "text", "points", "title", "when", "unless", "easy"})
TOKEN = re.compile(r"\*\*|\{([a-z][a-z0-9_]*)\}")


class BlockKind(StrEnum):
    """The ready-made parts of a letter or a paper. ``free`` is where the writer adds words of their own.

    From ``heading`` on they are parts of papers such as an agreement; those in ``LOCKED`` are filled by the program alone.
    """

    PARAGRAPH = "paragraph"
    POINTS = "points"
    ACTION = "action"
    APPOINTMENT = "appointment"
    WAYS_TO_PAY = "ways to pay"
    COSTS = "costs"
    FREE = "free"
    ACCOUNT = "account"
    EXPECTED = "expected"
    ADVICE = "advice"
    SIGN_OFF = "sign-off"
    HEADING = "heading"
    CLAUSE = "clause"
    NOTE = "check note"
    PARTIES = "schedule: parties"
    HOME = "schedule: home"
    DATES = "schedule: dates"
    CHARGES = "schedule: charges"
    SERVICES = "schedule: services"
    SIGNATURES = "signatures"
    FIRST_CHARGE = "first charge"
    SLIP = "payment slip"
    BANK_FORM = "bank form"
    CLAIMANT = "claimant"
    KEYS = "keys"
    METERS = "meters"
    CERTIFICATES = "certificates"
    CONSENTS = "consents"


SCHEDULES = frozenset({BlockKind.PARTIES, BlockKind.HOME, BlockKind.DATES, BlockKind.CHARGES, BlockKind.SERVICES,
                       BlockKind.SIGNATURES})
LOCKED = SCHEDULES | {BlockKind.FIRST_CHARGE, BlockKind.SLIP, BlockKind.BANK_FORM, BlockKind.CLAIMANT, BlockKind.KEYS,
                      BlockKind.METERS, BlockKind.CERTIFICATES, BlockKind.CONSENTS}
PAPER_KINDS = LOCKED | {BlockKind.HEADING, BlockKind.CLAUSE, BlockKind.NOTE}


GOES_TO = {"holder": (False, False), "others": (True, False), "applicant": (False, True), "their council": (True, True)}
"""To whom a letter goes, as its text says it: whether to somebody whom the writer names, and whether it is about applicants."""


class Family(StrEnum):
    """What a letter is about; the groups in which letters are offered."""

    ARREARS = "arrears"
    AGREEMENT = "payment agreements"
    BENEFIT = "benefit"
    SIGN_UP = "sign-up"
    CONDUCT = "breach and nuisance"
    ACCESS = "access and repairs"
    NOTICE = "notices"
    ENDING = "end of the agreement"
    FORMER = "people who have left"
    COMPLAINT = "complaints"
    VISIT = "appointments"
    RENT = "rent changes"
    GENERAL = "everything else"
    LETTING = "tenancy and licence agreements"
    PACK = "papers of a sign-up"


PAPERS = frozenset({Family.LETTING, Family.PACK})
"""What is drawn with clauses and schedules and handed over, not written as a letter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of template text of one weight: literal words, or the name of a field."""

    text: str
    is_field: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """One block and the named facts on which it is printed: all of ``when`` true and all of ``unless`` false.

    ``easy`` is its wording for easy read: a question first, then one idea in each sentence.
    """

    kind: BlockKind
    text: tuple[Part, ...]
    points: tuple[tuple[Part, ...], ...]
    title: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    easy: tuple[Part, ...] = ()

    @property
    def texts(self) -> tuple[tuple[Part, ...], ...]:
        """Every text of the block: as it is written for most people, its points, and for easy read."""
        return (self.text, *self.points, self.easy)


@dataclass(frozen=True, slots=True)
class Template:
    """A letter's words. ``words_for`` says in plain words whom they are written for.

    ``fingerprint`` is the SHA-256 of the source in hex: two letters with one fingerprint were made from one wording.
    ``needs`` are the facts without which it is not written. ``to_others`` goes to somebody whom the writer names, not to
    those who hold the agreement. ``copies`` names who else gets a copy when they may: roles such as ``key worker``.
    ``to_applicants``: it is about a household that waits for a home, and goes to them or, with ``to_others``, to who put them
    forward. ``paper``: it never goes by e-mail alone, whatever the person likes best.
    """

    key: str
    version: int
    fingerprint: str
    title: str
    words_for: str
    headline: tuple[Part, ...]
    blocks: tuple[TemplateBlock, ...]
    family: Family = Family.ARREARS
    asks: tuple[Ask, ...] = ()
    copies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    to_others: bool = False
    paper: bool = False
    to_applicants: bool = False

    @property
    def on_paper(self) -> bool:
        """Whether it must be on paper: letters that come with a notice or speak of a court always are."""
        return self.paper or self.family is Family.NOTICE

    @property
    def has_easy_wording(self) -> bool:
        """Whether somebody has written it for easy read."""
        return any(block.easy for block in self.blocks)

    def fields(self) -> frozenset[str]:
        """The names of the fields that the template uses anywhere."""
        parts = [*self.headline, *(part for block in self.blocks for text in block.texts for part in text)]
        return frozenset(part.text for part in parts if part.is_field)

    def facts(self) -> frozenset[str]:
        """The names of the facts that the template asks about."""
        return frozenset([*self.needs, *(name for block in self.blocks for name in (*block.when, *block.unless))])

    def lacking(self, facts: Mapping[str, bool]) -> str | None:
        """The first fact it needs that is not so, or None."""
        return next((name for name in self.needs if not facts.get(name, False)), None)


def parse_template(source: str) -> Template:
    """A template from its TOML text; Refused with the reason when it is not one."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The letter template is not readable: {error}") from None
    key = data.get("key", "(no key)")
    _only(data, _KEYS, f"The letter template {key}")
    try:
        return Template(data["key"], data["version"], hashlib.sha256(source.encode("utf-8")).hexdigest(),
                        data["title"], data["for"],
                        parse_text(data["headline"], f"the headline of {key}"),
                        tuple(_block(block, f"block {n} of {key}") for n, block in enumerate(data["block"], start=1)),
                        Family(data.get("family", "arrears")), asks_of(data.get("ask", []), f"the letter template {key}"),
                        _names(data.get("copies", []), f"the copies of {key}"),
                        _names(data.get("needs", []), f"the needs of {key}"),
                        paper=bool(data.get("paper", False)), **_goes_to(data.get("to", "holder"), key))
    except KeyError as error:
        raise Refused(f"The letter template {key} has no {error.args[0]}") from None
    except ValueError as error:
        raise Refused(f"The letter template {key}: {error}") from None


def _goes_to(value: object, key: str) -> dict[str, bool]:
    if value not in GOES_TO:
        raise Refused(f"The letter template {key} goes to “{value}”: write one of {', '.join(GOES_TO)}")
    to_others, to_applicants = GOES_TO[str(value)]
    return {"to_others": to_others, "to_applicants": to_applicants}


def _block(data: dict[str, object], place: str) -> TemplateBlock:
    _only(data, _BLOCK_KEYS, f"In {place}")
    kind = data.get("kind", "paragraph")
    if kind not in set(BlockKind):
        raise Refused(f"In {place} the kind “{kind}” is not known")
    points = tuple(parse_text(point, place) for point in _names(data.get("points", []), place, "“points”"))
    return TemplateBlock(BlockKind(str(kind)), parse_text(str(data.get("text", "")), place), points, str(data.get("title", "")),
                         _names(data.get("when", []), place), _names(data.get("unless", []), place),
                         parse_text(str(data.get("easy", "")), place))


def _names(value: object, place: str, what: str = "a condition") -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Refused(f"In {place} {what} is not a list of names")
    return tuple(value)


def _only(data: Mapping[str, object], known: frozenset[str], place: str) -> None:
    for name in data:
        if name not in known:
            raise Refused(f"{place}: “{name}” is not known")


def parse_text(text: str, place: str) -> tuple[Part, ...]:
    """Template text in parts; Refused for a brace that is no field or a ``**`` without its partner."""
    refuse_hidden(text, place)
    parts: list[Part] = []
    bold, at = False, 0
    for match in TOKEN.finditer(text):
        _literal(parts, text[at:match.start()], bold, place)
        if match[1]:
            parts.append(Part(match[1], True, bold))
        else:
            bold = not bold
        at = match.end()
    _literal(parts, text[at:], bold, place)
    if bold:
        raise Refused(f"In {place} bold begins with ** and does not end")
    return tuple(parts)


def _literal(parts: list[Part], text: str, bold: bool, place: str) -> None:
    if "{" in text or "}" in text:
        raise Refused(f"In {place} there is a brace that is no field: “{text.strip()}”. Take it out; a field comes in with @")
    if text:
        parts.append(Part(text, False, bold))


def clean_fields(values: Mapping[str, str]) -> dict[str, str]:
    """Field values as they may be printed: accents composed, spaces single; hidden characters are refused."""
    cleaned = {}
    for name, value in values.items():
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        refuse_hidden(value, f"“{name.replace('_', ' ')}”")
        cleaned[name] = value
    return cleaned


def merge(parts: tuple[Part, ...], fields: Mapping[str, str], place: str) -> tuple[Run, ...]:
    """The parts with their fields filled, neighbours of one weight joined.

    Refused, with its name, when a field is unknown or empty: a letter with a hole in it is not sent.
    """
    runs: list[Run] = []
    for part in parts:
        text = _value(part.text, fields, place) if part.is_field else part.text
        if runs and runs[-1].bold == part.bold:
            runs[-1] = Run(runs[-1].text + text, part.bold)
        else:
            runs.append(Run(text, part.bold))
    return tuple(runs)


def _value(name: str, fields: Mapping[str, str], place: str) -> str:
    value = fields.get(name)
    if value is None:
        raise Refused(f"In {place} the field “{name}” is not known")
    if not value.strip():
        raise Refused(f"In {place} the field “{name}” is empty, so the letter cannot be made")
    return value


def applies(block: TemplateBlock, facts: Mapping[str, bool], place: str) -> bool:
    """Whether the block is printed; Refused when it asks about a fact that nobody stated."""
    for name in (*block.when, *block.unless):
        if name not in facts:
            raise Refused(f"{place} asks whether “{name}”, which is not known")
    return all(facts[name] for name in block.when) and not any(facts[name] for name in block.unless)
