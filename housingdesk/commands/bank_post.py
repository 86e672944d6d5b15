"""``housingdesk bank post --tier certain``: posts every waiting line of a tier to the account proposed for it."""

import argparse
import json

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.posting import post_pile
from housingdesk.bank.queries.lines import tier_counts
from housingdesk.bank.rules.proposals import Tier
from housingdesk.commands import opening
from housingdesk.commands.bank_accounts import account_option, chosen
from housingdesk.commands.bank_import import lines_words
from housingdesk.values.money import decimal_text, format_pence

_TIERS = {"certain": Tier.CERTAIN, "likely": Tier.LIKELY, "not-rent": Tier.NOT_RENT}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which lines. Those that need a person are posted by a person."""
    parser.add_argument("--tier", required=True, choices=list(_TIERS), help="which of the proposed lines")
    account_option(parser)
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints what was posted and what is left; when nothing waits, nothing is posted, which is no error."""
    tier = _TIERS[options.tier]
    with opening.opened(options) as desk:
        banks = [account.id for account in chosen(desk, options.account)]
        waiting = [(bank, *_waiting(desk, bank).get(str(tier), (0, 0))) for bank in banks]
        posted = sum(int(desk.do(post_pile, bank_account_id=bank, tier=tier).value) for bank, count, _ in waiting if count)
        left = {str(one): sum(_waiting(desk, bank).get(str(one), (0, 0))[0] for bank in banks) for one in (*Tier, "parked")}
    pence = sum(total for _, _, total in waiting)
    if options.json:
        print(json.dumps({"tier": str(tier), "posted": posted, "amount": decimal_text(pence), "left": left}, indent=1))
    else:
        print(_as_text(options.tier, posted, pence, left))
    return 0


def _waiting(desk: Desk, bank: int) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = desk.ask(tier_counts, bank_account_id=bank)
    return found


def _as_text(tier: str, posted: int, pence: int, left: dict[str, int]) -> str:
    done = f"Posted: {lines_words(posted)}, {format_pence(pence)}." if posted else f"No line waits in the tier {tier}."
    rest = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in left.items() if count)
    return f"{done}\n{f'Still waiting: {rest}.' if rest else 'No line is waiting.'}"
