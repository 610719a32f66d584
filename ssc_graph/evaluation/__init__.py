"""Evaluation: how well claims meet annotated documents, how much a rule can be trusted, and what the rules leave unread.

Compares only: which document belongs to which annotation, and how its claims come about, is for the pipeline to say.
"""

from __future__ import annotations

from ssc_graph.evaluation.figures import Evaluation
from ssc_graph.evaluation.gaps import Gap, gaps_of
from ssc_graph.evaluation.gold import Fact, Gold, Wanted, read_gold
from ssc_graph.evaluation.judging import Judgement, Verdict, judge
from ssc_graph.evaluation.sentences import Attempt, Sentences

__all__ = [
    "Attempt",
    "Evaluation",
    "Fact",
    "Gap",
    "Gold",
    "Judgement",
    "Sentences",
    "Verdict",
    "Wanted",
    "gaps_of",
    "judge",
    "read_gold",
]
