"""Pages that were made, kept as long as the graph stays as it is; and how many are made at a time.

Pages are made by the same processes that answer queries, but never by all of them: whoever asks for many pages waits for other pages,
and queries go on (S5). A page that two ask for at once is made once.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request

from ssc_graph.server.answers import asked, content_of
from ssc_graph.server.pool import Answer, Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.site_tasks import needs_the_whole

_BYTES: Final = 32 << 20  # of pages that are kept
_LARGEST: Final = 1 << 20  # bytes of a page that is kept
_WAITING: Final = 200  # requests that wait for pages
_GONE: Final = 499  # the status of an answer whose client has left
_COUNTING: Final = 300.0  # seconds in which the graph as a whole is counted, once
_AGAIN: Final = 60.0  # seconds before that is tried again where it failed
_PATIENCE: Final = 20.0  # seconds that a request may wait for its turn


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the site, or where a name leads.

    Args:
        head: what the worker told of it.
        content: of the file.
        etag: strong validator of the content.
    """

    head: Mapping[str, Any]
    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is known of a state of the graph as a whole, or will be.

    Args:
        generation: the state.
        told: by the process that found it out.
        since: when it was begun.
    """

    generation: int
    told: asyncio.Future[Mapping[str, Any]]
    since: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    def is_to_be_tried_again(self) -> bool:
        """Whether it failed, long enough ago."""
        failed = self.told.done() and (self.told.cancelled() or self.told.exception() is not None)
        return failed and asyncio.get_running_loop().time() - self.since > _AGAIN


class Kept:
    """What was made of the graph as it is now.

    Args:
        pool: has it made.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._size = 0
        self._generation = 0
        self._making: dict[str, asyncio.Future[Made | Refused | None]] = {}
        self._turns = asyncio.Semaphore(max(1, pool.settings.workers // 2))
        self._waiting = 0
        self._whole: _Whole | None = None

    async def made(self, request: Request, task: Mapping[str, Any]) -> Made:
        """Return a file, or where a name leads.

        Args:
            request: for which it is made.
            task: of :func:`ssc_graph.server.site_tasks.site`.

        Raises:
            Refused: there is nothing of this name, or it could not be made in time.
        """
        key = repr(sorted(task.items()))
        try:
            async with asyncio.timeout(_PATIENCE + self._pool.settings.timeout):
                while True:
                    self._forget_the_past()
                    if key in self._made:
                        self._made.move_to_end(key)
                        return self._made[key]
                    if key not in self._making:
                        return await self._make(request, task, key)
                    if (found := await asyncio.shield(self._making[key])) is not None:
                        return _or_raised(found)
        except TimeoutError:
            raise Refused(503, "too many pages are wanted at once", {"Retry-After": "5"}) from None

    async def _make(self, request: Request, task: Mapping[str, Any], key: str) -> Made:
        """Make a file; those who wait for the same get it, too, or the same refusal. Where its client has left, another takes over."""
        waited = self._making[key] = asyncio.get_running_loop().create_future()
        found: Made | Refused | None = None
        try:
            generation = self._pool.generation
            if needs_the_whole(task["path"]):
                task = {**task, "known": await self._known(task["root"])}
            answer = await self.asked(request, task)
            content = content_of(answer)
            found = Made(answer.head, content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
            if generation == self._pool.generation and not task["sought"]:
                self._keep(key, found)
        except Refused as refused:
            if refused.status != _GONE:
                found = refused
            raise
        finally:
            del self._making[key]
            waited.set_result(found)
        return found

    def begin(self, root: str) -> asyncio.Future[Mapping[str, Any]]:
        """Have found out what is known of the graph as a whole: once for each state of it, by one process, however many ask meanwhile.

        Args:
            root: IRI for which the path ``/`` stands.
        """
        generation = self._pool.generation
        if self._whole is None or self._whole.generation != generation or self._whole.is_to_be_tried_again():
            self._whole = _Whole(generation, asyncio.ensure_future(self._find_out(root)))
            self._whole.told.add_done_callback(
                lambda told: told.cancelled() or told.exception()
            )  # or the loop complains where nobody waits
        return self._whole.told

    async def _known(self, root: str) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(self._pool.settings.timeout):
                return await asyncio.shield(self.begin(root))
        except TimeoutError:
            raise Refused(
                503, "the graph is being counted, which takes a while after it was loaded or changed", {"Retry-After": "5"}
            ) from None

    async def _find_out(self, root: str) -> Mapping[str, Any]:
        """Ask in the usual time, which ends what has no end; a large graph is counted without anything of the kind, and gets longer."""
        usual = self._pool.settings.timeout
        for is_large, seconds in ((False, usual), (True, max(_COUNTING, usual))):
            async with self._turn():
                answer = await self._pool.ask({"do": "known", "root": root, "is_large": is_large, "timeout": seconds})
            told: Mapping[str, Any] | None = json.loads(content_of(answer))
            if told is not None:
                return told
        raise Refused(503, "the graph changed while it was counted", {"Retry-After": "5"})

    async def asked(self, request: Request, task: Mapping[str, Any]) -> Answer:
        """Have something made that is not kept, in its turn.

        Args:
            request: for which it is made.
            task: of :func:`ssc_graph.server.site_tasks.site`.

        Raises:
            Refused: there is nothing of this name, or it could not be made in time.
        """
        async with self._turn():
            return await asked(request, self._pool, task)

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= _WAITING:
            raise Refused(503, "too many pages are wanted at once", {"Retry-After": "2"})
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()

    def _forget_the_past(self) -> None:
        if self._generation != self._pool.generation:
            self._generation = self._pool.generation
            self._made.clear()
            self._size = 0

    def _keep(self, key: str, made: Made) -> None:
        if len(made.content) > _LARGEST:
            return
        self._made[key] = made
        self._size += _weight(key, made)
        while self._size > _BYTES:
            self._size -= _weight(*self._made.popitem(last=False))


def _or_raised(found: Made | Refused) -> Made:
    if isinstance(found, Refused):
        raise Refused(found.status, found.message, found.headers)
    return found


def _weight(key: str, made: Made) -> int:
    """Bytes of a page with what it costs to keep it."""
    return len(made.content) + 2 * len(key) + 1000
