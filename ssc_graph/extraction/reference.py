"""Reference: which thing, situation or source an argument's words stand for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction.segments import SourcePhrase
from ssc_graph.extraction.situations import Situations
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.identifiers import entity_curie

#: Things named last, among which somebody is looked for before anything of unknown kind.
_NEAR_THINGS = 12


class Resolver(Situations):
    """Resolves arguments and sources, sentence by sentence, in document order."""

    def source(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        """Return the source that a sentence names: the first person, publication or body in its words, else the words themselves."""
        phrase = self._behind_office(sentence, phrase)
        tokens = sentence.tokens[phrase.first : phrase.last]
        if self._is_speaker(tokens):
            return None  # "We firmly believe that …", "if we consider …": the document's own voice
        if tokens and self.words.has("demonstratives", tokens[-1].word) and self.words.has("agents", tokens[0].word):
            return self._person_or_words(sentence, phrase)  # "ekonom kelahiran Zambia itu" is not Zambia
        mentions = [m for m in self.analysis.mentions[sentence.index] if phrase.first <= m.first and m.last <= phrase.last]
        for wanted in (("title",), ("known", "name", "symbol", "described")):
            for mention in mentions:
                if mention.kind in wanted and not (mention.kind == "described" and not mention.bare):
                    found = self.mention(mention, sentence.index)
                    if (
                        found is not None
                        and not {"ssc:Place"} & set(found.types)
                        and not {"ssc:Concept", "skos:Concept"} & set(found.types)
                    ):
                        return found
        return self._person_or_words(sentence, phrase)

    def _is_speaker(self, tokens: Sequence[Token]) -> bool:
        """Whether the words of a source end in the document's own voice, small words behind it left out, or never named anybody."""
        words = [t for t in tokens if t.is_word]
        while words and any(self.words.has(table, words[-1].word) for table in ("adverbs", "auxiliaries", "negations")):
            words = words[:-1]
        own = ("speakers", "plural_speakers", "dummies")
        return bool(words) and any(self.words.has(table, words[k].word) for table in own for k in (0, -1))

    def _behind_office(self, sentence: Sentence, phrase: SourcePhrase) -> SourcePhrase:
        """As in "Kepala Balai Padi, Siti Aminah,": the name behind an office and a comma."""
        tokens = sentence.tokens
        if phrase.first >= len(tokens) or not self.words.has("person_titles", tokens[phrase.first].word):
            return phrase
        commas = [k for k in range(phrase.first, phrase.last) if tokens[k].word == "," and not tokens[k].depth]
        for comma, end in pairwise([*commas, phrase.last]):
            if end > comma + 1 and all(t.capital for t in tokens[comma + 1 : end]):
                return SourcePhrase(comma + 1, end, phrase.lasting)
        return phrase

    def _person_or_words(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        tokens = sentence.tokens[phrase.first : phrase.last]
        words = [t for t in tokens if t.is_word]
        if not words:
            return None
        by_it = self.words.has("said_by_it", words[0].word)
        pointing = by_it or (
            self.words.has("demonstratives", words[-1].word)
            or self.words.has("pronouns", words[0].word)
            or self.words.has("demonstratives", words[0].word)
        )
        if pointing:
            near = self._back(sentence.index, before=tokens[0].start)
            person = next((e for e in near[:_NEAR_THINGS] if "ssc:Person" in e.types), None)
            named = next((e for e in near if "ssc:Person" in e.types or (not e.types and e.id.startswith("entity:"))), None)
            if person is not None or named is not None:
                return person or named
        if by_it or (len(words) == 1 and self.words.has("own_voices", words[0].word)):
            return None  # "kami berpendapat": what the document says itself
        start, end = words[0].start, words[-1].end
        name = " ".join(self.analysis.document.text[start:end].split())
        return Entity(
            entity_curie(name), self.analysis.document.text[start:end], (Label(name, self.words.language, preferred=True),), (), start, end
        )
