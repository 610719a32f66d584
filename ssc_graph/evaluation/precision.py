"""The precision of rules as a data file: what extraction makes its confidence from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ssc_graph.evaluation.figures import Evaluation
from ssc_graph.evaluation.files import write_text

_HEAD: Final = """\
# Claims of each rule that met a fact of an annotated document, and claims that met none: [right, wrong].
# Written by `ssc-graph evaluate GOLD... --write-precision FILE`; a claim's confidence is made from them.
"""


def write_precision(path: Path, evaluation: Evaluation) -> int:
    """Write how often each rule was right and wrong; return the number of rules.

    Args:
        path: the file; it is written anew.
        evaluation: of documents that are no test of the confidence: a set that is kept aside has no place here.

    Raises:
        OutputError: it cannot be written.
    """
    rules = evaluation.rules()
    write_text(path, _HEAD + "".join(f"{rule}: [{counts.right}, {counts.wrong}]\n" for rule, counts in rules.items()))
    return len(rules)
