"""How long an answer takes, from text to outcome, on the shipped knowledge; in one process, one thread.

    python -m bench.speed

Ordinary: the question sets of bench/questions, each asked once to warm up and once for the figure.
Hostile: messages made to be slow, cold, the slowest of three rounds with a new engine's caches.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # one core, as it is claimed; read when NumPy is loaded

import time

from bench.accuracy import QUESTIONS, load_questions, shipped_knowledge
from bot.answering import Faq

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HOSTILE = {
    "4,096 emoji": "😀" * 4096,
    "4,096 times U+FDFA": "\ufdfa" * 4096,
    "4,095 combining marks": "a" + "\u0301" * 4095,
    "one word 512 times": "pekerja " * 512,
    "2,000 different words": " ".join(
        LETTERS[n % 26] + LETTERS[n // 26 % 26] + LETTERS[n // 676 % 26] + "ngkara" for n in range(2000)
    ),
    "2,000 misspelt words": " ".join("perlindungen" + LETTERS[n % 26] + LETTERS[n // 26] for n in range(600)),
    "4,096 letters without a gap": "ba" * 2048,
    "1,000 figures": " ".join(str(59_000 + n) for n in range(1000)),
}


def main() -> None:
    start = time.perf_counter()
    knowledge = shipped_knowledge()
    faq = Faq(knowledge)
    faq.ask("halo")
    print(f"load to first answer, without the interpreter's start: {time.perf_counter() - start:.2f} s")

    questions = [
        question.text for path in sorted(QUESTIONS.glob("*.jsonl")) for question in load_questions(path)
    ]
    for question in questions:
        faq.ask(question)
    times = sorted(_milliseconds(faq, question) for question in questions)
    middle, last = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{len(times)} questions: p50 {middle:.2f} ms, p99 {last:.2f} ms, worst {times[-1]:.2f} ms")

    for name, text in HOSTILE.items():
        rounds = []
        for _ in range(3):
            faq.matcher.forget()
            rounds.append(_milliseconds(faq, text))
        print(f"{name}: worst {max(rounds):.1f} ms")


def _milliseconds(faq: Faq, text: str) -> float:
    start = time.perf_counter()
    faq.ask(text)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
