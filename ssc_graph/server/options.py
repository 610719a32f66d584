"""What a server was told when it was started."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ssc_graph.server.pool import Settings
from ssc_graph.site.stated import Stated

if TYPE_CHECKING:
    from ssc_graph.server.pool import Pool

#: What the paths of the server stand for, where nothing else is said: ``/authority/x`` is this and ``authority/x``.
ROOT: Final = "https://w3id.org/ssc-graph/"


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve.

    Args:
        settings: of the processes that hold the graph and answer.
        host: address or name to listen at.
        port: 0 for any that is free.
        token: what those who write must show; empty where nobody may write.
        hosts: names under which the server is reached, beside this machine's own and plain addresses.
        root: IRI that the path ``/`` stands for.
        longest: bytes that a request may have.
        patience: seconds that a client may take for the head of a request, twice that for its body, and to go on taking an answer.
        stated: who publishes the graph and who answers questions about it.
    """

    settings: Settings = field(default_factory=Settings)
    host: str = "127.0.0.1"
    port: int = 3030
    token: str = ""
    hosts: Sequence[str] = ()
    root: str = ROOT
    longest: int = 1 << 20
    patience: float = 15.0
    stated: Stated = field(default_factory=Stated)
    nonce: str = field(default_factory=lambda: secrets.token_hex(8))

    def etag(self, pool: Pool, *parts: str) -> str:
        """Return a strong validator of something made from the graph as it is now.

        Args:
            pool: it knows which graph, and how often it was changed.
            parts: what else the answer depends on.
        """
        run = self.nonce if self.token else ""  # a graph that can be changed is another one after a new start
        state = chr(0).join([pool.fingerprint, run, str(pool.generation), *parts])
        return f'"{hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()[:32]}"'
