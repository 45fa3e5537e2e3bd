"""Row-level security, as a migration operation: the database keeps boards and schools apart (P5).

Every scoped table gets one policy, forced on its owner too:

- a row is there only for a scope with its board and, where the row has one, its school;
- a row may be written only so, and only when each scoped row it points to is itself in scope.
  PostgreSQL checks foreign keys behind the back of row security, so the policy repeats them.

The settings are read without the "missing is fine" flag: no scope is an error, not an empty list.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

BOARD = "(select current_setting('schoolgids.board'))::bigint"
SCHOOLS = "(select current_setting('schoolgids.schools'))::bigint[]"
POLICY = "scope"


def is_scoped(model: type[models.Model]) -> bool:
    """Whether rows of this model belong to a board: they have a `board_id` (or, for a table
    that must outlive its board, a plain field of that name) and are not sign-in rows.
    """
    names = {field.column for field in model._meta.local_concrete_fields}
    return "board_id" in names and not getattr(model, "SHARED", False)


def shared_in_state(model: type[models.Model]) -> bool:
    return (model._meta.app_label, model._meta.model_name) in {
        ("organisation", "school"),
        ("access", "account"),
    }


def pointers(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """(column, target table) of each foreign key to a scoped table other than its own."""
    for field in model._meta.local_concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or target is model:
            continue
        columns = {f.column for f in target._meta.local_concrete_fields}
        if "board_id" in columns and not shared_in_state(target):
            yield str(field.column), target._meta.db_table


def condition(model: type[models.Model]) -> str:
    """What makes a row of this model visible, in SQL."""
    columns = {field.column for field in model._meta.local_concrete_fields}
    parts = [f"board_id = {BOARD}"]
    if "school_ids" in columns:
        parts.append(f"(school_ids = '{{}}' or school_ids && {SCHOOLS})")
    elif "school_id" in columns:
        nullable = model._meta.get_field("school_id").null
        own = f"school_id = any({SCHOOLS})"
        parts.append(f"(school_id is null or {own})" if nullable else own)
    return " and ".join(parts)


def points_inside(table: str, column: str, target: str) -> str:
    """That the row a column points to is itself in scope, in SQL."""
    found = f'select 1 from "{target}" t where t.id = {table}."{column}"'  # noqa: S608  our names
    return f'("{column}" is null or exists ({found}))'


class Isolate(Operation):
    """Puts the policy on a model's table; written again when its foreign keys change."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Changes nothing that Django knows of."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        apps: Apps = to_state.apps
        model = apps.get_model(app_label, self.name)
        table = schema_editor.quote_name(model._meta.db_table)
        self._validate_pending_foreign_keys(schema_editor)
        seen = condition(model)
        written = " and ".join([seen, *(points_inside(table, *one) for one in pointers(model))])
        schema_editor.execute(f"alter table {table} enable row level security")
        schema_editor.execute(f"alter table {table} force row level security")
        schema_editor.execute(f"drop policy if exists {POLICY} on {table}")
        schema_editor.execute(
            f"create policy {POLICY} on {table} using ({seen}) with check ({written})"
        )

    @staticmethod
    def _validate_pending_foreign_keys(schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Runs what Django kept for the end of the migration while no policy is in the way.

        PostgreSQL checks a new foreign key by reading both tables, as their owner, and with
        forced row security that reading is refused for want of a scope.
        """
        if not schema_editor.deferred_sql:
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "select oid::regclass::text from pg_class where relforcerowsecurity"
                " and pg_has_role(relowner, 'member')"
            )
            forced = [table for (table,) in cursor.fetchall()]
        for table in forced:
            schema_editor.execute(f"alter table {table} no force row level security")
        for sql in schema_editor.deferred_sql:
            schema_editor.execute(sql, None)
        schema_editor.deferred_sql.clear()
        for table in forced:
            schema_editor.execute(f"alter table {table} force row level security")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = from_state.apps.get_model(app_label, self.name)
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.execute(f"drop policy if exists {POLICY} on {table}")
        schema_editor.execute(f"alter table {table} no force row level security")
        schema_editor.execute(f"alter table {table} disable row level security")

    def describe(self) -> str:
        return f"Keeps boards and schools apart in {self.name}"
