"""Frozen records: as frozen, equal and readable as dataclasses make them, however quickly they are made."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from ssc_graph.claims import Claim, Entity, Evidence, Label, Literal
from ssc_graph.extraction.mention import Mention
from ssc_graph.freezing import quickly_made


@dataclass(frozen=True, slots=True, order=True)
class Plain:
    """As dataclasses make it."""

    name: str
    place: int = -1
    words: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Quick:
    """The same, quickly made."""

    name: str
    place: int = -1
    words: tuple[str, ...] = ()


_ENTITY = Entity("auth:undp", "UNDP", (Label("UNDP", "en", preferred=True),), ("ssc:IntergovernmentalBody",), 0, 4)
_RECORDS = (
    Quick("a", place=2),
    _ENTITY,
    _ENTITY.labels[0],
    Literal("1978", "xsd:gYear"),
    Evidence(0, 4, "UNDP"),
    Claim(_ENTITY, "partOf", replace(_ENTITY, id="auth:un"), (Evidence(0, 4, "UNDP"),), "en.part", 0.9),
    Mention(0, 1, 0, 4, "known", "auth:undp", (), ()),
)


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_cannot_be_changed(record: object) -> None:
    name = fields(record)[0].name  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(record, name)
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        record.new = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_of_its_class_and_survives_copies(record: object) -> None:
    for twin in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record)), replace(record)):  # type: ignore[type-var]  # noqa: S301
        assert type(twin) is type(record)
        assert twin == record
        assert hash(twin) == hash(record)


def test_a_quick_record_reads_and_sorts_as_a_plain_one() -> None:
    plain, quick = (cls("a", words=("b",)) for cls in (Plain, Quick))
    assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert hash(quick) == hash(plain)
    assert Quick("a") < Quick("b")
    assert quick != plain


def test_what_a_class_checks_is_still_checked() -> None:
    with pytest.raises(ValueError, match="without evidence"):
        Claim(_ENTITY, "partOf", _ENTITY, (), "en.part", 0.9)
    with pytest.raises(TypeError, match="name"):
        Quick()  # type: ignore[call-arg]


def test_a_field_made_anew_for_each_record_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Growing:
        words: list[str] = field(default_factory=list)

    with pytest.raises(TypeError, match="default factory"):
        quickly_made(Growing)
