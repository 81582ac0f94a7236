"""`python -m benchmarks.drawing FOLDER`: what drawing the sealed content of each PDF file of a folder costs.

FOLDER is `.zhengtu/samples` of a demonstration, which holds one licence of each type.
"""

from __future__ import annotations

import statistics
import sys
from functools import partial
from pathlib import Path

from benchmarks.measuring import processor_ms
from licenses.proof.confinement.drawing import draw
from licenses.proof.limits import LIMITS

TIMES = 5


def main() -> None:
    """Draw every file, print processor time and size."""
    files = [file.read_bytes() for file in sorted(Path(sys.argv[1]).glob("*.pdf"))]
    times = [processor_ms(partial(draw, data, LIMITS), TIMES)() for data in files]
    sizes = [sum(len(each.content) for each in draw(data, LIMITS).pictures) / 1024 for data in files]
    for what, figures in (("CPU ms", times), ("KB", sizes)):
        print(f"{what}: {statistics.median(figures):.0f} ({min(figures):.0f}–{max(figures):.0f})", end="; ")
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
