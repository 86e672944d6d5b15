-- Groups belong to the whole server: another database of it may give the same login a group in the same moment.
CREATE OR REPLACE FUNCTION hd_join_group(login text, role text) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF hd_prefix() || '_' || role NOT IN (SELECT hd_groups()) THEN
    RAISE EXCEPTION 'There is no role %', role USING ERRCODE = 'HD001';
  END IF;
  FOR attempt IN 1 .. 20 LOOP
    BEGIN
      PERFORM hd_leave_groups(login);
      EXECUTE format('GRANT %I TO %I', hd_prefix() || '_' || role, login);
      RETURN;
    EXCEPTION WHEN internal_error OR unique_violation THEN
      IF attempt = 20 THEN RAISE; END IF;
      PERFORM pg_sleep(0.02);
    END;
  END LOOP;
END $$;
