"""Which tables of the server each permission may write, and the SQL that says so to PostgreSQL.

The desk refuses what a person may not do, finely; the server's group roles hold coarsely even for somebody who goes
round the program: everybody reads, and each role writes the tables its permissions need and no other. What may only be
added to gets INSERT alone. ``grant_sql`` is frozen into a migration; a change here needs another one.
"""

from collections.abc import Iterator

from housingdesk.access.rules import PERMISSIONS, Permission, Role

_WORDS = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}
_FIND = {"find_entry": "IUD"}
_LEDGER = {"batch": "I", "entry": "I", "seal": "I", "balance": "IU"}
_PEOPLE = {"person": "IUD", "contact": "IUD", "need": "IUD", "party": "IUD", "identity": "IU", "consent": "IU"}
_HANDED_OVER = {"certificate": "IU", "key_set": "IU", "key_move": "IU", "meter": "IU", "meter_reading": "IU"}
_VOIDS = {"void": "IUD", "void_step": "IUD", "void_delay": "IU"}
_LETTINGS = {"applicant": "IUD", "answer": "IUD", "affordability": "I", "support_ask": "IU", "match": "IUD", "viewing": "IU",
             "offer": "IU", "sign_up": "IU", "pack_paper": "IU", "signature": "IU", "core_home": "IU", "core_log": "IUD",
             "core_file": "IU", "claim": "IUD", "claim_evidence": "IUD", "award": "I", "uc_card": "IU"}
_CHANGES = {"review": "IU", "review_action": "IU", "move_on": "IU", "change": "IU", "change_step": "IU", "told": "IU"}
_CLAIMS = {"claim": "IUD", "claim_evidence": "IUD", "award": "IUD", "claim_contact": "IUD", "circumstance": "IUD",
           "appeal": "IUD", "absence": "IUD", "overpayment": "IUD", "uc_card": "IUD", "gap_finding": "IUD",
           "provider_paper": "IUD"}
_SCHEDULES = {"schedule": "IU", "schedule_line": "IU", "schedule_layout": "IUD", "line_memory": "IUD", "award": "IUD",
              "overpayment": "IU", "claim": "U", "gap_finding": "IUD"}
_OFFICES = {"office": "IU", "provider_file": "IU", "provider_paper": "IUD", "agreed_rent": "IUD"}
_OWN_LETTERS = {"letter_run": "IU", "letter": "IU", "document": "I"}
_CHARGES = {"charge_line": "IUD", "charge_share": "IUD"}
_PLANS = {"expected_payment": "IUD"}
_REVIEWS = {"rent_review": "IU", "review_row": "IUD", "formula_rent": "IUD", "cost_head": "IUD", "cost_budget": "IUD",
            "cost_share": "IUD", "spending": "IU", "document": "I"}
_CORRECTIONS = {"correction": "I", "held_bed": "IUD"}
_TAKINGS = {"payment_file": "IU", "payment_file_line": "IU", "taking": "IU", "paying_in_slip": "IU", "mandate": "IU",
            "collection": "IU", "collection_line": "IU", "bacs_report": "I", "bacs_advice": "IU", "document": "I"}
_FROZEN = {"snapshot": "I", "snapshot_account": "I", "snapshot_void": "I", "snapshot_claim": "I"}
_INTAKES = {"intake": "IU", "intake_file": "IUD", "known_columns": "IUD", "control_total": "IUD", "brought_in": "ID"}

