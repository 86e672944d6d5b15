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
  FOREACH member IN ARRAY ARRAY['reader', 'coordinator', 'finance', 'manager', 'administrator'] LOOP
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', prefix || '_' || member);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', prefix || '_' || member);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', here, prefix || '_' || member);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', prefix || '_' || member);
    EXECUTE format('GRANT EXECUTE ON FUNCTION hd_seen() TO %I', prefix || '_' || member);
  END LOOP;
  FOR line IN SELECT * FROM (VALUES
    ('reader', 'audit_change', 'INSERT'),
    ('reader', 'audit_event', 'INSERT'),
    ('coordinator', 'account', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'audit_change', 'INSERT'),
    ('coordinator', 'audit_event', 'INSERT'),
    ('coordinator', 'balance', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'bank_account', 'INSERT, UPDATE'),
    ('coordinator', 'bank_file', 'INSERT, UPDATE'),
    ('coordinator', 'bank_line', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'bank_rule', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'batch', 'INSERT'),
    ('coordinator', 'charge_line', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'charge_share', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'contact', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'debit_run', 'INSERT'),
    ('coordinator', 'document', 'INSERT'),
    ('coordinator', 'entry', 'INSERT'),
    ('coordinator', 'expected_payment', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'find_entry', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'hold', 'INSERT, UPDATE'),
    ('coordinator', 'holder', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'let_period', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'letter', 'INSERT, UPDATE'),
    ('coordinator', 'letter_run', 'INSERT, UPDATE'),
    ('coordinator', 'letter_template', 'INSERT, UPDATE'),
    ('coordinator', 'need', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'note', 'INSERT, UPDATE'),
    ('coordinator', 'notice_case', 'INSERT, UPDATE'),
    ('coordinator', 'notice_service', 'INSERT, UPDATE'),
    ('coordinator', 'occupancy', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'party', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'payer_memory', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'person', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'route', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'seal', 'INSERT'),
    ('coordinator', 'space', 'UPDATE'),
    ('coordinator', 'suspense_item', 'INSERT, UPDATE, DELETE'),
    ('coordinator', 'task', 'INSERT, UPDATE'),
    ('coordinator', 'tenancy', 'INSERT, UPDATE, DELETE'),
    ('finance', 'account', 'INSERT, UPDATE'),
    ('finance', 'audit_change', 'INSERT'),
    ('finance', 'audit_event', 'INSERT'),
    ('finance', 'balance', 'INSERT, UPDATE'),
    ('finance', 'bank_account', 'INSERT, UPDATE'),
    ('finance', 'bank_file', 'INSERT, UPDATE'),
    ('finance', 'bank_line', 'INSERT, UPDATE, DELETE'),
    ('finance', 'bank_rule', 'INSERT, UPDATE, DELETE'),
    ('finance', 'batch', 'INSERT'),
    ('finance', 'charge_line', 'INSERT, UPDATE, DELETE'),
    ('finance', 'charge_share', 'INSERT, UPDATE, DELETE'),
    ('finance', 'debit_run', 'INSERT'),
    ('finance', 'document', 'INSERT'),
    ('finance', 'entry', 'INSERT'),
    ('finance', 'expected_payment', 'INSERT, UPDATE, DELETE'),
    ('finance', 'find_entry', 'INSERT, UPDATE, DELETE'),
    ('finance', 'hold', 'INSERT, UPDATE'),
    ('finance', 'ledger_close', 'INSERT'),
    ('finance', 'letter', 'INSERT, UPDATE'),
    ('finance', 'letter_run', 'INSERT, UPDATE'),
    ('finance', 'note', 'INSERT, UPDATE'),
    ('finance', 'payer_memory', 'INSERT, UPDATE, DELETE'),
    ('finance', 'seal', 'INSERT'),
    ('finance', 'suspense_item', 'INSERT, UPDATE, DELETE'),
    ('finance', 'task', 'INSERT, UPDATE'),
    ('manager', 'account', 'INSERT, UPDATE, DELETE'),
    ('manager', 'agent', 'INSERT, UPDATE, DELETE'),
    ('manager', 'audit_change', 'INSERT'),
    ('manager', 'audit_event', 'INSERT'),
    ('manager', 'balance', 'INSERT, UPDATE, DELETE'),
    ('manager', 'bank_account', 'INSERT, UPDATE'),
    ('manager', 'bank_file', 'INSERT, UPDATE'),
    ('manager', 'bank_line', 'INSERT, UPDATE, DELETE'),
    ('manager', 'bank_rule', 'INSERT, UPDATE, DELETE'),
    ('manager', 'batch', 'INSERT'),
    ('manager', 'charge_line', 'INSERT, UPDATE, DELETE'),
    ('manager', 'charge_share', 'INSERT, UPDATE, DELETE'),
    ('manager', 'contact', 'INSERT, UPDATE, DELETE'),
    ('manager', 'council', 'INSERT, UPDATE, DELETE'),
    ('manager', 'debit_run', 'INSERT'),
    ('manager', 'document', 'INSERT'),
    ('manager', 'entry', 'INSERT'),
    ('manager', 'expected_payment', 'INSERT, UPDATE, DELETE'),
    ('manager', 'find_entry', 'INSERT, UPDATE, DELETE'),
    ('manager', 'hold', 'INSERT, UPDATE'),
    ('manager', 'holder', 'INSERT, UPDATE, DELETE'),
    ('manager', 'ledger_close', 'INSERT'),
    ('manager', 'let_period', 'INSERT, UPDATE, DELETE'),
    ('manager', 'letter', 'INSERT, UPDATE'),
    ('manager', 'letter_run', 'INSERT, UPDATE'),
    ('manager', 'letter_template', 'INSERT, UPDATE'),
    ('manager', 'need', 'INSERT, UPDATE, DELETE'),
    ('manager', 'note', 'INSERT, UPDATE'),
    ('manager', 'notice_case', 'INSERT, UPDATE'),
    ('manager', 'notice_service', 'INSERT, UPDATE'),
    ('manager', 'notice_wording', 'INSERT, UPDATE'),
    ('manager', 'occupancy', 'INSERT, UPDATE, DELETE'),
    ('manager', 'party', 'INSERT, UPDATE, DELETE'),
    ('manager', 'payer_memory', 'INSERT, UPDATE, DELETE'),
    ('manager', 'person', 'INSERT, UPDATE, DELETE'),
    ('manager', 'route', 'INSERT, UPDATE, DELETE'),
    ('manager', 'seal', 'INSERT'),
    ('manager', 'space', 'INSERT, UPDATE, DELETE'),
    ('manager', 'suspense_item', 'INSERT, UPDATE, DELETE'),
    ('manager', 'task', 'INSERT, UPDATE'),
    ('manager', 'tenancy', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'account', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'agent', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'audit_change', 'INSERT'),
    ('administrator', 'audit_event', 'INSERT'),
    ('administrator', 'balance', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'bank_account', 'INSERT, UPDATE'),
    ('administrator', 'bank_file', 'INSERT, UPDATE'),
    ('administrator', 'bank_line', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'bank_rule', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'batch', 'INSERT'),
    ('administrator', 'charge_line', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'charge_share', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'contact', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'council', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'debit_run', 'INSERT'),
    ('administrator', 'document', 'INSERT'),
    ('administrator', 'entry', 'INSERT'),
    ('administrator', 'expected_payment', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'find_entry', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'hd_user', 'INSERT, UPDATE'),
    ('administrator', 'hold', 'INSERT, UPDATE'),
    ('administrator', 'holder', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'ledger_close', 'INSERT'),
    ('administrator', 'let_period', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'letter', 'INSERT, UPDATE'),
    ('administrator', 'letter_run', 'INSERT, UPDATE'),
    ('administrator', 'letter_template', 'INSERT, UPDATE'),
    ('administrator', 'need', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'note', 'INSERT, UPDATE'),
    ('administrator', 'notice_case', 'INSERT, UPDATE'),
    ('administrator', 'notice_service', 'INSERT, UPDATE'),
    ('administrator', 'notice_wording', 'INSERT, UPDATE'),
    ('administrator', 'occupancy', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'party', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'payer_memory', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'person', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'route', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'seal', 'INSERT'),
    ('administrator', 'setting', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'space', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'suspense_item', 'INSERT, UPDATE, DELETE'),
    ('administrator', 'task', 'INSERT, UPDATE'),
    ('administrator', 'tenancy', 'INSERT, UPDATE, DELETE')
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
    ('coordinator', 'adjustment end:'),
    ('coordinator', 'bank posting '),
    ('coordinator', 'benefit schedule '),
    ('coordinator', 'debit run '),
    ('coordinator', 'reversal '),
    ('coordinator', 'transfer '),
    ('finance', 'adjustment '),
    ('finance', 'bank posting '),
    ('finance', 'benefit schedule '),
    ('finance', 'debit run '),
    ('finance', 'opening balances '),
    ('finance', 'refund '),
    ('finance', 'reversal '),
    ('finance', 'transfer '),
    ('finance', 'write-off '),
    ('manager', 'adjustment '),
    ('manager', 'adjustment end:'),
    ('manager', 'bank posting '),
    ('manager', 'benefit schedule '),
    ('manager', 'debit run '),
    ('manager', 'opening balances '),
    ('manager', 'refund '),
    ('manager', 'reversal '),
    ('manager', 'transfer '),
    ('manager', 'write-off '),
    ('administrator', 'adjustment '),
    ('administrator', 'adjustment end:'),
    ('administrator', 'bank posting '),
    ('administrator', 'benefit schedule '),
    ('administrator', 'debit run '),
    ('administrator', 'opening balances '),
    ('administrator', 'refund '),
    ('administrator', 'reversal '),
    ('administrator', 'transfer '),
    ('administrator', 'write-off ')
  ) AS k(member, start) WHERE starts_with(NEW.kind || ' ' || NEW.key, k.start) AND hd_is_member(k.member)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Your role does not let you post a batch of this kind (%). Nothing was changed', NEW.kind
    USING ERRCODE = 'HD001';
END $$;
