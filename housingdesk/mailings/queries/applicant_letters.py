"""A letter to a household that waits for a home: which there are, what stands against one, and the letter drawn.

It has the shapes of a letter about an agreement (``single``), so that one page writes both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries.templates import template_in_use, templates_in_use
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.letters.rules.asks import answered
from housingdesk.letters.rules.characters import hidden_problem
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import Letter, SignOff
from housingdesk.letters.rules.fields import FACTS
from housingdesk.letters.rules.merge import BlockKind, Template
from housingdesk.letters.rules.stops import STOPPED_WITH, stops_of
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.mailings.queries.applicant_answers import About, about, beginnings, costs_of, fitting
from housingdesk.mailings.queries.facts import act_by
from housingdesk.mailings.queries.making import whole_letter
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.reach import made_lately, parties_of, see_first
from housingdesk.mailings.queries.single import Offered, Writing
from housingdesk.mailings.queries.waiting import Waiting, waiting
from housingdesk.mailings.rules import BY_HAND
from housingdesk.mailings.rules.applicants import NOMINATION, NOT_SUITABLE, who_is_told
from housingdesk.mailings.rules.copies import Copy, copies_for
from housingdesk.mailings.rules.reasons import why_again
from housingdesk.values.dates import format_full, format_long
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import squash
from housingdesk.values.timeline import Ref

NEW_ADDRESS = "post goes to"
"""In a letter's data: an address that was typed with it and is kept with the household."""
_NOBODY = "Street\nTown\nZZ9 9ZZ"


@dataclass(frozen=True, slots=True)
class ApplicantDraft:
    """One letter as it is being written. ``about`` is the offer, viewing or ask it is about, as text; empty for the newest.

    ``to_address`` is where it goes, as it was typed; empty: where their post goes as it is kept.
    """

    applicant_id: int
    template: str
    answers: dict[str, str] = field(default_factory=dict)
    free_text: str = ""
    about: str = ""
    to_name: str = ""
    to_address: str = ""
    copies_off: dict[int, str] = field(default_factory=dict)

    @property
    def person_id(self) -> int:
        """Whom it goes to among the readers: there is one."""
        return 0

    @property
    def chosen(self) -> Ref | None:
        """The record it is about."""
        return Ref.of(self.about) if self.about else None


@dataclass(frozen=True, slots=True)
class ApplicantWriting(Writing):
    """What a letter to a household can be written from. ``begin`` are the first answers by letter; ``wanted`` fits best.

    ``post_to`` is what is known of where their post goes, line by line; ``reached``: it is a whole address.
    """

    begin: Mapping[str, dict[str, str]] = field(default_factory=dict)
    wanted: str = ""
    post_to: str = ""
    reached: bool = True


def writing(applicant_id: int, on: date, chosen: str = "") -> ApplicantWriting:
    """The letters to a household, the one that fits first; what cannot be written last."""
    one = waiting(applicant_id, on)
    record = Ref.of(chosen) if chosen else None
    told, shared = about(one, record), office(on)
    wanted = fitting(one, told, record)
    whom = who_is_told(one.row.source, one.row.council, one.row.agent)
    templates = [template for template in templates_in_use(on) if template.to_applicants]
    made = made_lately([template.key for template in templates], [Ref("applicant", applicant_id)], on)
    if wanted == NOT_SUITABLE and whom and any(key == wanted for key, _, _ in made):
        wanted = NOMINATION  # they have theirs; who put them forward is told next
    found = [_offered(template, one, told, shared, wanted, {key: day for (key, _, _), day in made.items()})
             for template in templates]
    found.sort(key=lambda letter: (letter.why_not is not None, letter.key != wanted))
    return ApplicantWriting(applicant_id, one.addressee, tuple(found), (replace(one.reader, id=0),),
                            begin=beginnings(one, told, on), wanted=wanted, post_to=one.typed_lines,
                            reached=one.reached)


