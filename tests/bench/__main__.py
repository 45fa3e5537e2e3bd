"""`make bench`: how fast the pages are at two sizes, compared with bare views on the same server.

ARGS="small" measures one size; ARGS="--rounds 200" takes longer and is steadier.
"""

import argparse
import contextlib
import sys

from schoolgids import embedded
from schoolgids.launcher.process import CannotStart, locked
from tests.bench.measure import measure
from tests.bench.report import plot, table
from tests.bench.servers import prepare, web_server, work
from tests.bench.sizes import FOLDER, SIZES

ROUNDS = 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=[*(size.name for size in SIZES), []])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    sizes = [size for size in SIZES if not chosen.sizes or size.name in chosen.sizes]
    with locked(FOLDER), contextlib.ExitStack() as stack:
        servers = embedded.start(FOLDER)
        stack.callback(servers.stop)
        for size in sizes:
            prepare(servers, size)
        webs = {size.name: (size, stack.enter_context(web_server(servers, size))) for size in sizes}
        results = measure(webs, chosen.rounds)
        lines = table(results)
        lines += [""] + [
            f"{name}: {size.pupils:,} pupils, {size.incidents:,} incidents, {size.schools} schools; "
            f"at most {web.peak_memory():.0f} MB in one web process."
            for name, (size, web) in webs.items()
        ]
        if large := next((size for size in sizes if size.name == "large"), None):
            lines += ["", *work(servers, large)]
    text = "\n".join(lines)
    (FOLDER / "table.md").write_text(text + "\n", encoding="utf-8")
    (FOLDER / "plot.svg").write_text(plot(results), encoding="utf-8")
    print(text)  # noqa: T201
    print(f"\nTable and plot: {FOLDER}/table.md, {FOLDER}/plot.svg")  # noqa: T201


if __name__ == "__main__":
    try:
        main()
    except CannotStart as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
