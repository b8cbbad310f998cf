"""What a page calls its language, as a BCP 47 primary subtag: mended where it is plain what is meant."""

import re
from collections.abc import Mapping, Sequence

_NO_LANGUAGE = frozenset("und zxx mul mis".split())

_SAME = {
    # One language here, whatever the page says; the largest of those that a code holds together; and tags
    # that were replaced (IANA's subtag registry).
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
    "prs": "fa",
    "als": "sq",
    "aln": "sq",
    "azj": "az",
    "plt": "mg",
    "uzs": "uz",
    "ydd": "yi",
    "pbt": "ps",
    "pbu": "ps",
    "pst": "ps",
    "zlm": "ms",
    "swc": "sw",
    "wuu": "zh",
    "nan": "zh",
    "hak": "zh",
    "gan": "zh",
    "hsn": "zh",
    "lzh": "zh",
}

# ISO 639-2 and 639-3 codes of languages that BCP 47 calls by two letters (RFC 5646, section 2.2.1).
_THREE_LETTERS = dict(
    pair.split(":")
    for pair in """
    afr:af alb:sq amh:am ara:ar arm:hy asm:as aze:az bak:ba baq:eu bel:be ben:bn bos:bs bre:br bul:bg bur:my
    cat:ca ces:cs chi:zh chv:cv cos:co cym:cy cze:cs dan:da deu:de div:dv dut:nl ell:el eng:en epo:eo est:et
    eus:eu fao:fo fas:fa fin:fi fra:fr fre:fr fry:fy geo:ka ger:de gla:gd gle:ga glg:gl gre:el grn:gn guj:gu
    hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ind:id isl:is jav:jv jpn:ja kan:kn
    kat:ka kaz:kk khm:km kin:rw kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mal:ml mao:mi
    mar:mr may:ms mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nep:ne nno:no nob:no nor:no oci:oc
    ori:or pan:pa per:fa por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn san:sa sin:si slk:sk
    slo:sk slv:sl sna:sn snd:sd som:so sot:st spa:es sqi:sq srd:sc srp:sr sun:su swa:sw tam:ta tat:tt
    tel:te tgk:tg tgl:tl tib:bo bod:bo tir:ti tuk:tk tur:tr uig:ug urd:ur uzb:uz vie:vi wel:cy
    wol:wo xho:xh yid:yi yor:yo zho:zh zul:zu
    """.split()
)

# Codes of countries, where a page has one in place of its language's and it is no language's code.
_COUNTRIES = dict(
    pair.split(":")
    for pair in """
    us:en gb:en au:en nz:en eng:en usa:en gbr:en cn:zh hk:zh jp:ja gr:el cz:cs dk:da ua:uk by:be vn:vi rs:sr
    kz:kk ir:fa il:he pk:ur mx:es sp:es esp:es bd:bn ph:tl at:de cl:es pe:es uy:es py:es ec:es gt:es hn:es
    ni:es pr:es do:es eg:ar iq:ar jo:ar sy:ar ye:ar ly:ar qa:ar bh:ar ma:ar md:ro al:sq xk:sq me:sr kp:ko
    mm:my kh:km lk:si np:ne ge:ka tj:tg tm:tk jm:en tz:sw ke:sw gh:en zw:en zm:en mc:fr ad:ca bf:fr ci:fr
    cg:fr cd:fr cm:fr mz:pt gw:pt uae:ar ksa:ar chn:zh jap:ja sui:de aut:de bra:pt mex:es ita:it rus:ru
    tha:th svk:sk svn:sl cro:hr srb:sr grc:el rou:ro pol:pl prt:pt nld:nl swe:sv ukr:uk vnm:vi cze:cs dnk:da
    irn:fa isr:he chl:es aus:en irl:en
    """.split()
)

# Codes of countries that are another language's at once: the languages that a page of that country is in.
_ALSO_COUNTRIES: Mapping[str, Sequence[str]] = {
    code: languages.split("/")
    for code, languages in (
        pair.split(":")
        for pair in """
        ae:ar af:fa/ps am:hy ar:es as:en ba:bs be:nl/fr/de bi:fr bn:ms/en bo:es br:pt bs:en ca:en/fr
        ch:de/fr/it co:es cr:es cu:es cv:pt cy:el/tr/en dz:ar/fr ee:et et:am ga:fr gd:en gl:da gn:fr
        gu:en ie:en/ga in:hi/en kg:ky/ru ki:en km:fr/ar kn:en kr:ko kw:ar ky:en la:lo lb:ar/fr li:de
        lu:fr/de mg:fr ml:fr mr:ar/fr ms:en my:ms/en na:en ne:fr ng:en om:ar pa:es ps:ar sa:ar
        sd:ar se:sv sg:en/zh/ms si:sl sl:en sn:fr sr:nl ss:en st:pt sv:es tg:fr tk:en
        tl:pt tn:ar/fr tt:en tw:zh uk:en ug:en ve:es vi:en za:en/af/zu/xh
        """.split()
    )
}

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
    subtag = _first(tag)
    subtag = _SAME.get(subtag, subtag)
    subtag = _THREE_LETTERS.get(subtag, _COUNTRIES.get(subtag, subtag))
    if subtag in _NO_LANGUAGE:
        return None
    if len(subtag) == 2:
        return subtag if subtag in _TWO_LETTERS else None
    return subtag if re.fullmatch("[a-z]{3}", subtag) else None


def hinted(tag: str | None) -> Sequence[str]:
    """The languages that a country's code may mean, the likeliest first; none where the tag is none.

    `gr` is Greece and no language. `se` is Northern Sami, and Sweden: what is meant, the page's words have to
    say.
    """
    code = _first(tag)
    primary = primary_subtag(tag)
    if primary is None or not (code in _COUNTRIES or code in _ALSO_COUNTRIES):
        return ()
    return (primary, *_ALSO_COUNTRIES.get(code, ()))


def _first(tag: str | None) -> str:
    return (tag or "").strip().replace("_", "-").partition("-")[0].lower()
