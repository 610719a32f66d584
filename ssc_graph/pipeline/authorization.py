"""Who asks, as a server wants to hear it: a bearer token, or user and password by HTTP Basic (RFC 7617) or Digest (RFC 7616)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ssc_graph.errors import UsageError

_PART: Final = re.compile(r'([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_DIGESTS: Final[Mapping[str, Callable[[bytes], str]]] = MappingProxyType(
    {
        "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),  # what Virtuoso asks for; never sent over an open line
        "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    }
)


def authorization(token: str) -> str:
    """Return the header for a token that no challenge was seen for.

    Args:
        token: a bearer token, or ``user:password``.

    Raises:
        UsageError: it holds characters that no header holds.

    >>> authorization("Aladdin:open sesame")
    'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='
    """
    if any(not " " <= character <= "~" for character in token):
        raise UsageError("the token holds characters that no token has")
    return f"Basic {base64.b64encode(token.encode()).decode()}" if ":" in token else f"Bearer {token}"


def digest(challenge: str, token: str, *, method: str, path: str, own_nonce: str = "") -> str | None:
    """Return the header that answers a challenge by Digest (RFC 7616, section 3.4); None where it is no such challenge.

    Args:
        challenge: the ``WWW-Authenticate`` header.
        token: ``user:password``.
        method: of the request.
        path: of the request, with its query.
        own_nonce: a number that we use once; a new one where it is not given.
    """
    scheme, _, rest = challenge.strip().partition(" ")
    asked = {name.lower(): quoted or plain for name, quoted, plain in _PART.findall(rest)}
    hashed = _DIGESTS.get(asked.get("algorithm", "MD5").upper())
    modes = [mode.strip() for mode in asked.get("qop", "").split(",")]
    if scheme.lower() != "digest" or ":" not in token or hashed is None or not asked.get("nonce") or modes == ["auth-int"]:
        return None
    user, _, password = token.partition(":")
    own = own_nonce or secrets.token_hex(16)
    who, what = hashed(f"{user}:{asked.get('realm', '')}:{password}".encode()), hashed(f"{method}:{path}".encode())
    counted = f"00000001:{own}:auth:" if "auth" in modes else ""
    parts = {"username": user, "realm": asked.get("realm", ""), "nonce": asked["nonce"], "uri": path}
    parts["response"] = hashed(f"{who}:{asked['nonce']}:{counted}{what}".encode())
    parts |= {name: asked[name] for name in ("opaque",) if name in asked} | ({"cnonce": own} if counted else {})
    bare = {"algorithm": asked["algorithm"]} if "algorithm" in asked else {}
    bare |= {"qop": "auth", "nc": "00000001"} if counted else {}
    return "Digest " + ", ".join([*(f'{name}="{value}"' for name, value in parts.items()), *(f"{n}={v}" for n, v in bare.items())])
