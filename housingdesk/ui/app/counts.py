"""What the rail counts beside its places; each asks its room for one number, and imports it only then."""

from datetime import date


def lines_waiting(today: date) -> int:
    """Bank lines that wait to be posted."""
    from housingdesk.bank.queries.our_accounts import waiting_on

    return waiting_on(today)


def claims_open(today: date) -> int:
    """Claims that are not decided, or suspended."""
    from housingdesk.benefits.queries.board import open_count

    return open_count(today)


def owing(today: date) -> int:
    """Accounts in arrears."""
    from housingdesk.arrears.queries.totals import totals

    return totals(today).accounts


def sign_ups_open(today: date) -> int:
    """Sign-ups that are not finished."""
    from housingdesk.lettings.queries.on_today import open_count

    return open_count(today)


def homes_empty(today: date) -> int:
    """Homes that stand empty and are not let yet."""
    from housingdesk.voids.queries.waiting import waiting

    return waiting(today)


def letters_ready(today: date) -> int:
    """Letters that wait for the printer or the mail program."""
    from housingdesk.letters.queries import ready_on

    return ready_on(today)
