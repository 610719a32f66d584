"""Reference: which thing, situation or source an argument's words stand for."""

from __future__ import annotations

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction.segments import SourcePhrase
from ssc_graph.extraction.situations import Situations
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.identifiers import entity_curie


class Resolver(Situations):
    """Resolves arguments and sources, sentence by sentence, in document order."""

    def source(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        """Return the source that a sentence names: the first person, publication or body in its words, else the words themselves."""
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

    def _person_or_words(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        tokens = sentence.tokens[phrase.first : phrase.last]
        words = [t for t in tokens if t.is_word]
        if not words:
            return None
        pointing = (
            self.words.has("demonstratives", words[-1].word)
            or self.words.has("pronouns", words[0].word)
            or self.words.has("demonstratives", words[0].word)
        )
        if pointing:
            for entity in self._back(sentence.index, before=tokens[0].start):
                if "ssc:Person" in entity.types or (not entity.types and entity.id.startswith("entity:")):
                    return entity
        start, end = words[0].start, words[-1].end
        name = " ".join(self.analysis.document.text[start:end].split())
        return Entity(
            entity_curie(name), self.analysis.document.text[start:end], (Label(name, self.words.language, preferred=True),), (), start, end
        )
