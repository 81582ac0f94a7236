"""`PYTHONPATH=tests:. python -m scenarios`: run the scenarios; print how many are green and how many wait for what."""

from __future__ import annotations

import sys

from scenarios.files import standing


def main() -> int:
    """Run them, and say whether any is red."""
    green, waiting, red = standing()
    said = []
    for name, counted in (("green", green), ("waiting", waiting)):
        said += [f"{name}: {counted.total()}", *(f"  {count:3} {each}" for each, count in sorted(counted.items()))]
    sys.stdout.write("\n".join((*said, f"red: {len(red)}", *red)) + "\n")
    return int(bool(red))


if __name__ == "__main__":
    sys.exit(main())
