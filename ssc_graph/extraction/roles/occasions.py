"""Dates, places and document symbols of an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction.dates import DateMention
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.pieces import begins
from ssc_graph.extraction.roles.anchor import AGENTS, DATELINE, FULL_DATE, REACH, Anchor, Filler
from ssc_graph.extraction.roles.telling import Telling
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Role

_YEAR_ALONE = 4  # "2022"


class Occasions(Telling):
    """Typed grabs within the event's own clause."""

    def _date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The date of the trigger's clause: the nearest behind it, else one before it in the same clause, else "today"."""
        text = self.analysis.document.text
        date = self._nearest_date(anchor) or self._that_year(anchor)
        if date is None:
            return self._today(anchor)
        return [Filler(date.literal(text), date.start, date.end)]

    def _nearest_date(self, anchor: Anchor) -> DateMention | None:
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        dates = [
            d
            for d in self.analysis.dates_of(self.analysis.sentences[sentence.index])
            if sentence.start <= d.start and d.end <= sentence.end and not self._named_by(anchor, d)
        ]
        right_end = tokens[min(self._event_limit(anchor), len(tokens)) - 1].end if tokens else sentence.end
        right = [d for d in dates if tokens[anchor.last - 1].end <= d.start and d.end <= right_end and not self._of_another(tokens, d)]
        if right:
            return right[0]
        left_start = tokens[self._event_start(anchor)].start
        left = [d for d in dates if left_start <= d.start and d.end <= tokens[anchor.first].start and not self._of_earlier(anchor, d)]
        return left[-1] if left else None

    def _of_earlier(self, anchor: Anchor, date: DateMention) -> bool:
        """As in "disepakati pada 1978 dan disahkan …": the date of the predicate that the trigger's is joined to."""
        tokens, start = anchor.segment.sentence.tokens, anchor.group.start
        joined = max(self.words.before("sequels", tokens, start), self.words.before("coordinators", tokens, start))
        joined = start - 1 if joined < 0 and start and tokens[start - 1].word == "," else joined  # "X, yang diadopsi pada 1994, disahkan …"
        if joined < 0:
            return False
        before = [t for t in tokens[:joined] if t.end <= date.start and not t.depth]
        passives = tuple(self.words.words_of("passive_prefixes"))
        return bool(passives) and any(self.words.is_finite(t) for t in before) and tokens[anchor.first].word.startswith(passives)

    def _named_by(self, anchor: Anchor, date: DateMention) -> bool:
        """Whether a year belongs to a name: "the 2022 Harbour Conference" does not say when it was held or what it adopted."""
        tokens = anchor.segment.sentence.tokens
        first = next((k for k, t in enumerate(tokens) if t.start == date.start), 0)
        determined = first > 0 and self.words.has("articles", tokens[first - 1].word)
        return len(date.value) == _YEAR_ALONE and any(
            m.kind != "symbol" and (m.start <= date.start < m.end or (determined and m.start == date.end + 1))
            for m in anchor.segment.mentions
        )

    def _of_another(self, tokens: Sequence[Token], date: DateMention) -> bool:
        """As in "lahir dari krisis 1998", "dibentuk setelah perang 1945": the date of what something else came out of."""
        first = next((k for k, t in enumerate(tokens) if t.start >= date.start), 0)
        if first < 1 or self.words.has("date_prepositions", tokens[first - 1].word) or not tokens[first - 1].is_word:
            return False
        for k in range(first - 2, max(first - 7, -1), -1):
            if self.words.has("sprung_from", tokens[k].word):
                return True
            if not tokens[k].is_word or self.words.has("prepositions", tokens[k].word):
                return False
        return False

    def _that_year(self, anchor: Anchor) -> DateMention | None:
        """As in "founded in that year", "tahun itu juga": the year of the date named last before."""
        tokens = anchor.segment.sentence.tokens
        if not any(self.words.at("that_year", tokens, k) > 0 for k in range(self._event_start(anchor), self._event_limit(anchor))):
            return None
        before = [date for date in self.analysis.dates if date.end <= tokens[0].start]
        return replace(before[-1], value=before[-1].value[:4]) if before else None

    def _event_limit(self, anchor: Anchor) -> int:
        """Where the event's own clause ends: a semicolon, or a conjunction that opens another predicate."""
        tokens = anchor.segment.sentence.tokens
        relative = self.words.before("relatives", tokens, anchor.group.start)
        inside = relative > 0 and tokens[relative - 1].word != ","
        opening = self.words.beginnings(("coordinators", "relatives", "sequels"))
        put_in = self._put_in(anchor)
        for k in range(anchor.last, len(tokens)):
            if tokens[k].depth or (tokens[k].is_word and not inside and tokens[k].word not in opening):
                continue
            if tokens[k].word == ";" or (tokens[k].word == "," and self.words.at("breaks", tokens, k + 1) > 0 and k > anchor.last):
                return k
            joined = k + (tokens[k].word == ",")
            behind = max(self.words.at("coordinators", tokens, joined), self.words.at("sequels", tokens, joined))
            if (
                0 < behind < len(tokens)
                and k > anchor.last
                and self._opens_other(tokens, max(self.words.at("sequels", tokens, behind), behind))
            ):
                return k
            relative_at = k > anchor.last and self.words.has("relatives", tokens[k].word) and k + 1 < len(tokens)
            if relative_at and (self.words.is_finite(tokens[k + 1]) or self._own_subject(tokens, k)):
                return k
            if put_in and tokens[k].word == "," and k + 1 < len(tokens) and self.words.is_finite(tokens[k + 1]):
                return k  # ", yang pada 1990 berganti nama, dibentuk pada 1970"
            if inside and self.words.is_finite(tokens[k]):
                return k  # the main verb behind a relative clause without commas
        return len(tokens)

    def _put_in(self, anchor: Anchor) -> bool:
        """Whether the trigger's verb is the first one of a relative clause that a comma opens."""
        tokens, words = anchor.segment.sentence.tokens, self.words
        for k in range(anchor.group.start - 1, 0, -1):
            if words.has("relatives", tokens[k].word):
                return tokens[k - 1].word == "," and bool(words.words_of("passive_prefixes"))
            if words.is_finite(tokens[k]) or tokens[k].word in {",", ";", ":"}:
                return False
        return False

    def _own_subject(self, tokens: Sequence[Token], relative: int) -> bool:
        """As in ", which the Assembly endorsed on …": behind a comma, a relative clause with a subject of its own."""
        behind = tokens[relative + 1].word
        determined = tokens[relative + 1].capital or self.words.has("articles", behind) or self.words.has("demonstratives", behind)
        return determined and tokens[relative - 1].word == "," and "clause-behind-relative" in self.words.traits

    def _opens_other(self, tokens: Sequence[Token], position: int) -> bool:
        """Behind "and": another predicate, or another date with a predicate of its own ("and since 2012 it has been called")."""
        if self.words.is_finite(tokens[position]):
            return True
        dated = self.words.at("date_prepositions", tokens, position)
        return dated > 0 and any(self.words.is_finite(t) for t in tokens[dated : dated + 6])

    def _event_start(self, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, -1, -1):
            if tokens[k].word == ";" and not tokens[k].depth:
                return k + 1
        return 0

    def _today(self, anchor: Anchor) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        said = any(self.words.at("today", tokens, k) > 0 for k in range(len(tokens)))
        if not said or not self.analysis.dates:
            return []
        first = self.analysis.dates[0]
        return (
            [Filler(first.literal(self.analysis.document.text), first.start, first.end)]
            if first.start < DATELINE and begins(self.analysis.document) and len(first.value) == FULL_DATE
            else []
        )

    def _place(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Places of the trigger's clause behind a preposition of place: behind the trigger, else before it."""
        tokens = anchor.segment.sentence.tokens
        for first, last in ((anchor.last - 1, self._event_limit(anchor)), (self._event_start(anchor), anchor.first)):
            for k in range(max(first, 0), last):
                end = self.words.at("place_prepositions", tokens, k)
                end = self._behind_counted(tokens, end) if end > 0 else end
                mention = next((m for m in anchor.segment.mentions if m.first == end and self._is_place(m)), None) if end > 0 else None
                if mention is not None and mention.last <= last:
                    places = list(self._places(anchor, mention))
                    named = [m for m in places if m.kind != "described"] or places  # "di ibu kota Argentina, Buenos Aires"
                    return [Filler(e, m.start, m.end) for m in named if (e := self._as_place(m)) is not None]
        return []

    def _behind_counted(self, tokens: Sequence[Token], position: int) -> int:
        """As in "di tiga kota, yaitu Jakarta dan Bandung": where the places are named that are counted."""
        for k in range(position, min(position + 4, len(tokens))):
            behind = self.words.at("namely", tokens, k)
            if behind > 0 or tokens[k].word == ":":
                return max(behind, k + 1)
            if tokens[k].capital:
                break
        return position

    def _places(self, anchor: Anchor, mention: Mention) -> Iterator[Mention]:
        tokens = anchor.segment.sentence.tokens
        yield mention
        held = mention
        while held.last + 1 < len(tokens):
            joined = tokens[held.last].word == "," or self.words.at("coordinators", tokens, held.last) > 0
            following = (
                next((m for m in anchor.segment.mentions if m.first == held.last + 1 and self._is_place(m)), None) if joined else None
            )
            beside = self.words.has("place_joints", tokens[held.last].word)  # "di Jakarta dan Padang"
            if following is None or not (following.types or beside):
                return
            yield following
            held = following

    def _as_place(self, mention: Mention) -> Entity | None:
        entity = self.analysis.entity(mention)
        return Entity(entity.id, entity.text, entity.labels, entity.types or ("ssc:Place",), entity.start, entity.end)

    def _symbol(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A document symbol of the clause: behind "through", in brackets, or named right before the trigger."""
        tokens = anchor.segment.sentence.tokens
        limit = self._event_limit(anchor)
        symbols = [m for m in anchor.segment.mentions if m.kind == "symbol" and admits(m.types, role.types)]
        behind = [m for m in symbols if anchor.last <= m.first < limit and self._by_way(tokens, m.first)]
        before = [m for m in symbols if m.last <= anchor.first and self._by_way(tokens, m.first)]
        chosen = behind[:1] or before[-1:]
        return [Filler(self.analysis.entity(m), m.start, m.end) for m in chosen]

    def _by_way(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether "through", "dalam" or a bracket introduces the token ("in General Assembly resolution")."""
        for k in range(first, max(-1, first - 5), -1):
            if match_before(tokens, k, self.words.grammar.words.get("through", ())) >= 0 or (k and tokens[k - 1].word == "("):
                return True
            if k < first and tokens[k].word in {",", ";"}:
                return False
        return False

    def _near_place(self, role: Role, anchor: Anchor) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        position = self._past_brackets(tokens, anchor.last)
        behind = self._set_apart(anchor) or self.words.at("place_prepositions", tokens, position)
        if behind < 0:
            return []
        mention = next((m for m in anchor.segment.mentions if m.first == behind and self._is_place(m)), None)
        if mention is None:
            return []
        return [Filler(e, m.start, m.end) for m in self._places(anchor, mention) if (e := self._as_place(m)) is not None]

    def _set_apart(self, anchor: Anchor) -> int:
        """Where the place stands in "the summit (Lima, 3 May 2022)", "the summit, Lima, May 2022": right behind the mark, a date next."""
        tokens = anchor.segment.sentence.tokens
        mark = anchor.last
        if mark >= len(tokens) or tokens[mark].word not in {"(", ","}:
            return 0
        place = next((m for m in anchor.segment.mentions if m.first == mark + 1 and self._is_place(m)), None)
        if place is None or place.last + 1 >= len(tokens) or tokens[place.last].word != ",":
            return 0
        behind = tokens[place.last + 1].word
        return mark + 1 if behind[0].isdigit() or self.words.value("months", (behind,)) else 0

    def _near_date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A date that follows the name with nothing but a place, a day's name and small words between."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        behind = tokens[anchor.last - 1].end
        passives = tuple(self.words.words_of("passive_prefixes"))
        if (
            passives
            and anchor.first
            and tokens[anchor.first - 1].word.startswith(passives)
            and self.words.is_finite(tokens[anchor.first - 1])
        ):
            return []  # "diadopsi Konferensi Lima pada 1994" dates what it adopted
        for date in self.analysis.dates_of(self.analysis.sentences[sentence.index]):
            if date.start < behind or date.end > sentence.end:
                continue
            return [Filler(date.literal(self.analysis.document.text), date.start, date.end)] if self._close(anchor, date) else []
        return []

    def _close(self, anchor: Anchor, date: DateMention) -> bool:
        tokens = anchor.segment.sentence.tokens
        between = [k for k in range(anchor.last, len(tokens)) if tokens[k].start < date.start]
        places = {k for m in anchor.segment.mentions if self._is_place(m) for k in range(m.first, m.last)}
        rest = [k for k in between if k not in places]
        return (
            len(rest) <= REACH
            and all(
                not tokens[k].is_word
                or self.words.has("date_prepositions", tokens[k].word)
                or self.words.has("place_prepositions", tokens[k].word)
                or self.words.has("days", tokens[k].word)
                for k in rest
            )
            and not any(tokens[k].word in {";", "."} for k in rest)
        )

    def _past_brackets(self, tokens: Sequence[Token], position: int) -> int:
        while position < len(tokens) and tokens[position].depth:
            position += 1
        return position

    def _dated_symbol(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The document symbol before the trigger, its date between them allowed."""
        dates = self.analysis.dates_of(self.analysis.sentences[anchor.segment.sentence.index])
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > anchor.first or mention.kind != "symbol":
                continue
            between = tokens[mention.last : anchor.first]
            if all(not t.is_word or t.word == "of" or any(d.start <= t.start < d.end for d in dates) for t in between):
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
            return []
        return []

    def _date_before(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The last date before the trigger."""
        sentence = anchor.segment.sentence
        start = sentence.tokens[anchor.first].start
        dates = [d for d in self.analysis.dates_of(self.analysis.sentences[sentence.index]) if sentence.start <= d.start and d.end <= start]
        return [Filler(dates[-1].literal(self.analysis.document.text), dates[-1].start, dates[-1].end)] if dates else []

    def _host(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The place that hosts: the subject, unless the clause goes on to tell the very place ("Kuba menjadi tuan rumah … di Havana")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("place_prepositions", tokens, k)
            if behind > 0 and any(m.first == behind and self._is_place(m) for m in anchor.segment.mentions):
                return self._place(role, anchor)
        return self._subject(role, anchor)

    def _left_date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The date from which something holds; one up to which it held ("hingga 2008 bernama …") is none."""
        found = self._date(role, anchor)
        return [] if found and found == self._ended(role, anchor) else found

    def _ended(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The last date before the trigger, where a word for "until" introduces it."""
        tokens = anchor.segment.sentence.tokens
        for filler in self._date_before(role, anchor):
            first = next((k for k, t in enumerate(tokens) if t.start >= filler.start), 0)
            first -= first > 0 and tokens[first - 1].word in {"tahun", "bulan", "tanggal"}
            return [filler] if self.words.before("until_words", tokens, first) >= 0 else []
        return []

    def _its_date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "pendirian X oleh Y pada 1974": a date close behind the thing that the trigger names, its founder allowed between."""
        tokens = anchor.segment.sentence.tokens
        thing = self._mention_near(anchor, self.behind(anchor), replace(role, types=()))
        if thing is None:
            return []
        last = thing.last
        agent = match_at(tokens, last, tuple(AGENTS))
        if agent > 0:
            last = max((m.last for m in self._chain(anchor, agent, replace(role, types=(), split="auto"))), default=last)
        while last < len(tokens) and (tokens[last].depth or tokens[last].word == "tersebut"):
            last += 1
        return self._near_date(role, replace(anchor, last=last))

    def _next_date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A date close behind the trigger, in front of the main clause."""
        comma = self._main_comma(anchor, anchor.last)
        tokens = anchor.segment.sentence.tokens
        return [f for f in self._near_date(role, anchor) if comma > 0 and f.end <= tokens[comma].start]

    def _series(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "South Summits followed: the first in Havana": an ordinal stands for one of the events named in the plural."""
        tokens = anchor.segment.sentence.tokens
        noun = next((t for t in tokens[: anchor.first] if self.words.has("plural_events", t.word)), None)
        if noun is None:
            return []
        before = [t for t in tokens[: anchor.first] if t.capital and t.end <= noun.start and noun.start - t.end <= 1]
        ordinal = tokens[anchor.last - 1].word
        text = self.analysis.document.text
        kind = noun.word.removesuffix("s")
        name = " ".join([ordinal, *(text[t.start : t.end] for t in before), kind.capitalize() if noun.capital else kind])
        start, end = tokens[anchor.first].start, tokens[anchor.last - 1].end
        labels = (Label(name, self.words.language, preferred=True),)
        entity = Entity(f"{entity_curie(name)}-{self.analysis.document.digest[:6]}", text[start:end], labels, ("ssc:Event",), start, end)
        return [Filler(entity, start, end)]