def _offered(template: Template, one: Waiting, told: About, shared: Office, wanted: str, made: Mapping[str, date]) -> Offered:
    again = made.get(template.key)
    said = why_again(template.title, again, shared.on, shared.same_again_days)
    return Offered(template.key, template.title, template.family, template.words_for, template.asks, template.to_others, False,
                   _why_not(template, one, told, shared.on), template.key == wanted, again if said else None,
                   {0: _copies(template, one, shared)}, {0: _see_first(one, template)})


def _see_first(one: Waiting, template: Template) -> tuple[str, ...]:
    """What is to be known before a letter to them is made."""
    if template.to_others:
        return ()
    nowhere = () if one.reached or one.reader.email else ("There is no whole address yet: type where it goes",)
    return (*nowhere, *see_first(one.reader, template))


def _why_not(template: Template, one: Waiting, told: About, on: date) -> str | None:
    if not template.to_applicants:
        return "It is about an agreement: write it from the file"
    if (hold := one.stopping(stops_of(template.family), on)) is not None:
        return hold.stopped
    if one.reader.died_on is not None and not template.to_others:
        return "They have died. Write to the family from the file"
    lacking = template.lacking(_facts(one, told, ""))
    if lacking is not None:
        return f"Only when {FACTS.get(lacking, lacking)}"
    costs = any(block.kind is BlockKind.COSTS for block in template.blocks)
    return "No home is offered to them yet" if costs and (told.offer is None or not told.offer.costs) else None


def problems(draft: ApplicantDraft, today: date) -> list[Problem]:
    """What stands against a letter, each naming the question; empty when it can be drawn."""
    template = template_in_use(draft.template, today)
    _, found = answered(template.asks, draft.answers, today)
    typed = [*((ask.name, ask.label, draft.answers.get(ask.name, "")) for ask in template.asks),
             ("free_text", "Your own words", draft.free_text)]
    found += [Problem(name, said) for name, label, text in typed
              if (said := hidden_problem(text, f"“{label}”")) and all(one.field != name for one in found)]
    if template.to_others and not draft.to_name.strip():
        found.append(Problem("to_name", "Say to whom the letter goes"))
    if (why := _address_problem(draft, template, today)) is not None:
        found.append(Problem("to_address", why))
    return found


def _address_problem(draft: ApplicantDraft, template: Template, today: date) -> str | None:
    """Why the letter has no address, unless it goes by e-mail."""
    one = waiting(draft.applicant_id, today)
    email = "" if template.on_paper or template.to_others else one.reader.email
    try:
        _address(draft, one, template, email, sample=False)
    except Refused:
        return "Type where it goes: a street, a town, and the postcode last"
    return None


def look(draft: ApplicantDraft, on: date, *, signed_by: str, role: str = "Housing Coordinator",
         sample: bool = False) -> MadeLetter:
    """The letter drawn; held, with the reason, when it cannot be made. ``sample``: with examples for what is not answered."""
    one, template = waiting(draft.applicant_id, on), template_in_use(draft.template, on)
    to = (draft.to_name.strip() or ("Name" if sample else "")) if template.to_others else one.addressee
    own = not template.to_others
    made = MadeLetter(template.key, template.fingerprint, template.title, Ref("applicant", one.row.id), to, on,
                      own and one.reader.large_print, None, 0, None, "{}", easy_read=own and one.reader.easy_read)
    try:
        return _drawn(draft, one, template, office(on), made, SignOff(signed_by, role), sample)
    except Refused as reason:
        return replace(made, held_because=str(reason))


