"""Refusals: arguments that fill a rule's roles and yet make no claim, and why."""

from __future__ import annotations

from ssc_graph.claims import Entity
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.cuts import Cuts
from ssc_graph.extraction.fragments import Fragments
from ssc_graph.extraction.performatives import Performatives
from ssc_graph.extraction.roles import Anchor, Filler
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.extraction.wishes import names_aim, wished

_OCCASIONS = frozenset({"heldIn", "heldOn"})
_NAMED = frozenset({"alsoKnownAs", "cites"})
_BODIES = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody"})
_ACTING = _BODIES | {"ssc:Person", "ssc:CountryGroup", "ssc:Country"}
_AGENTS = _ACTING - {"ssc:IntergovernmentalBody"}
_LASTING = _BODIES | {"ssc:Programme", "ssc:Fund", "ssc:CountryGroup"}
_SOMEBODY = frozenset({"ssc:Person", "ssc:Country", "ssc:Place"})
#: Relations that hold once somebody has brought them about, and not where he only wishes for it.
_REACHED = frozenset({"memberOf", "partOf", "establishedBy", "establishedOn", "adoptedBy", "adoptedOn", "endorsedBy"})
#: Words of what defines a term that no authority file knows, at least.
_SHORTEST_MEANING = 3
SITUATIONAL = frozenset({"causes", "affects"})


