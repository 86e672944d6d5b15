"""Official wording: which texts a notice needs, which of them the program has, and what must be confirmed before use. Pure.

Prescribed text is never written here. What is not given word for word by a source is a slot that a person fills or confirms.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from housingdesk.errors import Refused
from housingdesk.notices.rules.form_text import places
from housingdesk.notices.rules.pack import CITING, Ground, Notice, Pack
from housingdesk.tenancies.rules import Regime
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem, text_problem

LONGEST = 20_000
_SHORTEST = 40
_GROUND = "ground."
_LAWS = {"old": Regime.HA88_OLD, "new": Regime.HA88_RRA, "1985": Regime.SECURE_1985}
_ACTS = {"old": "Housing Act 1988 Schedule 2, as it stands for social housing assured tenancies",
         "new": "Housing Act 1988 Schedule 2, as amended by the Renters’ Rights Act 2025",
         "1985": "Housing Act 1985 Schedule 2"}


class Standing(StrEnum):
    """Where a text comes from."""

    VERBATIM = "word for word from its source"
    COMPARE = "to be compared with the published form"
    PASTE = "to be pasted from the published form"
    OURS = "our own words, no law prescribes them"


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its slot, what it is called, where it is published, the words where they are known, the places it needs."""

    key: str
    title: str
    standing: Standing
    source: str
    text: str
    needs: tuple[str, ...]

    @property
    def to_confirm(self) -> bool:
        """Whether somebody must confirm it before it is used."""
        return self.standing in (Standing.COMPARE, Standing.PASTE)

    def problems(self, text: str, source: str) -> list[Problem]:
        """What stands against confirming these words."""
        found = []
        said = text_problem(text, "The text", LONGEST) or ("" if len(text.strip()) >= _SHORTEST else
                                                           "This is too short to be the official text")
        if said:
            return [Problem("text", said)]
        try:
            missing = [need for need in self.needs if need not in places(text)]
        except Refused as error:
            return [Problem("text", str(error))]
        if missing:
            found.append(Problem("text", f"Put {{{missing[0]}}} where it belongs, on a line of its own"))
        said = line_problem(source, "The source", 300) or ("" if source.strip() else
                                                           "Say where it is published and as of which day")
        return found + ([Problem("source", said)] if said else [])


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts that are not grounds, by slot, and which forms belong to which notice."""

    texts: Mapping[str, Text]
    forms: Mapping[str, tuple[str, ...]]

    def of(self, notice: Notice, grounds: Sequence[Ground], regime: Regime) -> list[Text]:
        """Every text that a notice needs, the form itself first."""
        keys = self.forms.get(f"{notice.key}:{regime.name}") or self.forms.get(notice.key, ())
        found = [self.texts[key] for key in keys]
        if notice.rule in CITING:
            found += [ground_text(ground, regime) for ground in grounds]
        return found

    def to_confirm(self, pack: Pack) -> list[Text]:
        """Every text that somebody must confirm before its notice is printed: the forms, then the grounds of each law."""
        grounds = [ground_text(ground, law) for law in _LAWS.values() for ground in pack.grounds_under(law).values()
                   if ground.period(law)]
        return [text for text in (*self.texts.values(), *grounds) if text.to_confirm]

    def text(self, key: str, pack: Pack) -> Text:
        """The text of a slot; Refused when there is none."""
        if key.startswith(_GROUND):
            _, number, law = (*key.split("."), "", "")[:3]
            under = _LAWS.get(law)
            if under is not None and number in pack.grounds_under(under):
                return ground_text(pack.grounds_under(under)[number], under)
        if key not in self.texts:
            raise Refused("This text is not one that a notice needs")
        return self.texts[key]


def ground_text(ground: Ground, regime: Regime) -> Text:
    """The full text of a ground: never shipped, because a word that is wrong can make the notice worthless."""
    law = next(name for name, under in _LAWS.items() if under is regime)
    title = f"Ground {ground.number}{' of the Housing Act 1985' if law == '1985' else ''}, full text"
    return Text(f"{_GROUND}{ground.number}.{law}", title, Standing.PASTE, f"legislation.gov.uk, {_ACTS[law]}", "", ())


def parse_wording(source: str) -> Wording:
    """The texts from their TOML; Refused with the reason when a row is incomplete."""
    try:
        data = tomllib.loads(source)
        texts = {row["key"]: Text(row["key"], row["title"], Standing[row["standing"]], row["source"],
                                  row.get("text", "").strip(), tuple(row.get("needs", ()))) for row in data["text"]}
        forms = {row["notice"]: tuple(row["texts"]) for row in data["form"]}
        for keys in forms.values():
            for key in keys:
                places(texts[key].text)
        return Wording(texts, forms)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise Refused(f"The wording of notices is not readable: {error}") from error