TABLES: dict[Permission, dict[str, str]] = {
    Permission.LOOK: {"audit_event": "I", "audit_change": "I"},
    Permission.WRITE_NOTES: {"note": "IU", "task": "IU", "document": "I", "hold": "IU"},
    Permission.KEEP_PEOPLE: {**_PEOPLE, **_FIND, "tenancy": "U", "account": "U", "letter": "U"},
    Permission.KEEP_HOMES: {**_FIND, **_LEDGER, **_HANDED_OVER, "core_home": "IU", "nomination_right": "IUD",
                            "space": "IUD", "let_period": "IUD", "council": "IUD", "agent": "IUD", "tenancy": "U",
                            "account": "IUD", "balance": "IUD"},
    Permission.KEEP_TENANCIES: {**_PEOPLE, **_FIND, **_LEDGER, **_PLANS, **_CHARGES, **_HANDED_OVER, **_VOIDS, **_LETTINGS,
                                **_CHANGES, **_OWN_LETTERS, **_CLAIMS, **_OFFICES, **_CORRECTIONS, "nomination_right": "IUD",
                                "tenancy": "IUD", "former_step": "IU",
                                "holder": "IUD", "occupancy": "IUD", "route": "IUD", "account": "IUD", "balance": "IUD",
                                "space": "U", "let_period": "IUD", "note": "I", "task": "IU", "hold": "IU"},
    Permission.KEEP_APPLICANTS: {**_PEOPLE, **_FIND, **_HANDED_OVER, **_VOIDS, **_LETTINGS, **_OWN_LETTERS,
                                 "nomination_right": "IUD", "note": "I", "task": "IU"},
    Permission.SEE_RISK: {},
    Permission.KEEP_CHARGES: {**_FIND, **_LEDGER, **_PLANS, **_CHARGES, **_REVIEWS, **_CORRECTIONS, "account": "IU",
                              "task": "IU"},
    Permission.RUN_DEBIT: {**_LEDGER, **_PLANS, **_FROZEN, "debit_run": "I", "account": "U"},
    Permission.POST_MONEY: {**_LEDGER, **_PLANS, **_FIND, **_SCHEDULES, **_TAKINGS, "money_request": "IU",
                            "former_step": "IU", "office": "IU", "bank_account": "IU", "bank_file": "IU",
                            "bank_line": "IUD", "bank_rule": "IUD", "payer_memory": "IUD", "suspense_item": "IUD",
                            "task": "IU", "note": "I"},
    Permission.ADJUST_ACCOUNTS: {**_LEDGER, **_PLANS, **_CORRECTIONS, **_TAKINGS, "money_request": "IU",
                                 "former_step": "IU", "task": "IU", "debit_run": "I", "bank_line": "U", "suspense_item": "IUD",
                                 "account": "IU", "schedule": "U", "schedule_line": "U"},
    Permission.CLOSE_PERIODS: {**_FROZEN, "ledger_close": "I", "period_close": "I", "nominal_code": "IUD",
                               "journal_export": "I", "document": "I"},
    Permission.SEND_LETTERS: {**_FIND, "letter_run": "IU", "letter": "IU", "document": "I", "note": "I", "task": "IU",
                              "posting": "IU", "delivery_round": "IU", "delivery_stop": "IU", "spelling_word": "IUD"},
    Permission.SERVE_NOTICES: {**_FIND, "notice_case": "IU", "notice_service": "IU", "notice_review": "IU", "document": "I",
                               "protocol_step": "IU", "eviction_notice": "IU", "letter_run": "IU", "letter": "IU",
                               "task": "IU", "note": "I"},
    Permission.CONFIRM_WORDING: {"notice_wording": "IU"},
    Permission.KEEP_LETTERS: {"letter_template": "IU", "spelling_word": "IUD"},
    Permission.KEEP_SETTINGS: {**_FIND, "setting": "IUD", "bank_account": "IU", "account": "IU", "balance": "I",
                               "office": "IU", "schedule_layout": "IUD"},
    Permission.KEEP_USERS: {"hd_user": "IU"},
    Permission.BRING_IN: {**_PEOPLE, **_FIND, **_LEDGER, **_CHARGES, **_INTAKES, "space": "IUD", "let_period": "IUD",
                          "council": "IUD", "tenancy": "IUD", "holder": "IUD", "occupancy": "IUD", "route": "IUD",
                          "account": "IUD", "balance": "IUD", "formula_rent": "IUD", "note": "I"},
    Permission.BACK_UP: {},
}
"""What an action with this permission may write, and the find entries and the audit of all of them."""

