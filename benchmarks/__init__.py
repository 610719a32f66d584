"""How fast, how much memory, how it grows; run with ``python -m benchmarks``. Not part of the wheel."""
