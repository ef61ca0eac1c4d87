"""Killed while adding, and resumed: is anything lost, is anything there twice?

    python bench/killed.py [--kills 50] [--documents 2000] [--only sqlite|postgresql] [--postgres URL]

A process adds documents (`generated.py`) and fuses; it is killed (SIGKILL) at a random moment and another begins anew, until
a kill has fallen after adding; the next one may come to its end. Then the desk is held against one that nobody killed, table
by table, and the next desk is begun, until as many kills as asked for have fallen while adding. After each kill the desk
must be whole as it stands.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dragoman.desk.store import Desk, open_desk
from dragoman.records import Coding
from generated import codings
from places import place

_NEVER = float("inf")
_ADDING = "while adding"


def main() -> None:
    """Kill on both databases, or the one asked for; ends with 1 where a desk differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--postgres", default="postgresql+psycopg://root@127.0.0.1/postgres")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    documents = list(codings(given.documents))
    worst = 0
    for kind in [given.only] if given.only else ["sqlite", "postgresql"]:
        worst |= rounds(kind, given.postgres, documents, given.kills, random.Random(given.seed))
    raise SystemExit(worst)


def rounds(kind: str, postgres: str, documents: list[Coding], kills: int, draw: random.Random) -> int:
    """All kills on one database; 1 where something was lost or is there twice."""
    with place(kind, postgres) as where:
        began = time.monotonic()
        wait(begin(lambda: add(where, documents, fuse=False)))
        adding = time.monotonic() - began
        wait(begin(lambda: add(where, documents)))
        expected = told(lambda desk: [desk.fingerprint(), []], where)
    moments: Counter[str] = Counter()
    desks, worst = 0, 0
    while moments[_ADDING] < kills:
        with place(kind, postgres) as where:
            at = _ADDING
            while not killed(where, documents, draw.uniform(0, adding) if at == _ADDING else _NEVER):
                held, problems = told(lambda desk: [desk.info()["rows"], [p.what for p in desk.check()]], where)
                at = phase(held, len(documents))
                moments[at] += 1
                if problems:
                    print(f"{kind}: after a kill: {problems}")
                    worst = 1
            found, problems = told(lambda desk: [desk.fingerprint(), [p.what for p in desk.check()]], where)
        desks += 1
        differing = sorted(t for t in expected[0] if found[t] != expected[0][t])
        if differing or problems:
            print(f"{kind}: desk {desks} differs in {differing}, {problems}")
            worst = 1
    print(
        f"{kind}: {moments.total()} kills over {desks} desks of {len(documents):,} documents "
        f"({', '.join(f'{n} {name}' for name, n in moments.most_common())}): "
        + ("SOMETHING DIFFERS" if worst else f"nothing lost, nothing twice, in {len(expected[0])} tables; always whole")
    )
    return worst


def phase(rows: dict[str, int], documents: int) -> str:
    """What a process was about when it was killed, as far as the desk shows."""
    if rows.get("documents", 0) < documents:
        return _ADDING
    return "while fusing" if rows["stale"] else "at the end"


def add(where: str, documents: list[Coding], fuse: bool = True) -> None:
    """What is killed."""
    with open_desk(where) as desk:
        desk.add_many(documents)
        if fuse:
            desk.refresh()


def begin(work: Callable[[], None]) -> int:
    """Start a process that does the work; its id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    return child


def wait(child: int) -> int:
    """Its end, and how it ended."""
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a process that nobody killed did not come to its end")
    return status


def killed(where: str, documents: list[Coding], after: float) -> bool:
    """Add, and be killed after so many seconds; True where the end came first."""
    child = begin(lambda: add(where, documents))
    until = time.monotonic() + after
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    return os.WIFEXITED(wait(child))


def told(ask: Callable[[Desk], list[object]], where: str) -> tuple[dict[str, int], list[str]]:
    """What a desk says, asked in a process of its own: the one that forks must hold no connection."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"

        def work() -> None:
            with open_desk(where) as desk:
                answer.write_text(json.dumps(ask(desk)))

        wait(begin(work))
        held, problems = json.loads(answer.read_text())
        return held, problems


if __name__ == "__main__":
    main()