def _drawn(draft: ApplicantDraft, one: Waiting, template: Template, shared: Office, made: MadeLetter, signed: SignOff,
           sample: bool) -> MadeLetter:
    told = about(one, draft.chosen)
    if (why := _why_not(template, one, told, shared.on)) is not None:
        raise Refused(why)
    if not sample:
        refuse(problems(draft, shared.on))
    answers, _ = answered(template.asks, draft.answers, shared.on)
    if sample:
        answers |= {ask.name: ask.example for ask in template.asks if not answers.get(ask.name) and not ask.optional}
    fields = {**_fields(one, made.addressee, shared, signed.name), **answers}
    email = "" if template.on_paper or template.to_others else one.reader.email
    letter = _composed(template, one, told, shared, made, fields, draft.free_text, signed,
                       _address(draft, one, template, email, sample))
    first = _see_first(one, template)
    data: dict[str, Any] = {
        "why": "Written by hand", "answers": draft.answers, "own words": draft.free_text, "fields": fields,
        STOPPED_WITH: [str(ref) for ref in one.stopped_with[1:]], **_new_address(draft, one, template),
        **({"see first": first} if first else {}),
        **({BY_HAND: one.reader.formats} if one.reader.formats and not template.to_others else {})}
    copies = () if sample else tuple(replace(copy, left_out=draft.copies_off.get(copy.party_id, "").strip())
                                     for copy in _copies(template, one, shared))
    return whole_letter(made, letter, None, shared, email=email, copies=copies, data=data)


def _composed(template: Template, one: Waiting, told: About, shared: Office, made: MadeLetter, fields: dict[str, str],
              free_text: str, signed: SignOff, address: PostalAddress) -> Letter:
    words = words_for(AgreementKind.LICENCE if told.licence else AgreementKind.TENANCY)
    name, where = shared.sender.landlord
    letter = compose_letter(template, LetterFacts(
        sender=shared.sender, address=address, greeting=made.addressee, on=shared.on, our_reference=one.row.reference,
        please_ask_for=signed.name, words=words, fields=fields, facts=_facts(one, told, shared.sender.email),
        signed_by=signed, help_lines=shared.help_lines, costs=costs_of(told.offer, words.charge, shared.on),
        free_text=free_text, large_print=made.large_print, easy_read=made.easy_read))
    return replace(letter, landlord_line=f"We are {name}, {where}. You can write to us at this address.")


def _address(draft: ApplicantDraft, one: Waiting, template: Template, email: str, sample: bool) -> PostalAddress:
    """Where it goes: as it was typed, else as it is kept; a sample goes to nobody where nothing is known."""
    names = (draft.to_name.strip() or "Name",) if template.to_others else one.names
    try:
        typed = draft.to_address.strip()
        return typed_address(names, typed) if typed or template.to_others else one.place(email)
    except Refused:
        if not sample:
            raise
        return typed_address(names, _NOBODY)


def new_address(made: MadeLetter) -> str:
    """The address that was typed with a letter and is not kept yet; empty where there is none."""
    return str(json.loads(made.data).get(NEW_ADDRESS, "")) if made.pdf is not None else ""


def _new_address(draft: ApplicantDraft, one: Waiting, template: Template) -> dict[str, str]:
    """An address that was typed here and is not kept yet, so that nobody types it again."""
    typed = draft.to_address.strip()
    known = template.to_others or one.row.person_id is not None or not typed or squash(typed) == squash(one.typed_lines)
    return {} if known else {NEW_ADDRESS: typed}


def _facts(one: Waiting, told: About, email: str) -> dict[str, bool]:
    """The answers to the conditions of a letter: whoever waits owes nothing and has nothing that ends."""
    return {**dict.fromkeys(FACTS, False), "licence": told.licence, "joint": len(one.names) > 1,
            "supported": bool(one.support_worker), "email_known": bool(email)}


def _fields(one: Waiting, addressee: str, shared: Office, officer: str) -> dict[str, str]:
    return {"name": addressee, "association": shared.sender.name, "email": shared.sender.email,
            "today": format_full(shared.on), "officer": officer, "act_by": format_long(act_by(shared)),
            "support_worker": one.support_worker, "others": " and ".join(one.names[1:])}


def _copies(template: Template, one: Waiting, shared: Office) -> tuple[Copy, ...]:
    if one.row.person_id is None or template.to_others:
        return ()
    parties = parties_of([one.row.person_id], shared.on).get(one.row.person_id, [])
    return copies_for(parties, template.copies, template.family, False, shared.on)
