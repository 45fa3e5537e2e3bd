"""The table and the plot of a run."""

from pathlib import Path

from django.template import Context, Engine

from tests.bench.measure import GROWTH, MOST_QUERIES, Result

HEADER = (
    "| page | size | p50 ms | p95 ms | queries | ratio | to reach | large/small |",
    "| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |",
)
BAR, LABELS, ROW = 520, 190, 44


def table(results: dict[str, list[Result]]) -> list[str]:
    """One line per page and size; what was not reached is marked."""
    base = {name: {row.page.name: row.p50 for row in rows} for name, rows in results.items()}
    lines = list(HEADER)
    for at, first in enumerate(next(iter(results.values()))):
        for name, rows in results.items():
            row = rows[at]
            lines.append(_line(name, row, base[name], base.get("small", {}).get(first.page.name)))
    return lines


def _line(size: str, row: Result, base: dict[str, float], small: float | None) -> str:
    page = row.page
    ratio = reach = growth = ""
    if page.against:
        found = row.p50 / base[page.against]
        ratio = f"{found:.1f} × {page.against} {_mark(found <= page.most)}"
        reach = f"≤ {page.most:g} × {page.against}, ≤ {MOST_QUERIES} queries"
    queries = f"{row.queries} {_mark(row.queries <= MOST_QUERIES)}" if page.counted else "·"
    if size == "large" and small:
        found = row.p50 / small
        growth = f"{found:.2f} {_mark(found <= GROWTH) if page.counted else ''}"
    cells = (page.name, size, f"{row.p50:.1f}", f"{row.p95:.1f}", queries, ratio, reach, growth)
    return "| " + " | ".join(cell.strip() for cell in cells) + " |"


def _mark(reached: bool) -> str:
    return "✓" if reached else "✗"


def plot(results: dict[str, list[Result]]) -> str:
    """Bars of p50 per page, one per size, as SVG."""
    longest = max(row.p50 for rows in results.values() for row in rows)
    rows = []
    for at, first in enumerate(next(iter(results.values()))):
        bars = [
            {
                "top": 40 + at * ROW + 18 * number,
                "width": f"{BAR * found[at].p50 / longest:.1f}",
                "end": f"{LABELS + BAR * found[at].p50 / longest + 6:.1f}",
                "ms": f"{found[at].p50:.1f} ms",
                "size": name,
            }
            for number, (name, found) in enumerate(results.items())
        ]
        rows.append({"name": first.page.name, "top": 40 + at * ROW, "bars": bars})
    template = (Path(__file__).with_name("plot.svg")).read_text(encoding="utf-8")
    height = 60 + len(rows) * ROW
    return (
        Engine()
        .from_string(template)
        .render(
            Context(
                {"rows": rows, "height": height, "left": LABELS, "sizes": list(results)},
                use_l10n=False,
            )
        )
    )
