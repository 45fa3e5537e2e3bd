"""Whether the portal says truly that it runs, and that it can work."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from schoolgids.celery import app

Execute = Callable[..., object]


def test_healthz_answers_without_database_or_known_host(client: Client) -> None:
    response = client.get("/healthz", headers={"host": "probe.invalid"})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_healthz_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.django_db
def test_readyz_is_ready_when_all_is_there(client: Client) -> None:
    response = client.get("/readyz", headers={"host": "probe.invalid"})
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_misses_a_migration(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="people").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations\n")


@pytest.mark.django_db
def test_readyz_misses_the_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"broker\n")


@pytest.mark.django_db
def test_readyz_misses_the_database(client: Client) -> None:
    def unreachable(*_args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(unreachable):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database\n")


@pytest.mark.django_db
def test_readyz_refuses_a_role_that_row_security_does_not_hold(client: Client) -> None:
    def all_powerful(execute: Execute, sql: str, *rest: object) -> object:
        return execute("select true" if "rolbypassrls" in sql else sql, *rest)

    with connection.execute_wrapper(all_powerful):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"role\n")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_probe_is_not_sent_to_https(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
