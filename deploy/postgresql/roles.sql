-- The database and its roles, made once by an administrator of the server:
--   OWNER_PASSWORD=... LOGIN_PASSWORD=... psql --file roles.sql
-- The owner migrates and has no power over the server. The services sign in as a role that owns nothing and may do
-- nothing but become contact_gateway_app, which is given what each migration grants.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv login_password LOGIN_PASSWORD

CREATE ROLE contact_gateway_app NOLOGIN;
CREATE ROLE contact_gateway_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE contact_gateway_login LOGIN NOINHERIT PASSWORD :'login_password';
GRANT contact_gateway_app TO contact_gateway_owner, contact_gateway_login;

CREATE DATABASE contact_gateway OWNER contact_gateway_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE contact_gateway FROM PUBLIC;
GRANT CONNECT ON DATABASE contact_gateway TO contact_gateway_login;
