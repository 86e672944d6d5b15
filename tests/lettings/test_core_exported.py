"""Files of 200 made-up lettings of every kind, written by the program: the checker of the tests takes them, and so do we."""

from housingdesk.lettings.parsers.core_file import read_upload
from housingdesk.lettings.rules.core.completeness import is_complete
from housingdesk.lettings.rules.core.log import Landlord, read_log
from housingdesk.lettings.rules.core.whole_file import judge
from housingdesk.lettings.rules.core.writing import write_upload
from tests.support.core_answers import YEAR
from tests.support.core_checker import Owner, check_file, file_errors
from tests.support.core_logs import TODAY, good_logs


def test_200_lettings_written_and_read_are_taken() -> None:
    made = good_logs(2027, 200)
    for owner in Owner:
        landlord = Landlord(owner.value)
        logs = [read_log(YEAR, landlord, one.cells) for one in made if one.owner is owner]
        data = write_upload(YEAR, logs)
        assert len(logs) > 40 and check_file(data, owner=owner, today=TODAY) == []
        again = read_upload(data, YEAR, landlord)
        assert judge(YEAR, again.logs, TODAY).ready and again.notes == ()
        assert all(is_complete(log) for log in again.logs)


def test_a_file_with_one_bad_cell_is_refused_by_both() -> None:
    one = next(log for log in good_logs(2027, 20) if log.owner is Owner.PRP)
    landlord = Landlord("PRP")
    data = write_upload(YEAR, [read_log(YEAR, landlord, one.cells | {36: "4"})])
    assert file_errors(data) == [] and len(check_file(data, owner=Owner.PRP, today=TODAY)) == 1
    verdict = judge(YEAR, read_upload(data, YEAR, landlord).logs, TODAY)
    assert [problem.numbers for problem in verdict.rows[0]] == [(36,)] and not verdict.accepted
