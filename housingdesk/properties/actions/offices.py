"""Councils, managing agents and support providers: added, changed, taken out."""

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.models import Agent, Council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_COUNCIL, _AGENT = "This council", "This agent"


@needs(Permission.KEEP_HOMES)
def add_council(act: Act, *, draft: OfficeDraft) -> int:
    """Adds a billing authority; returns its id."""
    made = act.add(Council(**_council_columns(draft, None)))
    act.say(f"{made.name} added", about=("council", made.id))
    act.take_back(remove_council, f"take {made.name} out again", council_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_HOMES)
def change_council(act: Act, *, council_id: int, version: int, draft: OfficeDraft) -> None:
    """Puts a council's particulars right."""
    record = as_seen(Council, council_id, version, _COUNCIL)
    was = OfficeDraft(record.name, record.phone, record.email, number=record.creditor_number)
    act.change(record, **_council_columns(draft, council_id))
    act.say(f"{record.name} changed", about=("council", council_id))
    act.take_back(change_council, "put it back", council_id=council_id, version=record.version, draft=was)


@needs(Permission.KEEP_HOMES)
def remove_council(act: Act, *, council_id: int, version: int) -> None:
    """Takes out a council that nothing belongs to."""
    record = as_seen(Council, council_id, version, _COUNCIL)
    act.remove(record)
    act.say(f"{record.name} taken out", about=("council", council_id))
    act.take_back(add_council, "add it again",
                  draft=OfficeDraft(record.name, record.phone, record.email, number=record.creditor_number))


@needs(Permission.KEEP_HOMES)
def add_agent(act: Act, *, draft: OfficeDraft) -> int:
    """Adds a managing agent or support provider; returns its id."""
    made = act.add(Agent(**_agent_columns(draft, None)))
    act.say(f"{made.name} added", about=("agent", made.id))
    act.take_back(remove_agent, f"take {made.name} out again", agent_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_HOMES)
def change_agent(act: Act, *, agent_id: int, version: int, draft: OfficeDraft) -> None:
    """Puts an agent's particulars right."""
    record = as_seen(Agent, agent_id, version, _AGENT)
    was = OfficeDraft(record.name, record.phone, record.email, role=record.role)
    act.change(record, **_agent_columns(draft, agent_id))
    act.say(f"{record.name} changed", about=("agent", agent_id))
    act.take_back(change_agent, "put it back", agent_id=agent_id, version=record.version, draft=was)


@needs(Permission.KEEP_HOMES)
def remove_agent(act: Act, *, agent_id: int, version: int) -> None:
    """Takes out an agent that nothing belongs to."""
    record = as_seen(Agent, agent_id, version, _AGENT)
    act.remove(record)
    act.say(f"{record.name} taken out", about=("agent", agent_id))
    act.take_back(add_agent, "add it again", draft=OfficeDraft(record.name, record.phone, record.email, role=record.role))


def _council_columns(draft: OfficeDraft, own_id: int | None) -> dict[str, str]:
    return {**_shared(draft, Council, own_id), "creditor_number": one_line(draft.number)}


def _agent_columns(draft: OfficeDraft, own_id: int | None) -> dict[str, str]:
    return {**_shared(draft, Agent, own_id), "role": one_line(draft.role)}


def _shared(draft: OfficeDraft, model: type[Council] | type[Agent], own_id: int | None) -> dict[str, str]:
    refuse(draft.problems())
    name = one_line(draft.name)
    if model.select().where((fn.LOWER(model.name) == name.lower()) & (model.id != (own_id or 0))).exists():
        raise Refused(f"{name} is there already")
    return {"name": name, "phone": one_line(draft.phone), "email": one_line(draft.email)}
