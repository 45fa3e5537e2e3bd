"""Structured logs: event names with facts, never a sentence, never a name of a person."""

import logging  # noqa: TID251  structlog writes through the standard library's handlers
import sys
from typing import Any

import structlog

PERSONAL = frozenset(
    {"name", "email", "birth_date", "text", "subject", "body", "to", "user", "person_name"}
)


def drop_personal(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Takes away the facts that may name a person, whoever logged them."""
    for key in PERSONAL & event.keys():
        event[key] = "…"
    return event


def name_the_page(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """A page that failed by its name: its address could name a person, or hold a key."""
    record = event.get("_record")
    if record is not None and record.name == "django.request":
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        event.update(event="page.failed", page=match.view_name if match else "")
    return event


class OnlyWhere(structlog.tracebacks.ExceptionDictTransformer):
    """Tracebacks of types and places. What an exception says may be what somebody typed, and
    PostgreSQL says the whole row that it refused.
    """

    def __init__(self) -> None:
        super().__init__(show_locals=False)

    def _as_dict(self, trace: structlog.tracebacks.Trace) -> list[dict[str, Any]]:
        for stack in trace.stacks:
            stack.exc_value, stack.exc_notes = "…", []
        return super()._as_dict(trace)


def configure_logging(*, level: str) -> None:
    """One line of JSON per event on standard output; `level` as in the standard library."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        drop_personal,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, name_the_page],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                # Without values of the frames too: these hold requests, forms and people.
                structlog.processors.ExceptionRenderer(OnlyWhere()),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Requests that end in 4xx are recorded as refusals; their paths stay out of the log.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.security").setLevel(logging.ERROR)
    # They tell of every glyph of a font that is subset, and of print rules meant for browsers.
    for talkative in ("fontTools", "weasyprint"):
        logging.getLogger(talkative).setLevel(logging.ERROR)
