#!/bin/bash
# Runs once, when the database server makes its data: the portal's role and its database.
# No superuser and no BYPASSRLS: row-level security holds for it.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username postgres --set "password=$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE schoolgids LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE schoolgids OWNER schoolgids;
REVOKE CONNECT ON DATABASE schoolgids FROM PUBLIC;
SQL
