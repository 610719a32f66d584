"""Other names, terms that are defined, titles of publications, their authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity, Label, Literal
from ssc_graph.extraction.clauses import Span, subject_of
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles.anchor import DETERMINERS, LONGEST_TERM, NEAR, REACH, Anchor, Filler
from ssc_graph.extraction.roles.occasions import Occasions
from ssc_graph.extraction.tokens import Sentence, Token, match_at
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Role

_NUMERALS = frozenset("dua tiga empat lima enam tujuh delapan sembilan sepuluh beberapa sejumlah banyak berbagai".split())
_FULL_NAME = 2
_WRITINGS = frozenset({"ssc:Article", "ssc:Book", "ssc:Report"})


class Names(Occasions):
    """Forms that read names."""

    def _name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Another name: a mention behind the trigger, else the words up to the next comma or verb, as a literal."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        while first < len(tokens) and (tokens[first].word in DETERMINERS or tokens[first].word in {'"', "'"}):
            first += 1
        start = tokens[first].start if first < len(tokens) else -1
        mention = next((m for m in anchor.segment.mentions if m.first == first or m.start == start), None)
        last = first + sum(1 for t in tokens[first:] if t.start < mention.end) if mention else self._name_end(anchor, first)
        while last + 1 < len(tokens) and tokens[last].word == "/" and tokens[last + 1].start == tokens[last - 1].end + 1:
            last += 2
        if last <= first:
            return []
        place = next((m for m in anchor.segment.mentions if m.first == last + 1 and self._is_place(m)), None)
        if place is not None and last - first >= NEAR and tokens[last].word == "in" and place.last < len(tokens):
            last = place.last if not tokens[place.last].is_word else last  # "Programme for the Growth of the Wet Forest in Gabon."
        start, end = tokens[first].start, tokens[last - 1].end
        text = self.analysis.document.text[start:end]
        return [Filler(Literal(" ".join(text.split()), "xsd:string", text, "", start, end), start, end)]

    def _name_end(self, anchor: Anchor, first: int) -> int:
        tokens = anchor.segment.sentence.tokens
        last = first
        while last < len(tokens) and last < first + NEAR * 2:
            token = tokens[last]
            if not token.is_word or token.depth or self.words.is_finite(token) or self.words.at("breaks", tokens, last) > 0:
                break
            if (
                self.words.has("prepositions", token.word)
                or self.words.has("relatives", token.word)
                or self.words.has("coordinators", token.word)
            ):
                break
            last += 1
        return last

    def _term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A short noun phrase that a definition explains, known or not."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        subject = subject_of(sentence, anchor.group.start, self.words)
        if not subject.spans or subject.relative:
            return []
        if "terms-exact" in self.words.traits and self.words.before("breaks", tokens, subject.spans[0][0]) >= 0:
            return []  # "Lantaran gas adalah bahan baku urea, …": said by the way
        return self._term_of(anchor, subject.spans[0])

    def _right_term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Yang dimaksud dengan X adalah …": the term between the trigger and the copula."""
        copula = self._copula(anchor)
        return self._term_of(anchor, (self.behind(anchor), copula[0])) if copula is not None else []

    def _coined(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A term that opens its sentence: one in quotes, or one that nobody uses for anything else, as its ending shows ("fungibility")."""
        tokens = anchor.segment.sentence.tokens
        span = subject_of(anchor.segment.sentence, anchor.group.start, self.words).spans
        if not span or any(t.is_word for t in tokens[: span[0][0]]):
            return []
        words = [t.word for t in tokens[span[0][0] : span[0][1]] if t.is_word]
        quoted = any(t.word == '"' for t in tokens[: span[0][1] + 1])
        abstract = bool(words) and words[-1].endswith(tuple(self.words.words_of("abstract_endings")))
        plain = not any(self.words.has(table, words[0]) for table in ("object_openers", "demonstratives", "pronouns")) if words else False
        return self._term_of(anchor, span[0]) if plain and (quoted or abstract) else []

    def _apposed_term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Mereka memakai X, yaitu …": the noun phrase right before the comma, where it is short."""
        sentence = anchor.segment.sentence
        last = anchor.first - 1
        if last < 1 or sentence.tokens[last].word != ",":
            return []
        first = last
        while first > 0 and (sentence.tokens[first - 1].depth or self._of_term(anchor, first - 1)):
            first -= 1
        while first < last and self.words.is_finite(sentence.tokens[first]):
            first += 1  # "tertuang empat bidang": the verb in front
        counted = first < last and (sentence.tokens[first].word in _NUMERALS or sentence.tokens[first].word[0].isdigit())
        before = sentence.tokens[first - 1].word if first else ""
        articled = self.words.has("articles", before) and not self.words.has("demonstratives", before)
        if first >= last or (self.words.openings("object_openers") and self._points_out(sentence.tokens[first].word, before)):
            return []
        if counted or (first and not articled and self.words.has("determiners", sentence.tokens[first - 1].word)):
            return []
        return self._term_of(anchor, (first, last))

    def _points_out(self, opening: str, before: str) -> bool:
        """Whether a phrase points at something and is no term: "all such issues", "in my view", "the right direction"."""
        return self.words.has("object_openers", opening) or self.words.has("demonstratives", before)

    def _of_term(self, anchor: Anchor, position: int) -> bool:
        tokens = anchor.segment.sentence.tokens
        token = tokens[position]
        bent = self.words.is_finite(token) and not token.word.startswith("ter")  # "stok tersisih": a participle of the noun
        if not token.is_word or bent or self.words.at("breaks", tokens, position) > 0:
            return False
        tables = ("prepositions", "relatives", "coordinators", "copulas", "adverbs", "auxiliaries", "determiners", "demonstratives")
        return not any(self.words.has(table, token.word) for table in tables)

    def _term_of(self, anchor: Anchor, extent: Span) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        first, last = extent
        while first < last and tokens[first].word in {"istilah", "nama", "sebutan", "konsep", '"'}:
            first += 1
        span = tokens[first:last]
        if not 0 < len(span) <= LONGEST_TERM or any(
            self.words.has("relatives", t.word) or self.words.has("demonstratives", t.word) for t in span
        ):
            return []
        if any(self.words.has("prepositions", t.word) or self.words.has("pronouns", t.word) for t in span) or not span[0].is_word:
            return []
        known = self.resolver.thing(anchor.segment, (first, last), ("concept", "programme"))
        ends = next((k for k in range(last - 1, first, -1) if not tokens[k].depth), first)
        joined = any(t.word == "," or self.words.has("disjunctions", t.word) for t in tokens[first:last])
        if known is not None and ("terms-exact" not in self.words.traits or joined or known.end >= tokens[ends].end):
            return [Filler(known, known.start, known.end)]
        return self._unknown_term(anchor, (first, last))

    def _unknown_term(self, anchor: Anchor, extent: tuple[int, int]) -> list[Filler]:
        """A term that no authority file knows, as a concept named by its own words."""
        first, last = extent
        span = anchor.segment.sentence.tokens[first:last]
        inside = [m for m in anchor.segment.mentions if m.first >= first and m.last <= last]
        named = [m for m in inside if "terms-exact" not in self.words.traits or m.kind != "described"]
        if any(m.types and "ssc:Concept" not in m.types for m in named):
            return []
        owned = span[-1].word.endswith("nya") or span[0].word in {"sebagian", "salah"}
        if "terms-exact" in self.words.traits and (owned or self.words.has("agents", span[0].word)):
            return []  # "petani adalah …" praises, "isinya adalah …" tells of one thing: they do not define
        if not any(t.is_word and t.depth == 0 for t in span):
            return []
        return [self._concept(*self._trim_term(span))]

    def _goes_on(self, tokens: Sequence[Token], position: int) -> int:
        """Behind a capital of a title, or a small word and the capital that follows it: "Sawah yang Retak"; -1 where the title ends."""
        if tokens[position].capital and tokens[position].is_word:
            return position + 1
        small = self.words.has("title_words", tokens[position].word) and position > 0 and tokens[position - 1].capital
        follows = position + 1 < len(tokens) and tokens[position + 1].capital and tokens[position + 1].is_word
        return position + 2 if small and follows else -1

    def _glossed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The term that alone stands before a colon, its short name in brackets allowed: "New Order (NO): a reform of …"."""
        tokens = anchor.segment.sentence.tokens
        mention = next((m for m in anchor.segment.mentions if m.first <= 1 and m.last <= anchor.first), None)
        if mention is None or not admits(mention.types, role.types, unknown=False):
            return []
        rest = [t for k, t in enumerate(tokens[: anchor.first]) if not mention.first <= k < mention.last and not t.depth]
        if any(t.is_word and t.word not in DETERMINERS for t in rest):
            return []
        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]

    def _own_term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The term between the trigger and one of the role's words: "By pooled purchasing we mean …"."""
        stand = self._stand(role, anchor)
        if stand is None or not 0 < stand[0] - anchor.last <= LONGEST_TERM:
            return []
        span = (anchor.last, stand[0])
        if any(not t.is_word and t.word not in {'"', "'"} for t in anchor.segment.sentence.tokens[span[0] : span[1]]):
            return []
        known = self.resolver.thing(anchor.segment, span, ("concept", "programme"))
        if known is not None:
            return [Filler(known, known.start, known.end)]
        return [] if self._no_term(anchor, span) else self._unknown_term(anchor, span)

    def _no_term(self, anchor: Anchor, span: Span) -> bool:
        """Whether words name no term: "a recent example is …" points at something, "a minister from Peru is …" at somebody."""
        held = anchor.segment.sentence.tokens[span[0] : span[1]]
        words = [t.word for t in held if t.is_word]
        inside = any(self.words.has(table, word) for word in words for table in ("prepositions", "relatives", "coordinators", "adverbs"))
        pointing = bool(words) and (self.words.has("no_terms", words[-1]) or self.words.has("agent_nouns", words[-1]))
        return inside or pointing or any(self.words.is_finite(t) for t in held)

    def _asked_term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The term that the question before asks about, where this sentence goes on about it: "What is X? X is …", "It is …"."""
        index = anchor.segment.sentence.index
        asked = self._asked_about(self.analysis.sentences[index - 1]) if index and anchor.segment.offset == 0 else ()
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        if not asked or not subject.spans or subject.relative:
            return []
        first, last = subject.spans[0]
        words = [t.word for t in anchor.segment.sentence.tokens[first:last] if t.is_word and not t.depth and t.word not in DETERMINERS]
        pronoun = self.words.at("pronouns", anchor.segment.sentence.tokens, first) == last
        if not words or not (pronoun or words == list(asked)):
            return []
        if pronoun:
            return self._term_of_question(self.analysis.sentences[index - 1])
        known = self.resolver.thing(anchor.segment, (first, last), ("concept", "programme", "group"))
        return [Filler(known, known.start, known.end)] if known is not None else self._unknown_term(anchor, (first, last))

    def _term_of_question(self, question: Sentence) -> list[Filler]:
        """The term of a question that "It is …" answers: a concept that it names, else its words for one ("What is a seed library?")."""
        named = [m for m in self.analysis.mentions[question.index] if m.kind != "described"]
        for mention in named:
            if admits(mention.types, ("concept", "programme", "group"), unknown=False):
                return [Filler(self.analysis.entity(mention), -1, -1)]
        behind = self.words.at("askings", question.tokens, 0)
        span = [t for t in question.tokens[behind:] if t.is_word and not t.depth]
        determined = bool(span) and self.words.has("determiners", span[0].word)
        plain = not any(self.words.has(table, t.word) for t in span[1:] for table in ("prepositions", "object_openers", "relatives"))
        if named or not (determined or len(span) > 1) or not plain or not span:
            return []
        return [replace(self._concept(*self._trim_term(span)), start=-1, end=-1)]

    def _asked_about(self, question: Sentence) -> tuple[str, ...]:
        """The words that a question asks the meaning of: "What does “loss and damage” mean?" asks about loss and damage."""
        tokens = question.tokens
        behind = self.words.at("askings", tokens, 0)
        if behind < 0 or not question.question:
            return ()
        words = [t.word for t in tokens[behind:] if t.is_word and not t.depth and t.word not in DETERMINERS]
        while words and self.words.has("asking_ends", words[-1]):
            words.pop()
        return tuple(words) if len(words) <= LONGEST_TERM else ()

    def _after_article(self, index: int, mention: Mention) -> bool:
        tokens = self.analysis.sentences[index].tokens
        return mention.first > 0 and tokens[mention.first - 1].word in DETERMINERS

    def _trim_term(self, span: Sequence[Token]) -> tuple[int, int]:
        kept = [t for t in span if t.depth == 0 and t.is_word]
        while len(kept) > 1 and (kept[0].word in {"the", "a", "an"} or self.words.has("articles", kept[0].word)):
            kept = kept[1:]
        return kept[0].start, kept[-1].end

    def _spoken(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The name behind "disebut" later in the clause, else right behind the trigger."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("callings", tokens, k)
            if behind > 0:
                return self._name(role, replace(anchor, last=behind))
        return self._name(role, anchor) if tokens[anchor.last : anchor.last + 1] and tokens[anchor.last].word == "," else []

    def _spoken_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is called so in another language: named between the language and the word for calling, else named last before."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            if self.words.at("callings", tokens, k) > 0:
                for mention in anchor.segment.mentions:
                    if anchor.last <= mention.first and mention.last <= k and admits(mention.types, role.types):
                        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._latest(role, anchor)

    def _titled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A title in quotes, or a name in apposition ("bukunya, Dead Aid")."""
        first = self.behind(anchor)
        for mention in anchor.segment.mentions:
            if anchor.last <= mention.first <= first + 1 and mention.last > first and mention.kind in {"title", "name"}:
                title = self._whole_title(anchor, mention)
                entity = self.analysis.entity(title)
                types = entity.types if set(entity.types) & {"ssc:Article", "ssc:Book", "ssc:Report"} else ("ssc:Publication",)
                return [Filler(replace(entity, types=types), title.start, title.end)]
        return self._titled_behind_noun(anchor, first)

    def _titled_behind_noun(self, anchor: Anchor, first: int) -> list[Filler]:
        """As in "menulis buku Jalan Sunyi", "dalam buku Jalan Sunyi, …": the capitals behind the noun for a publication."""
        tokens = anchor.segment.sentence.tokens
        noun = tokens[first - 1].word if 0 < first < len(tokens) else ""
        kind = self.words.value("heads", (noun.removesuffix("nya"),))
        last = first
        while last < len(tokens) and (end := self._goes_on(tokens, last)) > 0 and not tokens[last].depth:
            last = end
        if "works-behind-their-kind" not in self.words.traits or last == first or kind not in {"ssc:Book", "ssc:Article", "ssc:Report"}:
            return []
        text = self.analysis.document.text[tokens[first].start : tokens[last - 1].end]
        name = " ".join(text.split())
        start, end = tokens[first].start, tokens[last - 1].end
        return [Filler(Entity(entity_curie(name), text, (Label(name, "", preferred=True),), (kind,), start, end), start, end)]

    def _work(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A publication named before the trigger in its clause: a title, else the subject."""
        for mention in reversed(anchor.segment.mentions):
            if mention.last <= anchor.first and mention.kind == "title":
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._subject(role, anchor)

    def _book_author(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Whose book "bukunya" is: the person who speaks in the main clause, else the one spoken of before."""
        return self._later_person(role, anchor) or self._implied(role, anchor)

    def _bracketed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The publisher in the bracket behind a title: "Dead Aid (Penguin, 2009)"."""
        tokens = anchor.segment.sentence.tokens
        for work in self._titled(role, anchor):
            first = next((k for k in range(anchor.last, len(tokens)) if tokens[k].start >= work.end), len(tokens))
            while first < len(tokens) and tokens[first].word == '"':
                first += 1
            last = next((k for k in range(first, len(tokens)) if tokens[k].word == ","), -1)
            dated = 0 < last < len(tokens) - 1 and tokens[last + 1].word.isdigit() and tokens[last].depth
            if not dated or tokens[first].word != "(" or not all(t.capital for t in tokens[first + 1 : last]):
                return []
            start, end = tokens[first + 1].start, tokens[last - 1].end
            name = self.analysis.document.text[start:end]
            known = next((m for m in anchor.segment.mentions if m.start == start and m.end == end), None)
            if known is not None and known.kind == "known":
                return [Filler(self.analysis.entity(known), start, end)]
            label = Label(" ".join(name.split()), "", preferred=True)
            return [Filler(Entity(entity_curie(label.text), name, (label,), ("ssc:Organization",), start, end), start, end)]
        return []

    def _whole_title(self, anchor: Anchor, mention: Mention) -> Mention:
        """A title without quotes runs on over capitals, connectors and a colon: "Facing South: A History of the Long Road"."""
        tokens = anchor.segment.sentence.tokens
        last = mention.last
        while mention.kind == "name" and last < len(tokens) and not tokens[last].depth:
            joined = last
            while joined < len(tokens) and (
                self.words.has("connectors", tokens[joined].word)
                or self.words.has("title_words", tokens[joined].word)
                or tokens[joined].word in {":", "in", "and", "a", "without", "with", "to"}
            ):
                if tokens[joined].capital:
                    break
                joined += 1
            if joined >= len(tokens) or not tokens[joined].capital or not tokens[joined].is_word or joined - last > NEAR:
                break
            last = joined + 1
        if last == mention.last:
            return mention
        end = tokens[last - 1].end
        name = " ".join(self.analysis.document.text[mention.start : end].split())
        return replace(mention, last=last, end=end, id=entity_curie(name), labels=(Label(name, "", preferred=True),))

    def _cited_title(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A title that its publisher and year follow in brackets: "In Quiet Roads (Harbour Press, 2004) …"."""
        tokens = anchor.segment.sentence.tokens
        title = next((m for m in anchor.segment.mentions if m.first == anchor.last and m.kind in {"name", "title"}), None)
        if title is None or self._bracketed_publisher(tokens, title.last) is None:
            return []
        entity = self.analysis.entity(title)
        types = entity.types if set(entity.types) & {"ssc:Article", "ssc:Report"} else ("ssc:Book",)
        return [Filler(replace(entity, types=types), title.start, title.end)]

    def _cited_publisher(self, role: Role, anchor: Anchor) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        title = next((m for m in anchor.segment.mentions if m.first == anchor.last), None)
        extent = self._bracketed_publisher(tokens, title.last) if title is not None else None
        if extent is None:
            return []
        start, end = tokens[extent[0]].start, tokens[extent[1] - 1].end
        name = self.analysis.document.text[start:end]
        label = Label(" ".join(name.split()), "", preferred=True)
        return [Filler(Entity(entity_curie(label.text), name, (label,), ("ssc:Organization",), start, end), start, end)]

    def _bracketed_publisher(self, tokens: Sequence[Token], bracket: int) -> tuple[int, int] | None:
        """The tokens of the name in "(Harbour Press, 2004)": two capitalised words at least, a comma, a year."""
        if bracket + 4 >= len(tokens) or tokens[bracket].word != "(":
            return None
        comma = next((k for k in range(bracket + 1, min(bracket + 8, len(tokens) - 2)) if tokens[k].word == ","), -1)
        dated = comma > bracket + 2 and tokens[comma + 1].word.isdigit() and tokens[comma + 2].word == ")"
        named = dated and tokens[bracket + 1].capital and tokens[comma - 1].capital
        return (bracket + 1, comma) if named else None

    def _introduced_name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A capitalised name behind one of the role's prepositions, words after the trigger: "appeared last spring in the Review …"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, min(anchor.last + REACH, len(tokens))):
            if not tokens[k].is_word:
                return []
            behind = match_at(tokens, k, role.after)
            if behind > 0:
                found = self._titled_name(role, replace(anchor, last=behind))
                dated = behind < len(tokens) and bool(self.words.value("months", (tokens[behind].word,)))
                return [] if dated or (found and self._is_place_name(found[0])) else found
        return []

    def _is_place_name(self, filler: Filler) -> bool:
        return isinstance(filler.argument, Entity) and bool({"ssc:Place", "ssc:Country"} & set(filler.argument.types))

    def _later_person(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The person who speaks in the main clause behind "Dalam artikel …,"."""
        tokens = anchor.segment.sentence.tokens
        sentence_mentions = self.analysis.mentions[anchor.segment.sentence.index]
        behind = tokens[anchor.last - 1].end
        for mention in sentence_mentions:
            first = mention.first
            whole = self.analysis.sentences[anchor.segment.sentence.index].tokens
            while first and (self.words.has("agents", whole[first - 1].word) or self.words.has("person_titles", whole[first - 1].word)):
                first -= 1
            titled = first < mention.first and "titles-before-names" in self.words.traits  # "the historian Rina Wulandari contends"
            before = titled or (first > 0 and whole[first - 1].word == ",")
            own = any(m.start == mention.start for m in anchor.segment.mentions if m.first <= self.behind(anchor) + 1)
            if mention.start > behind and mention.kind == "name" and before and not own and admits(mention.types, role.types):
                return [Filler(self._as_person(mention), mention.start, mention.end), *self._authors_behind(anchor, mention)]
        return []

    def _authors_behind(self, anchor: Anchor, first: Mention) -> list[Filler]:
        """Persons joined to the one named first: "…, Rina Wulandari and Joko Santoso argue that …"."""
        found: list[Filler] = []
        index = anchor.segment.sentence.index
        tokens, last = self.analysis.sentences[index].tokens, first.last
        for mention in self.analysis.mentions[index]:
            between = [t.word for t in tokens[last : mention.first]] if mention.first >= last else []
            if between not in ([","], ["and"], [",", "and"]):
                continue
            if mention.kind != "name" or mention.types not in {(), ("ssc:Person",)} or mention.last - mention.first < _FULL_NAME:
                break
            found.append(Filler(self._as_person(mention), mention.start, mention.end))
            last = mention.last
        return found

    def _as_person(self, mention: Mention) -> Entity:
        entity = self.analysis.entity(mention)
        return replace(entity, types=entity.types or ("ssc:Person",))

    def _next_name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The second of two names behind the trigger: "renamed the Harbour League the Port Union", "turned the League into the Union"."""
        old = self._mention_near(anchor, self.behind(anchor), replace(role, types=()))
        if old is None:
            return []
        tokens = anchor.segment.sentence.tokens
        behind = next((k for k in range(old.last, len(tokens)) if not tokens[k].depth), len(tokens))
        behind += behind < len(tokens) and tokens[behind].word in {"as", "into", "to"}
        return self._things(anchor, behind, replace(role, split="none"))

    def _earlier_title(self, role: Role, anchor: Anchor) -> list[Filler]:
        for mention in reversed(self.analysis.mentions[anchor.segment.sentence.index]):
            if mention.kind == "title" and mention.end <= anchor.segment.sentence.tokens[anchor.first].start:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._told_publication(anchor)

    def _told_publication(self, anchor: Anchor) -> list[Filler]:
        """A title without quotes beside the noun that tells its kind ("her study Quiet Roads"), or the document itself."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > anchor.first:
                continue
            if mention.bare and admits(mention.types, ("publication",), unknown=False):
                own = self.resolver.mention(mention, anchor.segment.sentence.index)
                return [Filler(own, mention.start, mention.end)] if own is not None else []
            before = mention.first - 1 - (mention.first > 1 and tokens[mention.first - 1].word == ",")
            kind = self.words.value("heads", (tokens[before].word,)) if before >= 0 else ""
            if mention.kind != "name" or mention.types:
                continue
            if kind not in _WRITINGS and mention.last < len(tokens) and tokens[mention.last].word == ",":
                heads = (self.words.value("heads", (t.word,)) for t in tokens[mention.last + 2 : mention.last + 5])
                kind = next((k for k in heads if k in _WRITINGS), "") if tokens[mention.last + 1].word in {"a", "an"} else ""
            if kind in _WRITINGS:
                title = self._whole_title(anchor, mention)
                return [Filler(replace(self.analysis.entity(title), types=(kind,)), title.start, title.end)]
        return []

    def _titled_name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The capitalised name right behind "jurnal" or "published by"."""
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        while first < len(tokens) and (tokens[first].word in {"the", '"'} or self.words.has("articles", tokens[first].word)):
            first += 1
        own = (
            "works-behind-their-kind" in self.words.traits and tokens[anchor.first].capital and first == anchor.last
        )  # "Jurnal Cakrawala" is the whole name
        first = anchor.first if own and first < len(tokens) and tokens[first].capital else first
        if first > anchor.last and tokens[first - 1].capital and self.words.value("heads", (tokens[first - 1].word,)) == "ssc:Journal":
            first -= 1  # "dimuat Jurnal Cakrawala"
        last = first
        while last < len(tokens) and tokens[last].capital and tokens[last].is_word and last < first + REACH:
            last += 1
        if last == first:
            return []
        if tokens[anchor.last - 1].word == "in" and last + 1 < len(tokens) and tokens[last].word == "and" and tokens[last + 1].capital:
            last += 2  # "appeared in Harbour Policy and Planning"
        known = next((m for m in anchor.segment.mentions if m.first <= first and m.last >= last and m.kind == "known"), None)
        named = next((m for m in anchor.segment.mentions if m.first == first and m.kind == "name"), None)
        last = max(last, named.last) if named is not None else last
        start, end = tokens[first].start, tokens[last - 1].end
        if known is not None:
            return [Filler(self.analysis.entity(known), known.start, known.end)]
        name = " ".join(self.analysis.document.text[start:end].split())
        entity = Entity(
            entity_curie(name), self.analysis.document.text[start:end], (Label(name, "", preferred=True),), ("ssc:Journal",), start, end
        )
        return [Filler(entity, start, end)]

    def _nearest_person(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The person named last before the trigger, in the whole sentence, else in the one before."""
        sentence = self.analysis.sentences[anchor.segment.sentence.index]
        behind = anchor.segment.sentence.tokens[anchor.first].start
        for index in (sentence.index, sentence.index - 1):
            for mention in reversed(self.analysis.mentions[index] if index >= 0 else []):
                described = mention.last - mention.first == 1 and self._after_article(index, mention)  # "a Malawian economist"
                if mention.end <= behind and mention.kind == "name" and not described and admits(mention.types, role.types):
                    return [*self._co_authors(index, mention), Filler(self._as_person(mention), mention.start, mention.end)]
        return []

    def _co_authors(self, index: int, last: Mention) -> list[Filler]:
        """Persons joined to the one named last: "Rina Wulandari, Joko Santoso and Ama Mensah argue in their paper …"."""
        found: list[Filler] = []
        tokens = self.analysis.sentences[index].tokens
        first = last.first
        for mention in reversed(self.analysis.mentions[index]):
            if mention.last >= first or mention.kind != "name" or mention.types not in {(), ("ssc:Person",)}:
                continue
            between = [t.word for t in tokens[mention.last : first]]
            if between not in ([","], ["and"], [",", "and"]) or mention.last - mention.first < _FULL_NAME:
                break
            found.insert(0, Filler(self._as_person(mention), mention.start, mention.end))
            first = mention.first
        return found
