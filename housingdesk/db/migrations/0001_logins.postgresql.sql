-- Each person's own login role. These functions run as the owner of the database, so that an administrator of this
-- database can look after its logins and no others; HD001 marks a sentence for the person at the screen.

-- The first half of the names of this database's group roles: its own name on the day it was made or put back.
CREATE FUNCTION hd_set_prefix(prefix text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION public.hd_prefix() RETURNS text LANGUAGE sql IMMUTABLE AS %L', format('SELECT %L::text', prefix));
END $$;
--;
SELECT hd_set_prefix(current_database());
--;
CREATE FUNCTION hd_is_owner() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.rolsuper OR r.oid = d.datdba FROM pg_roles r, pg_database d
  WHERE r.rolname = session_user AND d.datname = current_database() $$;
--;
CREATE FUNCTION hd_is_member(role text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT pg_has_role(session_user, g.oid, 'MEMBER') FROM pg_roles g
                   WHERE g.rolname = public.hd_prefix() || '_' || role), false) $$;
--;
CREATE FUNCTION hd_groups() RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT public.hd_prefix() || '_' || w
  FROM unnest(ARRAY['reader', 'coordinator', 'finance', 'manager', 'administrator']) w $$;
--;
CREATE FUNCTION hd_is_made_here(login text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT shobj_description(r.oid, 'pg_authid') = 'HousingDesk login of ' || public.hd_prefix()
                   FROM pg_roles r WHERE r.rolname = login), false) $$;
--;
CREATE FUNCTION hd_may_keep_logins() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT (hd_is_owner() OR hd_is_member('administrator')) THEN
    RAISE EXCEPTION 'Only an administrator of this database looks after its logins' USING ERRCODE = 'HD001';
  END IF;
END $$;
--;
CREATE FUNCTION hd_leave_groups(login text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE held text;
BEGIN
  FOR held IN SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
              WHERE r.rolname = login AND g.rolname IN (SELECT hd_groups()) LOOP
    EXECUTE format('REVOKE %I FROM %I', held, login);
  END LOOP;
END $$;
--;
CREATE FUNCTION hd_join_group(login text, role text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF hd_prefix() || '_' || role NOT IN (SELECT hd_groups()) THEN
    RAISE EXCEPTION 'There is no role %', role USING ERRCODE = 'HD001';
  END IF;
  PERFORM hd_leave_groups(login);
  EXECUTE format('GRANT %I TO %I', hd_prefix() || '_' || role, login);
END $$;
--;
CREATE FUNCTION hd_verifier(verifier text) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE EXCEPTION 'A password reaches the server only as a SCRAM verifier' USING ERRCODE = 'HD001';
  END IF;
  RETURN verifier;
END $$;
--;
-- Gives back 'made'; 'kept' when the server knew the login already, which then keeps its own password; or 'none' when it
-- did not and no verifier is given.
CREATE FUNCTION hd_add_login(login text, verifier text, role text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known pg_roles; found_it boolean;
BEGIN
  PERFORM hd_may_keep_logins();
  SELECT * INTO known FROM pg_roles WHERE rolname = login;
  found_it := FOUND;
  IF NOT found_it AND verifier IS NULL THEN RETURN 'none'; END IF;
  IF login !~ '^[a-z][a-z0-9._-]{0,59}$' OR login LIKE 'pg\_%' OR login IN ('public', 'none') THEN
    RAISE EXCEPTION 'The server cannot have a login called “%”: small letters without accents, figures, full stop and hyphen', login
      USING ERRCODE = 'HD001';
  END IF;
  IF found_it AND (known.rolsuper OR known.rolcreaterole OR known.rolcreatedb OR known.rolreplication OR known.rolbypassrls
                   OR (NOT known.rolcanlogin AND NOT hd_is_made_here(login))) THEN
    RAISE EXCEPTION 'The server uses the name “%” for something else. Choose another', login USING ERRCODE = 'HD001';
  END IF;
  IF NOT found_it THEN
    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', login, hd_verifier(verifier));
    EXECUTE format('COMMENT ON ROLE %I IS %L', login, 'HousingDesk login of ' || hd_prefix());
  END IF;
  PERFORM hd_join_group(login, role);
  RETURN CASE WHEN found_it THEN 'kept' ELSE 'made' END;
END $$;
--;
CREATE FUNCTION hd_set_role(login text, role text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM hd_may_keep_logins();
  IF EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
             WHERE r.rolname = login AND g.rolname IN (SELECT hd_groups())) THEN
    PERFORM hd_join_group(login, role);
  END IF;
END $$;
--;
-- A login that is kept out loses its group, which holds from its next statement on; it may still serve elsewhere.
CREATE FUNCTION hd_set_login_active(login text, active boolean, role text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known pg_roles;
BEGIN
  PERFORM hd_may_keep_logins();
  SELECT * INTO known FROM pg_roles WHERE rolname = login;
  IF NOT FOUND OR known.rolsuper OR known.rolcreaterole THEN RETURN; END IF;
  IF active THEN
    PERFORM hd_join_group(login, role);
  ELSE
    PERFORM hd_leave_groups(login);
  END IF;
  IF hd_is_made_here(login) AND NOT EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
                                            JOIN pg_roles g ON g.oid = m.roleid
                                            WHERE r.rolname = login AND g.rolname NOT IN (SELECT hd_groups())) THEN
    EXECUTE format('ALTER ROLE %I %s', login, CASE WHEN active THEN 'LOGIN' ELSE 'NOLOGIN' END);
  END IF;
END $$;
--;
CREATE FUNCTION hd_set_password(login text, verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM hd_may_keep_logins();
  IF NOT hd_is_made_here(login) THEN
    RAISE EXCEPTION 'The login % was not made by this database. The server''s administrator sets its password', login
      USING ERRCODE = 'HD001';
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', login, hd_verifier(verifier));
END $$;
--;
CREATE FUNCTION hd_seen() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE hd_user SET last_seen = clock_timestamp() WHERE login = session_user $$;
--;
REVOKE ALL ON FUNCTION hd_add_login(text, text, text), hd_set_role(text, text), hd_set_login_active(text, boolean, text),
  hd_set_password(text, text), hd_seen(), hd_leave_groups(text), hd_join_group(text, text),
  hd_set_prefix(text) FROM PUBLIC;
--;
