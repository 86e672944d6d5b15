"""New made-up homes with their keys, and answers of households, many at once as if each had been given by itself."""

from collections.abc import Mapping
from dataclasses import replace

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo import sign_ups as plan
from housingdesk.demo.sign_ups import Home
from housingdesk.lettings.models import Answer, Applicant, SignUp
from housingdesk.lettings.rules.signup.questions import Of
from housingdesk.lettings.rules.words import Given, Source
from housingdesk.lettings.signup_stock import questions
from housingdesk.properties.actions.keys import add_keys
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind

_COLUMNS = ("version", "applicant", "sign_up", "key", "value", "given", "source", "at", "by")


@needs(Permission.KEEP_HOMES)
def hand_over(act: Act, *, council_id: int, agent_id: int, officer: str) -> dict[Home, list[int]]:
    """The new homes with a set of keys each, by their sort; they are ours since a fortnight ago."""
    since = act.today - plan.HANDED_OVER

    def place(draft: SpaceDraft, *, let: bool = False) -> int:
        return add_space(act, draft=replace(draft, council_id=council_id, officer=officer, managed_from=since), let=let)

    scheme = place(SpaceDraft(SpaceKind.SCHEME, plan.SCHEME))
    block = place(SpaceDraft(SpaceKind.BLOCK, plan.SCHEME, scheme, plan.STREET, town=plan.TOWN, postcode=plan.POSTCODE))
    house = place(SpaceDraft(SpaceKind.HOUSE, plan.HOUSE, scheme, plan.HOUSE_STREET, town=plan.TOWN,
                             postcode=plan.HOUSE_POSTCODE, agent_id=agent_id))
    found: dict[Home, list[int]] = {}
    for within, one in (*((block, flat) for flat in plan.NEW_HOMES), *((house, room) for room in plan.ROOMS)):
        made = place(SpaceDraft(one.kind, one.label, within, bedrooms=one.bedrooms, rent_type=one.rent), let=True)
        add_keys(act, space_id=made, tag=f"W{made:04d}", what="2 front door, 1 fob", count=3)
        found.setdefault(one.home, []).append(made)
    act.say(f"{plan.SCHEME} handed over", about=("space", scheme))
    return found


@needs(Permission.KEEP_APPLICANTS)
def write_answers(act: Act, *, sign_up_id: int, answers: Mapping[str, str], not_known: frozenset[str] = frozenset()) -> int:
    """Adds answers that were not given yet; returns how many. Those ``not_known`` are open."""
    row = SignUp.get_by_id(sign_up_id)
    asks, rows = questions(), []
    for key in (*answers, *not_known):
        question, _ = asks.find(key)
        given = Given.NOT_KNOWN if key in not_known else Given.SAID
        owner = sign_up_id if question.of is Of.LETTING else None
        rows.append((1, row.applicant_id, owner, key, answers.get(key, ""), given, "", act.now, act.who.name))
    return act.add_many(Answer, _COLUMNS, rows, summary="made-up answers") if rows else 0


@needs(Permission.KEEP_APPLICANTS)
def name_applicant(act: Act, *, sign_up_id: int, name: str, source: Source, council_id: int, agent_id: int) -> None:
    """The household by name, and how it came: from the council, through the support provider, or by itself."""
    row = Applicant.get_by_id(SignUp.get_by_id(sign_up_id).applicant_id)
    council = council_id if source is Source.NOMINATION else None
    act.change(row, name=name, source=source, council=council, agent=agent_id if source is Source.REFERRAL else None)
