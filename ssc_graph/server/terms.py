"""``/terms``: things by name as JSON, by which the query page completes what is typed."""

from __future__ import annotations

import json
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ssc_graph.server.answers import as_json, asked, content_of
from ssc_graph.server.options import Options
from ssc_graph.server.pages import short
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused

_LONGEST: Final = 200  # characters of what is sought


async def terms(request: Request, pool: Pool, _options: Options) -> Response:
    """Return things by name, each once, under the name that fits best.

    Raises:
        Refused: there are no words, or too many.
    """
    words = request.query_params.get("words", "").strip()
    if not words or len(words) > _LONGEST:
        raise Refused(400, f"the parameter 'words' has 1 to {_LONGEST} characters")
    found = json.loads(content_of(await asked(request, pool, {"do": "terms", "words": words})))
    once = {each["iri"]: each for each in reversed(found)}
    return as_json([{**each, "short": short(each["iri"])} for each in reversed(once.values())])
