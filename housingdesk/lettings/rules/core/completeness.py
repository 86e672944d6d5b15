"""How far a log has got: in each section, how many answers it needs with what is said so far, and how many are there."""

from dataclasses import dataclass

from housingdesk.lettings.rules.core.log import Log


@dataclass(frozen=True, slots=True)
class Progress:
    """One section: ``done`` of ``needed`` answers, and the keys of what is missing; ticks that belong together are one."""

    section: str
    title: str
    done: int
    needed: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Nothing is missing."""
        return self.done == self.needed


def progress(log: Log) -> tuple[Progress, ...]:
    """Each section of the year with its counts (core-lettings §5, which fields a log needs)."""
    return tuple(_section(log, section, title) for section, title in log.catalogue.sections.items())


def _section(log: Log, section: str, title: str) -> Progress:
    state = {field.key: field.key in log.values for field in log.catalogue.fields
             if field.section == section and log.needed(field)}
    for group in log.catalogue.groups.values():
        if group.fields[0].section == section and log.asked(group.fields[0]):
            state[group.fields[0].key] = log.look(group.key) == "yes"
    return Progress(section, title, sum(state.values()), len(state), tuple(key for key, done in state.items() if not done))


def is_complete(log: Log) -> bool:
    """Whether every section is; whether the answers are right is for ``checks``."""
    return all(section.complete for section in progress(log))
