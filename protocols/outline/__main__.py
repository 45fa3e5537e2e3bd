"""`python -m protocols.outline`: reads a file from its input with a limit to time and memory.

A process of its own for what came from outside: it knows no database and no secret, and may be
killed. It says one JSON value a line: how far it is, and last the outline or why there is none.
"""

import json
import resource
import sys
from typing import Any

from protocols.outline.reading import outline_of, read_outline
from protocols.outline.refusal import Refusal, Unreadable
from protocols.outline.wire import to_plain

PASTED = "--pasted"


def say(**values: Any) -> None:
    """One line for who started this."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Reads the input. The arguments: seconds of work, bytes of memory, and whether it was pasted."""
    seconds, memory = int(arguments[0]), int(arguments[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        if PASTED in arguments:
            outline = outline_of(content.decode())
        else:
            outline = read_outline(content, tell=lambda done, total: say(done=done, total=total))
    except Unreadable as unreadable:
        say(refusal=unreadable.refusal.value, detail=unreadable.detail)
    except (MemoryError, RecursionError):
        say(refusal=Refusal.TOO_HEAVY.value, detail="")
    else:
        say(outline=to_plain(outline))


if __name__ == "__main__":
    main(sys.argv[1:])
