"""The command ``ssc-graph``: parse, call, print, exit code.

Exit codes: 0 all is well, 1 the graph does not conform, 2 the call is wrong, 3 something given cannot be read or written,
130 interrupted, 141 nobody reads the output any more, 143 terminated. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType

from ssc_graph.cli.options import parser
from ssc_graph.cli.terminal import complain, prepare_streams
from ssc_graph.errors import SscGraphError

_INTERRUPTED, _NO_READER, _TERMINATED = (128 + number for number in (2, 13, 15))  # SIGINT, SIGPIPE, SIGTERM

_NEW_OBJECTS = 100_000  # since the last search for unreachable cycles; a few megabytes


class _Terminated(BaseException):
    """The system asked the process to end; raised so that half-written files are removed on the way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: the words after the command's name; those of the process where they are not given.

    >>> main(["--version"]).__class__.__name__  # doctest: +ELLIPSIS
    ssc-graph ...
    'int'
    """
    prepare_streams()
    try:
        with _terminable(), _few_collections():
            code = _run(parser().parse_args(arguments))
            sys.stdout.flush()
    except SscGraphError as error:
        complain(str(error))
        code = error.exit_code
    except SystemExit as asked:  # argparse after --help, --version or a wrong call
        code = asked.code if isinstance(asked.code, int) else 0
    except BrokenPipeError:
        _forget_stdout()
        code = _NO_READER
    except KeyboardInterrupt:
        complain("interrupted", kind="")
        code = _INTERRUPTED
    except _Terminated:
        complain("terminated", kind="")
        code = _TERMINATED
    return code


def _run(options: argparse.Namespace) -> int:
    """Load the module of the command and run it."""
    command = importlib.import_module(f"ssc_graph.cli.{options.command}")
    code: int = command.run(options)
    return code


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM unwind the stack while a command runs; only the main thread may set that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def terminate(number: int, frame: FrameType | None) -> None:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """Look for unreachable cycles less often: a command loads tables that stay, and each search would walk them all."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _forget_stdout() -> None:
    """Send what is still buffered nowhere: the interpreter flushes at exit and would complain (Python's manual, signal)."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
