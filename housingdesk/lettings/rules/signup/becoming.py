"""What the answers of a sign-up become: persons, ways to reach them, needs, parties, identity, consents, the agreement. Pure.

Holders and other adults become persons. Children stay in the answers of the household: they hold nothing, nobody writes to
them, and what is not kept cannot leak. Who was on file already stays the same person.
"""

from datetime import date

from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.words import Flow
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind, PartyDraft, PartyRole, PersonDraft, Scope
from housingdesk.people.rules.proofs import ConsentDraft, ConsentKind, IdentityDraft, IdentityKind
from housingdesk.properties.rules.safety import MeterKind
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from housingdesk.values.dates import DAY, add_months

NEED_KEYS: dict[str, NeedKind] = {
    "need_large_print": NeedKind.LARGE_PRINT, "need_easy_read": NeedKind.EASY_READ, "need_braille": NeedKind.BRAILLE,
    "need_audio": NeedKind.AUDIO, "need_interpreter": NeedKind.INTERPRETER, "need_translation": NeedKind.TRANSLATION,
    "need_sign_language": NeedKind.SIGN_LANGUAGE, "need_phone_first": NeedKind.PHONE_FIRST, "need_no_phone": NeedKind.NO_PHONE}
CONSENT_KEYS: dict[str, ConsentKind] = {
    "consent_support": ConsentKind.SHARE_SUPPORT, "consent_council": ConsentKind.SHARE_COUNCIL_BENEFIT,
    "consent_dwp": ConsentKind.SHARE_DWP, "consent_tax": ConsentKind.SHARE_COUNCIL_TAX,
    "consent_health": ConsentKind.SHARE_HEALTH, "consent_photo": ConsentKind.PHOTOGRAPH,
    "consent_texts": ConsentKind.TEXT_AND_EMAIL, "consent_surveys": ConsentKind.SURVEYS}
METER_KEYS: dict[str, MeterKind] = {
    "meter_electricity": MeterKind.ELECTRICITY, "meter_gas": MeterKind.GAS, "meter_water": MeterKind.WATER}
_WITH_LANGUAGE = frozenset({NeedKind.INTERPRETER, NeedKind.TRANSLATION})
_SIGNS = {"attorney": PartyRole.ATTORNEY, "deputy": PartyRole.DEPUTY, "court": PartyRole.OTHER}


def person_draft(known: Known, person: int) -> PersonDraft:
    """One adult of the household."""
    look = known.answers.look
    return PersonDraft(look(f"name_{person}"), look(f"called_{person}"), born_on=known.answers.day(f"born_on_{person}"),
                       nino=look(f"nino_{person}"))


def adults(known: Known) -> tuple[int, ...]:
    """Who becomes a person: everybody with a name who is no child, the holders first."""
    others = tuple(n for n in known.of("adult") if n not in known.holders and known.answers.look(f"name_{n}"))
    return (*known.holders, *others)


def contact_drafts(known: Known, person: int) -> tuple[ContactDraft, ...]:
    """How to reach one of them; the way that is not safe is marked so; another address for letters is safe."""
    look, unsafe = known.answers.look, known.answers.look("unsafe")
    found = []
    for kind, value in ((ContactKind.PHONE, look(f"phone_{person}")), (ContactKind.EMAIL, look(f"email_{person}")),
                        (ContactKind.POST, look("post_to") if person == 1 else "")):
        if value:
            found.append(ContactDraft(kind, value, safe=kind is ContactKind.POST or unsafe != kind))
    return tuple(found)


def need_drafts(known: Known, start: date) -> tuple[NeedDraft, ...]:
    """What the lead tenant needs so that letters and calls work."""
    look = known.answers.look
    found = [NeedDraft(kind, start, look("language") if kind in _WITH_LANGUAGE else "")
             for key, kind in NEED_KEYS.items() if look(key) == "yes"]
    return (*found, NeedDraft(NeedKind.OTHER, start, look("need_other"))) if look("need_other") else tuple(found)


def party_drafts(known: Known, today: date) -> tuple[PartyDraft, ...]:
    """Whom to call and whom we may talk to: emergency contact, support worker, and who signs for them."""
    look, found = known.answers.look, list[PartyDraft]()
    if look("emergency_name"):
        kin = look("emergency_kin") == "yes"
        found.append(PartyDraft(PartyRole.NEXT_OF_KIN if kin else PartyRole.EMERGENCY, look("emergency_name"), Scope.SUPPORT,
                                phone=look("emergency_phone"), authority_note="Emergency contact" if kin else ""))
    if look("worker_name"):
        agreed = look("consent_support") == "yes"
        found.append(PartyDraft(PartyRole.KEY_WORKER, look("worker_name"), Scope.SUPPORT, look("worker_organisation"),
                                look("worker_phone"), look("worker_email"), authority_on=today if agreed else None,
                                authority_note="Agreed at the sign-up" if agreed else ""))
    if look("signs") in _SIGNS and look("signs_name"):
        found.append(PartyDraft(_SIGNS[look("signs")], look("signs_name"), Scope.EVERYTHING, authority_on=today,
                                authority_note=look("signs_authority")[:400]))
    return tuple(found)


def identity_drafts(known: Known, person: int, seen_on: date) -> tuple[IdentityDraft, ...]:
    """What showed who a holder is, or by when it comes and who vouches; none while neither was said."""
    look, kind = known.answers.look, known.answers.look(f"identity_{person}")
    if not kind:
        return ()
    if IdentityKind(kind) is IdentityKind.TO_FOLLOW:
        draft = IdentityDraft(IdentityKind.TO_FOLLOW, follow_by=known.answers.day(f"identity_by_{person}"),
                              vouched_by=look(f"identity_vouched_{person}"))
        return (draft,) if draft.follow_by is not None and draft.vouched_by else ()
    by = look(f"identity_seen_by_{person}")
    first = IdentityDraft(IdentityKind(kind), look(f"identity_number_{person}"), seen_on, by)
    second = look(f"identity_second_{person}")
    if not by:
        return ()
    return (first, IdentityDraft(IdentityKind(second), "", seen_on, by)) if second else (first,)


def consent_drafts(known: Known, on: dict[str, date]) -> tuple[ConsentDraft, ...]:
    """What the lead tenant agreed to or not; ``on`` is the day each was said, by its key."""
    return tuple(ConsentDraft(kind, known.answers.look(key) == "yes", on[key], "At the sign-up")
                 for key, kind in CONSENT_KEYS.items() if known.answers.look(key) in ("yes", "no") and key in on)


def route_of(known: Known, kind: TenancyKind) -> BenefitRoute:
    """Which money towards the rent is expected (rulebook §6.1)."""
    look = known.answers.look
    if kind is TenancyKind.CONTRACT:
        return BenefitRoute.NONE
    if look("benefit") == "6":
        return BenefitRoute.UC_DIRECT if look("to_landlord") == "yes" else BenefitRoute.UC_TENANT
    if look("benefit") != "1":
        return BenefitRoute.NONE
    if look("needs") == "2":
        return BenefitRoute.HB_EXEMPT
    return BenefitRoute.HB_TEMPORARY if look("flow") == Flow.EMERGENCY else BenefitRoute.HB_PENSION


def starter_until(kind: TenancyKind, starts_on: date, months: int) -> date | None:
    """The last day of a starter tenancy's trial; None for other agreements."""
    return add_months(starts_on, months) - DAY if kind is TenancyKind.STARTER else None
