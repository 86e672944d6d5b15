"""Settings of rent accounts and money: beds held, bands of approval, limits of the rent review, ways in which money comes."""

from housingdesk.settings.rules.catalogue_closing import CLOSING
from housingdesk.settings.rules.catalogue_direct_debits import DIRECT_DEBITS
from housingdesk.settings.rules.catalogue_nights import NIGHTS
from housingdesk.settings.rules.catalogue_rent_review import RENT_REVIEW
from housingdesk.settings.rules.catalogue_requests import REQUESTS
from housingdesk.settings.rules.catalogue_takings import TAKINGS
from housingdesk.settings.rules.kinds import Declared

MONEY: tuple[Declared, ...] = (*CLOSING, *DIRECT_DEBITS, *NIGHTS, *REQUESTS, *RENT_REVIEW, *TAKINGS)
