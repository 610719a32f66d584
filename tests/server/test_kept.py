"""Pages that are kept: made once for all who ask at once, bounded in size, forgotten when the graph changes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request

from ssc_graph.server.kept import Kept, Made
from ssc_graph.server.pool import Answer, Pool
from ssc_graph.server.screening import Refused


@dataclass
class Making:
    """In the place of a pool: notes what is asked, and is as slow as it is told."""

    workers: int = 4
    refusal: Refused | None = None
    generation: int = 0
    asked: list[str] = field(default_factory=list)
    seconds: float = 0.02
    busy: int = 0
    busiest: int = 0
    limit: float = 5.0

    @property
    def settings(self) -> SimpleNamespace:
        return SimpleNamespace(workers=self.workers, timeout=self.limit)

    async def ask(self, task: Mapping[str, Any], _body: bytes = b"") -> Answer:
        self.asked.append(task["path"])
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.busy -= 1
        if self.refusal is not None:
            raise self.refusal
        return Answer({"form": "page"}, f"{task['path']} {self.generation}".encode() * 100)


def request(*, gone: float = 60.0) -> Request:
    async def receive() -> dict[str, str]:
        await asyncio.sleep(gone)
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "GET", "headers": []}, receive)


def task(path: str, sought: str = "") -> dict[str, Any]:
    return {"path": path, "sought": sought}


def all_of(pool: Making, *asked: tuple[Request, dict[str, Any]]) -> list[Made | BaseException]:
    kept = Kept(cast("Pool", pool))

    async def together() -> list[Made | BaseException]:
        return await asyncio.gather(*(kept.made(*each) for each in asked), return_exceptions=True)

    return asyncio.run(together())


def test_what_many_ask_for_at_once_is_made_once() -> None:
    pool = Making()
    found = all_of(pool, *[(request(), task("a"))] * 50)
    assert (pool.asked, len(set(map(repr, found)))) == (["a"], 1)


def test_a_refusal_is_told_to_all_who_wait_for_it() -> None:
    pool = Making(refusal=Refused(503, "too slow", {"Retry-After": "2"}))
    found = all_of(pool, *[(request(), task("a"))] * 20)
    assert pool.asked == ["a"]
    assert [(each.status, each.headers) for each in found if isinstance(each, Refused)] == [(503, {"Retry-After": "2"})] * 20


def test_where_the_first_client_leaves_the_next_one_gets_the_page() -> None:
    pool = Making(seconds=0.3)
    left, stayed = all_of(pool, (request(gone=0.001), task("a")), (request(), task("a")))
    assert isinstance(left, Refused)
    assert isinstance(stayed, Made)
    assert pool.asked == ["a", "a"]


@pytest.mark.parametrize(("workers", "most"), [(1, 1), (2, 1), (4, 2), (9, 4)])
def test_pages_never_take_more_than_half_of_the_workers(workers: int, most: int) -> None:
    pool = Making(workers=workers)
    assert len(all_of(pool, *((request(), task(str(number))) for number in range(20)))) == 20
    assert pool.busiest == most


def test_more_than_two_hundred_who_wait_are_told_to_come_again() -> None:
    pool = Making(workers=2)
    found = all_of(pool, *((request(), task(str(number))) for number in range(260)))
    refused = [each for each in found if isinstance(each, Refused)]
    assert {each.status for each in refused} == {503}
    assert 0 < len(refused) < 100


def test_what_is_kept_is_forgotten_when_the_graph_changes_and_grows_no_larger_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssc_graph.server.kept._BYTES", 20_000)
    pool = Making()
    kept = Kept(cast("Pool", pool))

    async def in_turn() -> None:
        first = await kept.made(request(), task("a"))
        assert await kept.made(request(), task("a")) is first
        pool.generation += 1
        second = await kept.made(request(), task("a"))
        assert (first.etag != second.etag, second.content[:3]) == (True, b"a 1")
        for number in range(100):
            await kept.made(request(), task(str(number)))
        await kept.made(request(), task("99"))
        assert pool.asked.count("99") == 1
        await kept.made(request(), task("a"))  # the one that was not looked at for longest made room
        await kept.made(request(), task("search", "what is sought is not kept"))
        await kept.made(request(), task("search", "what is sought is not kept"))

    asyncio.run(in_turn())
    assert pool.asked.count("a") == 3
    assert pool.asked.count("search") == 2


# ---- what is known of the graph as a whole ------------------------------------------------------------------------------------


@dataclass
class Counting(Making):
    """It counts a graph as slowly as it is told."""

    counting: float = 0.05
    is_large: bool = False

    async def ask(self, task: Mapping[str, Any], _body: bytes = b"") -> Answer:
        if task["do"] != "known":
            return await super().ask(task)
        self.asked.append("known")
        if not task["is_large"]:
            assert task["timeout"] == self.settings.timeout, "what may have no end is stopped as everything else is"
            if self.is_large:
                return Answer({"form": "json"}, b"null")
        await asyncio.sleep(self.counting)
        if self.refusal is not None:
            raise self.refusal
        return Answer({"form": "json"}, b'{"fingerprint": "f%d"}' % self.generation)


def page(path: str) -> dict[str, Any]:
    return {"do": "site", "path": path, "root": "urn:r", "sought": ""}


WHOLE = ("quality.en.html", "quality.id.html", "dataset.ttl", "changes.en.html", "citation.bib", ".well-known/void", "changes.en.atom")


def test_a_graph_is_counted_once_for_all_pages_that_tell_of_it() -> None:
    pool = Counting()
    all_of(pool, *((request(), page(path)) for path in (*WHOLE, "authority/undp.en.html", "timeline.id.html")))
    assert pool.asked.count("known") == 1
    assert len(pool.asked) == 1 + len(WHOLE) + 2


def test_a_page_that_tells_nothing_of_the_whole_waits_for_no_count() -> None:
    pool = Counting()
    all_of(pool, (request(), page("authority/undp.en.html")))
    assert pool.asked == ["authority/undp.en.html"]


def test_a_graph_that_has_changed_is_counted_again() -> None:
    pool = Counting()
    kept = Kept(cast("Pool", pool))

    async def twice() -> None:
        await kept.made(request(), page("quality.en.html"))
        pool.generation += 1
        await kept.made(request(), page("quality.en.html"))

    asyncio.run(twice())
    assert pool.asked.count("known") == 2


def test_who_would_wait_too_long_for_the_count_is_told_to_come_again_and_the_count_goes_on() -> None:
    pool = Counting(counting=0.3, is_large=True)
    pool.limit = 0.1
    kept = Kept(cast("Pool", pool))

    async def early_and_late() -> tuple[Made | BaseException, Made]:
        early = (await asyncio.gather(kept.made(request(), page("quality.en.html")), return_exceptions=True))[0]
        await asyncio.sleep(0.4)
        return early, await kept.made(request(), page("quality.en.html"))

    early, _ = asyncio.run(early_and_late())
    assert isinstance(early, Refused)
    assert (early.status, early.headers) == (503, {"Retry-After": "5"})
    assert pool.asked == ["known", "known", "quality.en.html"]


def test_a_count_that_fails_is_not_begun_anew_by_everybody_who_asks() -> None:
    pool = Counting(refusal=Refused(503, "too much memory"))
    kept = Kept(cast("Pool", pool))

    async def often() -> list[Made | BaseException]:
        return [(await asyncio.gather(kept.made(request(), page("quality.en.html")), return_exceptions=True))[0] for _ in range(5)]

    assert [isinstance(each, Refused) for each in asyncio.run(often())] == [True] * 5
    assert pool.asked == ["known"]
