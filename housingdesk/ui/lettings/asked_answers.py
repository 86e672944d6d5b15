"""The answers that every form about a household's money offers, so that both ask with the same words."""

from housingdesk.benefits.rules.assess.case import Passport
from housingdesk.rent.rules.words import ChargeCode

PARTS = ((ChargeCode.RENT, "rent", "Rent"), (ChargeCode.ELIGIBLE_SERVICE, "service", "Service charge"),
         (ChargeCode.INELIGIBLE_SERVICE, "personal", "Not covered by benefit"))
HELP = ((None, "None of these"), (Passport.UC, "Universal Credit"), (Passport.GUARANTEE_CREDIT, "Guarantee credit"),
        (Passport.LEGACY, "An income-based benefit"))
AGE = ((None, "By the date of birth"), (False, "Not reached"), (True, "Reached"))
LONDON = ((None, "Not known"), (False, "No"), (True, "Yes"))
ROOMS = ((None, "Not known"), *((count, str(count)) for count in range(1, 9)))
