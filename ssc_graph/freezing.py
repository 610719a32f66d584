"""Frozen records that are quick to make.

A frozen dataclass sets each of its fields by a call of ``object.__setattr__``, so that making one takes four times as long as making one
that is not frozen. Documents yield tens of thousands of small records.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def quickly_made(cls: type[_Record]) -> type[_Record]:
    """Return a frozen dataclass with slots whose instances are as frozen as before, but made about three times as fast.

    While its fields are set, an instance is of a class with the same slots that is not frozen; the last step gives it its own class,
    which Python allows between classes of one layout. For classes without subclasses whose fields have plain defaults.

    Args:
        cls: the class, as :func:`dataclasses.dataclass` made it.

    Raises:
        TypeError: a field has a default factory.

    >>> from dataclasses import dataclass
    >>> @quickly_made
    ... @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1)
    Point(x=1, y=0)
    """
    known = fields(cls)  # type: ignore[arg-type]
    if any(field.default_factory is not MISSING for field in known):
        raise TypeError(f"{cls.__name__} has a field with a default factory")
    draft = type(cls.__name__, (), {"__slots__": tuple(field.name for field in known)})
    names: dict[str, Any] = {"_thaw": object.__setattr__, "_draft": draft, "_own": cls}
    names |= {f"_default_{field.name}": field.default for field in known}
    parameters = ", ".join(field.name + (f"=_default_{field.name}" if field.default is not MISSING else "") for field in known)
    lines = [
        f"def __init__(self, {parameters}):",
        "    _thaw(self, '__class__', _draft)",
        *(f"    self.{field.name} = {field.name}" for field in known),
        "    self.__class__ = _own",
        *(["    self.__post_init__()"] if hasattr(cls, "__post_init__") else []),
    ]
    exec("\n".join(lines), names)  # noqa: S102 (of the fields' names alone, as dataclasses make their own)
    made = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__module__ = cls.__module__
    made.__annotations__ = cls.__init__.__annotations__
    cls.__init__ = made  # type: ignore[method-assign]
    return cls
