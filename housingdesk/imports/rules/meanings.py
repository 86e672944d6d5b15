"""What other systems' words and codes mean in ours: "GN", "AST", "Wkly". Pure.

A word that means more than one thing in law (an AST may be a starter or a market tenancy, a licence protected or excluded) is
not guessed: somebody says it once, and it is remembered with the columns.
"""

from collections.abc import Mapping
from enum import StrEnum

from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.text import squash

_K, _R, _T, _B, _F, _C, _E = SpaceKind, RentType, TenancyKind, BenefitRoute, Frequency, ChargeCode, EntryKind
_A, _P, _X = AccountKind, Payer, EndReason
_WORDS: dict[str, dict[StrEnum, str]] = {
    "home.kind": {
        _K.HOUSE: "house|bungalow|cottage|hse|bung|terrace|terraced|terraced house|semi|semi-detached|detached|end terrace|mid "
                  "terrace|dwelling|town house|hs|bg",
        _K.FLAT: "flat|apartment|maisonette|studio|studio flat|apt|flt|mais|ground floor flat|gff|fl|sheltered flat|bedsit",
        _K.ROOM: "room|shared room|en suite room|ensuite room|rm|hmo room|hostel room|single room",
        _K.BED: "bed|bedspace|bed space|bed-space|bs",
        _K.GARAGE: "garage|gar|lock up|lock-up|lockup|grg|ga",
        _K.STORE: "store|shed|storage|mobility scooter store|scooter store",
        _K.PARKING: "parking|parking space|car space|parking bay|carport|car port|pk"},
    "home.rent_type": {
        _R.SOCIAL: "social|social rent|general needs|gn|sr|target|target rent|formula|formula rent|general|needs general|"
                   "gn social",
        _R.AFFORDABLE: "affordable|affordable rent|ar|aff|gn affordable|aff rent",
        _R.INTERMEDIATE: "intermediate|intermediate rent|imr|ir|rent to buy|london living rent",
        _R.SUPPORTED: "supported|supported housing|sup|sh|hop|housing for older people|sheltered|shlt|hostel|older persons|"
                      "supp",
        _R.SPECIALISED: "specialised|specialised supported|ssh|specialised supported housing",
        _R.FAIR: "fair|fair rent|registered rent|regulated", _R.MARKET: "market|market rent|mr|private|commercial rent|mkt",
        _R.CONTRACT: "contract|garage|non residential"},
    "tenancy.kind": {
        _T.ASSURED: "assured|assured tenancy|ass|asst|at|assured non-shorthold|ast lifetime|assured lifetime|lifetime",
        _T.STARTER: "starter|starter tenancy|probationary|introductory|sta|start|probation",
        _T.FIXED_TERM: "fixed term|fixed-term|fixed term tenancy|ftt|fixed term assured|flexible|fixed",
        _T.ASSURED_PERIODIC: "assured periodic|assured periodic tenancy|apt|periodic assured",
        _T.PROTECTED_ASSURED: "protected assured|protected assured tenancy|paa",
        _T.SECURE: "secure|secure tenancy|sec|fair rent secure", _T.DEMOTED: "demoted|demoted tenancy|dem",
        _T.INTERMEDIATE: "intermediate|intermediate tenancy|imr|intermediate market rent",
        _T.MARKET: "market|market tenancy|market rent|mkt",
        _T.LICENCE_PROTECTED: "protected licence|licence protected",
        _T.LICENCE_EXCLUDED: "excluded licence|licence excluded|hostel licence|excluded",
        _T.CONTRACT: "garage or store contract|garage|garage licence|garage agreement|garage contract|contract|gar|parking|"
                     "store|"
                     "garage tenancy"},
    "tenancy.route": {
        _B.NONE: "none|no|nil|self|self payer|self pay|full payer|tenant|n|no benefit|not claiming|private|working|"
                 "none claimed",
        _B.HB_EXEMPT: "housing benefit supported|hb supported|hb exempt|exempt hb|hb specified|specified|exempt|shb",
        _B.HB_TEMPORARY: "housing benefit temporary accommodation|hb temporary|hb ta|ta",
        _B.HB_PENSION: "housing benefit pension age|hb pension|hb pensioner|pension age hb|pension age",
        _B.UC_TENANT: "universal credit paid to the tenant|uc|universal credit|uc tenant|uc to tenant|uc paid to tenant",
        _B.UC_DIRECT: "universal credit paid direct|uc direct|uc apa|apa|mptl|uc mptl|uc landlord|uc to landlord|"
                      "managed payment"},
    "tenancy.frequency": {
        _F.WEEKLY: "weekly|week|w|wk|wkly|52|48|pw|per week|a week|weeks|7|w52|50", _F.FORTNIGHTLY: "fortnightly|fortnight|f|2 "
        "weekly|2-weekly|two weekly|26|14|fn", _F.FOUR_WEEKLY: "4-weekly|4 weekly|four weekly|4w|4wkly|13|28|4 week",
        _F.MONTHLY: "monthly|month|m|mth|mthly|12|pcm|per month|calendar monthly|calendar month|cm|mnthly|monthly in advance",
        _F.NIGHTLY: "nightly|night|per night|a night|daily|day|per day|a day|pn|nights|nght"},
    "tenancy.reason": {
        _X.NOTICE_BY_TENANT: "notice given by them|notice|tenant notice|notice by tenant|tenants notice|ntq|nto|notice to quit "
                             "by tenant|moved on|moved on planned|planned move on|planned|move on",
        _X.NOTICE_BY_LANDLORD: "notice by landlord|landlord notice|notice by us|asked to leave",
        _X.SURRENDER: "surrender|surrendered|mutual surrender|keys handed in|keys returned",
        _X.DEATH: "death|deceased|died|dec|tenant died",
        _X.ABANDONED: "abandoned|abandonment|absconded|left without notice|unplanned",
        _X.EVICTED: "evicted|eviction|evict|bailiff|warrant|court eviction", _X.EXCHANGE: "exchange|mutual exchange|mx|"
                    "assignment|assigned|mutex|swap",
        _X.TRANSFER: "transfer|internal transfer|transferred|moved internally|decant", _X.SUBLET: "sublet|subletting|sub let"},
    "balance.kind": {
        _A.RENT: "rent|main|main account|rent account|rnt|current|former|r",
        _A.COURT_COSTS: "court costs|court|court cost|legal|legal costs|costs|cc|court fees",
        _A.RECHARGE: "recharge|recharges|rechargeable repairs|rechargeable|rch|repairs",
        _A.HB_OVERPAYMENT: "hb overpayment|overpayment|benefit overpayment|hbop|op|overpaid"},
    "balance.payer": {
        _P.TENANT: "own|tenant|resident|self|personal|t|customer|client", _P.HB: "hb|housing benefit|h|council|benefit",
        _P.UC: "uc|universal credit|dwp|u"},

    "charge.code": {
        _C.RENT: "rent|net rent|basic rent|core rent|bas|br|rnt|dra|r|dwelling rent|social rent|target rent|basic rent no vat",
        _C.ELIGIBLE_SERVICE: "service charge|service|eligible service|eligible service charge|sc|esc|dsc|ser|communal cleaning|"
                             "grounds maintenance|lift|communal heating and lighting|caretaking|cleaning|gardening",
        _C.INELIGIBLE_SERVICE: "personal charge|ineligible|ineligible service charge|ineligible service|heating|hot water|"
                               "isc|htg|"
                               "personal heating|meals|electricity|fuel|tv licence|gas",
        _C.WATER: "water|water rates|wat|wtr|water charge", _C.SUPPORT: "support|support charge|supporting people|sup|spp",
        _C.GARAGE: "garage|garage rent|gar|parking|store|grg|garage charge", _C.VAT: "vat"},
    "history.kind": {
        _E.CHARGE: "charge|debit|deb|rent|rent charge|rnt|drs|dr|service charge|basic rent|rent debit|weekly charge|chg|"
                   "debit run",
        _E.RECEIPT: "receipt|payment|credit|cash|cheque|direct debit|dd|standing order|so|bacs|card|allpay|pay|rec|hb|housing "
                    "benefit|uc|universal credit|rcpt|bank|post office|paypoint|cr|transfer in|debit card",
        _E.ADJUSTMENT: "adjustment|adj|journal|correction|manual|jnl|transfer|void|opening|balance brought forward|bf|b f",
        _E.REFUND: "refund|ref|rfd|refunded", _E.WRITE_OFF: "write-off|write off|wo|w o|written off|woff"},
}
_CHOICES: dict[str, type[StrEnum]] = {"home.kind": _K, "home.rent_type": _R, "tenancy.kind": _T, "tenancy.route": _B,
                                      "tenancy.frequency": _F, "charge.code": _C, "history.kind": _E, "tenancy.reason": _X,
                                      "balance.kind": _A, "balance.payer": _P}
