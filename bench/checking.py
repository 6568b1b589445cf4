"""How long `tanya periksa` takes with many entries, made up around one article.

python -m bench.checking [--entries 10000]
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

SYLLABLES = "ba bi bu da di du ga ja ka ki la li lu ma mi na ni pa ra ri sa si su ta ti tu wa ya".split()
ASKED = (
    "berapa {} di {}",
    "{} di {} berapa ya",
    "apakah {} sudah ada di {}",
    "kapan {} untuk {} dimulai",
    "siapa yang mengurus {} di {}",
    "min mau tanya {} {}",
    "{} buat warga {} bagaimana",
    "di {1} ada {0} tidak",
    "info {} {} dong",
    "syarat {} di desa {}",
)
PER_FILE = 1000
GOAL = 20  # seconds for 10,000 entries


def entries(count: int, dice: random.Random) -> Iterator[tuple[dict[str, object], str]]:
    """Entries, each with the sentence that proves it. Words recur, as they do in real knowledge."""
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(max(200, count // 4))]
    for number in range(count):
        thing = f"{dice.choice(words)} {dice.choice(words)}"
        village, figure = dice.choice(words).title(), dice.randint(1000, 99_999)
        sentence = f"Di Desa {village} ada {figure} {thing} sampai hari ini."
        yield (
            {
                "id": f"butir-{number}",
                "pertanyaan": f"Berapa jumlah {thing} di Desa {village}?",
                "variasi": list(dict.fromkeys(form.format(thing, village) for form in ASKED)),
                "jawaban": f"Ada {figure} {thing} di Desa {village}.",
                "kutipan": [{"sumber": f"sumber-{number // PER_FILE}", "teks": sentence}],
            },
            sentence,
        )


def write(folder: Path, count: int) -> None:
    """The knowledge and its sources: a source and a file for every PER_FILE entries."""
    (folder / "knowledge").mkdir()
    (folder / "seeds").mkdir()
    made = list(entries(count, random.Random(1)))
    sources = []
    for topic, start in enumerate(range(0, count, PER_FILE)):
        part = made[start : start + PER_FILE]
        content = {"topik": f"Topik {topic}", "butir": [entry for entry, _ in part]}
        text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (folder / "knowledge" / f"topik-{topic}.yaml").write_text(text, encoding="utf-8")
        article = f"Kabar desa {topic}\n\n" + "\n\n".join(sentence for _, sentence in part)
        (folder / "seeds" / f"{topic}.txt").write_text(article, encoding="utf-8")
        sources.append(
            {
                "id": f"sumber-{topic}",
                "berkas": f"{topic}.txt",
                "judul": f"Kabar desa {topic}",
                "penerbit": "Kabar",
                "url": "https://example.org/",
            }
        )
    text = yaml.dump({"sumber": sources}, Dumper=yaml.CSafeDumper, sort_keys=False)
    (folder / "seeds" / "sumber.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.entries)
        command = (sys.executable, "-m", "bot", "periksa", "--knowledge", f"{name}/knowledge")
        start = time.perf_counter()
        told = subprocess.run(  # noqa: S603
            (*command, "--seeds", f"{name}/seeds"), capture_output=True, text=True, check=False
        )
        elapsed = time.perf_counter() - start
    if told.stderr or not told.stdout:
        sys.exit(told.stderr)
    print(told.stdout.splitlines()[-1])
    print(f"{options.entries} entries checked in {elapsed:.1f} s (goal: {GOAL} s for 10000)")


if __name__ == "__main__":
    main()
