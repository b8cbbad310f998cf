"""What a page calls its language, as a BCP 47 primary subtag: mended where it is plain what is meant."""

import re

_NO_LANGUAGE = frozenset("und zxx mul mis".split())

_SAME = {
    # One language here, whatever the page says; and tags that were replaced (IANA's subtag registry).
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "sh": "sr",
    "fil": "tl",
    "cmn": "zh",
    "yue": "zh",
    "arb": "ar",
    "pes": "fa",
    "ekk": "et",
    "lvs": "lv",
    "swh": "sw",
    "zsm": "ms",
    "kmr": "ku",
    "npi": "ne",
    "ory": "or",
    "uzn": "uz",
    "khk": "mn",
}

# ISO 639-2 and 639-3 codes of languages that BCP 47 calls by two letters (RFC 5646, section 2.2.1).
_THREE_LETTERS = dict(
    pair.split(":")
    for pair in """
    afr:af alb:sq amh:am ara:ar arm:hy asm:as aze:az bak:ba baq:eu bel:be ben:bn bos:bs bre:br bul:bg bur:my
    cat:ca ces:cs chi:zh chv:cv cos:co cym:cy cze:cs dan:da deu:de div:dv dut:nl ell:el eng:en epo:eo est:et
    eus:eu fao:fo fas:fa fin:fi fra:fr fre:fr fry:fy geo:ka ger:de gla:gd gle:ga glg:gl gre:el grn:gn guj:gu
    hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ind:id isl:is ita:it jav:jv jpn:ja kan:kn
    kat:ka kaz:kk khm:km kin:rw kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mal:ml mao:mi
    mar:mr may:ms mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nep:ne nld:nl nno:no nob:no nor:no oci:oc
    ori:or pan:pa per:fa pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru san:sa sin:si slk:sk
    slo:sk slv:sl sna:sn snd:sd som:so sot:st spa:es sqi:sq srd:sc srp:sr sun:su swa:sw swe:sv tam:ta tat:tt
    tel:te tgk:tg tgl:tl tha:th tib:bo bod:bo tir:ti tuk:tk tur:tr uig:ug ukr:uk urd:ur uzb:uz vie:vi wel:cy
    wol:wo xho:xh yid:yi yor:yo zho:zh zul:zu
    """.split()
)

# Codes of countries, where a page has one in place of its language's and it is no language's code.
_COUNTRIES = dict(
    pair.split(":")
    for pair in """
    us:en gb:en au:en nz:en eng:en usa:en gbr:en cn:zh hk:zh jp:ja gr:el cz:cs dk:da ua:uk by:be vn:vi rs:sr
    kz:kk ir:fa il:he pk:ur mx:es sp:es esp:es bd:bn ph:tl at:de
    """.split()
)

# Codes of countries and of another language at once: what is meant, the page's words have to say.
_AMBIGUOUS = {"se": "sv", "ee": "et", "kr": "ko", "tw": "zh", "si": "sl", "am": "hy", "ch": "de", "sg": "en"}

# ISO 639-1.
_TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn
    mr ms mt my na nd ne ng nl no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si
    sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo
    xh yi yo za zh zu
    """.split()
)


def primary_subtag(tag: str | None) -> str | None:
    """The language that a tag names, or None if it names none.

    Args:
        tag: a BCP 47 tag, or what a page has in its place: a code of ISO 639, or of a country.
    """
    subtag = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    subtag = _SAME.get(subtag, subtag)
    subtag = _THREE_LETTERS.get(subtag, _COUNTRIES.get(subtag, subtag))
    if subtag in _NO_LANGUAGE:
        return None
    if len(subtag) == 2:
        return subtag if subtag in _TWO_LETTERS else None
    return subtag if re.fullmatch("[a-z]{3}", subtag) else None


def meant_by(subtag: str) -> str:
    """The language of the country that has the same code: `se` is Northern Sami, and Sweden."""
    return _AMBIGUOUS.get(subtag, subtag)
