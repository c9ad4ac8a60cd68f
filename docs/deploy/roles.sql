-- Four roles with least rights: who owns the tables, who serves pages, who copies, and who reads published numbers.
--
-- Run once as a superuser in the empty database, and again after every upgrade that brings tables:
--   psql --single-transaction --file docs/deploy/roles.sql kompetencespejl
-- Then give three of them a password (\password kompetencespejl_app), or let them in by socket and account (peer).
--
--   kompetencespejl_owner    migrations (flask db upgrade), the daily run (flask remind, flask retention), which rewrites
--                            the pages of what is gone, and only an owner may do that; backups (flask backup, flask
--                            restore), which are restored on trial into a database of their own
--   kompetencespejl_app      the server: no tables of its own, no DDL, the trail of who saw what only to read and add to
--   kompetencespejl_backup   pg_dump: reads everything, changes nothing
--   kompetencespejl_read     published numbers about groups, for the house's own statistics; nothing about a person

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['owner', 'app', 'backup', 'read'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kompetencespejl_' || name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
                           'kompetencespejl_' || name);
        END IF;
    END LOOP;
    ALTER ROLE kompetencespejl_owner CREATEDB;
    EXECUTE format('ALTER DATABASE %I OWNER TO kompetencespejl_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO kompetencespejl_owner, kompetencespejl_app, kompetencespejl_backup, kompetencespejl_read',
                   current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO kompetencespejl_owner;
GRANT USAGE ON SCHEMA public TO kompetencespejl_app, kompetencespejl_backup, kompetencespejl_read;

-- What the owner makes from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE kompetencespejl_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kompetencespejl_app;
ALTER DEFAULT PRIVILEGES FOR ROLE kompetencespejl_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO kompetencespejl_app;
ALTER DEFAULT PRIVILEGES FOR ROLE kompetencespejl_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO kompetencespejl_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE kompetencespejl_owner IN SCHEMA public
    GRANT SELECT ON SEQUENCES TO kompetencespejl_backup;

-- What is there already.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kompetencespejl_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kompetencespejl_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO kompetencespejl_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO kompetencespejl_backup;

-- What nobody who serves pages may change: the trail, and which migrations the database has seen. The words of who is
-- erased go at once, so those may be deleted; checkpoints are the daily run's, which lets go of what is old.
DO $$
DECLARE
    kept record;
BEGIN
    FOR kept IN SELECT * FROM (VALUES ('audit_event', 'UPDATE, DELETE, TRUNCATE, TRIGGER'),
                                      ('audit_words', 'UPDATE, TRUNCATE, TRIGGER'),
                                      ('audit_checkpoint', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER'),
                                      ('alembic_version', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')) AS one (name, rights)
    LOOP
        IF to_regclass(kept.name) IS NOT NULL THEN
            EXECUTE format('REVOKE %s ON %I FROM kompetencespejl_app', kept.rights, kept.name);
        END IF;
    END LOOP;
END
$$;

-- What may be read by the house's statistics: what is published, and the names of what it is about.
DO $$
DECLARE
    published text;
BEGIN
    FOREACH published IN ARRAY ARRAY['release', 'released_group', 'released_figure', 'released_share', 'released_unit', 'released_part', 'unit', 'cycle', 'competence', 'area'] LOOP
        IF to_regclass(published) IS NOT NULL THEN
            EXECUTE format('GRANT SELECT ON %I TO kompetencespejl_read', published);
        END IF;
    END LOOP;
END
$$;
