"""From what the bank wrote to what can be looked up: words, references, other numbers and the keys of memory.

It knows the shape of a reference, not which ones are issued: that is the index's part (payment-files §5.2 step 1).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.vocabulary import GENERIC, LEADING, MONTHS, SILENT, TITLES, WEEKS
from housingdesk.values.references import is_payment_reference
from housingdesk.values.text import fold

LONGEST_KEY = 200
# Old numbers and mistyped references: shorter runs of digits are shared by too many people to tell one from another.
TELLING_DIGITS = 7

_TOKEN = re.compile(r"[A-Z0-9]+")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = rf"{_DAY}(?:[/.\-](?:0?[1-9]|1[0-2])[/.\-]|(?:0[1-9]|1[0-2])|[ \-]?(?:{'|'.join(sorted(MONTHS))})[ \-]?)(?:20)?\d\d"
_TIME = r"(?:[01]\d|2[0-3])[:.]?[0-5]\d(?:[:.]?[0-5]\d)?"
_FASTER_PAYMENT = re.compile(rf"\bFP[IS]?[ ,]+{_DATE}(?:[ ,]+{_TIME})?(?:[ ,]+[A-Z0-9]{{10,24}})?\b")
_PLAIN_DATE = re.compile(rf"(?<![\d/.\-]){_DAY}[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:20)?\d\d(?![/.\-]?\d)(?:[ ,]+{_TIME}\b)?")
_CLOCK = re.compile(r"\b(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b")
_WRITTEN_DATE = re.compile(rf"\d{{1,2}}(?:{'|'.join(sorted(MONTHS))})\d{{0,4}}")
_FIELDS = re.compile(r"\s*[,;|\t]\s*|\s{2,}")
_GLUED = re.compile(r"([A-Z]{2,10}?)([0-9][0-9OISBLQ]{6,9})")
_LETTERS_FOR_DIGITS = str.maketrans("OQISBL", "001581")
_DIGIT_LIKE = frozenset("0123456789OQISBL")
_NO_REFERENCES: Mapping[str, bool] = {}


@dataclass(slots=True)
class Part:
    """One field of a receipt, sorted: ``words`` are letters only, ``codes`` hold a digit, ``references`` are well formed.

    ``references`` maps each well-formed payment reference to whether it stood there whole; ``near`` are runs of digits
    that may be a reference with a slip.
    """

    tokens: Sequence[str]
    words: Sequence[str]
    codes: Sequence[str]
    references: Mapping[str, bool]
    near: Sequence[str]


_NOTHING = Part((), (), (), _NO_REFERENCES, ())


@dataclass(slots=True)
class Reading:
    """A receipt made ready for matching; empty keys are never looked up.

    ``apart`` tells whether payer and wording came as two fields; ``plain`` that the wording holds no telling number.
    """

    receipt: Receipt
    payer: Part
    wording: Part
    references: Mapping[str, bool]
    apart: bool
    plain: bool
    bank_key: str
    payer_key: str
    wording_key: str
    amount_key: str

    def says_the_same_as(self, other: "Reading") -> bool:
        """Whether two receipts agree in all that matching reads but the day."""
        return (self.amount_key == other.amount_key and self.wording_key == other.wording_key
                and self.receipt.pence == other.receipt.pence and self.receipt.payer == other.receipt.payer
                and self.bank_key == other.bank_key and self.apart == other.apart and self.references == other.references
                and self.payer == other.payer and self.wording == other.wording)


def read(receipt: Receipt) -> Reading:
    """Sort one receipt into words, references and keys; never fails, whatever the bank wrote."""
    payer_part, wording_part, apart = _fields(receipt)
    references = wording_part.references or payer_part.references
    if wording_part.references and payer_part.references:
        references = {**payer_part.references, **wording_part.references}
    if not references and receipt.payer and receipt.reference and receipt.narrative:
        references = _besides(receipt.narrative, payer_part, wording_part)
    payer_key = " ".join(payer_part.words)[:LONGEST_KEY // 2]
    wording_key = _wording_key(payer_key, wording_part, references)
    identity = payer_key or wording_key
    plain = not references and not any(len(c) >= TELLING_DIGITS for c in wording_part.codes)
    amount_key = f"{identity[:LONGEST_KEY - 20]}|{receipt.pence}" if identity else ""
    return Reading(receipt, payer_part, wording_part, references, apart, plain, account_key(receipt.payer_account), payer_key,
                   wording_key, amount_key)


def forget_fields() -> None:
    """Lets go of the fields kept ready while a file was read."""
    _field.cache_clear()


@lru_cache(maxsize=1024)
def _field(text: str) -> Part:
    """A field by itself, sorted; payers and what they write come again and again."""
    return _part(_tokens(text))


def _besides(narrative: str, payer: Part, wording: Part) -> Mapping[str, bool]:
    """The references in a narrative that is more than payer and wording one after the other."""
    tokens = _tokens(narrative)
    if payer.tokens and payer.tokens[-1].isalpha() and tokens == [*payer.tokens, *wording.tokens]:
        return _NO_REFERENCES
    return _part(tokens).references


def of_words(words: Sequence[str]) -> Part:
    """A field of words alone."""
    words = tuple(words)
    return Part(words, words, (), _NO_REFERENCES, ())


def bare_words(words: Sequence[str]) -> list[str]:
    """The words that may belong to a name."""
    return [w for w in words if w not in GENERIC and w not in TITLES]


def as_text(value: str) -> str:
    """Upper-case text without accents, apostrophes, the bank's date, time and 14-character code."""
    text = (value if value.isascii() else fold(value)).upper().replace("'", "")
    if "FP" in text:
        text = _FASTER_PAYMENT.sub(" ", text)
    if "/" in text or "-" in text or "." in text:
        text = _PLAIN_DATE.sub(" ", text)
    return _CLOCK.sub(" ", text) if ":" in text else text


