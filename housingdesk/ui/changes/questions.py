"""The questions of a change as a form, the answers as they are kept, and both in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.changes.queries.judging import ChangeFile
from housingdesk.changes.rules.process import Asks, Question
from housingdesk.people.queries import people_like
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.finder import Finder, Pick, Search
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.dates import format_date

_YES_NO = (("yes", "Yes"), ("no", "No"))


def add_questions(form: Form, desk: QtDesk, file: ChangeFile) -> None:
    """Puts the questions that are asked into a form, with what was answered."""
    for question in file.questions:
        form.add(question.key, question.words, _editor(desk, question, file), hint=question.hint)


def _editor(desk: QtDesk, question: Question, file: ChangeFile) -> QWidget:
    answer = file.row.answers.get(question.key, "")
    if question.asks in (Asks.CHOICE, Asks.YES_NO, Asks.HOLDER):
        made = Choice([("", "Not answered yet"), *_options(question, file)])
        made.set_value(answer)
        return made
    if question.asks is Asks.DAY:
        return DateEdit(lambda: desk.today, date.fromisoformat(answer) if answer else None)
    if question.asks is Asks.PERSON:
        found = Finder(Search(desk, people_like), name=question.words)
        found.set_value([Pick(number, name) for number, name in file.names if str(number) == answer])
        return found
    if question.asks is Asks.WORDS:
        return LongText(answer, lines=2)
    return TextField(answer, longest=4 if question.asks is Asks.NUMBER else 200)


def _options(question: Question, file: ChangeFile) -> Sequence[tuple[str, str]]:
    if question.asks is Asks.YES_NO:
        return _YES_NO
    if question.asks is Asks.CHOICE:
        return question.options
    held = [(str(one.person_id), one.name) for one in file.facts.holders]
    known = {key for key, _ in held}
    return [*held, *((str(number), name) for number, name in file.names if str(number) not in known
                     and file.row.answers.get(question.key) == str(number))]


def answers_of(form: Form, file: ChangeFile) -> dict[str, str]:
    """What stands in the form as it is kept; answers to questions that are not asked now stay."""
    asked = {question.key: question for question in file.questions}
    given = {key: text for key, text in file.row.answers.items() if key not in asked}
    for key in asked:
        given[key] = _kept(form[key].value())
    return {key: text for key, text in given.items() if text}


def _kept(value: Any) -> str:
    if isinstance(value, tuple):
        return str(value[0]) if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def answer_words(question: Question, answers: Mapping[str, str], file: ChangeFile) -> str:
    """An answer as a person reads it."""
    answer = answers.get(question.key, "")
    if not answer:
        return "not answered"
    if question.asks is Asks.DAY:
        return format_date(date.fromisoformat(answer))
    if question.asks is Asks.PERSON or question.asks is Asks.HOLDER:
        return next((name for number, name in file.names if str(number) == answer), "somebody who is no longer there")
    if question.asks is Asks.NUMBER or question.asks in (Asks.WORDS, Asks.LINE):
        return answer
    return dict(_YES_NO if question.asks is Asks.YES_NO else question.options).get(answer, answer)
