"""The word lists of the pages: complete, strings only, refused with the line where they are not."""

from __future__ import annotations

from itertools import combinations

import pytest

from ssc_graph import resources
from ssc_graph.errors import DataFileError
from ssc_graph.readers.words import languages, parse_words


@pytest.mark.parametrize("language", languages())
def test_each_file_holds_every_list(language: str) -> None:
    found = parse_words(resources.read("readers/languages", f"{language}.yaml"), language=language)
    assert all(words for name, words in found.lists.items() if name not in {"numeric dates", "articles"})
    assert set(found.tables["months"].values()) == {str(month) for month in range(1, 13)}


def test_stop_words_tell_the_languages_apart() -> None:
    read = [parse_words(resources.read("readers/languages", f"{name}.yaml"), language=name).lists["stop words"] for name in languages()]
    assert all(one.isdisjoint(other) for one, other in combinations(read, 2))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("stop words: [the", "stop words: [NO, the"), "a string is due"),
        (("stop words: [the", "stop words: [1.10, the"), "a string is due"),
        (("stop words: [", "stop wards: ["), "missing or unknown"),
        (("weekdays: [", "weekdays: {a: ["), "not YAML"),
        (("home: [", "weekdays: ["), "given twice"),
    ],
)
def test_broken_files_are_refused(change: tuple[str, str], what: str) -> None:
    data = resources.read("readers/languages", "en.yaml").decode().replace(*change)
    with pytest.raises(DataFileError, match=what) as caught:
        parse_words(data.encode(), language="en")
    assert "readers/languages/en.yaml" in str(caught.value)
