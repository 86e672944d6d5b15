-- What may only ever be added to, and the checks a seal makes before it closes a batch.

CREATE FUNCTION hd_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$;
--;
CREATE TRIGGER batch_only_added BEFORE UPDATE OR DELETE ON batch FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER batch_no_truncate BEFORE TRUNCATE ON batch FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER entry_only_added BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER seal_only_added BEFORE UPDATE OR DELETE ON seal FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER ledger_close_only_added BEFORE UPDATE OR DELETE ON ledger_close FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER ledger_close_no_truncate BEFORE TRUNCATE ON ledger_close FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER audit_event_only_added BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER audit_change_only_added BEFORE UPDATE OR DELETE ON audit_change FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER audit_change_no_truncate BEFORE TRUNCATE ON audit_change FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER document_only_added BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE FUNCTION hd_entry_not_into_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM seal s JOIN added a ON s.batch_id = a.batch_id) THEN RAISE EXCEPTION 'the batch is sealed'; END IF;
  RETURN NULL;
END $$;
--;
CREATE TRIGGER entry_not_into_sealed AFTER INSERT ON entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION hd_entry_not_into_sealed();
--;
CREATE FUNCTION hd_seal_checks() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.previous <> coalesce((SELECT hash FROM seal ORDER BY sequence DESC LIMIT 1), repeat('0', 64))
     OR NEW.sequence <> coalesce((SELECT max(sequence) FROM seal), 0) + 1 THEN
    RAISE EXCEPTION 'the seal does not follow the head of the chain';
  END IF;
  IF EXISTS (SELECT 1 FROM batch b WHERE b.id = NEW.batch_id AND (b.control_pence, b.lines::bigint) <>
      (SELECT coalesce(sum(pence), 0), count(*) FROM entry WHERE batch_id = b.id)) THEN
    RAISE EXCEPTION 'the control total of the batch does not agree with its entries';
  END IF;
  IF EXISTS (SELECT 1 FROM entry WHERE batch_id = NEW.batch_id
             AND effective_on <= (SELECT max(closed_to) FROM ledger_close)) THEN
    RAISE EXCEPTION 'the period is closed';
  END IF;
  RETURN NEW;
END $$;
--;
CREATE TRIGGER seal_checks BEFORE INSERT ON seal FOR EACH ROW EXECUTE FUNCTION hd_seal_checks();
--;
-- The server itself says whose connection wrote an audit event; nobody signs for somebody else.
CREATE FUNCTION hd_stamp_login() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE signed_in record;
BEGIN
  NEW.session_login := session_user;
  IF hd_is_owner() THEN RETURN NEW; END IF;
  SELECT id, name INTO signed_in FROM hd_user WHERE login = session_user;
  IF NEW.user_id IS DISTINCT FROM signed_in.id THEN
    RAISE EXCEPTION 'You are signed in to the server as %, and cannot sign for somebody else', session_user
      USING ERRCODE = 'HD001';
  END IF;
  NEW.who := coalesce(signed_in.name, session_user);
  RETURN NEW;
END $$;
--;
CREATE TRIGGER audit_event_stamp BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION hd_stamp_login();
--;
