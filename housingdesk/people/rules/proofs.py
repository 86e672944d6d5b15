"""Who somebody is and what they agreed to: identity evidence, seen or to follow, and consents. Pure."""

from enum import StrEnum


class IdentityKind(StrEnum):
    """What showed who somebody is; the last one is a promise with a day, and somebody who vouches meanwhile."""

    PASSPORT = "passport"
    DRIVING_LICENCE = "driving licence"
    BIRTH_CERTIFICATE = "birth certificate"
    RESIDENCE = "residence permit or eVisa"
    CITIZEN_CARD = "proof of age or citizen card"
    BENEFIT_LETTER = "benefit letter"
    BANK_STATEMENT = "bank statement"
    NINO_LETTER = "National Insurance letter"
    PHOTO = "photograph taken by us"
    OTHER = "other"
    TO_FOLLOW = "identity to follow"


class ConsentKind(StrEnum):
    """What a person agrees to or not; each on its own, each with its day."""

    SHARE_SUPPORT = "share with the support provider"
    SHARE_COUNCIL_BENEFIT = "talk to the council about benefit"
    SHARE_DWP = "talk to the DWP about Universal Credit"
    SHARE_COUNCIL_TAX = "tell council tax and utilities"
    SHARE_HEALTH = "share health information with carers"
    PHOTOGRAPH = "keep a photograph"
    TEXT_AND_EMAIL = "texts and e-mails"
    SURVEYS = "surveys"
