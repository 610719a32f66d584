"""Refusals: arguments that fill a rule's roles and yet make no claim, and why."""

from __future__ import annotations

from ssc_graph.claims import Entity
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.roles import Anchor, Filler
from ssc_graph.extraction.tokens import match_before
from ssc_graph.extraction.vocabulary import admits

#: Words of a phrase that names a situation, at most.
_LONGEST_PHRASE = 50
_OCCASIONS = frozenset({"heldIn", "heldOn"})
#: Relations that hold once somebody has brought them about, and not where he only wishes for it.
_REACHED = frozenset({"memberOf", "partOf", "establishedBy", "establishedOn", "adoptedBy", "adoptedOn", "endorsedBy"})
#: Tables whose words stand between a wish and what is wished for: "berharap dapat segera menjadi".
_STEPS = ("auxiliaries", "adverbs", "hedges", "verb_linkers", "complementisers", "wish_linkers")
_SITUATION_OBJECTS = frozenset({"expectedToBringAbout"})
_ACTING = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Person", "ssc:CountryGroup", "ssc:Country"})
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

    def reason(self, anchor: Anchor, relation: str, subject: Entity, left: Filler, right: Filler) -> str:
        """Return why the arguments make no claim of a relation, or an empty string."""
        if relation in _SITUATION_OBJECTS and self._undergoes(right):
            return "what becomes of it is not what it brings about"  # "X is expected to fall"
        if (
            relation in SITUATIONAL
            and subject.types == ("ssc:Situation",)
            and self._is_aim(subject.text)
            and not self._is_clause(anchor, left)
        ):
            return "what is aimed at is not yet brought about"  # "Tujuannya menurunkan tarif"
        if relation in SITUATIONAL and self._is_agent(subject.text) and not self._is_clause(anchor, left):
            return "who acts is no cause"  # "a pot of money fed by governments"
        if relation in SITUATIONAL and (broken := self._broken(anchor, left, right)):
            return broken
        if relation in _REACHED and self._wished(anchor):
            return "what is wished for or applied for is not yet so"  # "ingin menjadi anggota", "mengajukan diri sebagai anggota"
        if relation == "memberOf" and anchor.rule.negated and not subject.types:
            return "only a country or a body leaves another"  # "Hurricane Ana left …"
        if relation in _OCCASIONS and "ssc:Event" not in subject.types and subject.types:
            return "what is no event is held nowhere"
        if relation == "causes":
            return self._no_effect(anchor, subject, left, right)
        return self._no_definition(anchor, subject, left, right) if relation == "hasDefinition" else ""

    def _wished(self, anchor: Anchor) -> bool:
        """Whether a word of wishing, asking or refusing governs the trigger, the thing that is asked allowed between them."""
        words, tokens = self.analysis.vocabulary, anchor.segment.sentence.tokens
        if not words.openings("wishes"):
            return False
        link = match_before(tokens, anchor.first, anchor.rule.before)
        position, asked = link if link >= 0 else anchor.first, False
        while position > 0:
            wish = words.before("wishes", tokens, position)
            if wish >= 0:  # "didorong ASEAN" is what ASEAN did
                return not asked or not tokens[wish].word.startswith(tuple(words.words_of("passive_prefixes")))
            step = max(words.before(table, tokens, position) for table in _STEPS)
            named = next((m.first for m in anchor.segment.mentions if m.last == position), -1) if step < 0 and not asked else -1
            asked = asked or step < 0
            position = max(step, named)
        return False

    def _undergoes(self, filler: Filler) -> bool:
        """Whether a predicate tells what becomes of its subject: one word, or a passive ("be reconciled in Geneva")."""
        said = getattr(filler.argument, "text", "").casefold().split()
        becoming = self.analysis.vocabulary.grammar.words.get("becoming", ())
        return len(said) < 2 or any(tuple(said[: len(phrase)]) == phrase for phrase in becoming)  # noqa: PLR2004

    def _broken(self, anchor: Anchor, left: Filler, right: Filler) -> str:
        """Why the words of a cause or an effect name nothing that happens, or an empty string."""
        words = self.analysis.vocabulary
        for filler in (left, right):
            tokens = [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end and t.is_word]
            if _of_own_words(filler) and tokens and all(any(words.has(table, t.word) for table in _POINTING) for t in tokens):
                return "words that only point or grade name no situation"  # "one causes another"
        tokens = [t for t in anchor.segment.sentence.tokens if left.start <= t.start and t.end <= left.end]
        if len(tokens) < 2 or "causes-are-nouns" in words.traits:  # noqa: PLR2004 (a phrase that breaks off has two words)
            return ""
        opening, following = tokens[0], tokens[1]
        opens = words.has("object_openers", following.word) or following.capital
        if words.has("base_verbs", opening.word) and not opening.capital and opens:
            return "what is to be done is no cause"  # "foster a spirit that will ensure …"
        if words.has("auxiliaries", opening.word) and words.has("plain_verbs", opening.word):
            return "a predicate without its subject is no cause"  # "will only prolong the misery"
        dangling = words.has("dangling_prepositions", opening.word) and opens and not self._is_clause(anchor, left)
        return "a phrase behind a preposition is no cause" if dangling else ""

    def _begins_text(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether the words of an effect begin with the name of an instrument: "melahirkan Deklarasi Lima pada 1998"."""
        named = (m for m in anchor.segment.mentions if m.start == filler.start and m.kind != "described")
        return any(admits(m.types, ("instrument",), unknown=False) for m in named)

    def _no_effect(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        words = self.analysis.vocabulary
        meeting = "ssc:Event" in subject.types and any(words.has("event_nouns", word) for word in subject.text.casefold().split())
        met = (
            "heads-first" in words.traits
            and "ssc:Event" in subject.types
            and not words.has("phenomenon_heads", subject.text.casefold().split()[0])
        )
        if (meeting or met) and isinstance(right.argument, Entity) and (_is_instrument(right.argument) or self._begins_text(anchor, right)):
            return "where an instrument was adopted is no cause"  # "the Agenda was the outcome of the Conference"
        if isinstance(right.argument, Entity) and _ACTING & set(subject.types) and _LASTING & set(right.argument.types):
            return "who founds a body is no cause of it"  # "the Fund owes its existence to the Assembly"
        if any(self._speaks(filler.argument.text) for filler in (left, right) if isinstance(filler.argument, Entity)):
            return "what somebody says or wishes is no situation"  # "I therefore hope that …"
        if any(self._cut_short(filler.argument.text) for filler in (left, right) if isinstance(filler.argument, Entity)):
            return "a phrase that breaks off or never ends is no situation"
        return "" if self._happens(left, right) else "a command or a body is no effect"

    def _speaks(self, text: str) -> bool:
        """Whether words are a speaker's own act of speech: "I hope …", "we therefore appeal to …"."""
        words = self.analysis.vocabulary
        said = [word.strip(",;") for word in text.casefold().split()[:4]]
        if not said:
            return False
        several = words.has("plural_speakers", said[0])  # "we train them because …" tells what happens, "we appeal to …" does not
        return words.has("speakers", said[0]) or (several and any(words.has("speech_verbs", word) for word in said[1:3]))

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
        described = subject.id.endswith(self.analysis.document.digest[:6])
        return "what is only described is identified, not defined" if described else ""  # "the third group is …"

    def _is_aim(self, text: str) -> bool:
        """Whether words name an aim, a mission or a plan."""
        first = next(iter(text.casefold().split()), "")
        words = self.analysis.vocabulary
        return words.has("sheer_aims", first) or (first.endswith("nya") and words.has("aim_words", first.removesuffix("nya")))

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
