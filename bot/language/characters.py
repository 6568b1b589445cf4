"""Characters as people type them, made plain."""

import unicodedata

# Longer than any question; a message beyond it is somebody's paste or an attack.
MAX_TYPED = 1200
MAX_PLAIN = 1200

# Letters of other alphabets that look like Latin ones; NFKC leaves them alone.
LOOKALIKES = str.maketrans("аеорсухіјѕԁɡһԛԝвкмнтοανρτικ", "aeopcyxijsdghqwbkmhtoavptik")


def plain(text: str) -> str:
    """The text in lower case, compatibility forms resolved, marks and invisible characters dropped.

    Bounded before and after: one character may become eighteen (U+FDFA).
    """
    if text.isascii():  # nothing to resolve; nearly every message
        return text[: min(MAX_TYPED, MAX_PLAIN)].lower()
    decomposed = unicodedata.normalize("NFKD", text[:MAX_TYPED])[:MAX_PLAIN].casefold()[:MAX_PLAIN]
    kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cs"))
    return "".join(kept).translate(LOOKALIKES)