_LEFT_OUT = frozenset({_E.TRANSFER, _E.OPENING, _K.BLOCK, _K.SCHEME, _A.GARAGE, _A.VOID, _A.SUSPENSE, _A.CONTROL, _A.NOMINAL,
                       _P.SUPPORT, _P.OTHER})
_KNOWN = {role: {squash(text): member for member, texts in words.items() for text in (*texts.split("|"), str(member))}
          for role, words in _WORDS.items()}


def choices(role: str) -> tuple[StrEnum, ...]:
    """Our own words that the words of a column can mean."""
    return tuple(member for member in _CHOICES[role] if member not in _LEFT_OUT)


def has_meanings(role: str) -> bool:
    """Whether the cells of a column are words with a meaning of ours."""
    return role in _CHOICES


def meaning(role: str, text: str, said: Mapping[str, str] | None = None) -> StrEnum | None:
    """What a word means, as somebody said it (``said``: their word, squashed, to ours), else as most systems mean it.

    >>> str(meaning("home.rent_type", "G.N.")), meaning("tenancy.kind", "AST"), str(meaning("tenancy.frequency", "Wkly"))
    ('social rent', None, 'weekly')
    """
    key = squash(text)
    if role not in _KNOWN or not key:
        return None
    ours = (said or {}).get(key)
    if ours:
        return next((member for member in _CHOICES[role] if str(member) == ours), None)
    return _KNOWN[role].get(key)
