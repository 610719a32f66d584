"""The server's side of its processes: who does which task, who waits, who is killed.

Reading tasks go to a few workers. A worker that is not done in time, needs too much memory or crashes is killed and replaced; the others
and the server know nothing of it. Writing tasks go one at a time to a copy of the keeper (:mod:`ssc_graph.server.keeper`).
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from ssc_graph.errors import GraphError, OutputError, SscGraphError, UsageError
from ssc_graph.server.screening import Refused
from ssc_graph.server.wire import packed, unpacked

_PATIENCE: Final = 1.0  # seconds without any worker becoming free after which those who wait are told to come again
_LOOK: Final = 0.1  # seconds between two looks at that
_QUEUE: Final = 1000  # requests that may wait
_TASKS: Final = 1000  # tasks of a worker before it is replaced: memory that fragments, reference counts that un-share pages
_REPLY: Final = 65_536  # bytes
_PR_SET_CHILD_SUBREAPER: Final = 36  # prctl(2)
_AGAIN: Final = {"Retry-After": "2"}
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """What the processes need to know.

    Args:
        data: RDF files; none for the bundled exports.
        folder: of a store on disk, or None for a store in memory.
        timeout: seconds that a query may take.
        rows: rows or triples of an answer.
        bytes: of an answer.
        memory: MiB that a worker may take beyond the graph.
        workers: processes that answer at the same time.
    """

    data: Sequence[str] = ()
    folder: str | None = None
    timeout: float = 10.0
    rows: int = 100_000
    bytes: int = 64 << 20
    memory: int = 512
    workers: int = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task gave: its head, and its content or the file with it."""

    head: Mapping[str, Any]
    content: bytes
    path: Path | None = None


class _Keeper:
    """The socket to a keeper; commands are answered in their order."""

    def __init__(self, control: socket.socket, pid: int) -> None:
        control.setblocking(False)
        self._control, self.pid = control, pid
        self._turn = asyncio.Lock()

    async def fork(self, role: str, *ends: socket.socket) -> int:
        """Have a child made that serves the sockets; they are closed here."""
        try:
            return int(await asyncio.shield(self._command(f"fork {role}", [end.fileno() for end in ends])))
        finally:
            for end in ends:
                end.close()

    async def end(self, child: int) -> int:
        """Have a child killed; return how it ended."""
        return int(await asyncio.shield(self._command(f"kill {child}", [])))

    async def _command(self, command: str, descriptors: list[int]) -> bytes:
        async with self._turn:
            socket.send_fds(self._control, [command.encode()], descriptors)
            reply = await asyncio.get_running_loop().sock_recv(self._control, _REPLY)
        if not reply:
            raise ConnectionError("the keeper is gone")
        return reply

    async def close(self) -> None:
        """Let it end, and wait for that."""
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            await asyncio.to_thread(os.waitpid, self.pid, 0)


@dataclass(slots=True, eq=False)
class _Generation:
    """The workers that see the same state of the graph."""

    keeper: _Keeper
    number: int
    idle: list[_Worker] = field(default_factory=list)
    all: set[_Worker] = field(default_factory=set)
    starting: int = 0
    over: bool = False
    last_of_keeper: bool = False

    async def close_when_empty(self) -> None:
        """End the keeper of a past state, once nothing waits for it."""
        if self.over and self.last_of_keeper and not self.all and not self.starting:
            self.last_of_keeper = False
            await self.keeper.close()


