"""Full stops that end no sentence: before a word in lower case, and of abbreviations and initials.

The commonest abbreviations of languages that are written with them, as their style guides list them: those
behind which a name or a number follows. Others, like etc. and U.S., end sentences as often as not.
"""

import re
from collections import defaultdict

_BEFORE_NAMES = """
    Mr Mrs Ms Dr Drs Prof St Sts Mt Messrs Rev Gen Sen Rep Gov Capt Cpt Cmdr Lt Col Sgt Cpl Maj Adm Hon Pres
    Msgr Fr Br Sr Sra Srta Dra Dña Sres Exmo Exma Sig Sigra Dott Ing Avv Arch Mme Mlle MM Hr Frl Dipl Mag Supt
    Dhr Mevr dhr mevr drs ir prof dr dl dna doc Doc Doç Yrd Av Dn ks hab inż mgr red
    bzw ca vgl evtl ggf inkl exkl sog Hrsg hrsg Nr nr bijv resp approx viz vs cf e.g i.e z.B d.h u.a o.a p.ex
    t.ex bl.a m.in np tzw tj ul al pl tzv např č esim mm kb ún pl ifj özv id c.q
    им ул пр просп пл стр рис см ср проф акад св т.е напр вул див буд им г гр бул κ κα π.χ βλ
""".split()
_BEFORE_NUMBERS = """
    No Nos Nr nr num núm Vol vol p pp S s Fig fig Figs figs Eq Sec sec Ch ch chap Chap Art art Abs Kap Bd Abb
    Tab tab Ex ex pág págs Pt pt par str kap obr Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Dez Okt Mär
    ca c circa max min т п ст гл рис табл
""".split()
_GERMAN_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert"
)

_CLOSERS = r"[\"'”’»)\]]*+"
# What may stand before the word that follows (rule SB8 of UAX #29: all but letters and ends of sentences).
_BETWEEN = r"[\s\d\"'“”‘’«»(\[\-–—,;:*•·]{0,9}+"
# Georgian letters have capitals since Unicode 11, which nobody uses in sentences.
_LOWER_CASE = "".join(filter(str.islower, map(chr, [*range(0x10D0), *range(0x1100, 0x2000)])))
_CAPITALS = "A-HJ-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-Я"


def _ends_in(words: list[str]) -> str:
    """What looks behind a full stop for one of the words, with few looks: those of one length together."""
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words):
        by_length[len(word)].append(re.escape(word))
    looks = [rf"(?<=\b(?:{'|'.join(found)})\.)" for _, found in sorted(by_length.items())]
    return f"(?:{'|'.join(looks)})"


INNER_STOP = re.compile(
    rf"\.(?:(?={_CLOSERS}\s++{_BETWEEN}[{_LOWER_CASE}])"
    rf"|(?=\s)(?:{_ends_in(_BEFORE_NAMES)}|(?<=\b[{_CAPITALS}]\.)(?=\s++\w)"
    rf"|(?<=\b[a-zа-я]\.)(?=\s++\w\.)"
    rf"|(?=\s++\d){_ends_in(_BEFORE_NUMBERS)}"
    rf"|(?<=\d\.)(?=\s++(?:{_GERMAN_MONTHS})\b)))"
)
"""A full stop that ends no sentence."""
