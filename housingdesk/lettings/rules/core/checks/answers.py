"""Whether each answer can be read and is one of its field's answers, and whether ticks are complete."""

from collections.abc import Iterator
from dataclasses import replace

from housingdesk.lettings.rules.core.catalogue import Field
from housingdesk.lettings.rules.core.checks.given import Given
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind

_FEW = 6
_HOW = {"integer": "Write a bare whole number, like 7, without noughts before it",
        "decimal": "Write a bare amount, like 120.50, without £ and commas"}
_PARTS = ("day", "month", "year")


def cells(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Cells that the service cannot read, or reads as another number, where their question applies (core-lettings §2).

    A refused part of the start date is no error of the set-up: the log is made without a start date.
    """
    for key, text in log.refused.items():
        field = log.catalogue.field(key)
        if not log.asked(field):
            continue
        where = f"“{text}” is not taken" if text.strip() else "An empty cell in quotes or a blank is not taken"
        problem = log.problem((key,), f"{where} for “{field.ask}”. {_HOW[field.column]}, or leave the cell empty")
        part = field.kind in _PARTS and problem.kind is Kind.SETUP
        yield replace(problem, kind=Kind.HARD) if part else problem
    for key, text in log.misread.items():
        field = log.catalogue.field(key)
        if not log.asked(field):
            continue
        yield log.problem((key,), f"“{text}” is read as {log.values[key]} for “{field.ask}”. Write it without the nought "
                          "before it", Kind.SILENT)


def codes(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Answers that are none of their field's codes (core-lettings-fields, codes)."""
    for field in log.catalogue.fields:
        if not field.codes or field.loose or field.key not in log.values or not log.asked(field):
            continue
        answer = log.look(field.key)
        if answer not in field.codes and answer not in field.also:
            yield log.problem((field.key,), f"“{log.values[field.key]}” is no answer to “{field.ask}”. {_choices(field)}")


def _choices(field: Field) -> str:
    if len(field.codes) > _FEW:
        return f"Choose one of its {len(field.codes)} answers"
    return "Choose " + ", or ".join(f"{code} ({words})" for code, words in field.codes.items())


def patterns(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Texts that do not look as their field's must: codes of organisations, the UPRN, ages (core-lettings §4, §6)."""
    for field in log.catalogue.fields:
        text = log.values.get(field.key)
        if field.pattern and text is not None and log.asked(field) and not field.pattern.fullmatch(str(text).strip()):
            yield log.problem((field.key,), f"“{text}” cannot be right for “{field.ask}”. It looks like {field.looks}")


def groups(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Ticks of which one is needed: all blank is an error, all 0 leaves the log unfinished (core-lettings §6, needs)."""
    for group in log.catalogue.groups.values():
        if not log.asked(group.fields[0]) or log.look(group.key) == "yes":
            continue
        if any(field.key in log.refused for field in group.fields):
            continue
        kind = Kind.UNFINISHED if log.look(group.key) == "no" else Kind.HARD
        yield log.problem(group.on, f"It is not said {group.title}. Tick at least one of the answers", kind)
