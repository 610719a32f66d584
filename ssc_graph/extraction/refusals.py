"""Refusals: arguments that fill a rule's roles and yet make no claim, and why."""

from __future__ import annotations

from ssc_graph.claims import Entity
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.performatives import Performatives
from ssc_graph.extraction.roles import Anchor, Filler
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits

#: Words of a phrase that names a situation, at most.
_LONGEST_PHRASE = 50
_OCCASIONS = frozenset({"heldIn", "heldOn"})
_SITUATION_OBJECTS = frozenset({"expectedToBringAbout"})
_ACTING = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Person", "ssc:CountryGroup", "ssc:Country"})
_BODIES = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody"})
_AGENTS = _ACTING - {"ssc:IntergovernmentalBody"}
_LASTING = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Programme", "ssc:Fund", "ssc:CountryGroup"})
#: Tables of words that name nothing by themselves.
_POINTING = ("pronouns", "plural_pronouns", "determiners", "demonstratives", "object_openers", "adverbs", "auxiliaries", "bare_pointers")
SITUATIONAL = frozenset({"causes", "affects"})


class Refusals:
    """Looks at the arguments of a claim before it is made.

    Args:
        analysis: the document taken apart.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._acts_of_speech = Performatives(analysis.vocabulary)

    def reason(self, anchor: Anchor, relation: str, subject: Entity, left: Filler, right: Filler) -> str:
        """Return why the arguments make no claim of a relation, or an empty string."""
        if relation in _SITUATION_OBJECTS and self._undergoes(right):
            return "what becomes of it is not what it brings about"  # "X is expected to fall"
        if relation in _SITUATION_OBJECTS and self._somebody(subject):
            return "of somebody an act is hoped, no effect"  # "we hope that the Council will agree"
        if relation in SITUATIONAL and self._is_agent(subject.text) and not self._is_clause(anchor, left):
            return "who acts is no cause"  # "a pot of money fed by governments"
        if relation in SITUATIONAL and (broken := self._broken(anchor, left, right)):
            return broken
        if relation in SITUATIONAL and self._named_agents(anchor, left):
            return "who acts is no cause"  # "Denmark and Japan made it possible"
        if relation == "hasPrinciple" and isinstance(right.argument, Entity) and self._names_instrument(anchor, right):
            return "what holds principles is none"  # "the principles of the Charter"
        if relation == "hasObjective" and "ssc:Country" in subject.types and self._wishes(anchor):
            return "what a country wishes is no objective of it"
        if relation == "causes" and self._only_time(anchor, left, right):
            return "since when is not why"  # "Since the delegation left last year, we have waited"
        if relation == "memberOf" and right.start < 0 and self._acceded(anchor, left):
            return "what is acceded to is named behind"  # "the accession of Fiji to the Protocol"
        if relation == "memberOf" and anchor.rule.negated and not subject.types:
            return "only a country or a body leaves another"  # "Hurricane Ana left …"
        if relation in _OCCASIONS and "ssc:Event" not in subject.types and subject.types:
            return "what is no event is held nowhere"
        if relation == "causes":
            return self._no_effect(subject, left, right)
        return self._no_definition(anchor, subject, left, right) if relation == "hasDefinition" else ""

    def _undergoes(self, filler: Filler) -> bool:
        """Whether a predicate tells what becomes of its subject: one word, or a passive ("be reconciled in Geneva")."""
        words = self.analysis.vocabulary
        said = [word for word in getattr(filler.argument, "text", "").casefold().split() if not words.has("adverbs", word)]
        becoming = words.grammar.words.get("becoming", ())
        return len(said) < 2 or any(tuple(said[: len(phrase)]) == phrase for phrase in becoming)  # noqa: PLR2004

    def _somebody(self, subject: Entity) -> bool:
        """Whether a hope is about somebody: a person, a country, a body that decides, or a pronoun of persons."""
        words = self.analysis.vocabulary
        deciding = _ACTING if "bodies-decide" in words.traits else _ACTING - _BODIES
        return words.has("persons", subject.text.casefold()) or bool(deciding & set(subject.types))

    def _broken(self, anchor: Anchor, left: Filler, right: Filler) -> str:
        """Why the words of a cause or an effect name nothing that happens, or an empty string."""
        words = self.analysis.vocabulary
        for filler in (left, right):
            tokens = [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end and t.is_word]
            if _of_own_words(filler) and tokens and all(any(words.has(table, t.word) for table in _POINTING) for t in tokens):
                return "words that only point or grade name no situation"  # "one causes another"
        tokens = [t for t in anchor.segment.sentence.tokens if left.start <= t.start and t.end <= left.end]
        if len(tokens) > 1 and words.has("subject_pronouns", tokens[-1].word) and not self._governed(tokens[-2]):
            return "a clause without its verb is no cause"  # "the dialogue it" of "the dialogue it encourages"
        if len(tokens) < 2 or "causes-are-nouns" in words.traits:  # noqa: PLR2004 (a phrase that breaks off has two words)
            return ""
        if words.has("leftovers", tokens[0].word):
            return "what is left of a clause is no cause"  # "as to make them fairer and thus …"
        opening, following = tokens[0], tokens[1]
        opens = words.has("object_openers", following.word) or following.capital
        whole = any(role.form == "clause" and role.side == "left" and role.name == anchor.rule.claims[0][1] for role in anchor.rule.roles)
        opens = opens or (whole and not words.has("noun_like", opening.word))
        if words.has("base_verbs", opening.word) and not opening.capital and opens:
            return "what is to be done is no cause"  # "foster a spirit that will ensure …"
        if words.has("auxiliaries", opening.word) and words.has("plain_verbs", opening.word):
            return "a predicate without its subject is no cause"  # "will only prolong the misery"
        dangling = words.has("dangling_prepositions", opening.word) and opens and not self._is_clause(anchor, left)
        return "a phrase behind a preposition is no cause" if dangling else ""

    def _governed(self, token: Token) -> bool:
        """Whether the word before a pronoun governs it: "nobody was there to treat it", "they lack it"."""
        words = self.analysis.vocabulary
        small = ("prepositions", "auxiliaries", "base_verbs")
        return words.is_finite(token) or token.word.endswith("ing") or any(words.has(table, token.word) for table in small)

    def _no_effect(self, subject: Entity, left: Filler, right: Filler) -> str:
        words = self.analysis.vocabulary
        meeting = "ssc:Event" in subject.types and any(words.has("event_nouns", word) for word in subject.text.casefold().split())
        if meeting and isinstance(right.argument, Entity) and _is_instrument(right.argument):
            return "where an instrument was adopted is no cause"  # "the Agenda was the outcome of the Conference"
        if isinstance(right.argument, Entity) and _ACTING & set(subject.types) and _LASTING & set(right.argument.types):
            return "who founds a body is no cause of it"  # "the Fund owes its existence to the Assembly"
        if any(self._acts_of_speech.performs(filler.argument.text) for filler in (left, right) if isinstance(filler.argument, Entity)):
            return "what somebody says or wishes is no situation"  # "I therefore hope that …"
        if any(self._cut_short(filler.argument.text) for filler in (left, right) if isinstance(filler.argument, Entity)):
            return "a phrase that breaks off or never ends is no situation"
        return "" if self._happens(left, right) else "a command or a body is no effect"

    def _cut_short(self, text: str) -> bool:
        """Whether words end in one that asks for more ("…, we believe that"), or are more than any phrase has."""
        words = text.casefold().split()
        tables = ("complementisers", "coordinators", "relatives", "articles")
        vocabulary = self.analysis.vocabulary
        return len(words) > _LONGEST_PHRASE or (len(words) > 1 and any(vocabulary.has(table, words[-1]) for table in tables))

    def _no_definition(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        if self.analysis.vocabulary.has("pronouns", subject.text.lower()):
            return "a pronoun is judged, not defined"  # "it is a convenient story"
        if self._begins_with_name(anchor, right):
            return "a name defines nothing"  # "the two are Liechtenstein and Uzbekistan"
        if self._names_more(anchor, left):
            return "the term has more words"  # "nasionalisme vaksin adalah …" defines more than "nasionalisme"
        if self._judged(anchor, right):
            return "what is judged is not defined"  # "Poverty is a scourge that all must fight"
        described = subject.id.endswith(self.analysis.document.digest[:6])
        return "what is only described is identified, not defined" if described else ""  # "the third group is …"

    def _only_time(self, anchor: Anchor, left: Filler, right: Filler) -> bool:
        """Whether "since" tells the time: a past in its clause, a perfect in the main one ("Since it left, prices have risen")."""
        words, tokens = self.analysis.vocabulary, anchor.segment.sentence.tokens
        if anchor.rule.position != "initial" or not words.has("since_words", tokens[anchor.last - 1].word):
            return False
        inside = [t for t in tokens if left.start <= t.start and t.end <= left.end]
        main = [t for t in tokens if right.start <= t.start and t.end <= right.end]
        perfect = any(words.has("perfects", t.word) for t in main)
        standing = any(words.has("perfects", t.word) or words.has("present_verbs", t.word) for t in inside)
        return perfect and not standing

    def _acceded(self, anchor: Anchor, left: Filler) -> bool:
        tokens = anchor.segment.sentence.tokens
        following = next((t.word for t in tokens if t.start >= left.end), "")
        return self.analysis.vocabulary.has("verb_linkers", following)

    def _named_agents(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether a cause is nothing but names of countries, people or bodies, one or several."""
        words = self.analysis.vocabulary
        covered = [m for m in anchor.segment.mentions if filler.start <= m.start and m.end <= filler.end and _AGENTS & set(m.types)]
        tokens = [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end and t.is_word]
        free = [t for t in tokens if not any(m.start <= t.start and t.end <= m.end for m in covered)]
        return bool(covered) and all(words.has("coordinators", t.word) or words.has("articles", t.word) for t in free)

    def _names_instrument(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether a principle begins with the name of an instrument."""
        return any(
            m.kind in {"known", "name", "title"}
            and admits(m.types, ("instrument",), unknown=False)
            and filler.start <= m.start <= filler.start + 4
            for m in anchor.segment.mentions
        )

    def _wishes(self, anchor: Anchor) -> bool:
        tokens = anchor.segment.sentence.tokens
        return self.analysis.vocabulary.has("wishes", tokens[anchor.first].word)

    def _judged(self, anchor: Anchor, right: Filler) -> bool:
        """Whether the head noun behind a bare copula judges or compares: "a threat to us all", "kunci bagi pembangunan"."""
        words = self.analysis.vocabulary
        if anchor.last - anchor.first != 1 or not isinstance(right.argument, Entity):
            return False
        said = [word.strip(',;:."“”') for word in right.argument.text.casefold().split()]
        small = ("articles", "determiners", "object_openers", "coordinators", "prepositions", "relatives", "adverbs", "negations")
        if "heads-first" in words.traits:
            head = next((word for word in said if not any(words.has(table, word) for table in small) and word not in {"salah", "satu"}), "")
        else:
            first = next((k for k, word in enumerate(said) if not any(words.has(table, word) for table in small)), 0)
            ends = ("prepositions", "relatives", "coordinators", "complementisers", "verb_linkers")
            last = next((k for k in range(first, len(said)) if any(words.has(table, said[k]) for table in ends)), len(said))
            head = said[last - 1] if last else ""
        return words.has("judging_nouns", head)

    def _is_agent(self, text: str) -> bool:
        """Whether words name someone who acts: their head noun is a table's."""
        words = self.analysis.vocabulary
        head = ""
        for word in text.casefold().split():
            if words.has("prepositions", word) or words.has("relatives", word):
                break
            head = word.strip(",;:")
        return words.has("agent_nouns", head)

    def _is_clause(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether words have a predicate of their own beside those of relative clauses: "a state that pays more cannot hire"."""
        words = self.analysis.vocabulary
        tokens = [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end and not t.depth]
        relatives = sum(words.has("relatives", t.word) for t in tokens)
        return sum(words.is_finite(t) for t in tokens[1:]) > relatives

    def _happens(self, left: Filler, right: Filler) -> bool:
        """Whether cause and effect are something that happens, as far as the table of commands and the effect's class tell."""
        words = self.analysis.vocabulary
        texts = [f.argument.text.lower().split() for f in (left, right) if isinstance(f.argument, Entity)]
        if any(words.has("imperatives", text[0]) for text in texts if text):
            return False
        if "effects-happen" in words.traits and right.start >= 0 and any(words.has("prepositions", text[0]) for text in texts[1:] if text):
            return False  # "…, dari pejabat hingga insinyur" is no effect
        if "effects-happen" in words.traits and isinstance(right.argument, Entity) and self._acts(right.argument.text):
            return False  # "mendorong Menteri Luar Negeri" alone tells no effect
        named = isinstance(right.argument, Entity) and right.argument.text[:1].isupper()
        effect = right.argument.types if named and isinstance(right.argument, Entity) else ()
        return "effects-happen" not in words.traits or _ACTING.isdisjoint(effect)

    def _acts(self, text: str) -> bool:
        """Whether an effect only names somebody who acts, without what he does."""
        words = text.split()
        return bool(words) and self.analysis.vocabulary.has("agents", words[0].lower()) and all(word[:1].isupper() for word in words)

    def _names_more(self, anchor: Anchor, left: Filler) -> bool:
        """Whether exactly one word that is no function word stands between what a definition defines and its copula."""
        words = self.analysis.vocabulary
        tokens = [t for t in anchor.segment.sentence.tokens[: anchor.group.start] if t.is_word and not t.depth and t.start >= left.end]
        tables = ("demonstratives", "adverbs", "auxiliaries", "prepositions", "relatives", "coordinators")
        if "definitions-explain-one-word" not in words.traits or left.end < 0 or len(tokens) != 1:
            return False
        return tokens[0].word.isalpha() and not any(words.has(table, tokens[0].word) for table in tables)

    def _begins_with_name(self, anchor: Anchor, filler: Filler) -> bool:
        named = (m for m in anchor.segment.mentions if m.start == filler.start and m.kind in {"known", "name"})
        return any(m.kind == "name" or {"ssc:Country", "ssc:Place", "ssc:Person"} & set(m.types) for m in named)


def _of_own_words(filler: Filler) -> bool:
    """Whether a situation is named by the words that stand there, and not by what they point back at."""
    entity = filler.argument
    own = isinstance(entity, Entity) and entity.types == ("ssc:Situation",)
    return own and isinstance(entity, Entity) and " ".join(entity.text.split()) == entity.labels[0].text


def _is_instrument(entity: Entity) -> bool:
    return admits(entity.types, ("instrument",), unknown=False)