KINDS: dict[Permission, tuple[str, ...]] = {
    Permission.KEEP_HOMES: ("debit run", "reversal"),
    Permission.KEEP_TENANCIES: ("debit run", "reversal", "adjustment end:", "adjustment backdated:"),
    Permission.KEEP_CHARGES: ("debit run", "reversal", "adjustment backdated:"),
    Permission.RUN_DEBIT: ("debit run", "reversal"),
    Permission.POST_MONEY: ("bank posting", "benefit schedule", "reversal", "transfer", "payment file", "taking"),
    Permission.ADJUST_ACCOUNTS: ("adjustment", "reversal", "transfer", "write-off", "refund", "opening balances", "taking",
                                 "payment file"),
    Permission.BRING_IN: ("opening balances", "brought in", "reversal"),
}
"""Which batches go with a permission, by their kind and how their key begins: a coordinator's login credits the days after
a last day ("adjustment end:…"), and cannot adjust or write off anything else."""


def writes(role: Role) -> dict[str, str]:
    """The tables a role writes and how: ``{"note": "IU", …}``."""
    found: dict[str, set[str]] = {}
    for permission in PERMISSIONS[role]:
        for table, how in TABLES[permission].items():
            found.setdefault(table, set()).update(how)
    return {table: "".join(h for h in "IUD" if h in how) for table, how in sorted(found.items())}


def batches(role: Role) -> list[str]:
    """What a batch's kind, a blank and its key must begin with for a role to post it."""
    kinds = {kind for permission in PERMISSIONS[role] for kind in KINDS.get(permission, ())}
    return sorted(kind if kind.endswith(":") else f"{kind} " for kind in kinds)


def group_of(database: str, role: Role) -> str:
    """The server's group role; it carries the database's name, for two of them may live on one server."""
    return f"{database}_{role}"


def grant_sql() -> str:
    """The functions ``hd_grant_rights`` and ``hd_batch_by_right`` anew, for the database whose name they find out."""
    grants = ",\n    ".join(f"('{role}', '{table}', '{', '.join(_WORDS[h] for h in how)}')" for role, table, how in _grants())
    kinds = ",\n    ".join(f"('{role}', '{start}')" for role in Role for start in batches(role))
    roles = ", ".join(f"'{role}'" for role in Role)
    return _TEMPLATE.replace("@roles", roles).replace("@grants", grants).replace("@kinds", kinds)


def _grants() -> Iterator[tuple[Role, str, str]]:
    for role in Role:
        for table, how in writes(role).items():
            yield role, table, how


_TEMPLATE = """\
-- What each group role of this database may do; made from the table in access/rights.py.

CREATE OR REPLACE FUNCTION hd_grant_rights() RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here text := current_database();
  prefix text := hd_prefix();
  member text;
  line record;
BEGIN
  IF to_regrole(quote_ident(prefix || '_administrator')) IS NULL THEN RETURN false; END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', here);
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  FOREACH member IN ARRAY ARRAY[@roles] LOOP
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', prefix || '_' || member);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', prefix || '_' || member);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', here, prefix || '_' || member);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT EXECUTE ON FUNCTION hd_seen() TO %I', prefix || '_' || member);
  END LOOP;
  FOR line IN SELECT * FROM (VALUES
    @grants
  ) AS g(member, name, how) LOOP
    EXECUTE format('GRANT %s ON %I TO %I', line.how, line.name, prefix || '_' || line.member);
    IF line.how LIKE 'INSERT%' THEN
      EXECUTE (SELECT string_agg(format('GRANT USAGE ON SEQUENCE %s TO %I', d.objid::regclass,
                                        prefix || '_' || line.member), ';')
               FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
               WHERE d.refobjid = format('public.%I', line.name)::regclass AND d.deptype = 'a');
    END IF;
  END LOOP;
  EXECUTE format('GRANT EXECUTE ON FUNCTION hd_add_login(text, text, text), hd_set_role(text, text), '
                 'hd_set_login_active(text, boolean, text), hd_set_password(text, text) TO %I', prefix || '_administrator');
  RETURN true;
END $$;
--;
CREATE OR REPLACE FUNCTION hd_batch_by_right() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF hd_is_owner() OR EXISTS (SELECT 1 FROM (VALUES
    @kinds
  ) AS k(member, start) WHERE starts_with(NEW.kind || ' ' || NEW.key, k.start) AND hd_is_member(k.member)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Your role does not let you post a batch of this kind (%). Nothing was changed', NEW.kind
    USING ERRCODE = 'HD001';
END $$;
"""
