"""Numbers and words as people write them: what can be read without doubt is read.

A true minus, thin spaces, 1·10³, a decimal comma and the parameter's own unit are understood;
"1,234" means one thing in Berlin and another in Boston, so it is refused.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from .marks import unmarked

T = TypeVar("T")

LONGEST = 100
"""Characters of a number; a plain one may have any length."""

DASHES = dict.fromkeys(map(ord, "−–—‐‑‒﹣－"), "-")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")

POWER = re.compile(r"(^[+-]?|\d\s*[·⋅∙×*x]\s*)10\s*(?:\^|\*\*)\s*[({]?([+-]?\d+)[)}]?")
"""1·10^3, or 10^3 alone."""
NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<digits>[\d.,](?:[\d\s.,'’]*[\d.])?)"
    r"(?:\s*[eE](?P<exponent>[+-]?\d+))?\s*(?P<unit>(?!x\d)(?:[^\W\d_]|[°%‰]).*)?"
)
GROUPED = (
    (r"\d{1,3}(?:(?:\s\d{3})+|(?:['’]\d{3})+)(?:[.,]\d*)?", r"\s'’", ","),
    (r"\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d*)?|(?:,\d{3})+\.\d*)", ",", ""),
    (r"\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|(?:\.\d{3})+,\d+)", ".", ","),
)
"""Digits in groups of three: pattern, what stands between groups, another decimal sign."""
DOUBTFUL = re.compile(r"[1-9]\d{0,2},\d{3}")

UNIT = re.compile(r"(/?)\s*([^\W\d_]+(?:_[^\W\d_]+)?)(?:\^|\*\*)?(-?\d+)?")
UNIT_NAMES = {"Å": "A", "Ang": "A", "ang": "A", "angstrom": "A", "Angstrom": "A", "mev": "meV"}
GREEK = {"g": "γ", "gamma": "γ", "\\gamma": "γ"}


class Unread(ValueError):
    """A text that is no number of this unit: what is wrong with it, and what to do if that is not
    just to give what is allowed."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(problem)


def number(text: str, unit: str = "") -> float:
    """The number that `text` means, its unit left out or `unit`; Unread if it is none."""
    try:
        return float(text)
    except ValueError:
        pass
    found = NUMBER.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    if not found:
        raise Unread("is not a number")
    digits = _decimal(found["digits"])
    if found["unit"] and _powers(found["unit"]) != _powers(unit):
        wanted = f"not in {unit}" if unit else "but this is a number without unit"
        raise Unread(f"is in {unmarked(found['unit'])}, {wanted}")
    return float(f"{found['sign']}{digits}e{found['exponent'] or 0}")


def parts(text: str) -> list[str]:
    """The items of a list: between semicolons, so that commas are decimal, else between commas."""
    return [part for part in text.split(";" if ";" in text else ",") if part.strip()]


def folded(word: str) -> str:
    """A word without what people vary in it: capitals, hyphens, underscores, spaces."""
    word = unicodedata.normalize("NFKC", word.translate(DASHES | INVISIBLE))
    return re.sub(r"[\s_-]+", "", word.casefold())


def same_word(word: object, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` means, None if it is none of them."""
    words = list(words)
    if not isinstance(word, str) or word in words:
        return word if isinstance(word, str) else None
    return next((each for each in words if folded(each) == folded(word)), None)


def named(word: str, names: dict[str, T]) -> T | None:
    """What is called `word` among `names`, in capitals or not; G and Gamma are Γ."""
    known = {folded(name): what for name, what in names.items()}
    word = folded(word)
    return known.get(word, known.get(GREEK.get(word, "")))


def letters(text: str, names: dict[str, T]) -> list[T]:
    """What a text of names alone means, in a row as one likes: Γ;X;M, G-X-M, "G, X, M", ΓXM.

    An empty list if it holds anything else.
    """
    words = [word for word in re.split(r"[\s;,|/>→–—−-]+", text) if word]
    if len(words) == 1 and named(words[0], names) is None:
        words = list(words[0])
    found = [named(word, names) for word in words]
    return [what for what in found if what is not None] if None not in found else []


def _plain(text: str) -> str:
    """`text` with ASCII's signs, 10³ as e3, no more than one blank in a row."""
    text = re.sub("[⁺⁻⁰¹²³⁴-⁹]+", lambda raised: "^" + raised[0].translate(RAISED), text)
    text = unicodedata.normalize("NFKC", text.translate(DASHES | INVISIBLE))
    return POWER.sub(_exponent, " ".join(text.split()))


def _exponent(power: re.Match) -> str:
    mantissa = power[1].rstrip(" ·⋅∙×*x")
    return f"{mantissa if mantissa[-1:].isdigit() else mantissa + '1'}e{power[2]}"


def _decimal(digits: str) -> str:
    """Digits with a decimal point; Unread if they are no number, or could be two."""
    if re.fullmatch(r"\d+\.?\d*|\.\d+", digits):
        return digits
    if DOUBTFUL.fullmatch(digits):
        point, plain = digits.replace(",", "."), digits.replace(",", "")
        raise Unread(f"could be {point} or {plain}", "Write one of these.")
    if re.fullmatch(r"\d*,\d+", digits):
        return digits.replace(",", ".")
    for pattern, between, decimal in GROUPED:
        if re.fullmatch(pattern, digits):
            whole = re.sub(f"[{between}]", "", digits)
            return whole.replace(decimal, ".") if decimal else whole
    raise Unread("is not a number")


def _powers(unit: str) -> tuple[frozenset, str]:
    """A unit as powers of its parts, and what of it is none: meV/Å² = meV Å^-2 = meV/A2."""
    unit = re.sub("[⁺⁻⁰¹²³⁴-⁹]+", lambda raised: raised[0].translate(RAISED), unit)
    unit = unicodedata.normalize("NFKC", unit)
    powers: Counter[str] = Counter()
    for over, name, power in UNIT.findall(unit):
        powers[UNIT_NAMES.get(name, name).replace("_", "")] += int(power or 1) * (-1 if over else 1)
    rest = re.sub(r"[\s·⋅×*]", "", UNIT.sub("", unit))
    return frozenset(item for item in powers.items() if item[1]), rest
