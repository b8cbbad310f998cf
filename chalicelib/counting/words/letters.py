"""The letters that languages are written with: what tells one by few words.

Of Unicode's CLDR, the main exemplar characters, folded as words are. Scripts of one language each need none.
"""

from collections.abc import Mapping
from functools import cache

# Of languages in Latin letters those beyond a to z; of the others all that not every language has.
_LATIN = {
    "af": "áèéêëîïôöúû",
    "az": "çöüğışə",
    "br": "êñù",
    "bs": "ćčđšž",
    "ca": "àçèéíïòóúü·",
    "cs": "áéíóúýčďěňřšťůž",
    "cy": "àáâäèéêëìíîïòóôöùúûüýÿŵŷẁẃẅỳ",
    "da": "åæøé",
    "de": "äöüß",
    "en": "",
    "eo": "ĉĝĥĵŝŭ",
    "es": "áéíñóúü",
    "et": "äõöüšž",
    "eu": "çñü",
    "fi": "äåöšž",
    "fr": "àâæçèéêëîïôùûüÿœ",
    "ga": "áéíóú",
    "gl": "áéíïñóúü",
    "ha": "ƙƴɓɗ",
    "hr": "ćčđšž",
    "hu": "áéíóöúüőű",
    "id": "é",
    "is": "áæéíðóöúýþ",
    "it": "àèéìíòóù",
    "ku": "çêîşû",
    "la": "āēīōūæœ",
    "lt": "ąčėęįšūųž",
    "lv": "āčēģīķļņšūž",
    "ms": "",
    "mt": "àèìòùċġħż",
    "nl": "áäéèëíïóöúü",
    "no": "àåæèéòóôø",
    "pl": "óąćęłńśźż",
    "pt": "àáâãçéêíòóôõúü",
    "ro": "âîășțşţ",
    "sk": "áäéíóôúýčďĺľňŕšťž",
    "sl": "čšž",
    "so": "",
    "sq": "çë",
    "sr": "ćčđšž",
    "st": "šô",
    "sv": "äåöéà",
    "sw": "",
    "tl": "áàâéèêëíìîóòôúùûñ",
    "tr": "âîûçöüğış",
    "uz": "",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "xh": "",
    "yo": "àáèéìíòóùúńǹḿṣẹọ",
    "zu": "",
}
_CYRILLIC = {
    "be": "йыьэюяёіў",
    "bg": "ийщъьюя",
    "kk": "ийщъыьэюяёіғқңүұһәө",
    "ky": "ийщъыьэюяёңүө",
    "mk": "иѓѕјљњќџ",
    "mn": "ийщъыьэюяёүө",
    "ru": "ийщъыьэюяё",
    "sr": "иђјљњћџ",
    "tg": "ийщъэюяёғқҳҷӣӯ",
    "uk": "ийщьюяєіїґ",
    "uz": "ийъьэюяёўқғҳ",
}
_CYRILLIC_OF_ALL = "абвгдежзклмнопрстуфхцчш"
_ARABIC = {
    "ar": "كيىةإأؤئآ",
    "ckb": "پچژگڕڵۆێەکی",
    "fa": "پچژگکیآأؤئةيك",
    "ps": "پچژګکټځڅډړږښڼېۍيىئ",
    "sd": "پچگئيآؤٻڀٺٽٿڃڄڇڊڌڍڏڙڦڪکڳڱڻھ۽۾",
    "ug": "پچژگئكيىڭھەېۆۇۈۋ",
    "ur": "پچژگکیٹڈڑںھہےآئؤۂۓ",
}
_ARABIC_OF_ALL = "ابتثجحخدذرزسشصضطظعغفقلمنهوء"


@cache
def _writers() -> Mapping[str, frozenset[str]]:
    """Each letter to the languages that are written with it."""
    found: dict[str, set[str]] = {}
    for alphabets, of_all in ((_LATIN, ""), (_CYRILLIC, _CYRILLIC_OF_ALL), (_ARABIC, _ARABIC_OF_ALL)):
        for language, letters in alphabets.items():
            for letter in letters + of_all:
                found.setdefault(letter, set()).add(language)
    return {letter: frozenset(languages) for letter, languages in found.items()}


def written_with(word: str) -> frozenset[str] | None:
    """The languages whose letters a word is written with, of those whose letters are listed.

    Args:
        word: folded.

    Returns:
        None where its letters are those of every language, or of none that is listed.
    """
    each = [languages for letter in word if (languages := _writers().get(letter)) is not None]
    return frozenset.intersection(*each) if each else None
