"""Why the bot answers as it does, for those who keep its answers: the same figures, in words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from bot.answering import Faq
from bot.language.characters import MAX_TYPED
from bot.language.tokens import SENTENCE
from bot.model import Contribution, Match, Outcome, Reason, Rule, Thresholds

SHOWN = 3  # matches whose words are listed
RULES = {
    Rule.REWRITTEN: "padanan",
    Rule.AFFIX: "imbuhan cakapan",
    Rule.SPLIT: "dua kata bersambung",
    Rule.SPELLING: "ejaan diperbaiki",
    Rule.VOWELS: "vokalnya dilengkapi",
}
SET_ASIDE = "Tidak menahan (disangkal, dinomorduakan, hanya dipastikan, atau salah satu dari dua pilihan): "
FREE = " (butir terbaik yang tidak tertahan pagar)"
NONE_FITS = "  tidak ada yang cocok"
HEADING = "Butir terbaik (skor: pilihan dan cakupan bersama-sama; dikurangi bila dihalangi pagar):"
REASONS = {
    Reason.SURE: "Dijawab: skor {best} mencapai {answer}, dan tidak ada saingan yang terlalu dekat.",
    Reason.ONLY_TALK: "Dijawab: skor {best} mencapai {answer};"
    " pesan tanpa pokok hanya dijawab dengan basa-basi.",
    Reason.LEFT_OPEN: "Dijawab: skor {best} mencapai {answer}; yang hampir secocok juga tidak ada di sumber.",
    Reason.GUARDED: "Dijawab dengan butir yang ditunjuk pagar: pesannya dipahami, kecuali “{block.phrase}”.",
    Reason.RIVALLED: "Ditanyakan balik: skor {best} mencapai {answer}, tetapi saingannya terlalu dekat.",
    Reason.DISPLACED: "Ditanyakan balik: skor {best} mencapai {answer}; yang lebih cocok tertahan pagar.",
    Reason.DOUBTFUL: "Ditanyakan balik: skor {best} belum mencapai {answer}, tetapi melewati {clarify}.",
    Reason.LOW: "Tidak dijawab: skor {best} di bawah {clarify}.",
    Reason.ALL_HELD: "Tidak dijawab: semua butir terbaik tertahan pagar.",
    Reason.ONLY_ASKING: "Tidak dijawab: pesannya hanya kata tanya, kata ringan, atau satu huruf;"
    " belum jelas soal apa.",
    Reason.NO_WORDS: "Tidak dijawab: tidak ada kata di pesannya.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An outcome, and what each word did for its best matches."""

    outcome: Outcome
    contributions: tuple[tuple[Contribution, ...], ...]
    thresholds: Thresholds
    set_aside: tuple[str, ...]  # guarded phrases that did not hold back
    is_cut: bool  # whether a sentence is longer than what is read of it


def explain(faq: Faq, text: str) -> Explanation:
    """Why a message has its outcome."""
    outcome = faq.ask(text)
    best = tuple(faq.matcher.contributions(match) for match in outcome.matches[:SHOWN])
    assert outcome.reading
    is_cut = any(len(sentence) > MAX_TYPED for sentence in SENTENCE.findall(text))
    return Explanation(outcome, best, faq.thresholds, faq.matcher.set_aside(outcome.reading), is_cut)


def as_text(explanation: Explanation) -> str:
    """The explanation in Indonesian, for a terminal."""
    outcome = explanation.outcome
    part = f", dari tiap kalimat {MAX_TYPED} huruf pertama saja" if explanation.is_cut else ""
    lines = [f"Pesan dibaca{part}:", *_words(outcome)]
    if explanation.set_aside:
        lines.append(SET_ASIDE + ", ".join(f"“{phrase}”" for phrase in explanation.set_aside))
    lines += ["", HEADING]
    for place, match in enumerate(outcome.matches):
        lines += _match(explanation, place, match) if match.fit else []
    if not any(match.fit for match in outcome.matches):
        lines.append(NONE_FITS)
    told = why(outcome, explanation.thresholds)
    return "\n".join((*lines, "", told, *([f"→ {outcome.entry.id}"] if outcome.entry else [])))


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The same for programs."""
    outcome = explanation.outcome
    assert outcome.reading
    return {
        "kind": outcome.kind,
        "reason": outcome.reason,
        "entry": outcome.entry.id if outcome.entry else None,
        "words": [asdict(word) for word in outcome.reading.words],
        "set_aside": list(explanation.set_aside),
        "matches": [
            {
                "entry": match.entry.id,
                "score": match.score,
                "choice": match.choice,
                "coverage": match.coverage,
                "fit": match.fit,
                "block": asdict(match.block) if match.block else None,
                "let_by": list(match.let_by),
                "compared": " ".join(word.understood for word in match.words),
                "words": [
                    {
                        "word": each.word.understood,
                        "choice": each.choice,
                        "weight": each.weight,
                        "known": each.known,
                    }
                    for each in (explanation.contributions[place] if place < SHOWN else ())
                ],
            }
            for place, match in enumerate(outcome.matches)
        ],
        "thresholds": asdict(explanation.thresholds),
    }


def why(outcome: Outcome, least: Thresholds) -> str:
    """The decision about a message that was read, in one Indonesian sentence."""
    by, free = outcome.by, FREE if outcome.matches[0].block else ""
    best = f"{by.score}{free}" if by else ""
    return REASONS[outcome.reason].format(best=best, block=by and by.block, **asdict(least))


def _words(outcome: Outcome) -> Iterator[str]:
    assert outcome.reading
    for (typed, rule), group in groupby(outcome.reading.words, key=lambda word: (word.typed, word.rule)):
        words = list(group)
        understood = " ".join(word.understood for word in words)
        notes = [RULES[rule]] if rule else []
        if words[0].sure < 1:
            notes.append(f"kemiripan {100 * words[0].sure:.0f}%")
        if all(word.light for word in words):
            notes.append("kata ringan")
        read = f"  {typed} → {understood}" if rule else f"  {understood}"
        yield read + (f"  ({', '.join(notes)})" if notes else "")


def _match(explanation: Explanation, place: int, match: Match) -> Iterator[str]:
    yield (
        f"{place + 1}. {match.entry.id}  skor {match.score}"
        f" (pilihan {match.choice}, cakupan {match.coverage})"
    )
    if match.let_by:
        yield "   disebut sambil lalu, tidak menahan: " + ", ".join(f"“{phrase}”" for phrase in match.let_by)
    if match.block:
        yield f"   dihalangi: butir ini tidak menyebut “{match.block.phrase}”; tanpa pagar {match.fit}"
    if place >= SHOWN:
        return
    reading = explanation.outcome.reading
    if reading and len(match.words) < len(reading.words):
        part = " ".join(word.understood for word in match.words)
        yield f"   bagian pesan yang dibandingkan, ditimbang dengan seluruh pesan: {part}"
    words = explanation.contributions[place]
    told = sorted((each for each in words if each.weight), key=lambda each: -each.choice)
    known = ", ".join(f"{each.word.understood} {each.choice:+.2f}" for each in told if each.known)
    foreign = ", ".join(f"{each.word.understood} {each.choice:+.2f}" for each in told if not each.known)
    if known:
        yield f"   dikenal butir ini: {known}"
    if foreign:
        yield f"   tidak dikenal: {foreign}"
