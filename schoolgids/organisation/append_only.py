"""Triggers of a table whose rows are only ever added: no update, no delete, no truncate."""

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """For `Meta.triggers` of the model."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
        ),
    ]