class Refusals:
    """Looks at the arguments of a claim before it is made.

    Args:
        analysis: the document taken apart.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._cuts = Cuts(analysis.document, analysis.sentences)
        self._fragments = Fragments(analysis.vocabulary)
        self._acts_of_speech = Performatives(analysis.vocabulary)

    def reason(self, anchor: Anchor, relation: str, subject: Entity, left: Filler, right: Filler) -> str:
        """Return why the arguments make no claim of a relation, or an empty string."""
        if relation not in _NAMED and any(self._cuts.at_cut(anchor.segment.sentence, f.start, f.end) for f in (left, right)):
            return "half an argument is none"  # "the parties were invited to a conference on the", and the page ends
        if relation in SITUATIONAL:
            refused = self._no_situation(anchor, subject, left, right)
            return refused or (self._no_effect(anchor, subject, left, right) if relation == "causes" else "")
        if relation == "expectedToBringAbout":
            return self._no_hope(anchor, subject, right)
        if relation == "hasDefinition":
            return self._no_definition(anchor, subject, left, right)
        if relation in _REACHED and wished(anchor, self.analysis.vocabulary):
            return "what is wished for or applied for is not yet so"  # "ingin menjadi anggota"
        if relation == "memberOf":
            return self._no_member(anchor, subject, left, right)
        return self._no_statement(anchor, relation, subject, left, right)

    def _no_hope(self, anchor: Anchor, subject: Entity, right: Filler) -> str:
        if self.analysis.vocabulary.has("prepositions", subject.text.casefold().split()[0]):
            return "a phrase behind a preposition brings nothing about"  # "in this field, too, the firms"
        if self._undergoes(right):
            return "what becomes of it is not what it brings about"  # "X is expected to fall"
        return "of somebody an act is hoped, no effect" if self._somebody(anchor, subject) else ""  # "we hope that the Council will agree"

    def _no_situation(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        phrase = not self._fragments.is_clause(anchor, left)
        if subject.types == ("ssc:Situation",) and phrase and names_aim(subject.text, self.analysis.vocabulary):
            return "what is aimed at is not yet brought about"  # "Tujuannya menurunkan tarif"
        if self._is_agent(subject.text) and phrase:
            return "who acts is no cause"  # "a pot of money fed by governments"
        broken = self._fragments.reason(anchor, left, right)
        return broken or ("who acts is no cause" if self._named_agents(anchor, left) else "")  # "Denmark and Japan made it possible"

    def _no_member(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        if right.start < 0 and self._acceded(anchor, left):
            return "what is acceded to is named behind"  # "the accession of Fiji to the Protocol"
        left_it = anchor.rule.negated and not subject.types
        return "only a country or a body leaves another" if left_it else ""  # "Hurricane Ana left …"

    def _no_statement(self, anchor: Anchor, relation: str, subject: Entity, left: Filler, right: Filler) -> str:
        if relation in _OCCASIONS and "ssc:Event" not in subject.types and (subject.types or not _numbered(subject)):
            return "what is no event is held nowhere"
        if relation == "hasPrinciple" and isinstance(right.argument, Entity) and self._names_instrument(anchor, right):
            return "what holds principles is none"  # "the principles of the Charter"
        if relation == "hasPrinciple" and self._speakers_own(anchor, left):
            return "what a speaker owns has its own principles"  # "Within this body our ties rest on the principles of …"
        pronoun = getattr(right.argument, "text", "").casefold()
        if relation == "hasParticipant" and self.analysis.vocabulary.has("pronouns", pronoun):
            return "who takes part is named"  # "every meeting in which it has taken part"
        wished = relation == "hasObjective" and "ssc:Country" in subject.types and self._wishes(anchor)
        return "what a country wishes is no objective of it" if wished else ""

    def _undergoes(self, filler: Filler) -> bool:
        """Whether a predicate tells what becomes of its subject: one word, or a passive ("be reconciled in Geneva")."""
        words = self.analysis.vocabulary
        said = [word for word in getattr(filler.argument, "text", "").casefold().split() if not words.has("adverbs", word)]
        becoming = words.grammar.words.get("becoming", ())
        return len(said) < 2 or any(tuple(said[: len(phrase)]) == phrase for phrase in becoming)  # noqa: PLR2004

    def _somebody(self, anchor: Anchor, subject: Entity) -> bool:
        """Whether a hope is about somebody: a person, a country, a pronoun of persons, or a body of which a speaker hopes something."""
        words, tokens = self.analysis.vocabulary, anchor.segment.sentence.tokens
        before = tokens[max(anchor.first - 2, 0) : anchor.first]
        spoken = any(words.has(table, t.word) for table in ("speakers", "plural_speakers") for t in before)
        deciding = _ACTING if spoken or "bodies-decide" in words.traits else _ACTING - _BODIES
        return words.has("persons", subject.text.casefold()) or bool(deciding & set(subject.types))

    def _no_effect(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        if "causes-are-nouns" not in self.analysis.vocabulary.traits and _SOMEBODY & set(subject.types):
            return "somebody or somewhere is no cause"  # "China makes most of the panels"
        if any(role.form.startswith("cleft") for role in anchor.rule.roles) and self._names_somebody(anchor, left):
            return "who does something is no cause"  # "it was the Union that adopted the Charter"
        if self._only_time(anchor, left, right):
            return "since when is not why"  # "Since the delegation left last year, we have waited"
        if "bodies-decide" in self.analysis.vocabulary.traits and self._named_agents(anchor, right):
            return "a country or a person alone is no effect"  # "Dominica is encouraged by the progress made"
        told = [filler.argument.text for filler in (left, right) if isinstance(filler.argument, Entity)]
        if any(self._acts_of_speech.performs(text) for text in told):
            return "what somebody says or wishes is no situation"  # "I therefore hope that …"
        if self._only_said_of(anchor, right):
            return "what something lies in or is does not cause it"  # "the key lies in trade", "it is a concept that is new"
        if self._fragments.ought_to_be(anchor, left, right):
            return "what ought to be is no effect"  # "Therefore, no new seats should be created"
        if self._fragments.is_loose(anchor, right):
            return "a phrase behind a preposition is no effect"  # "on the one hand", "far as possible"
        if any(self._fragments.breaks_off(text) for text in told):
            return "a phrase that breaks off or never ends is no situation"
        return self._brings_forth(anchor, subject, right) or ("" if self._happens(left, right) else "a command or a body is no effect")

    def _names_somebody(self, anchor: Anchor, left: Filler) -> bool:
        """Whether words begin with the name of a country, a body or a person."""
        words = self.analysis.vocabulary
        tokens = [t for t in anchor.segment.sentence.tokens if left.start <= t.start < left.end and not words.has("articles", t.word)]
        return bool(tokens) and any(m.start <= tokens[0].start < m.end and _ACTING & set(m.types) for m in anchor.segment.mentions)

    def _begins_text(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether the words of an effect begin with the name of an instrument: "melahirkan Deklarasi Lima pada 1998"."""
        named = (m for m in anchor.segment.mentions if m.start == filler.start and m.kind != "described")
        return any(admits(m.types, ("instrument",), unknown=False) for m in named)

    def _brings_forth(self, anchor: Anchor, subject: Entity, right: Filler) -> str:
        """Why what comes of a meeting or of somebody is adopted or founded, not caused, or an empty string."""
        if not isinstance(right.argument, Entity):
            return ""
        words, said = self.analysis.vocabulary, subject.text.casefold().split()
        held = "ssc:Event" in subject.types or words.has("event_nouns", said[-1])
        meeting = held and any(words.has("event_nouns", word) for word in said)
        meeting = meeting or ("heads-first" in words.traits and "ssc:Event" in subject.types and not words.has("phenomenon_heads", said[0]))
        if meeting and (_is_instrument(right.argument) or self._begins_text(anchor, right)):
            return "where an instrument was adopted is no cause"  # "the Agenda was the outcome of the Conference"
        able = _ACTING & set(subject.types) or admits(subject.types, ("event", "instrument"), unknown=False)
        founds = able and _LASTING & set(right.argument.types)
        return "who founds a body is no cause of it" if founds else ""  # "the Fund owes its existence to the Assembly"

    def _no_definition(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        if self.analysis.vocabulary.has("pronouns", subject.text.lower()):
            return "a pronoun is judged, not defined"  # "it is a convenient story"
        if self._begins_with_name(anchor, right):
            return "a name defines nothing"  # "the two are Liechtenstein and Uzbekistan"
        if self._names_more(anchor, left):
            return "the term has more words"  # "nasionalisme vaksin adalah …" defines more than "nasionalisme"
        if subject.id.startswith("entity:") and len(getattr(right.argument, "text", "").split()) < _SHORTEST_MEANING:
            return "a noun alone praises or blames"  # "a toy library is a delight"
        if self._judged(anchor, right):
            return "what is judged is not defined"  # "Poverty is a scourge that all must fight"
        described = subject.id.endswith(self.analysis.document.digest[:6])
        return "what is only described is identified, not defined" if described else ""  # "the third group is …"

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

    def _only_said_of(self, anchor: Anchor, effect: Filler) -> bool:
        """Whether "lies in" tells where a key or an answer is, or a cleft sentence only describes what it puts first."""
        words, tokens = self.analysis.vocabulary, anchor.segment.sentence.tokens
        opening = next((t.word for t in tokens if effect.start <= t.start and not words.has("articles", t.word)), "")
        lying = words.has("lying", tokens[anchor.first].word) and words.has("judging_nouns", opening)
        cleft = any(role.form == "cleft-rest" for role in anchor.rule.roles) and words.has("copulas", opening)
        return lying or cleft

    def _speakers_own(self, anchor: Anchor, owner: Filler) -> bool:
        tokens = anchor.segment.sentence.tokens[: anchor.first]
        return owner.end >= 0 and any(self.analysis.vocabulary.has("own_determiners", t.word) for t in tokens if t.start >= owner.end)

    def _wishes(self, anchor: Anchor) -> bool:
        tokens = anchor.segment.sentence.tokens
        return self.analysis.vocabulary.has("wishes", tokens[anchor.first].word)


def _is_instrument(entity: Entity) -> bool:
    return admits(entity.types, ("instrument",), unknown=False)


def _numbered(entity: Entity) -> bool:
    """Whether a name of unknown kind bears a number, as meetings do: "UNCTAD IV", "COP 28"."""
    return any(c.isdigit() for c in entity.text) or set(entity.text.split()[-1]) <= set("IVXL")
