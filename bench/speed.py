"""How long an answer takes, from text to outcome, on the shipped knowledge; in one process, one thread.

    python -m bench.speed

Wall time is what people wait for; other work on the machine adds to it. CPU time is what the work takes.
Each time is the fastest of three: other work can only slow it down.
Ordinary: every fourth question of bench/questions; half of them warm up the engine for the other half,
    and the other way round, so that no question has been asked before.
Understood: the same within a conversation, which is what people wait for: as the first message, and after
    an answer, as what may be a follow-up.
Hostile: messages made to be slow, with nothing remembered from before.
Load: `tanya jawab halo`, from the start of the interpreter to the answer.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from bench.accuracy import question_sets, shipped_knowledge
from bot.answering import Faq
from bot.config import ROOT
from bot.dialogue.dialogue import Dialogue
from bot.eligibility import Eligibility
from bot.language.personal import mask
from bot.model import Entry, Knowledge

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HOSTILE = {
    "4,096 emoji": "😀" * 4096,
    "4,096 times U+FDFA": "\ufdfa" * 4096,
    "4,095 combining marks": "a" + "\u0301" * 4095,
    "one word 512 times": "pekerja " * 512,
    "2,000 different words": " ".join(
        LETTERS[n % 26] + LETTERS[n // 26 % 26] + LETTERS[n // 676 % 26] + "ngkara" for n in range(2000)
    ),
    "600 misspelt words": " ".join("perlindungen" + LETTERS[n % 26] + LETTERS[n // 26] for n in range(600)),
    "4,096 letters without a gap": "ba" * 2048,
    "2,000 figures and full stops": "1." * 2000,
    "1,000 figures": " ".join(str(59_000 + n) for n in range(1000)),
}
ROUNDS = 3
FEWER = 4  # of so many questions one is asked; with all of them a run takes ten minutes and tells the same

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds."""

    wall: float
    cpu: float


def timed(work: Callable[[], object], cpu_clock: Callable[[], float] = time.thread_time) -> Took:
    """How long some work took."""
    wall, cpu = time.perf_counter(), cpu_clock()
    work()
    return Took(1000 * (time.perf_counter() - wall), 1000 * (cpu_clock() - cpu))


def fastest(rounds: Iterable[Took]) -> Took:
    """The shortest wall time and the shortest CPU time."""
    return percentile(list(rounds), 0)


def ordinary(faq: Faq) -> list[Took]:
    """A time a question."""
    return _each(faq, lambda: faq.ask)


def conversation(knowledge: Knowledge, faq: Faq) -> dict[str, Callable[[], Ask]]:
    """What a message goes through in a chat, made anew: without an answer before it, and after one."""
    eligibility = Eligibility(knowledge)
    answer = next(entry for entry in knowledge.entries if entry.example)

    def after(previous: Entry | None) -> Ask:
        dialogue = Dialogue(knowledge, faq, eligibility)
        return lambda text: dialogue.understand(mask(text).text, previous)

    return {"understood alone": partial(after, None), "understood after an answer": partial(after, answer)}


def understood(knowledge: Knowledge, faq: Faq) -> dict[str, list[Took]]:
    """A time a question within its conversation."""
    return {name: _each(faq, made) for name, made in conversation(knowledge, faq).items()}


def _each(faq: Faq, made: Callable[[], Ask]) -> list[Took]:
    """A time a question; `made` makes anew what is asked, with nothing remembered."""
    every = chain.from_iterable(question_sets(True).values())
    questions = [question.text for question in islice(every, 0, None, FEWER)]
    rounds = [
        [
            took
            for asked in (0, 1)
            for took in _warm(faq, made(), questions[1 - asked :: 2], questions[asked::2])
        ]
        for _ in range(ROUNDS)
    ]
    return [fastest(times) for times in zip(*rounds, strict=True)]


def _warm(faq: Faq, ask: Ask, before: Sequence[str], asked: Sequence[str]) -> list[Took]:
    faq.matcher.forget()
    for question in before:
        ask(question)
    return [timed(partial(ask, question)) for question in asked]


def hostile(faq: Faq, made: Callable[[], Ask] | None = None) -> dict[str, Took]:
    """A time a message; `made`: see `conversation`, else the engine is asked by itself."""
    made = made or (lambda: faq.ask)
    return {name: fastest(_cold(faq, made(), text) for _ in range(ROUNDS)) for name, text in HOSTILE.items()}


def _cold(faq: Faq, ask: Ask, text: str) -> Took:
    faq.matcher.forget()
    return timed(partial(ask, text))


def load() -> Took:
    """From nothing to the first answer, as a command."""
    as_shipped = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-m", "bot", "jawab", "halo"]
    run = partial(subprocess.run, command, cwd=ROOT, env=as_shipped, check=True, capture_output=True)
    return fastest(timed(run, _cpu_of_children) for _ in range(ROUNDS))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def percentile(times: Sequence[Took], share: float) -> Took:
    """The time that a share of all stays below, wall and CPU each for itself."""
    at = min(int(len(times) * share), len(times) - 1)
    return Took(sorted(took.wall for took in times)[at], sorted(took.cpu for took in times)[at])


def max_of(times: Sequence[Took]) -> Took:
    """The longest wall time and the longest CPU time."""
    return percentile(times, 1)


def main() -> None:
    knowledge = shipped_knowledge()
    faq = Faq(knowledge)
    times = ordinary(faq)
    rows = {f"{len(times)} questions, p50": percentile(times, 0.5), "p99": percentile(times, 0.99)}
    rows["worst"] = max_of(times)
    for name, each in understood(knowledge, faq).items():
        rows |= {f"{name}, p50": percentile(each, 0.5), f"{name}, p99": percentile(each, 0.99)}
    for name, made in conversation(knowledge, faq).items():
        rows[f"{name}, hostile"] = max_of(list(hostile(faq, made).values()))
    for name, took in {**rows, **hostile(faq), "load": load()}.items():
        print(f"{name:32} wall {took.wall:8.2f} ms   CPU {took.cpu:8.2f} ms")


if __name__ == "__main__":
    main()
