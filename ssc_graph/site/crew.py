"""Files of a tree written by several processes: each page is made of the graph alone, so it does not matter which process makes it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Final

from ssc_graph.errors import OutputError
from ssc_graph.pipeline.trees import Tree

Job = Callable[[], None]
#: More processes than this are not started by themselves: each holds the pages' names and a part of the graph once more.
_MOST: Final = 4
#: Jobs that one process does in a row: neighbours have much in common.
_ROW: Final = 32


def processors() -> int:
    """Return how many processes are worth starting here: one where a process cannot be doubled as it is."""
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return 1
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST)


def work(tree: Tree, jobs: Sequence[Job], *, processes: int) -> None:
    """Do jobs that write files into a tree.

    Args:
        tree: where the files go.
        jobs: in any order; none needs what another wrote.
        processes: how many share the jobs; with one, they are done here.

    Raises:
        OutputError: a process died.
        SscGraphError: what a job raised.
    """
    if processes <= 1:
        for job in jobs:
            job()
        return
    gc.freeze()  # what is not counted anew stays one copy for all processes
    context = multiprocessing.get_context("fork")
    crew = []
    for number in range(processes):
        receiver, sender = context.Pipe(duplex=False)
        member = context.Process(target=_do_share, args=(tree, jobs, number, processes, sender))
        member.start()
        sender.close()
        crew.append((member, receiver))
    try:
        for _, receiver in crew:
            tree.adopt(_told(receiver))
    finally:
        for member, receiver in crew:
            member.terminate()
            member.join()
            receiver.close()
        gc.unfreeze()


def _do_share(tree: Tree, jobs: Sequence[Job], number: int, processes: int, sender: Connection) -> None:
    """Do every so manieth row of jobs, and tell which files were written, or what went wrong."""
    before = set(tree.files.values())
    try:
        for start in range(number * _ROW, len(jobs), processes * _ROW):
            for job in jobs[start : start + _ROW]:
                job()
        sender.send([path for path in tree.files.values() if path not in before])
    except Exception as error:  # whatever it is, it is raised in the process that waits
        sender.send(error)
    sender.close()


def _told(receiver: Connection) -> list[str]:
    try:
        answer = receiver.recv()
    except EOFError as error:
        raise OutputError("a process that wrote pages was ended", hint="is there enough memory?") from error
    if isinstance(answer, Exception):
        raise answer
    return list(answer)
