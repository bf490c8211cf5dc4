"""What a run costs before it does anything: ratios to ``python -c pass``, measured side by side.

    python benchmarks/startup.py [ARTICLE] [--rounds 15]

Every round runs each command once, so that a slow spell of the machine meets all of them alike.
Prints the median wall time, its ratio to the bare interpreter, and the peak memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

SEED = Path(__file__).parent.parent / "examples" / "articles" / "troops.txt"


def run(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak MiB of one command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} failed")
    unit = 1 if sys.platform == "darwin" else 1024
    return took, usage.ru_maxrss * unit / 2**20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", nargs="?", type=Path, default=SEED)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    copydesk = str(Path(sys.executable).with_name("copydesk"))
    check = [copydesk, "check", "--exit-zero"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "copydesk --version": [copydesk, "--version"],
        "copydesk check --no-cache": [*check, "--no-cache", str(given.article)],
        "copydesk check, kept": [*check, str(given.article)],
    }
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(given.rounds):
        for name, command in commands.items():
            measured[name].append(run(command))
    bare = statistics.median(took for took, _ in measured["python -c pass"])
    for name, runs in measured.items():
        median = statistics.median(took for took, _ in runs)
        peak = max(memory for _, memory in runs)
        print(f"{name:<28}{median:7.3f} s  x{median / bare:5.1f}  {peak:5.0f} MiB")


if __name__ == "__main__":
    main()
