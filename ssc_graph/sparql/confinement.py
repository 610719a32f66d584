"""A process that answers queries opens no connection: the system refuses it, whatever comes past the look at the query (S7)."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import struct
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: By machine: how the kernel calls the architecture (linux/audit.h), and the number of the system call socket(2).
_SOCKET: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)})
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2  # prctl(2), seccomp(2)
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of a filter program (linux/bpf_common.h)
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER, _ARCHITECTURE = 0, 4  # where they stand in what the program sees


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def forbid_connections() -> bool:
    """Have the system refuse new sockets to this thread and to whatever it starts from now on; return whether it does.

    Linux only (seccomp, without any privilege); elsewhere nothing is changed, and the look at the query stands alone.
    """
    if sys.platform != "linux" or os.uname().machine not in _SOCKET:
        return False
    architecture, number = _SOCKET[os.uname().machine]
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    written = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.addressof(written))
    with contextlib.suppress(OSError, AttributeError):
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        return bool(prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program)) == 0)
    return False
