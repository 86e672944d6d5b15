"""A reading as the headless command prints it: amounts as signed decimal text, money in positive, null where silent."""

from housingdesk.bank.parsers.reading import Line, Reading, Statement
from housingdesk.values.money import decimal_text


def as_json(reading: Reading) -> dict[str, object]:
    """The reading as plain dicts and lists for ``json.dumps``."""
    return {"format": reading.format, "statements": [_statement(statement) for statement in reading.statements],
            "interim": reading.interim, "warnings": [str(problem) for problem in reading.warnings]}


def _statement(statement: Statement) -> dict[str, object]:
    return {"account": statement.account, "currency": statement.currency, "opening": _text(statement.opening),
            "closing": _text(statement.closing), "adds_up": statement.adds_up,
            "lines": [_line(line) for line in statement.lines]}


def _line(line: Line) -> dict[str, object]:
    return {"date": line.on.isoformat(), "amount": decimal_text(line.pence), "narrative": line.narrative,
            "payer": line.payer, "reference": line.reference, "status": line.status}


def _text(pence: int | None) -> str | None:
    return None if pence is None else decimal_text(pence)
