"""The Universal Declaration of Human Rights, parts of it, in as many languages as gflanguages carries."""

import json
import re
from functools import cache
from pathlib import Path

import gflanguages

FOLDER = Path(gflanguages.__file__).with_name("data") / "languages"

# The files of languages that are not called by their tag and Latin letters.
FILES = {
    "am": "am_Ethi",
    "ar": "ar_Arab",
    "be": "be_Cyrl",
    "bg": "bg_Cyrl",
    "bn": "bn_Beng",
    "bo": "bo_Tibt",
    "ckb": "ckb_Arab",
    "el": "el_Grek",
    "fa": "fa_Arab",
    "gu": "gu_Gujr",
    "he": "he_Hebr",
    "hi": "hi_Deva",
    "hy": "hy_Armn",
    "ja": "ja_Jpan",
    "ka": "ka_Geor",
    "kk": "kk_Cyrl",
    "km": "km_Khmr",
    "kn": "kn_Knda",
    "ko": "ko_Kore",
    "ky": "ky_Cyrl",
    "lo": "lo_Laoo",
    "mk": "mk_Cyrl",
    "ml": "ml_Mlym",
    "mn": "mn_Cyrl",
    "mr": "mr_Deva",
    "my": "my_Mymr",
    "ne": "ne_Deva",
    "no": "nb_Latn",
    "pa": "pa_Guru",
    "ps": "ps_Arab",
    "ru": "ru_Cyrl",
    "si": "si_Sinh",
    "sr": "sr_Cyrl",
    "ta": "ta_Taml",
    "te": "te_Telu",
    "tg": "tg_Cyrl",
    "th": "th_Thai",
    "tl": "fil_Latn",
    "uk": "uk_Cyrl",
    "ur": "ur_Arab",
    "yi": "yi_Hebr",
    "zh": "zh_Hans",
    "zh-Hant": "zh_Hant",
}


@cache
def declaration(language: str) -> str | None:
    """The sentences of the Declaration in a language, or None if there are none."""
    file = FOLDER / f"{FILES.get(language, f'{language}_Latn')}.textproto"
    if not file.exists():
        return None
    found = re.findall(
        r'^  (?:specimen_\d+|tester|styles): ("(?:[^"\\]|\\.)*")$', file.read_text("utf-8"), re.MULTILINE
    )
    text = "\n".join(dict.fromkeys(json.loads(part.replace(r"\'", "'"), strict=False) for part in found))
    return text or None
