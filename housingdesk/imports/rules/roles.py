"""What a column may hold, and the headings by which it is known in the files of other systems. Pure.

A role belongs to a sheet (homes, people, agreements, charges, balances, history); one file may have roles of several, for a
flat list has the home, who lives there, the rent and the balance in one row.
"""

from enum import StrEnum

from housingdesk.imports.rules.words import Sheet
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.values.rows import frozen


class Cell(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    KEY = "number or code"
    DAY = "date"
    MONEY = "amount"
    WORD = "word"
    COUNT = "whole number"
    POSTCODE = "postcode"
    UPRN = "UPRN"
    NINO = "NI number"
    PHONE = "telephone"
    EMAIL = "e-mail"


@frozen
class Role:
    """One thing a column may hold: ``words`` is its name on screens and in the template, ``explains`` a sentence there."""

    key: str
    sheet: Sheet
    words: str
    cell: Cell
    heads: tuple[str, ...]
    explains: str


_H, _P, _T, _C, _B, _Y = Sheet.HOMES, Sheet.PEOPLE, Sheet.TENANCIES, Sheet.CHARGES, Sheet.BALANCES, Sheet.HISTORY
ROLES: tuple[Role, ...] = (
    Role("home.key", _H, "Home number", Cell.KEY, (
        "homenumber", "propref", "propertyref", "propertyreference", "propertyno", "propertynumber", "propertyid",
        "propertycode",
        "property", "unitref", "unitreference", "unitid", "unitcode", "unit", "uprnlocal", "assetref", "assetid", "dwellingref",
        "homeref", "homeid", "housref", "houseref", "proprefno", "propid"),
         "The old system’s own number of the home, garage or store. Every home has another."),
    Role("home.scheme", _H, "Scheme", Cell.TEXT, (
        "scheme", "schemename", "schemecode", "estate", "estatename", "site", "sitename", "development", "propertyname",
        "portfolio",
        "project"),
         "The scheme or estate it belongs to. Homes of one name go into one scheme."),
    Role("home.building", _H, "Building", Cell.TEXT, (
        "building", "block", "blockname", "buildingname", "house", "housename", "sharedhouse", "hostel", "hostelname"),
         "The shared house or block it stands in. A room or bed needs one."),
    Role("home.address", _H, "Address in one cell", Cell.TEXT, (
        "address", "fulladdress", "propertyaddress", "addressfull", "homeaddress", "addressofproperty", "tenancyaddress"),
         "The whole address with commas between its parts: Flat 2, 5 Mill Lane, Otley, ZZ1 1AA."),
    Role("home.line1", _H, "Address line 1", Cell.TEXT, (
        "addressline1", "address1", "addr1", "line1", "propertyaddress1", "propertystreetaddress1", "unitstreetaddress1",
        "street",
        "streetaddress", "shortaddress", "postpreamble", "add1",
        "roomno", "roomnumber", "room", "bedspaceno"),
         "House number and street, or the flat or room where line 2 has the street."),
    Role("home.line2", _H, "Address line 2", Cell.TEXT, (
        "addressline2", "address2", "addr2", "line2", "propertyaddress2", "propertystreetaddress2", "unitstreetaddress2",
        "add2"),
         "The street, where line 1 has the flat or room."),
    Role("home.line3", _H, "Locality", Cell.TEXT, (
        "addressline3", "address3", "addr3", "line3", "locality", "village", "district", "add3"), "Village or part of a town."),
    Role("home.town", _H, "Town", Cell.TEXT, (
        "town", "city", "posttown", "towncity", "addressline4", "address4", "propertycity", "unitcity", "add4"), "Post town."),
    Role("home.county", _H, "County", Cell.TEXT, ("county", "addressline5", "address5", "propertystate"), "County, if any."),
    Role("home.postcode", _H, "Postcode", Cell.POSTCODE, (
        "postcode", "postalcode", "pcode", "propertypostcode", "propertyzip", "unitzip", "pc"), "The home’s postcode."),
    Role("home.uprn", _H, "UPRN", Cell.UPRN, ("uprn", "uniquepropertyreferencenumber", "llpguprn", "osuprn"),
         "The national Unique Property Reference Number, up to 12 digits."),
    Role("home.kind", _H, "What it is", Cell.WORD, (
        "propertytype", "proptype", "unittype", "dwellingtype", "assettype", "whatitis", "housetype", "accommodationtype",
        "hometype", "typeofproperty", "archetype"), "House, flat, room, bed, garage, store or parking space."),
    Role("home.bedrooms", _H, "Bedrooms", Cell.COUNT, (
        "bedrooms", "beds", "noofbedrooms", "numberofbedrooms", "bedroomcount", "nobedrooms", "numbeds", "bedsize", "nobeds"),
         "How many bedrooms."),
    Role("home.rent_type", _H, "How its rent is set", Cell.WORD, (
        "renttype", "rentregime", "howitsrentisset", "rentbasis", "needscategory", "clientgroup", "stocktype", "tenuregroup",
        "rentcategory", "needscode"), "Social rent, affordable rent, supported housing, fair rent, market rent …"),
    Role("home.rent", _H, "Rent while empty", Cell.MONEY, ("rentwhileempty", "voidrent", "marketrent", "propertyrent"),
         "What an empty home loses a week (or month)."),
    Role("home.formula", _H, "Formula rent", Cell.MONEY, ("formularent", "formula", "targetrent", "currentformularent"),
         "The formula (or registered) rent a week of the rent year in which the balances stood."),
    Role("person.key", _P, "Person number", Cell.KEY, (
        "personnumber", "personref", "personreference", "personid", "personno", "tenantid", "tenantref", "tenantno",
        "customerid", "personcode",
        "customerref", "customernumber", "clientid", "clientref", "contactid", "partyref", "householdref", "tenantcode"),
         "The old system’s own number of the person."),
    Role("person.name", _P, "Name", Cell.TEXT, (
        "name", "fullname", "tenant", "tenantname", "tenants", "tenantnames", "customername", "residentname", "resident",
        "client",
        "clientname", "occupier", "occupant", "leadtenant", "maintenant", "contactname", "primarytenant", "nameoftenant",
        "tenant1", "personname", "holder", "holdername", "names"),
         "Name in full. Joint holders may stand in one cell: Mr J & Mrs A Smith."),
    Role("person.first", _P, "First name", Cell.TEXT, (
        "firstname", "forename", "forenames", "firstnames", "givenname", "christianname", "initials", "tenantfirstname"),
         "First names, where the surname has a column of its own."),
    Role("person.last", _P, "Surname", Cell.TEXT, ("surname", "lastname", "familyname", "secondname", "tenantsurname"),
    "Surname."),
    Role("person.joint", _P, "Second holder", Cell.TEXT, (
        "jointtenant", "secondtenant", "tenant2", "jointname", "partner", "jointtenantname", "secondholder", "coresident",
        "spousename"), "The name of somebody who holds the agreement too."),
    Role("person.born", _P, "Date of birth", Cell.DAY, ("dateofbirth", "dob", "born", "birthdate", "birthday", "dobirth"),
         "Date of birth."),
    Role("person.nino", _P, "NI number", Cell.NINO, (
        "nino", "ninumber", "nationalinsurancenumber", "nationalinsuranceno", "nationalinsurance", "ni", "nino1", "natinsno"),
         "National Insurance number."),
    Role("person.phone", _P, "Telephone", Cell.PHONE, (
        "telephone", "phone", "phonenumber", "tel", "telno", "telephonenumber", "hometel", "homephone", "landline",
        "tenantphonenumber", "contactnumber", "contactno"), "Telephone."),
    Role("person.mobile", _P, "Mobile", Cell.PHONE, (
        "mobile", "mobileno", "mobilenumber", "mobilephone", "mob", "cell", "mobiletel"), "Mobile telephone."),
    Role("person.phone2", _P, "Second telephone", Cell.PHONE, (
        "tel2", "telephone2", "phone2", "worktel", "workphone", "othertel", "otherphone", "alternativephone",
        "secondtelephone"),
         "Another number they are reached at."),
    Role("person.email", _P, "E-mail", Cell.EMAIL, ("email", "emailaddress", "tenantemail", "mail", "email1"),
         "E-mail address."),
    Role("person.email2", _P, "Second e-mail", Cell.EMAIL, ("email2", "secondemail", "alternativeemail"),
         "Another e-mail address."),
    Role("tenancy.key", _T, "Tenancy number", Cell.KEY, (
        "tenancynumber", "tenancyref", "tenancyreference", "tenancyid", "tenancyno", "tenref", "tagref", "agreementref",
        "agreementnumber", "agreementid", "accountnumber", "accountno", "accountref", "accountid", "rentaccount",
        "rentaccountno", "rentaccountnumber", "rentaccountref", "tenancyagreementreference", "leaseid", "occupancyid",
        "account", "acref", "acno", "rentacc", "licenceref", "tenancycode"),
         "The old system’s own number of the tenancy, licence or rent account."),
    Role("tenancy.home", _T, "Home it is for", Cell.KEY, ("homeitisfor", "letproperty", "tenancyproperty"),
         "The number of the home, as the list of homes has it."),
    Role("tenancy.people", _T, "Holders’ numbers", Cell.TEXT, ("holdersnumbers", "tenantids", "personnumbers", "holderids"),
         "Person numbers of all who hold it, the first one first: 812; 813."),
    Role("tenancy.joint", _T, "Second holder’s number", Cell.KEY, (
        "jointperson", "jointpersonno", "jointtenantno", "jointtenantref", "jointtenantid", "secondholdersnumber",
        "secondperson"),
         "The person number of somebody who holds it too."),
    Role("tenancy.kind", _T, "Kind of agreement", Cell.WORD, (
        "tenancytype", "tenuretype", "tenure", "agreementtype", "agrtype", "kindofagreement", "tenancykind", "leasetype",
        "occupancytype", "typeoftenancy", "tenuredesc", "tenuredescription", "licencetype", "typeoflicence"),
         "Assured, starter, secure, excluded licence, garage contract …"),
    Role("tenancy.start", _T, "Start", Cell.DAY, (
        "start", "startdate", "tenancystart", "tenancystartdate", "movein", "moveindate", "leasestart", "leasefrom",
        "commencementdate", "commencementoftenancydate", "cot", "tenancycommencement", "datefrom", "licencestart", "begindate",
        "tenancycommenced", "leasestartdate", "occupiedfrom"), "The first day."),
    Role("tenancy.end", _T, "End", Cell.DAY, (
        "end", "enddate", "tenancyend", "tenancyenddate", "moveout", "moveoutdate", "endoftenancydate", "eot",
        "terminationdate", "tenancyended", "dateto", "licenceend", "vacated", "occupiedto", "tenancyterminated"),
         "The last day; of those charged by the night, the day they left."),
    Role("tenancy.reason", _T, "Why it ended", Cell.WORD, (
        "reasonforleaving", "leavingreason", "endreason", "terminationreason", "reasonforend", "whyitended", "reasonended",
        "moveoutreason", "reasonterminated"), "Notice given, surrender, death, eviction, transfer, exchange …"),
    Role("tenancy.starter", _T, "Starter period ends", Cell.DAY, (
        "starterend", "starterenddate", "starterperiodends", "starterperiodend", "probationend", "probationaryend",
        "probationenddate", "probationaryenddate", "starteruntil", "introductoryend"), "The last day of a starter period."),
    Role("tenancy.fixed", _T, "Fixed term ends", Cell.DAY, (
        "fixedtermend", "fixedtermends", "fixedtermenddate", "fixeduntil", "fixedtermexpiry",
        "leaseexpiry"), "The last day of a fixed term."),
    Role("tenancy.reference", _T, "Payment reference", Cell.KEY, (
        "paymentreference", "paymentref", "payref", "payrefno", "rentpaymentref", "allpayref", "allpaynumber", "swipecard",
        "swipecardno", "paymentcardnumber", "bankreference", "standingorderref", "usaffrentacc", "rentref", "rentreference"),
         "What they quote when they pay. The bank desk goes on knowing it."),
    Role("tenancy.route", _T, "Benefit route", Cell.WORD, (
        "benefitroute", "benefit", "benefittype", "hbuc", "paymentroute", "fundingtype", "whopays", "hborvc", "hbstatus"),
         "None, Housing Benefit, Universal Credit paid to the tenant, or paid direct."),
    Role("tenancy.claim", _T, "Claim reference", Cell.KEY, (
        "claimreference", "claimref", "hbref", "hbreference", "hbclaimno", "hbclaimref", "claimno", "claimnumber",
        "hbclaimnumber"),
         "The council’s or DWP’s number of their claim."),
    Role("tenancy.frequency", _T, "How often it is charged", Cell.WORD, (
        "rentfrequency", "frequency", "paymentfrequency", "rentperiod", "chargefrequency", "debitfrequency",
        "howoftenitischarged",
        "rentcycle", "debitcycle", "chargeperiod", "period"), "Weekly, fortnightly, 4-weekly, monthly or nightly."),
    Role("charge.tenancy", _C, "Tenancy charged", Cell.KEY, ("tenancycharged", "chargeaccount"),
         "The number of the tenancy, as the list of tenancies has it."),
    Role("charge.code", _C, "What is charged", Cell.WORD, (
        "chargecode", "chargetype", "charge", "element", "elementtype", "chargeelement", "debittype", "whatischarged",
        "rentelement"),
         "Rent, service charge, personal charge, water, support, garage or VAT."),
    Role("charge.description", _C, "Words of the charge", Cell.TEXT, (
        "chargedescription", "wordsofthecharge", "elementdescription", "chargename"), "What it is called on statements."),
    Role("charge.amount", _C, "Amount of the charge", Cell.MONEY, (
        "chargeamount", "amountofthecharge", "elementamount", "weeklyamount", "monthlyamount", "weeklycharge", "chargevalue"),
         "Amount a week, or a month where the charges are said to be monthly."),
    Role("charge.from", _C, "Charged from", Cell.DAY, ("chargedfrom", "effectivefrom", "chargefrom", "chargestart", "fromdate"),
         "The day from which it is charged."),
    Role("charge.until", _C, "Charged to", Cell.DAY, ("chargedto", "effectiveto", "chargeto", "chargeend", "todate",
                                                      "chargeenddate"),
         "The last day on which it is charged. Charges that are over are left out."),
    *(Role(f"charge.{key}", _C, words, Cell.MONEY, heads, explains) for key, words, heads, explains in (
        ("rent", "Rent", ("rent", "netrent", "weeklyrent", "monthlyrent", "corerent", "basicrent", "rentamount", "currentrent",
                          "rentpw", "rentpcm", "rentperweek", "rentpermonth", "rentpernight", "nightlyrent", "nightrate",
                          "rentpn",
                          "grossrent", "rentcharge", "weeklynetrent",
                          "contractrent", "baserent"), "Net rent a week (month, night)."),
        ("service", "Service charge", ("servicecharge", "eligibleservicecharge", "service", "servicecharges", "sc", "esc",
                                       "eligibleservice", "weeklyservicecharge", "servicechargeeligible", "servcharge"),
         "Service charge that benefit pays for."),
        ("personal", "Personal charge", ("personalcharge", "ineligibleservicecharge", "ineligible", "ineligiblecharge", "isc",
                                         "heating", "heatingcharge", "utilities", "servicechargeineligible", "othercharge"),
         "Heating, meals and other things that benefit does not pay for."),
        ("water", "Water", ("water", "watercharge", "waterrates"), "Water charge."),
        ("support", "Support charge", ("support", "supportcharge", "supportingpeople"), "Support charge."),
        ("garage", "Garage charge", ("garage", "garagerent", "garagecharge", "garageweekly"), "Garage, store or parking."),
        ("vat", "VAT", ("vat", "vatamount"), "VAT on a garage."))),
    Role("charge.hb", _C, "Housing Benefit pays", Cell.MONEY, (
        "housingbenefitpays", "hbamount", "hb", "weeklyhb", "hbaward", "housingbenefit", "hbentitlement", "hbweekly"),
         "How much of the charges Housing Benefit pays, in the same period."),
    Role("charge.uc", _C, "Universal Credit pays us", Cell.MONEY, (
        "universalcreditpaysus", "ucamount", "uchousing", "ucdirect", "mptl", "apa", "uc"),
         "How much of the charges the DWP pays to us."),
    Role("charge.helper", _C, "Support provider pays", Cell.MONEY, ("supportproviderpays", "supportfunding", "providerpays"),
         "How much of the charges a support provider pays."),
    Role("balance.key", _B, "Account of the balance", Cell.KEY, ("accountofthebalance", "balanceaccount"),
         "The tenancy number or payment reference the balance is of."),
    Role("balance.pence", _B, "Balance", Cell.MONEY, (
        "balance", "currentbalance", "accountbalance", "rentbalance", "curbal", "closingbalance", "openingbalance",
        "balancedue",
        "amountdue", "totaldue", "outstandingbalance", "netbalance", "balanceoutstanding", "bal", "balancecf", "totalbalance",
        "rentaccountbalance"),
         "The balance at the end of the day of the balances."),
    Role("balance.owed", _B, "Arrears", Cell.MONEY, (
        "arrears", "owed", "amountowed", "rentarrears", "debit", "debitbalance", "pastdue", "totalarrears", "grossarrears"),
         "What is owed, where credits have a column of their own."),
    Role("balance.credit", _B, "In credit", Cell.MONEY, ("credit", "incredit", "prepaid", "creditbalance", "prepayment"),
         "What is held for them, where arrears have a column of their own."),
    Role("balance.kind", _B, "Which account it is", Cell.WORD, (
        "accounttype", "accttype", "acctype", "whichaccountitis", "accountkind", "subaccount", "subaccounttype", "balancetype"),
         "Rent, court costs, recharges or an overpayment, where each has a row of its own."),
    Role("balance.payer", _B, "Whose part it is", Cell.WORD, ("balancepayer", "payer", "debtor", "whoseparitis",
                                                              "whosepartitis"),
         "The tenant’s own, Housing Benefit’s or Universal Credit’s, where each has a row of its own."),
    *(Role(f"balance.{key}", _B, words, Cell.MONEY, heads, explains) for key, words, heads, explains in (
        ("own", "Their own part", ("tenantbalance", "ownbalance", "residentbalance", "personalbalance", "theirownpart",
                                   "tenantsbalance", "clientbalance", "tenantarrears", "residentarrears"),
         "The part of the balance that they pay themselves."),
        ("hb", "Housing Benefit’s part", ("hbbalance", "housingbenefitbalance", "housingbenefitspart", "hbarrears", "hbowed"),
         "The part of the balance that waits for Housing Benefit."),
        ("uc", "Universal Credit’s part", ("ucbalance", "universalcreditbalance", "universalcreditspart", "ucarrears",
                                           "ucowed"),
         "The part of the balance that waits for Universal Credit."),
        ("court", "Court costs", ("courtcosts", "courtcost", "courtcostbalance", "courtbalance", "legalcosts", "courtfees"),
         "Court costs they owe, kept on an account beside the rent."),
        ("recharge", "Recharges", ("recharges", "recharge", "rechargebalance", "rechargeablerepairs", "rechargeable"),
         "Recharges they owe, kept on an account beside the rent."),
        ("overpaid", "Benefit overpayment", ("hboverpayment", "benefitoverpayment", "overpayment", "hbop"),
         "Housing Benefit to be paid back, kept on an account beside the rent."))),
    Role("history.key", _Y, "Account of the entry", Cell.KEY, ("accountoftheentry", "entryaccount"),
         "The tenancy number or payment reference the entry is of."),
    Role("history.on", _Y, "Day of the entry", Cell.DAY, (
        "transactiondate", "date", "entrydate", "postdate", "postingdate", "trandate", "effectivedate", "dayoftheentry",
        "dateposted", "transdate"), "The day it counts from."),
    Role("history.text", _Y, "Words of the entry", Cell.TEXT, (
        "transaction", "details", "narrative", "wordsoftheentry", "transactiontext", "particulars", "description", "transdesc",
        "transactiondescription", "transactiondetails"),
         "What it was for."),
    Role("history.kind", _Y, "Kind of entry", Cell.WORD, (
        "transactiontype", "trantype", "entrytype", "kindofentry", "transtype", "transcode"),
         "Charge, receipt, adjustment, refund or write-off."),
    Role("history.amount", _Y, "Amount of the entry", Cell.MONEY, (
        "amount", "transactionamount", "value", "amountoftheentry", "realvalue", "transamount"), "Amount with its sign."),
    Role("history.debit", _Y, "Debit", Cell.MONEY, ("debits", "charged", "dr", "debitamount", "dramount", "debitvalue"),
         "What was charged, where receipts have a column of their own."),
    Role("history.credit", _Y, "Credit", Cell.MONEY, ("credits", "paid", "cr", "received", "creditamount", "payment",
                                                      "cramount",
                                                         "creditvalue"),
         "What was received, where charges have a column of their own."),
    Role("history.balance", _Y, "Balance after it", Cell.MONEY, ("runningbalance", "balanceafter", "balanceafterit"),
         "The account’s balance after the entry."),
)
BY_KEY = {role.key: role for role in ROLES}
KEYS = tuple(role.key for role in ROLES)
AMOUNTS: dict[str, ChargeCode] = {
    "charge.rent": ChargeCode.RENT, "charge.service": ChargeCode.ELIGIBLE_SERVICE,
    "charge.personal": ChargeCode.INELIGIBLE_SERVICE,
    "charge.water": ChargeCode.WATER, "charge.support": ChargeCode.SUPPORT, "charge.garage": ChargeCode.GARAGE,
    "charge.vat": ChargeCode.VAT}
"""Columns that hold the amount of one charge each."""
