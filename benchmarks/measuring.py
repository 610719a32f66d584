"""Clocks: processor time within this process, wall time and peak memory of a command."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_KIBIBYTES_PER_UNIT: Final = 1 if sys.platform != "darwin" else 1 / 1024  # what the system counts peak memory in


def processor_seconds(run: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the processor time of a call in seconds: the least of some rounds, for the others were disturbed.

    Args:
        run: what to measure.
        rounds: how often.
    """
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


@dataclass(frozen=True, slots=True)
class Command:
    """What a command took.

    Args:
        wall: seconds.
        processor: seconds.
        peak: memory in megabytes.
    """

    wall: float
    processor: float
    peak: float


def command(arguments: Sequence[str], *, rounds: int = 3) -> Command:
    """Return what a command took in the quickest of some rounds.

    A small process starts it: the system counts the memory of the process that starts another as that one's own.

    Args:
        arguments: the program and its arguments.
        rounds: how often it runs.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    starter = (sys.executable, __file__, *arguments)
    told = [subprocess.run(starter, check=True, capture_output=True, text=True).stdout for _ in range(rounds)]
    return min((Command(*map(float, line.split())) for line in told), key=lambda taken: taken.wall)


def _once(arguments: Sequence[str]) -> int:
    """Run a command, tell its figures, return its exit code."""
    start = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss * _KIBIBYTES_PER_UNIT / 1024}")
    return process.returncode


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the power of the size with which time grows: 1 is linear, 2 quadratic (least squares on the logarithms).

    >>> round(slope([10, 100, 1000], [1.0, 10.0, 100.0]), 2)
    1.0
    """
    across = [math.log(size) for size in sizes]
    up = [math.log(max(second, 1e-9)) for second in seconds]
    return statistics.linear_regression(across, up).slope


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for people: the first column to the left, the others to the right."""
    widths = [max(len(line[column]) for line in (heads, *rows)) for column in range(len(heads))]

    def printed(line: Sequence[str]) -> str:
        first, *others = (cell.rjust(width) if k else cell.ljust(width) for k, (cell, width) in enumerate(zip(line, widths, strict=True)))
        return "  ".join([first, *others]).rstrip()

    return "\n".join([title, "", printed(heads), printed(["-" * width for width in widths]), *map(printed, rows), ""])


if __name__ == "__main__":
    sys.exit(_once(sys.argv[1:]))
