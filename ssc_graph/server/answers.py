"""From what a worker answered to HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ssc_graph.server.negotiation import SENT_AS
from ssc_graph.server.pool import Answer, Pool
from ssc_graph.server.screening import Refused

_CHUNK: Final = 1 << 16  # bytes
_GONE: Final = 499  # nobody reads it
_GONE_AWAY: Final = "the client closed the connection"
_SOON: Final = 0.05  # seconds in which most is answered; only then it is watched whether the client is still there


async def asked(request: Request, pool: Pool, task: Mapping[str, Any], *, body: bytes = b"") -> Answer:
    """Have a task done, as long as the client waits for it.

    Raises:
        Refused: it was not done.
    """
    mine, watching = asyncio.current_task(), list[asyncio.Task[None]]()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        if mine is not None:
            mine.cancel(_GONE_AWAY)

    timer = asyncio.get_running_loop().call_later(_SOON, lambda: watching.append(asyncio.ensure_future(watch())))
    try:
        return await pool.ask(task, body)
    except asyncio.CancelledError as error:
        if mine is None or error.args != (_GONE_AWAY,):
            raise
        mine.uncancel()
        raise Refused(_GONE, "the client is gone") from None
    finally:
        timer.cancel()
        for each in watching:
            each.cancel()


async def body_of(request: Request, *, most: int, seconds: float) -> bytes:
    """Return the body of a request.

    Args:
        request: its head is there.
        most: bytes that it may have.
        seconds: that the client may take.

    Raises:
        Refused: it is too long, comes too slowly, or is compressed.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(415, "a compressed body is refused; send it as it is")
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise Refused(413, f"the request has more than {most} bytes", {"Connection": "close"})
    data = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                data += chunk
                if len(data) > most:
                    raise Refused(413, f"the request has more than {most} bytes", {"Connection": "close"})
    except TimeoutError:
        raise Refused(408, f"the request took longer than {seconds:g} seconds to come", {"Connection": "close"}) from None
    return bytes(data)


def sent(answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer as a response; a large one comes out of its file, which is gone as soon as it is open."""
    kind = SENT_AS[answer.head["form"]]
    if answer.path is None:
        return Response(answer.content, media_type=kind, headers=dict(headers or {}))
    file = answer.path.open("rb")
    answer.path.unlink()
    whole = {**(headers or {}), "Content-Length": str(answer.head["size"])}
    return StreamingResponse(_pieces(file), media_type=kind, headers=whole)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while data := file.read(_CHUNK):
            yield data


def content_of(answer: Answer) -> bytes:
    """Return all of an answer, and remove its file."""
    if answer.path is None:
        return answer.content
    try:
        return Path(answer.path).read_bytes()
    finally:
        answer.path.unlink()


def problem(refused: Refused) -> Response:
    """Return an error as one plain line (S35: nothing of this machine in it)."""
    return Response(f"{refused.message}\n", status_code=refused.status, media_type="text/plain; charset=utf-8", headers=refused.headers)


def as_json(data: object, *, media_type: str = "application/json", headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON; ``<`` is escaped, so that it can stand in a page, too."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Response(text.encode("utf-8", "replace"), media_type=media_type, headers=dict(headers or {}))
