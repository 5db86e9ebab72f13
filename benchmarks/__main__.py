"""``python -m benchmarks NAME [arguments]``: run one of the measurements."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(
    file.stem
    for file in HERE.glob("*.py")
    if not file.stem.startswith("_") and "def main(" in file.read_text("utf-8")
)


def main() -> None:
    """Hand over to the measurement named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print("which one? " + ", ".join(NAMES), file=sys.stderr)
        raise SystemExit(2)
    sys.argv = sys.argv[1:]
    importlib.import_module(f"benchmarks.{sys.argv[0]}").main()


main()
