"""The words of the pages, in every language of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ssc_graph import resources
from ssc_graph.errors import DataFileError
from ssc_graph.site.addresses import LANGUAGES

_FILE = "messages.yaml"


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return the words by key and language.

    Raises:
        DataFileError: the file is broken, or a language is missing.

    >>> messages()["timeline"]["id"]
    'Lini masa'
    """
    import yaml

    try:
        found = yaml.safe_load(resources.read("site", _FILE))
    except yaml.YAMLError as error:
        raise DataFileError("the YAML is broken", where=f"site/{_FILE}", hint="install the package again") from error
    for key, words in found.items():
        if set(words) != set(LANGUAGES) or not all(isinstance(word, str) and word for word in words.values()):
            raise DataFileError(f"{key!r} is not said in every language", where=f"site/{_FILE}")
    return MappingProxyType(found)


def say(key: str, language: str, **values: object) -> str:
    """Return the words of a key.

    Args:
        key: as in the file.
        language: ``en`` or ``id``.
        values: what is filled in.

    >>> say("part", "en", number=1, count=2)
    'Part 1 of 2'
    """
    words = messages()[key][language]
    return words.format(**values) if values else words