class _Talk(asyncio.Protocol):
    """The socket to a child: one message goes, one comes."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._reply: asyncio.Future[tuple[dict[str, Any], bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the other end (asyncio)."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take a piece of the reply (asyncio)."""
        self._data += data
        message = unpacked(self._data)
        if message is not None and self._reply is not None and not self._reply.done():
            self._data.clear()
            self._reply.set_result(message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that the child is gone (asyncio)."""
        self._transport = None
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(ConnectionError("the child is gone"))

    def send(self, message: bytes) -> asyncio.Future[tuple[dict[str, Any], bytes]]:
        """Send a message; return what will be the reply."""
        self._reply = asyncio.get_running_loop().create_future()
        if self._transport is None:
            self._reply.set_exception(ConnectionError("the child is gone"))
        else:
            self._transport.write(message)
        return self._reply

    def close(self) -> None:
        """Close the socket."""
        if self._transport is not None:
            self._transport.close()


class _Worker:
    """A child that does a task at a time."""

    def __init__(self, generation: _Generation, pid: int, talk: _Talk) -> None:
        self.generation, self.pid = generation, pid
        self._talk = talk
        self.done = 0
        self.ended = False

    @classmethod
    async def start(cls, generation: _Generation, role: str = "worker", *more: socket.socket) -> _Worker:
        """Have a child made."""
        ours, theirs = socket.socketpair()
        pid = await generation.keeper.fork(role, theirs, *more)
        _, talk = await asyncio.get_running_loop().create_unix_connection(_Talk, sock=ours)
        return cls(generation, pid, talk)

    async def do(self, task: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Send a task, return its answer.

        Raises:
            ConnectionError: the child is gone.
        """
        reply = await self._talk.send(packed(task, body))
        self.done += 1
        return reply

    def leave(self) -> None:
        """Close the socket of its tasks."""
        self._talk.close()

    async def end(self) -> int:
        """Kill it; return how it ended."""
        self.ended = True
        self._talk.close()
        try:
            return await self.generation.keeper.end(self.pid)
        finally:
            self.generation.all.discard(self)


class Pool:
    """The processes of a server. Make one with :meth:`start`, inside a running event loop call the rest.

    Args:
        settings: what they obey.
        keeper: the first process and its socket.
        told: what it told of the graph that it loaded.
    """

    def __init__(self, settings: Settings, keeper: tuple[subprocess.Popen[bytes], socket.socket], told: Mapping[str, Any]) -> None:
        self.settings = settings
        self.quads: int = told["quads"]
        self.fingerprint: str = told["fingerprint"]
        self._process, self._control = keeper
        self._folder = Path(tempfile.mkdtemp(prefix="ssc-graph-serve-"))
        self._numbers = itertools.count()
        self._waiting = 0
        self._moved = 0.0
        self.faults: list[str] = []

    @classmethod
    def start(cls, settings: Settings) -> Pool:
        """Start the process that keeps the graph and wait until it is loaded.

        Raises:
            SscGraphError: the graph cannot be loaded.
        """
        _adopt_orphans()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "ssc_graph.server.keeper", str(theirs.fileno())]
        path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
        nothing = subprocess.DEVNULL  # what it has to say comes over the socket
        process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
        )
        theirs.close()
        keys = ("data", "folder", "timeout", "rows", "bytes", "memory")
        try:
            ours.send(json.dumps({key: _plain(getattr(settings, key)) for key in keys}).encode())
            reply = ours.recv(_REPLY)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if not reply:
            raise GraphError("the process that loads the graph ended", hint="is there enough memory for it?")
        told = json.loads(reply)
        if "fault" in told:
            process.wait()
            raise _fault(told)
        return cls(settings, (process, ours), told)

    def open(self) -> None:
        """Begin, inside the running event loop."""
        self._slots = asyncio.Semaphore(self.settings.workers)
        self._changing = asyncio.Lock()
        self._now = _Generation(_Keeper(self._control, self._process.pid), 0)

    @property
    def generation(self) -> int:
        """How often the graph was changed."""
        return self._now.number

    async def ask(self, task: Mapping[str, Any], body: bytes = b"") -> Answer:
        """Have a reading task done.

        Args:
            task: what is to be done; its ``timeout``, in seconds, holds instead of that of the settings.
            body: that belongs to it.

        Raises:
            Refused: it cannot be done, takes too long, gives too much, or there are too many.
        """
        await self._slot()
        try:
            return await self._ask(await self._worker(), task, body)
        finally:
            self._slots.release()
            self._moved = asyncio.get_running_loop().time()

    async def _ask(self, worker: _Worker, task: Mapping[str, Any], body: bytes) -> Answer:
        spool = self._folder / str(next(self._numbers))
        well = False
        try:
            head, content = await self._within(worker, {**task, "spool": str(spool)}, body)
            well = not head.get("spent") and worker.done < _TASKS
            return self._answer(head, content, spool)
        except BaseException:
            spool.unlink(missing_ok=True)
            raise
        finally:
            await self._back(worker, well=well)

    async def _within(self, worker: _Worker, task: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        seconds: float = task.get("timeout", self.settings.timeout)
        try:
            async with asyncio.timeout(seconds):
                return await worker.do(task, body)
        except TimeoutError:
            raise Refused(503, f"the request took longer than {seconds:g} seconds and was stopped", _AGAIN) from None
        except ConnectionError:
            code = await worker.end()
            raise Refused(503, _death(code, self.settings), _AGAIN) from None

    def _answer(self, head: Mapping[str, Any], content: bytes, spool: Path) -> Answer:
        if fault := head.get("fault"):
            self.faults.append(fault)
        if head["status"] != _OK:
            raise Refused(head["status"], head["message"], _AGAIN if head["status"] == 503 else None)  # noqa: PLR2004 (of HTTP)
        return Answer(head, content, spool if head.get("spooled") else None)

    async def _slot(self) -> None:
        """Wait for a turn, as long as the others make progress (S5)."""
        loop = asyncio.get_running_loop()
        if self._waiting >= _QUEUE:
            raise Refused(503, "too many requests are waiting", _AGAIN)
        if not self._slots.locked():
            await self._slots.acquire()
            self._moved = loop.time()
            return
        turn = asyncio.ensure_future(self._slots.acquire())
        self._waiting += 1
        try:
            while not turn.done():
                await asyncio.wait({turn}, timeout=_LOOK)
                if not turn.done() and loop.time() - self._moved > _PATIENCE:
                    raise Refused(503, "all workers are busy with slow requests", _AGAIN)
            self._moved = loop.time()
        except BaseException:
            if not turn.cancel():
                self._slots.release()
            raise
        finally:
            self._waiting -= 1

    async def _worker(self) -> _Worker:
        generation = self._now
        if generation.idle:
            return generation.idle.pop()
        generation.starting += 1
        try:
            worker = await _Worker.start(generation)
            generation.all.add(worker)
        finally:
            generation.starting -= 1
        return worker

    async def _back(self, worker: _Worker, *, well: bool) -> None:
        """Keep a worker for the next task, or end it."""
        generation = worker.generation
        if well and not generation.over and not worker.ended:
            generation.idle.append(worker)
        elif not worker.ended:
            await asyncio.shield(worker.end())
        await asyncio.shield(generation.close_when_empty())

    async def change(self, task: Mapping[str, Any], body: bytes = b"") -> Answer:
        """Have a writing task done; those who read see the graph before it, or after it.

        Raises:
            Refused: it cannot be done; then nothing has changed.
        """
        async with self._changing:
            before = self._now
            in_memory = self.settings.folder is None
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) if in_memory else (None, None)
            child = await _Worker.start(before, "heir" if in_memory else "writer", *([theirs] if theirs else []))
            try:
                head, _ = await self._within(child, {**task, "spool": str(self._folder / "none")}, body)
                answer = self._answer(head, b"", self._folder / "none")
            except BaseException:
                if ours:
                    ours.close()
                if not child.ended:
                    await asyncio.shield(child.end())
                raise
            keeper = _Keeper(ours, child.pid) if ours else before.keeper
            if ours:
                child.leave()
            else:
                await child.end()
            self._now = _Generation(keeper, before.number + 1)
            await self._retire(before, last_of_keeper=in_memory)
            return answer

    async def _retire(self, generation: _Generation, *, last_of_keeper: bool) -> None:
        """End the workers of a past state: the idle ones now, the others when they are done."""
        generation.over, generation.last_of_keeper = True, last_of_keeper
        while generation.idle:
            await self._back(generation.idle.pop(), well=False)
        await generation.close_when_empty()

    async def close(self) -> None:
        """End all processes."""
        self._now.over = True
        await self._now.keeper.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _fault(told: Mapping[str, Any]) -> SscGraphError:
    """The fault that the keeper met, as it would have been met here."""
    kinds: dict[int, type[SscGraphError]] = {2: UsageError, 3: GraphError}
    kind = OutputError if "written" in told["fault"] else kinds.get(told["code"], GraphError)
    return kind(told["fault"], where=told["where"], hint=told["hint"])


def _death(code: int, settings: Settings) -> str:
    """Say why a child ended before its answer."""
    if code == -signal.SIGABRT:
        return f"the request needs more memory than {settings.memory} MiB"
    if code == -signal.SIGALRM:
        return f"the request took longer than {settings.timeout:g} seconds and was stopped"
    return "the process that worked on the request ended"


def _adopt_orphans() -> None:
    """Become the parent of processes whose parent ended, so that none of ours stays behind as a zombie (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
