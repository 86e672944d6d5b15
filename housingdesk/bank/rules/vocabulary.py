"""The words that mean nothing about whose money it is: type codes, titles, months, and "rent" in its many forms."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    "JAN JANUARY FEB FEBRUARY MAR MARCH APR APRIL MAY JUN JUNE JUL JULY AUG AUGUST SEP SEPT SEPTEMBER OCT OCTOBER NOV "
    "NOVEMBER DEC DECEMBER")

TITLES = _words("MR MRS MS MISS MX DR REV SIR PROF MASTER")

# What a bank puts before the payer: dropped from the front of a narrative only, where it cannot be a name.
LEADING = _words(
    "FP FPI FPS STO SO BGC BAC BACS BP CR DD TFR TRF DPC FT CHAPS INT FASTER PAYMENT PAYMENTS RECEIPT RECEIVED STANDING "
    "ORDER BANK GIRO CREDIT DIRECT AUTOMATED ONLINE TRANSFER FROM BILL COUNTER MOBILE INWARD")

# What stands in a reference field when the payer gave none.
SILENT = _words("NONREF NOTPROVIDED NOREF NOREFERENCE")

# Wording that fits every account: none of these is a name, a street or an account.
GENERIC = LEADING | MONTHS | _words(
    "RENT RENTS RENTAL PYMT PMT PAY PAID HOUSE HOUSING HOME HOMES FLAT ROOM UNIT WEEKLY MONTHLY WEEK MONTH ARREARS REF "
    "REFERENCE ACCOUNT ACC ACCT AC TENANT TENANCY RESIDENT MY THE FOR AND OF TO IN AT NO NUMBER NUM NR THANKS THANK YOU "
    "DEPOSIT CASH CHEQUE MONEY SERVICE CHARGE CHARGES FEE FEES REGULAR ASSOCIATION ASSOC HA LTD SON DAUGHTER MUM DAD "
    "GRANDSON GRANDAUGHTER GRANDDAUGHTER MOTHER FATHER WK WKLY MTHLY")

# The number of a week follows these, another each time.
WEEKS = _words("WK WEEK W WKS WEEKS")

REVERSAL_WORDS = _words(
    "REV REVERSAL REVERSED RETURNED RETURN RETD RTND RTN UNPAID UNPD BOUNCED RECALL RECALLED REFUSED DISHONOURED INDEMNITY "
    "CHARGEBACK")

# Standard 18 statement codes of unpaid items (payment-files §4.6).
UNPAID_CODES = _words("U1 U7 U8 U9")

# Ends of street names, each with the short forms payers write.
STREET_ENDS = {
    short: full
    for full, shorts in {
        "ROAD": "RD ROAD", "STREET": "ST STR STREET", "AVENUE": "AV AVE AVENUE", "LANE": "LN LANE", "CLOSE": "CL CLOSE",
        "COURT": "CT CRT COURT", "DRIVE": "DR DRV DRIVE", "GARDENS": "GDNS GDN GARDENS", "CRESCENT": "CRES CR CRESCENT",
        "PLACE": "PL PLACE", "TERRACE": "TER TERR TERRACE", "SQUARE": "SQ SQUARE", "GROVE": "GR GRV GROVE",
        "HOUSE": "HSE HO HOUSE", "WAY": "WY WAY", "WALK": "WLK WALK", "MEWS": "MEWS", "HILL": "HILL", "GREEN": "GRN GREEN",
        "RISE": "RISE", "VIEW": "VIEW", "PARK": "PK PARK", "ROW": "ROW", "YARD": "YD YARD", "LODGE": "LODGE",
    }.items() for short in shorts.split()}

# Parts of a surname that many surnames share.
PARTICLES = _words("VAN DER DEN DE DI DA LA LE EL AL BIN BINT IBN ABU MC MAC")
