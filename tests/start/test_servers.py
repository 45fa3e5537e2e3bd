"""The embedded servers keep what row-level security rests on."""

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_role_is_bound_by_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, True, False)


@pytest.mark.django_db
def test_server_listens_on_no_address() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
        cursor.execute("SHOW server_version_num")
        assert cursor.fetchone()[0].startswith("18")


def test_cache_keeps_what_it_is_given() -> None:
    cache.set("start", "kept", 5)

    assert cache.get("start") == "kept"
