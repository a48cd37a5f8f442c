"""Words of Earth-system science in two languages, few of them very common and very many of them rare."""

import random
from itertools import accumulate
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
ENGLISH: Final = (_HERE / "words_en.txt").read_text("utf-8").split()
FRENCH: Final = (_HERE / "words_fr.txt").read_text("utf-8").split()
LITTLE: Final = {code: (_HERE / f"little_words_{code}.txt").read_text("utf-8").split() for code in ("en", "fr")}
_SYLLABLES: Final = (_HERE / "syllables.txt").read_text("utf-8").split()
_ENDS: Final = ("a", "us", "is", "ium", "on", "ella", "ensis", "")


def _rare(count: int) -> list[str]:
    chance = random.Random(42)
    made = (
        "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))) + chance.choice(_ENDS)
        for _ in range(count)
    )
    return list(dict.fromkeys(made))


RARE: Final = _rare(30_000)
KNOWN: Final = {"en": ENGLISH + RARE, "fr": FRENCH + RARE}


def long_tailed(count: int, *, shift: float = 8, power: float = 1.02) -> list[float]:
    """Cumulative weights of so many things, each rarer than the one before it, as `random.choices` takes them."""
    return list(accumulate(1.0 / (rank + shift) ** power for rank in range(count)))


_WEIGHTS: Final = {language: long_tailed(len(known)) for language, known in KNOWN.items()}
_LITTLE_WEIGHTS: Final = {language: long_tailed(len(words), shift=2) for language, words in LITTLE.items()}


def sentence(chance: random.Random, language: str, length: int) -> str:
    """So many words, every other one a little one."""
    heavy = chance.choices(KNOWN[language], cum_weights=_WEIGHTS[language], k=length)
    light = chance.choices(LITTLE[language], cum_weights=_LITTLE_WEIGHTS[language], k=length)
    return " ".join(word for pair in zip(heavy, light, strict=True) for word in pair).capitalize()
