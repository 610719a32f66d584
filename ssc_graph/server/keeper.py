"""The process that keeps the graph and forks the workers: they share its memory, and can be killed without harm.

``python -m ssc_graph.server.keeper FD`` is started by :mod:`ssc_graph.server.pool`, which tells it over the socket FD what to load. It then
obeys three commands: *fork* a child that serves a socket which comes along, *kill* a child, and tell how it ended. A child is

- a *worker*, which does tasks one after another under limits of time and memory, and can change nothing,
- a *heir*: a copy of the keeper that does one writing task; if that ends well, the heir takes the keeper's place. So a reader sees the
  graph before or after a change and nothing between, and a change that runs away is killed with its copy,
- a *writer*, which opens a store on disk for one writing task; the store itself makes that all or nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ssc_graph.errors import OutputError, SscGraphError
from ssc_graph.server.spool import NoRoom, Spool, TooLarge
from ssc_graph.server.tasks import Rejected, perform, prepare
from ssc_graph.server.wire import packed, receive
from ssc_graph.sparql.confinement import forbid_connections
from ssc_graph.store import is_no_room

if TYPE_CHECKING:
    from ssc_graph.store import Store

_COMMAND: Final = 65_536  # bytes of a command; each is one packet
_STACK: Final = 256 << 20  # bytes of address space: the parser and the optimiser of queries are recursive
_GRACE: Final = 2.0  # seconds after the limit in which the server itself should have killed the worker
_MEBIBYTE: Final = 1 << 20
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_NO_ROOM: Final = {"status": 507, "message": "there is no room on the disk for the change; nothing has changed"}
_TOO_MUCH_MEMORY: Final = "the query needs more memory than allowed"


class Keeper:
    """A store, and the children that use it.

    Args:
        control: socket from which the commands come.
        store: the graph in memory, or None where it is on disk.
        settings: ``folder`` of the store on disk or None, ``timeout`` in seconds, ``memory`` in MiB, ``bytes`` of an answer.
    """

    def __init__(self, control: socket.socket, store: Store | None, settings: Mapping[str, Any]) -> None:
        self._control, self._store, self._settings = control, store, settings
        self._nowhere = os.open(os.devnull, os.O_WRONLY)

    def serve(self) -> NoReturn:
        """Obey commands until the server is gone."""
        while True:
            data, descriptors, _, _ = socket.recv_fds(self._control, _COMMAND, 2)
            if not data:
                os._exit(0)
            what, _, argument = data.decode("ascii").partition(" ")
            if what == "fork":
                self._control.send(str(self._fork(argument, [socket.socket(fileno=each) for each in descriptors])).encode())
            else:
                self._control.send(str(_ended(int(argument))).encode())

    def _fork(self, role: str, ends: list[socket.socket]) -> int:
        child = os.fork()
        if child:
            for end in ends:
                end.close()
            return child
        self._control.close()
        os.dup2(self._nowhere, sys.stderr.fileno())  # a crash prints what it was about, paths of this machine among it (S35)
        try:
            serve: Mapping[str, Callable[..., None]] = {"worker": self._work, "heir": self._inherit, "writer": self._write}
            serve[role](*ends)
        finally:
            os._exit(1)

    def _work(self, end: socket.socket) -> None:
        """Do tasks until the server closes the socket."""
        _die_with_parent()
        store = self._opened(end) if self._store is None else self._store
        _limit_memory(self._settings["memory"])
        _on_a_large_stack(lambda: _serve_tasks(end, store, self._settings, files=self._store is None))
        os._exit(0)

    def _inherit(self, end: socket.socket, control: socket.socket) -> None:
        """Do one writing task, then be the keeper."""
        message, store = receive(end), self._store
        if message is not None and store is not None and _in_time_on_a_large_stack(end, store, message, self._settings):
            end.close()
            Keeper(control, store, self._settings).serve()

    def _write(self, end: socket.socket) -> None:
        """Do one writing task on a store on disk."""
        _die_with_parent()
        message = receive(end)
        if message is not None:
            _in_time_on_a_large_stack(end, self._opened(end, writable=True), message, self._settings)
        os._exit(0)

    def _opened(self, end: socket.socket, *, writable: bool = False) -> Store:
        from ssc_graph.store import open_store

        try:
            return open_store((), path=self._settings["folder"], writable=writable)
        except (RuntimeError, OSError):
            end.sendall(packed({"status": 503, "message": "the store cannot be opened; it may be damaged"}))
            os._exit(0)
        except OutputError:
            end.sendall(packed(_NO_ROOM))
            os._exit(0)
        except SscGraphError as error:
            end.sendall(packed({"status": 503, "message": f"{error.what}; {error.hint}" if error.hint else error.what}))
            os._exit(0)


def _serve_tasks(end: socket.socket, store: Store, settings: Mapping[str, Any], *, files: bool) -> None:
    """Do tasks until the server closes the socket.

    Args:
        end: the socket.
        store: what is asked.
        settings: limits.
        files: whether the store reads files while it answers, as one on disk does. Another needs no descriptor, and gets none: no file
            and no connection could be opened even by a query that came past the screening (S7).
    """
    while (message := receive(end)) is not None:
        _set_deadline(message[0].get("timeout", settings["timeout"]))
        _do(end, store, message, settings, files=files)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _in_time_on_a_large_stack(end: socket.socket, store: Store, message: tuple[dict[str, Any], bytes], settings: Mapping[str, Any]) -> bool:
    done = [False]

    def do() -> None:
        done[0] = _do(end, store, message, settings, files=True)

    _set_deadline(settings["timeout"])
    with _limited_memory(settings["memory"]):
        _on_a_large_stack(do)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return done[0]


@contextlib.contextmanager
def _limited_memory(mebibytes: int) -> Iterator[None]:
    """Limit the address space while a change is made; a transaction may hold the whole graph once more.

    The limit is lifted behind it, for the process may be the keeper then.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    _limit_memory(mebibytes, times=2, for_good=False)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _do(end: socket.socket, store: Store, message: tuple[dict[str, Any], bytes], settings: Mapping[str, Any], *, files: bool) -> bool:
    """Do a task, send its answer, return whether all is well."""
    task, body = message
    out = Spool(
        Path(task["spool"]),
        bytes_=min(settings["bytes"], task.get("max_bytes", settings["bytes"])),
        rows=task.get("max_rows", settings["rows"]),
    )
    content: bytes | None = b""
    try:
        with contextlib.nullcontext() if files else _no_new_files(out):
            head = perform(store, task, body, out)
        content = out.close()
        head = {"status": 200, **head, "size": out.size, "spooled": content is None}
    except Rejected as answer:
        head = {"status": answer.status, "message": answer.message}
    except TooLarge as error:
        head = {"status": 403, "message": f"{error}; ask for less, with LIMIT for instance"}
    except NoRoom:
        head = {"status": 503, "message": "there is no room for an answer of this size"}
    except MemoryError:
        head = {"status": 503, "message": _TOO_MUCH_MEMORY, "spent": True}
    except Exception as error:
        head = (
            {**_NO_ROOM, "spent": True}
            if is_no_room(error)
            else {
                "status": 500,
                "message": "the request failed inside the server",
                "fault": f"{type(error).__name__}: {error}",
                "spent": True,
            }
        )
    well = bool(head["status"] == 200)  # noqa: PLR2004 (of HTTP)
    end.sendall(packed(head, content if well and content else b""))
    return well