def _tokens(value: str) -> list[str]:
    return _TOKEN.findall(as_text(value))


def _fields(receipt: Receipt) -> tuple[Part, Part, bool]:
    """Payer and wording, and whether they came apart; what a bank puts in one text is taken apart here."""
    payer = _field(receipt.payer) if receipt.payer else _NOTHING
    wording = _field(receipt.reference) if receipt.reference else _NOTHING
    if wording.tokens and wording.tokens[0] in SILENT:
        wording = _NOTHING
    if payer.tokens and wording.tokens:
        return payer, wording, True
    if payer.tokens:
        return payer, _part(_without(list(payer.tokens), _after_type(_tokens(receipt.narrative)))), True
    name, rest, apart = _in_narrative(receipt, list(wording.tokens))
    return _part(name), _part(rest), apart


def _in_narrative(receipt: Receipt, wording: list[str]) -> tuple[list[str], list[str], bool]:
    text = as_text(receipt.narrative)
    pieces = [tokens for piece in _FIELDS.split(text) if (tokens := _after_type(_TOKEN.findall(piece)))]
    if wording:
        rest = _without(wording, [t for piece in pieces for t in piece])
        return _leading_name(rest), wording, True
    if len(pieces) > 1 and any(t.isalpha() for t in pieces[0]):
        return pieces[0], [t for piece in pieces[1:] for t in piece], True
    tokens = [t for piece in pieces for t in piece]
    name = _leading_name(tokens)
    return name, tokens[len(name):], False


def _after_type(tokens: list[str]) -> list[str]:
    start = 0
    while start < len(tokens) and tokens[start] in LEADING:
        start += 1
    return tokens[start:]


def _without(part: list[str], tokens: list[str]) -> list[str]:
    size = len(part)
    for i in range(len(tokens) - size + 1):
        if tokens[i:i + size] == part:
            return tokens[:i] + tokens[i + size:]
    return tokens


def _leading_name(tokens: list[str]) -> list[str]:
    end = 0
    while end < len(tokens) and end < 4 and tokens[end].isalpha() and tokens[end] not in GENERIC:
        end += 1
    return tokens[:end]


