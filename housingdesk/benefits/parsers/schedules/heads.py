"""What a column with a head holds: the heads under which offices write references, names, periods and amounts."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.values.text import squash

AMOUNT, REFERENCE, LEFT_OUT = "amount", "reference", "left out"
"""What only the other columns settle: an amount of which kind, whose reference; and what is known but of no use here."""
_HEADS = {
    roles.CLAIM: "claim claimref claimreference claimno claimnumber claimrefno claimid claimantref claimantreference hbref "
                 "hbreference hbclaim hbclaimref hbclaimreference hbclaimno hbclaimnumber hbno hbnumber hbrefno benefitref "
                 "benefitreference benefitclaimno benefitclaimref benefitclaimnumber housingbenefitref "
                 "housingbenefitreference councilref councilreference councilsref dhpref",
    roles.RENT: "rentref rentreference rentaccount rentaccountno rentaccountnumber rentaccountref rentacc rentaccno rentaccref "
                "rentno rentrefno yourref yourreference yourrefno landlordref landlordreference landlordrefno landlordsref "
                "landlordsreference landlordreferencenumber tenancyref tenancyreference tenancyno tenancynumber payref "
                "racpayref tenantref tenantreference tenantno accountref accountreference customerref customerreference "
                "creditorsreference creditorreference paymentref paymentreference swipecard swipecardno cardnumber",
    roles.NAME: "name claimant claimantname claimantsname tenant tenantname tenantsname customer customername fullname "
                "claimantfullname nameofclaimant nameoftenant partyname claimantnames claimants tenants",
    roles.TITLE: "title claimanttitle",
    roles.FIRST: "forename forenames firstname firstnames initials initial claimantforename claimantforenames tenantforename "
                 "claimantfirstname claimantinitials givenname",
    roles.LAST: "surname lastname familyname claimantsurname claimantlastname tenantsurname",
    roles.ADDRESS: "address addr propertyaddress claimantaddress tenantaddress tenancyaddress claimantsaddress postcode "
                   "propertypostcode housenumber house street streetname town flat property addressofproperty building "
                   "flatnamenumber buildingname streetnumber",
    roles.FROM: "from fromdate datefrom periodfrom periodstart periodstartdate startdate start paidfrom paymentfrom "
                "payperiodfrom benefitfrom entitlementfrom coverfrom coveringfrom paymentperiodfrom paymentperiodstart "
                "assessmentperiodstart assessmentperiodfrom paymentstartdate perioddatefrom fromdt",
    roles.TO: "to todate dateto periodto periodend periodenddate enddate end paidto paymentto payperiodto benefitto "
              "entitlementto coverto coveringto paymentperiodto paymentperiodend assessmentperiodend assessmentperiodto "
              "paymentenddate perioddateto paiduntil todt",
    roles.PERIOD: "period paymentperiod periodcovered perioddates datescovered benefitperiod assessmentperiod periodofpayment "
                  "payperiod perioditcovers",
    roles.WEEKLY: "weekly weeklyamount weeklyhb weeklybenefit weeklyrate weeklyentitlement weeklyaward weeklyhbentitlement "
                  "hbperweek perweek rateperweek currentweeklyentitlement weeklyhbamount weeklyhousingbenefit hbweekly "
                  "amountperweek wklyhb wklyamount wkly weeklyhbaward",
    roles.GROSS: "gross grossamount grosshb grosspayment grossbenefit grossentitlement entitlement hbentitlement "
                 "totalentitlement amountdue benefitdue hbdue amountawarded amountbeforerecovery amountbeforedeductions "
                 "benefitamount grosspaid housing housingcosts housingelement housingpayment housingamount arrears rentarrears "
                 "arrearsdeduction arrearspayment rentarrearsdeduction arrearsamount hbamount housingbenefit",
    roles.RECOVERY: "recovery recoveries overpayment overpayments overpaymentrecovery overpaymentrecovered "
                    "overpaymentdeduction recovered deduction deductions clawback oprecovery hboprecovery hboverpayment "
                    "amountrecovered lessrecovery lessoverpayment lessdeductions ophb oprec recoveryamount opdeduction "
                    "deductionamount overpaymentamount hboprec oprecovered lessoprecovery landlordrecovery",
    roles.NET: "net netamount netpayment nethb netbenefit netpaid nettpayment nettamount nett netamountpaid amountpaid paid "
               "amountpayable amounttopay paymentamount amountofpayment totalpaid totalpayment netpayable amountpaidtolandlord "
               "paymenttolandlord paidtolandlord total payment paymentvalue netttotal nettotal hbpaid",
    roles.SIGN: "sign plusminus crdr drcr debitcredit plusorminus",
    roles.PAID_ON: "paymentdate datepaid paiddate paydate rundate date transactiondate dateofpayment issuedate paidon "
                   "datereceived paymentrundate transdate",
    roles.CREDITOR: "creditor creditorno creditornumber creditorref payeeref payeeno payeenumber payeereference payee "
                    "landlordno landlordnumber landlordid landlordaccountnumber landlordcode suppliernumber supplierno "
                    "vendornumber creditorcode payeeid",
    roles.SAID: "type paymenttype description reason narrative transactiontype comments details notes benefittype "
                "paymentdescription deductionreason reasonfordeduction recoveryreason remarks comment note reasonforrecovery "
                "paytype adjustmentreason",
    AMOUNT: "amount value sum amt transactionamount",
    REFERENCE: "ref reference refno referenceno referencenumber",
    LEFT_OUT: "nino nino1 ninumber nationalinsurance nationalinsuranceno nationalinsurancenumber ni nationalinsno dob "
              "dateofbirth weeklyrent rent grossrent netrent eligiblerent weeks noofweeks numberofweeks days noofdays no "
              "line lineno seq status paymentmethod method wks landlordname landlord currency scheme tenancytype claimstatus "
              "phone telephone email councilname council outlet chequeno cheque bacsno rentamount",
}
_KNOWN = {head: role for role, heads in _HEADS.items() for head in heads.split()}
_ADDRESS_LINE = re.compile(r"(?:claimant|tenant|property)?addr(?:ess)?(?:line)?\d|thi(?:flat|building|str|post|town).*")


@lru_cache(maxsize=2048)
def role_of(head: str) -> str:
    """What a column with this head holds, ``AMOUNT``, ``REFERENCE`` or ``LEFT_OUT``; empty where it is not known.

    >>> role_of("HB Claim Ref."), role_of("Address Line 2"), role_of("Net (£)"), role_of("Colour")
    ('claim', 'address', 'net', '')
    """
    text = squash(head.replace("£", "").replace("&", "and"))
    text = text.removesuffix("gbp") if text not in _KNOWN else text
    if text in _KNOWN:
        return _KNOWN[text]
    if _ADDRESS_LINE.fullmatch(text):
        return roles.ADDRESS
    return _KNOWN.get(text.removeprefix("thi").removeprefix("hb").removeprefix("hbl"), "")


def heading(rows: Sequence[Sequence[str]], within: int = 80) -> tuple[int, int, tuple[str, ...]]:
    """Where the heads stand: the first row, the first row after them (the same if none is known), and each head.

    Heads written over two rows are put together where that makes more of them known.
    """
    best, widest = 1, max(map(len, rows[:within]), default=0)
    found: tuple[int, int, tuple[str, ...]] = (0, 0, ())
    for first, after, cells in _candidates(rows[:within]):
        if best >= widest:
            break  # no row can have more of them
        known = sum(bool(role_of(cell)) for cell in cells)
        if known > best:
            best, found = known, (first, after, cells)
    return found


def _candidates(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for place, row in enumerate(rows):
        yield place, place + 1, tuple(row)
        if place + 1 < len(rows) and len(row) == len(rows[place + 1]):
            yield place, place + 2, tuple(f"{upper} {lower}".strip() for upper, lower in zip(row, rows[place + 1], strict=True))


def settled(heads: Sequence[str]) -> tuple[str, ...]:
    """A role for each head; what is an amount or a reference is settled by the others, a role said twice by the first."""
    said = [role_of(head) for head in heads]
    out: list[str] = []
    for role in said:
        if role == AMOUNT:
            role = next((other for other in (roles.NET, roles.GROSS) if other not in (*said, *out)), "")
        elif role == REFERENCE:
            role = next((other for other in (roles.RENT, roles.CLAIM) if other not in (*said, *out)), "")
        elif role == LEFT_OUT:
            role = ""
        out.append("" if role in out and role not in roles.MANY else role)
    return tuple(out)
