"""Counts the statements of a page, for requests that ask for it; timed requests never do."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASK, ANSWER = "X-Count-Queries", "X-Queries"
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class CountQueries:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASK not in request.headers:
            return self.get_response(request)
        statements: list[str] = []

        def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            if not str(sql).startswith(OF_TRANSACTIONS):
                statements.append(str(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = self.get_response(request)
        response[ANSWER] = str(len(statements))
        return response
