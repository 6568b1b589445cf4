"""Characters as people type them, made plain."""

import unicodedata

# Longer than any sentence that is typed; what is longer is somebody's paste or an attack. A bound on time.
MAX_TYPED = 1200

# Letters of other alphabets that look like Latin ones; NFKC leaves them alone.
LOOKALIKES = str.maketrans("аеорсухіјѕԁɡһԛԝвкмнтοανρτικ", "aeopcyxijsdghqwbkmhtoavptik")


def plain(text: str, most: int | None = MAX_TYPED) -> str:
    """The text in lower case, compatibility forms resolved, marks and invisible characters dropped.

    At most so many characters, before and after: one may become eighteen (U+FDFA).
    """
    if text.isascii():  # nothing to resolve; nearly every message
        return text[:most].lower()
    decomposed = unicodedata.normalize("NFKD", text[:most])[:most].casefold()[:most]
    kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cs"))
    return "".join(kept).translate(LOOKALIKES)
