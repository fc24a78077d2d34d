-- The role as which the server and the workers log in. It owns nothing: it can read, write and delete rows, and of the
-- audit trail only read and add. Run by the owner of the tables, after every `migrate`, in the database of the desk:
--
--     psql "$OWNER_DATABASE_URL" --set app=annotations_app --file deploy/roles.sql
--
-- The role itself is made once, by a superuser: CREATE ROLE annotations_app LOGIN PASSWORD '...';

GRANT USAGE ON SCHEMA public TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :"app";

-- Events are appended and never touched again; where their chains end is counted on, never taken away.
REVOKE UPDATE, DELETE, TRUNCATE ON annotations_event FROM :"app";
REVOKE DELETE, TRUNCATE ON annotations_chainhead FROM :"app";
-- What was received, and what was said of it, is never changed.
REVOKE TRUNCATE ON annotations_revision, annotations_check FROM :"app";
-- Which migrations have been applied is the owner's.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM :"app";