def _part(tokens: list[str]) -> Part:
    if not tokens or "".join(tokens).isalpha():
        return of_words(tokens)
    words, codes, near = [t for t in tokens if t.isalpha()], list[str](), list[str]()
    references: dict[str, bool] = {}
    run: list[str] = []
    for token in tokens:
        digits = "" if token.isalpha() else _digits(token, words, codes)
        if digits:
            run.append(digits)
        elif run:
            _find_references(run, references, near)
            run = []
    if run:
        _find_references(run, references, near)
    # Tuples of text are let go by the garbage collector, which lists are not: a file's readings live together.
    return Part(tuple(tokens), tuple(words), tuple(codes), references or _NO_REFERENCES, tuple(near))


def _digits(token: str, words: list[str], codes: list[str]) -> str:
    """Sort a token that holds a digit; returns the digits it stands for when it may be (part of) a reference."""
    if token.isdigit() or _DIGIT_LIKE.issuperset(token):
        if len(token) > 10:
            return ""
        codes.append(token)
        return token.translate(_LETTERS_FOR_DIGITS)
    if glued := _GLUED.fullmatch(token):
        words.append(glued[1])
        codes.append(glued[2].translate(_LETTERS_FOR_DIGITS))
        return codes[-1]
    if len(token) < 10 and not _WRITTEN_DATE.fullmatch(token):
        codes.append(token)
    return ""


def _find_references(run: list[str], references: dict[str, bool], near: list[str]) -> None:
    """Find the references in consecutive runs of digits, alone or joined (``600 044 716``), and what may be one."""
    if len(run) == 1:
        _find_in_one(run[0], references, near)
        return
    whole = False
    for i in range(len(run)):
        joined = ""
        for digits in run[i:]:
            joined += digits
            if len(joined) > 10:
                break
            if len(joined) >= 8 and (reference := _well_formed(joined)):
                references[reference] = joined == reference
                whole = whole or joined == reference
    if not whole:
        near.extend([n for n in dict.fromkeys((*run, "".join(run))) if TELLING_DIGITS < len(n) <= 10])


def _find_in_one(digits: str, references: dict[str, bool], near: list[str]) -> None:
    reference = _well_formed(digits) if 8 <= len(digits) <= 10 else ""
    if reference:
        references[reference] = digits == reference
    if reference != digits and TELLING_DIGITS < len(digits) <= 10:
        near.append(digits)


def _well_formed(digits: str) -> str:
    """The reference that a run of 8 to 10 digits is, allowing for its fixed first 6 left out and a leading nought."""
    if len(digits) == 8:
        digits = "6" + digits
    elif len(digits) == 10 and digits[0] == "0":
        digits = digits[1:]
    return digits if is_payment_reference(digits) else ""


def account_key(account: str | None) -> str:
    """A payer's bank account as it is remembered, however a file writes it; empty for what is none."""
    key = "".join(_TOKEN.findall(account.upper())) if account else ""
    return key[:LONGEST_KEY] if len(key) >= 6 else ""


def _wording_key(payer_key: str, wording: Part, references: Mapping[str, bool]) -> str:
    if references:
        said = "#" + "#".join(references)
    else:
        said = " ".join(_lasting(wording.tokens))
    return f"{payer_key}|{said}"[:LONGEST_KEY] if said or payer_key else ""


def _lasting(tokens: Sequence[str]) -> list[str]:
    """The tokens that a payer repeats: no months, numbers of weeks, dates or the bank's own codes."""
    out: list[str] = []
    for token in tokens:
        if token in MONTHS:
            if out and out[-1].isdigit() and len(out[-1]) <= 2:
                out.pop()
        elif token.isdigit() and len(token) <= 2 and out and out[-1] in WEEKS:
            continue
        elif token.isalpha() or ((len(token) < 10 or (len(token) == 10 and token.isdigit()))
                                 and not _WRITTEN_DATE.fullmatch(token)):
            out.append(token)
    return out
