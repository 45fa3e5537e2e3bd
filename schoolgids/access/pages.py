"""The access matrix and the diagrams of the workflows as Markdown, made from the code itself."""

from collections.abc import Iterable

from django.utils.translation import override

from schoolgids.access.actions import Action
from schoolgids.access.roles import ROLES
from schoolgids.workflow import WORKFLOWS, Workflow

NOTE = "<!-- Made by `manage.py write_docs`; change the code, not this page. -->"


def access_page() -> str:
    """Which role could ever do which action."""
    with override("nl"):
        codes = list(ROLES)
        lines = [
            "# Who may what",
            NOTE,
            "",
            "A mark means that the role can reach the action at all. Whether a person may do it to a"
            " row at a moment is for the rule in the app's `policies.py`.",
            "",
            "| role | in Dutch | reach |",
            "| --- | --- | --- |",
            *(
                f"| `{code}` | {role.label} | {'board' if role.board_wide else 'school'}:"
                f" {role.description} |"
                for code, role in ROLES.items()
            ),
            "",
            f"| action | {' | '.join(f'`{code}`' for code in codes)} |",
            f"| --- |{' :-: |' * len(codes)}",
            *(
                f"| `{action}` | "
                + " | ".join("●" if action in ROLES[code].actions else "" for code in codes)
                + " |"
                for action in Action
            ),
        ]
    return "\n".join(lines) + "\n"


def workflow_page() -> str:
    """Every table of steps as a diagram."""
    with override("nl"):
        parts = ["# Workflows", NOTE, ""]
        for name in sorted(WORKFLOWS):
            parts += _diagram(WORKFLOWS[name])
    return "\n".join(parts)


def _diagram(workflow: Workflow) -> Iterable[str]:
    yield f"## {workflow.name}"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in workflow.stages:
        yield f"    {stage.value}: {stage.label}"
    yield f"    [*] --> {workflow.initial}"
    for name, step in workflow.steps.items():
        clock = " (clock)" if step.by_clock else ""
        for source in step.source:
            yield f"    {source} --> {step.target}: {name}{clock}"
    for last in workflow.final:
        yield f"    {last} --> [*]"
    yield "```"
    yield ""
    yield "| step | button | who may | what must be true | fills in |"
    yield "| --- | --- | --- | --- | --- |"
    for name, step in workflow.steps.items():
        guards = ", ".join(guard.__name__ for guard in step.guards)
        writes = ", ".join(step.writes)
        yield f"| `{name}` | {step.label} | `{step.action}` | {guards} | {writes} |"
    yield ""
