"""The schedules left beside the bank files read back to the penny that the bank shows."""

from datetime import date

import pytest

from housingdesk.benefits.parsers.schedules import read_schedule
from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.lines import Schedule, ScheduleKind
from housingdesk.demo.payments import Week, weeks
from housingdesk.demo.population import plan
from housingdesk.demo.schedule_files import schedule_files

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def made() -> list[Week]:
    return [week for week in weeks(plan(60, 1, 1, TODAY)) if week.monday >= date(2026, 10, 12)]


@pytest.fixture(scope="module")
def files(made: list[Week]) -> tuple[WaitingFile, ...]:
    return schedule_files([schedule for week in made for schedule in week.schedules], TODAY)


def _told(schedules: list[Schedule]) -> list[Schedule]:
    kinds = (ScheduleKind.HB, ScheduleKind.DEDUCTIONS, ScheduleKind.CARD)
    return [schedule for schedule in schedules if schedule.kind in kinds and schedule.paid_on < TODAY]


def test_each_reads_without_a_question_and_comes_to_its_lump(made: list[Week], files: tuple[WaitingFile, ...]) -> None:
    lumps = {line.truth.schedule: line.pence for week in made for line in week.lines if line.truth.schedule}
    schedules = _told([schedule for week in made for schedule in week.schedules])
    assert len(files) == len(schedules)
    for file, schedule in zip(files, schedules, strict=True):
        read = read_schedule(file.content, file.name)
        assert (read.net_pence, len(read.lines)) == (lumps.get(schedule.key, schedule.pence), len(schedule.lines)), file.name
        assert read.paid_on == (None if schedule.kind is ScheduleKind.CARD else schedule.paid_on)
        assert not list(read.stopping()), file.name
        assert [line.rent_reference for line in read.lines] == [line.reference for line in schedule.lines]
    assert {file.name.rpartition(".")[2] for file in files} == {"csv", "xlsx", "txt"}


def test_the_same_schedule_is_the_same_file_on_any_day(made: list[Week], files: tuple[WaitingFile, ...]) -> None:
    again = schedule_files([schedule for week in made for schedule in week.schedules], TODAY)
    assert [file.content for file in again] == [file.content for file in files]
