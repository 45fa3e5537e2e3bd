"""Whether the portal can do its work: database, its role, its tables, the broker."""

import structlog
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError as BrokerError

from schoolgids.celery import app

log = structlog.get_logger()
BROKER_PATIENCE = 2  # seconds


def lack() -> str:
    """A word for the first thing that is missing; "" when all is there."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
            )
            (all_powerful,) = cursor.fetchone()
        if all_powerful:
            return "role"  # row-level security would not hold
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations"
    except (DatabaseError, InterfaceError) as error:
        log.warning("not_ready", lack="database", error=type(error).__name__)
        return "database"
    try:
        with app.connection_for_write(connect_timeout=BROKER_PATIENCE) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_PATIENCE)
    except (BrokerError, OSError) as error:
        log.warning("not_ready", lack="broker", error=type(error).__name__)
        return "broker"
    return ""
