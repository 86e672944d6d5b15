-- What was published stays as it was: these tables are only ever added to.

CREATE TRIGGER correction_only_added BEFORE UPDATE OR DELETE ON correction FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER correction_no_truncate BEFORE TRUNCATE ON correction FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_only_added BEFORE UPDATE OR DELETE ON snapshot FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_no_truncate BEFORE TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_account_only_added BEFORE UPDATE OR DELETE ON snapshot_account FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_account_no_truncate BEFORE TRUNCATE ON snapshot_account FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_void_only_added BEFORE UPDATE OR DELETE ON snapshot_void FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_void_no_truncate BEFORE TRUNCATE ON snapshot_void FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_claim_only_added BEFORE UPDATE OR DELETE ON snapshot_claim FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER snapshot_claim_no_truncate BEFORE TRUNCATE ON snapshot_claim FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER period_close_only_added BEFORE UPDATE OR DELETE ON period_close FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER period_close_no_truncate BEFORE TRUNCATE ON period_close FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER journal_export_only_added BEFORE UPDATE OR DELETE ON journal_export FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER journal_export_no_truncate BEFORE TRUNCATE ON journal_export FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER bacs_report_only_added BEFORE UPDATE OR DELETE ON bacs_report FOR EACH ROW EXECUTE FUNCTION hd_only_added();
--;
CREATE TRIGGER bacs_report_no_truncate BEFORE TRUNCATE ON bacs_report FOR EACH STATEMENT EXECUTE FUNCTION hd_only_added();
--;
-- Who asked for money stays, and so does what was asked once somebody decided it; nobody asks or decides for somebody else.
CREATE FUNCTION hd_request_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE signed_in integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id THEN RAISE EXCEPTION 'who asked for money stays'; END IF;
    IF OLD.state <> 'asked' AND (NEW.asked_at, NEW.kind, NEW.account_id, NEW.to_account_id, NEW.pence, NEW.payer, NEW.pay_to,
        NEW.sort_code, NEW.account_number) IS DISTINCT FROM (OLD.asked_at, OLD.kind, OLD.account_id, OLD.to_account_id,
        OLD.pence, OLD.payer, OLD.pay_to, OLD.sort_code, OLD.account_number) THEN
      RAISE EXCEPTION 'what was asked for stays once it is decided';
    END IF;
  END IF;
  IF hd_is_owner() THEN RETURN NEW; END IF;
  SELECT id INTO signed_in FROM hd_user WHERE login = session_user;
  IF TG_OP = 'INSERT' AND NEW.asked_by_id IS DISTINCT FROM signed_in OR NEW.decided_by_id IS NOT NULL
      AND (TG_OP = 'INSERT' OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id)
      AND NEW.decided_by_id IS DISTINCT FROM signed_in THEN
    RAISE EXCEPTION 'You are signed in to the server as %, and cannot sign for somebody else', session_user
      USING ERRCODE = 'HD001';
  END IF;
  RETURN NEW;
END $$;
--;
CREATE TRIGGER money_request_stays BEFORE INSERT OR UPDATE ON money_request FOR EACH ROW EXECUTE FUNCTION hd_request_stays();
