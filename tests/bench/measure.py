"""One client asks for the pages in an ever other order: what slows the machine slows all alike."""

import http.client
import json
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from schoolgids.launcher.process import CannotStart
from tests.bench.counting import ANSWER, ASK
from tests.bench.servers import Web
from tests.bench.sizes import Size

TOKEN = "b" * 32  # any value will do, as long as cookie and header agree
WARM_UPS = 3
MOST_QUERIES = 12
GROWTH = 1.3


@dataclass(frozen=True)
class Page:
    """What is measured. `against` names the bare view it is compared with, `most` how often.

    A slow page is asked for in one of `every` rounds.
    """

    name: str
    path: str
    status: int = 200
    session: str = ""
    body: Callable[[], str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    against: str = ""
    most: float = 0.0
    counted: bool = True
    every: int = 1


@dataclass
class Result:
    """The times of a page in milliseconds, and how many statements it took."""

    page: Page
    times: list[float] = field(default_factory=list)
    queries: int = 0
    length: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.p50


class Client:
    """One connection that stays open, as a browser's does."""

    def __init__(self, web: Web) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)

    def ask(self, page: Page, **more: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """Milliseconds, the answer and its content. Raises CannotStart for a wrong answer."""
        headers = {"Accept-Language": "nl", **page.headers, **more}
        cookies = [f"sessionid={page.session}"] if page.session else []
        body = page.body() if page.body else None
        if body is not None:
            cookies.append(f"csrftoken={TOKEN}")
            headers |= {
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/x-www-form-urlencoded",
            }
        if cookies:
            headers["Cookie"] = "; ".join(cookies)
        try:
            took, answer, content = self._exchange(page.path, body, headers)
        except http.client.RemoteDisconnected:  # idle for longer than the server keeps it
            self.connection.close()
            took, answer, content = self._exchange(page.path, body, headers)
        if answer.status != page.status:
            where = answer.headers.get("Location", content[:300].decode(errors="replace"))
            raise CannotStart(f"{page.name} answers {answer.status}, not {page.status}: {where}")
        return took, answer, content

    def _exchange(
        self, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[float, http.client.HTTPResponse, bytes]:
        if self.connection.sock is None:
            self.connection.connect()  # not part of what is timed
        begin = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return (time.perf_counter() - begin) * 1000, answer, content


def pages_of(size: Size) -> list[Page]:
    """The bare views first, then the pages of the issue."""
    facts = json.loads(size.facts.read_text())
    school, head, mentor = facts["school"], facts["sessions"]["head"], facts["sessions"]["mentor"]
    guide = f"/gids/{school}/{facts['topic']}/"
    here = f"/school/{school}"

    def report() -> str:
        return urlencode(
            [
                ("deed", "file"),
                ("submission", str(uuid.uuid4())),
                ("facts", "In de groepsapp staan al dagen vervelende berichten over een ander."),
                ("party", f"p:{facts['other']}"),
                ("part", "maker"),
                ("when", "today"),
                ("places", "online"),
                ("platform", "whatsapp"),
                ("channel", "direct_group"),
                ("rules", facts["rule"]),
                ("urgent", "no"),
            ]
        )

    def picture() -> str:
        people = [("person", pk) for pk in facts["many"]]
        return urlencode([("deed", "check"), ("purpose", facts["purpose"]), *people])

    return [
        Page("bare", "/bench/bare/", counted=False),
        Page("row", f"/bench/row/{school}/", counted=False),
        Page("write", "/bench/write/", counted=False),
        Page("guide page", guide, against="row", most=12),
        Page("guide page, kept (304)", guide, status=304, against="bare", most=2),
        Page("what changed", f"{guide}veranderd/", against="row", most=12),
        Page(
            "weasyprint", f"/bench/weasyprint/{school}/{facts['topic']}/", counted=False, every=10
        ),
        Page(
            "guide PDF, first time",
            f"/bench/first-paper/{school}/{facts['topic']}/",
            against="weasyprint",
            most=1.2,
            every=10,
        ),
        Page("guide PDF, again", f"{guide}pdf/", against="row", most=12),
        Page("guide page, not kept", f"{guide}op/{facts['day']}/", against="row", most=12),
        Page(
            "guide search",
            f"/gids/{school}/zoeken/?q=telefoons",
            against="guide page, not kept",
            most=3,
        ),
        Page(
            "class sheet of 30",
            f"{here}/toestemming/klas/{facts['group']}/",
            session=mentor,
            against="row",
            most=12,
        ),
        Page(
            "publication check of 200",
            f"{here}/toestemming/controle/",
            session=mentor,
            body=picture,
            against="row",
            most=15,
        ),
        Page("incident list", f"{here}/meldingen/", session=head, against="row", most=12),
        Page(
            "filing an incident",
            f"{here}/meldingen/nieuw/",
            status=302,
            session=mentor,
            body=report,
            against="write",
            most=6,
        ),
        Page(
            "pupil file",
            f"{here}/dossiers/leerlingen/{facts['pupil']}/",
            session=head,
            against="row",
            most=12,
        ),
    ]


def measure(webs: dict[str, tuple[Size, Web]], rounds: int) -> dict[str, list[Result]]:
    """The results of each size. Every page of every size once per round."""
    clients = {name: Client(web) for name, (_size, web) in webs.items()}
    results = {name: _warmed(clients[name], size) for name, (size, _web) in webs.items()}
    turns = [(clients[name], row) for name, rows in results.items() for row in rows]
    shuffled = Random(0)  # the same order in every run, another in every round
    for number in range(rounds):
        shuffled.shuffle(turns)
        for client, row in turns:
            if number % row.page.every == 0:
                row.times.append(client.ask(row.page)[0])
    return results


def _warmed(client: Client, size: Size) -> list[Result]:
    """Each page some times without a clock, and once with its statements counted."""
    results = []
    etag = ""
    for page in pages_of(size):
        if page.status == http.HTTPStatus.NOT_MODIFIED:
            page.headers["If-None-Match"] = etag
        for _time in range(WARM_UPS):
            _took, answer, content = client.ask(page)
        etag = answer.headers.get("ETag", etag)
        counted = client.ask(page, **{ASK: "1"})[1]
        results.append(Result(page, queries=int(counted.headers[ANSWER]), length=len(content)))
    return results
