#!/usr/bin/env python3
"""Speed and memory of each stage of reading, in one process on one core, start-up apart.

    bench/speed.py                        a slice of ../shared/data/rawtext, else the demo repeated
    bench/speed.py --words 200000         as many words
    bench/speed.py FILE… --json out.json  your own corpus (anything that `dragoman read` takes)

Seconds are of CPU time, so that a busy machine does not spoil the figures; `wall` is given beside the total.
Words are counted as white space parts them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RAWTEXT = ROOT.parent / "shared" / "data" / "rawtext" / "current_events_2002_2021.jsonl.gz"
DEMO = ROOT / "src" / "dragoman" / "data" / "demo"
PARSER = ("tokens", "encoder", "trees")
STAGES = {
    "frames": ("read_frames",),
    "resolve": ("infer_published", "find_times", "find_money", "build_cast"),
    "extract": ("find_citations", "find_attributions", "assign_voices", "to_coding"),
}


class Clock:
    """CPU seconds and the largest memory seen, by stage; what runs inside another stage is taken off that one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.memory: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time put down to a stage."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            began = time.process_time()
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = list(result)
            took = time.process_time() - began
            self.seconds[stage] += took - self._inner.pop()
            self._inner[-1] += took
            self.memory[stage] = max(self.memory[stage], memory_now())
            return result

        return run


class TimedEncoder:
    """The encoder with its run timed."""

    def __init__(self, encoder: Any, clock: Clock) -> None:
        self._encoder = encoder
        self.run = clock.timed("encoder", encoder.run)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)


def memory_now() -> float:
    """Resident memory in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return memory_peak()
    return pages * resource.getpagesize() / 1e6


def memory_peak() -> float:
    """The most resident memory so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def say(error: Exception) -> None:
    """A line on standard error."""
    print(error, file=sys.stderr)


def documents_of(paths: list[str], words: int) -> Iterator[Any]:
    """Documents until there are enough words; a corpus that is too small is read again and again."""
    from dragoman.readers import Given, read_sources

    count = seen = 0
    for round_, path in enumerate(cycle(paths)):
        if round_ == len(paths) and not seen:
            sys.exit("bench: nothing to read")
        for number, document in enumerate(read_sources([path], Given(), say)):
            seen += 1
            yield replace(document, id=f"{round_}/{number}/{document.id}")
            count += len(document.text.split())
            if count >= words:
                return


def wire(clock: Clock) -> Any:
    """A coder whose stages are timed."""
    import dragoman.coder as coder
    import dragoman.language.analyser as analyser

    made = coder.load_coder()
    timed = replace(made.analyser, encoder=TimedEncoder(made.analyser.encoder, clock))
    analyser.tokenize = clock.timed("tokens", analyser.tokenize)
    for stage, names in STAGES.items():
        for name in names:
            setattr(coder, name, clock.timed(stage, getattr(coder, name)))
    coder._EXTRACTORS = tuple(clock.timed(f"- {f.__name__.removeprefix('extract_')}", f) for f in coder._EXTRACTORS)
    type(timed).analyse = clock.timed("trees", type(timed).analyse)  # type: ignore[method-assign]
    return replace(made, analyser=timed)


def measure(paths: list[str], words: int) -> dict[str, Any]:
    """All figures of one run."""
    from dragoman.faces.batch import code_all
    from dragoman.readers import read_text

    clock = Clock()
    began = time.process_time()
    coder = wire(clock)
    # names a town that the registry does not know, so that the list of cities is loaded too
    coder.code(read_text("In Bydgoszcz Peru agreed on Monday to lend Chile $5 million, so that all that is lazy is loaded."))
    start = time.process_time() - began
    clock.seconds.clear()
    loaded = memory_now()
    counted = documents = records = sentences = 0
    began, wall = time.process_time(), time.perf_counter()
    for coding in code_all(coder, documents_of(paths, words), say):
        documents += 1
        counted += len(coding.document.text.split())
        records += len(coding.records)
        sentences += len(coding.sentences)
    total, wall = time.process_time() - began, time.perf_counter() - wall
    kinds = sorted(k for k in clock.seconds if k.startswith("- "))
    stages = {k: clock.seconds[k] for k in (*PARSER, *STAGES, *kinds)}
    parser = sum(stages[k] for k in PARSER)
    coding_s = sum(stages.values()) - parser
    stages["reading files"] = total - sum(stages.values())
    return {
        "words": counted, "documents": documents, "records": records, "start_s": start, "cpu_s": total, "wall_s": wall,
        "sentences": sentences, "coding_over_parser": coding_s / parser, "coding_sentences_per_s": sentences / coding_s,
        "words_per_s": counted / total, "memory_loaded_mb": loaded, "memory_peak_mb": memory_peak(),
        "stages": {k: {"cpu_s": s, "words_per_s": counted / s if s > 0 else None, "memory_mb": clock.memory.get(k)}
                   for k, s in stages.items()},
        "machine": platform.processor() or platform.machine(), "python": platform.python_version(),
    }  # fmt: skip


def show(found: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{found['words']:,} words, {found['documents']:,} documents, {found['records']:,} records")
    print(f"start-up {found['start_s']:.2f} s, {found['memory_loaded_mb']:.0f} MB")
    print(f"{'stage':<14}{'CPU s':>8}{'share':>8}{'words/s':>12}{'memory MB':>11}")
    for name, s in found["stages"].items():
        speed = f"{s['words_per_s']:,.0f}" if s["words_per_s"] else "–"
        memory = f"{s['memory_mb']:.0f}" if s["memory_mb"] else "–"
        print(f"{name:<14}{s['cpu_s']:>8.1f}{s['cpu_s'] / found['cpu_s']:>8.0%}{speed:>12}{memory:>11}")
    print(f"{'all':<14}{found['cpu_s']:>8.1f}{'':>8}{found['words_per_s']:>12,.0f}{found['memory_peak_mb']:>11.0f}")
    print(
        f"coding, given an analysis: {found['coding_over_parser']:.0%} of the parser's time, "
        f"{found['coding_sentences_per_s']:,.0f} sentences/s (all kinds of records, times and attributions included)"
    )
    print(f"wall {found['wall_s']:.1f} s ({found['words'] / found['wall_s']:,.0f} words/s)")


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    paths = args.files or [str(RAWTEXT if RAWTEXT.exists() else DEMO)]
    found = measure(paths, args.words)
    show(found)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
