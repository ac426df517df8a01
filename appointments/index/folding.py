"""Texts as search compares them: without case, accents, and differences of width.

Compatibility forms, ligatures and full-width letters become plain ones (NFKD), cases
one case (casefold, so that ß is ss), and marks that combine with a letter go: ñ is n.
A few letters that no decomposition takes apart are given the plain ones people type.
"""

import re
import unicodedata

# Stands before each word, so that two spaces and a letter say how a word begins, and
# are as long as the pieces that the indexes are made of.
MARK = "  "
# Between one text and the next; no word of a search holds it.
BREAK = "\n"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_PLAIN = str.maketrans(
    {
        "ı": "i",  # Turkish: İ, I, i and ı are one letter here
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
    }
)
# Marks that combine, and what is not seen: joiners, soft hyphens, directions.
_DROPPED = ("Mn", "Mc", "Me", "Cf")


def plain(text: str) -> str:
    """Return the letters that count, with single spaces between words."""
    if not text.isascii():
        # What casefold makes may have to be taken apart once more.
        text = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        dropped = [c for c in set(text) if unicodedata.category(c) in _DROPPED]
        text = text.translate(dict.fromkeys(map(ord, dropped)))
    return " ".join(text.replace("\0", " ").casefold().split())


def marked(text: str) -> str:
    """Mark where words begin in a plain text, but for its own beginning.

    Marked so, a part of a text is a part of the marked text, wherever it begins.
    """
    text = _WORD.sub(rf"{MARK}\g<0>", text.replace(" ", MARK))
    return text.replace(MARK + MARK, MARK).removeprefix(MARK)


def folded(*texts: str) -> str:
    """Return the texts as they are kept for search, each with its beginning marked."""
    plain_texts = (plain(text) for text in texts if text)
    return BREAK.join(MARK + marked(text) for text in plain_texts if text)


def digits(text: str) -> str:
    """Return the digits of a phone number, without the 0 that is dialled at home."""
    return "".join(_DIGITS.findall(plain(text).replace("(0)", "")))
