"""Run the scorers over the shared corpora and hold the figures against pinned floors. `make eval`.

A floor only goes up: `python eval/gate.py --pin` writes today's figures as floors where they are higher. Each run prints
what was gained and lost, item by item, against the recorded last run (`eval/record.json`; `--record` renews it). Items
are kept as ids or digests, never as text: the corpora's sentences stay where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
FLOORS, RECORD = HERE / "floors.toml", HERE / "record.json"
# int8 kernels round differently from one processor family to another, which moves a few words in ten thousand
SLACK = 0.4


@dataclass(frozen=True)
class Scorer:
    """One scorer: its command, the data it reads, and the figures to find in its last line (name → pattern)."""

    name: str
    command: list[str]
    data: list[Path]
    figures: dict[str, str]


def scorers() -> list[Scorer]:
    """All scorers, in the order in which they run."""
    score, data, seed = SHARED / "score", SHARED / "data", SHARED / "seed"
    pairs = pairs_of(data / "dispatches")
    trees = data / "treebank"
    polnear, wikiwars = data / "polnear" / "dev", data / "timex" / "wikiwars_train.jsonl"
    plover = data / "plover" / "PLV_train.tsv"
    facts = {"right": r"right=([\d.]+)%", "found": r"found=([\d.]+)%"}
    seed_pair = [str(seed / "monitor-6-32.txt"), str(seed / "facts.json")]
    return [
        Scorer("seed", [f"{score}/score_facts.py", *seed_pair, "--published", "2000-02-15", "--errors"],
               [seed / "facts.json"], facts),
        Scorer("desk", [f"{HERE}/desk_seed.py", *seed_pair, "--published", "2000-02-15"], [seed / "facts.json"],
               {"answered": r"answered=(\d+)"}),
        Scorer("dispatches", [f"{score}/score_facts.py", *pairs, "--errors"], [data / "dispatches"], facts),
        Scorer("heldout-dev", [f"{score}/score_facts.py", *pairs_of(HERE / "heldout" / "dev"), "--errors"],
               [HERE / "heldout" / "dev"], facts),
        Scorer("times", [f"{score}/score_times.py", str(wikiwars), "--errors", "5000"], [wikiwars],
               {"value": r"value_f1=([\d.]+)", "relaxed": r"relaxed_f1=([\d.]+)"}),
        Scorer("relations", [f"{HERE}/relations.py", str(plover), "--errors", "2000"], [plover],
               {"root": r"root_macro_f1=([\d.]+)", "quad": r"quad_macro_f1=([\d.]+)"}),
        Scorer("attributions", [f"{score}/score_attributions.py", str(polnear), "--errors", "9000"], [polnear],
               {"f1": r"attributions n=\d+ f1=([\d.]+)", "source": r"source_overlap_f1=([\d.]+)",
                "content": r"content_char_f1=([\d.]+)"}),
        Scorer("trees-ewt", [f"{score}/score_trees.py", str(trees / "ewt_dev.conllu.gz")], [trees / "ewt_dev.conllu.gz"],
               {"LAS": r"LAS=([\d.]+)", "UPOS": r"UPOS=([\d.]+)"}),
        Scorer("trees-gum", [f"{score}/score_trees.py", str(trees / "gum_dev.conllu.gz"), "--genre", "news,interview"],
               [trees / "gum_dev.conllu.gz"], {"LAS": r"LAS=([\d.]+)", "UPOS": r"UPOS=([\d.]+)"}),
    ]  # fmt: skip


def pairs_of(folder: Path) -> list[str]:
    """Texts with their facts, alternating, as `score_facts.py` takes them."""
    return [str(p) for t in sorted(folder.glob("*.txt")) for p in (t, t.with_suffix(".json"))]


def fingerprint(paths: list[Path]) -> str:
    """A digest of all the data that a scorer reads."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.name.encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def run(scorer: Scorer) -> tuple[dict[str, float], list[str]]:
    """The figures and the mistakes (ids or digests) of one scorer; raises RuntimeError where it fails."""
    done = subprocess.run([sys.executable, *scorer.command], capture_output=True, text=True, cwd=HERE.parent, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"{scorer.name}: the scorer ended with {done.returncode}: {done.stderr[-800:]}")
    figures = {}
    for name, pattern in scorer.figures.items():
        match = re.search(pattern, lines[-1])
        if match is None:
            raise RuntimeError(f"{scorer.name}: no {name} in “{lines[-1]}”")
        figures[name] = float(match[1])
    return figures, sorted(_item(line) for line in lines[:-1] if "\t" in line)


def _item(line: str) -> str:
    """A mistake without its text: document and fact where the scorer names them, else a digest of the line."""
    cells = line.split("\t")
    if len(cells) > 2 and re.fullmatch(r"[a-z]{3}\d+", cells[1]):
        return f"{cells[0]} {cells[1]}"
    return hashlib.sha256(line.encode()).hexdigest()[:12]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="run only the scorer of this name")
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--record", action="store_true", help="record today's mistakes for the next comparison")
    args = parser.parse_args()
    if not SHARED.exists():
        print(f"{SHARED} is not there: nothing to score")
        return 0
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    failed = 0
    for scorer in scorers():
        if args.only in (None, scorer.name):
            failed += judge(scorer, floors, record)
    if args.pin:
        FLOORS.write_text(as_toml(floors), encoding="utf-8")
    if args.record:
        RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    passed = sum(1 for s in scorers() if args.only in (None, s.name)) - failed
    print(f"gate: {passed} passed, {failed} failed")
    return 1 if failed else 0


def judge(scorer: Scorer, floors: dict, record: dict) -> int:
    """Run one scorer, print its figures with floors, gains and losses; 1 where a figure is under its floor."""
    figures, wrong = run(scorer)
    held = floors.setdefault(scorer.name, {})
    stamp = fingerprint(scorer.data)
    if held.get("data") not in (None, stamp):
        print(f"{scorer.name}: the data is not that of the floors ({stamp}, not {held['data']}); floors do not apply")
        held.clear()
    bad = [k for k, v in figures.items() if v + SLACK < held.get(k, 0.0)]
    shown = "  ".join(f"{k} {v:.1f} (floor {held.get(k, 0.0):.1f})" for k, v in figures.items())
    print(f"{'FAIL' if bad else 'ok  '} {scorer.name:13} {shown}", flush=True)
    before = set(record.get(scorer.name, []))
    if before:
        gained, lost = sorted(before - set(wrong)), sorted(set(wrong) - before)
        print(f"     gained {len(gained)}, lost {len(lost)}" + (f"; lost: {', '.join(lost[:12])}" if lost else ""))
    record[scorer.name] = wrong
    held.update({k: max(v, held.get(k, 0.0)) for k, v in figures.items()} if not bad else {})
    held["data"] = stamp
    return bool(bad)


def as_toml(floors: dict) -> str:
    """The floors as TOML."""
    out = ["# Floors of eval/gate.py: they only go up. `data` is the fingerprint of what was scored."]
    for name, row in floors.items():
        out += ["", f"[{name}]", *(f'{k} = "{v}"' if isinstance(v, str) else f"{k} = {v}" for k, v in row.items())]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