@contextlib.contextmanager
def _no_new_files(out: Spool) -> Iterator[None]:
    """Let nothing but the spool open a file or a socket."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    @contextlib.contextmanager
    def opening() -> Iterator[None]:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        yield
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))

    out.opening = opening
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        yield
    finally:
        out.opening = contextlib.nullcontext
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _set_deadline(seconds: float) -> None:
    """Have the system end this process a little after the deadline, whatever it is doing then."""
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)


def _on_a_large_stack(run: Callable[[], None]) -> None:
    threading.stack_size(_STACK)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def _limit_memory(mebibytes: int, *, times: int = 1, for_good: bool = True) -> None:
    """Limit the address space of this process to what it has, or times that, and a bit more; where the system cannot tell, not at all."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = times * pages * resource.getpagesize() + _STACK + mebibytes * _MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most if for_good else resource.getrlimit(resource.RLIMIT_AS)[1]))


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _ended(child: int) -> int:
    """End a child and return how it ended: an exit code, or a signal's number below zero."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except ChildProcessError:
        return 0


def _is_closed(control: socket.socket) -> bool:
    """Whether the server is gone; a command that waits stays there."""
    try:
        return not control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False


def main() -> None:
    """Load what the server names, tell it how that went, obey it."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(control.recv(_COMMAND))
    forbid_connections()  # and so to all children: not even a query that came past the screening reaches out (S7)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    store, told = _loaded(settings)
    if "fault" not in told:
        prepare()
    control.send(json.dumps(told).encode())
    if "fault" not in told:
        from ssc_graph.server.site_tasks import prepare as prepare_pages

        for _ in prepare_pages():  # the server listens meanwhile; its first command waits for this
            if _is_closed(control):
                return
        Keeper(control, store, settings).serve()


def _loaded(settings: Mapping[str, Any]) -> tuple[Store | None, dict[str, Any]]:
    from ssc_graph.store import open_store

    try:
        store = open_store(settings["data"], path=settings["folder"])
        told = {"quads": len(store), "fingerprint": store.fingerprint}
    except SscGraphError as error:
        return None, {"fault": error.what, "where": error.where, "hint": error.hint, "code": error.exit_code}
    except (RuntimeError, OSError, MemoryError) as error:  # RuntimeError is what the store says of damaged files
        hint = "delete the store and fill it again with --data" if settings["folder"] else None
        return None, {
            "fault": f"the graph cannot be loaded; it may be damaged ({error})",
            "where": settings["folder"],
            "hint": hint,
            "code": 3,
        }
    if settings["folder"]:
        del store  # its threads would not outlive a fork
        return None, told
    return store, told


if __name__ == "__main__":
    main()
