"""Endings that a sign joins to their word: those of the other gender, and of case behind a colon.

As style guides and everyday pages write them: Leser:innen, Schüler/-in, Student(inn)en, étudiant·e·s,
étudiant(e)s, niños/as, l@s, professor(a), byl/a, был(а); EU:n, TV:s, 3:an. What the same signs part elsewhere
stays parted (key:value, and/or, word(s), f(e)), so an ending counts behind the letters that it stands behind.
The patterns are for `re` and for `regex`.
"""

from collections.abc import Iterable

_SMALL = "[a-zß-öø-ÿœ]"
_END = r"(?![^\W_])"

# A middle dot is a letter's in Catalan, and parts the endings of both genders in French and German.
MIDDLE_DOT = (
    "[·\u0387•∙⋅](?:(?<=l.)(?=l)|(?<=L.)(?=L)|(?<=[·\u0387])"
    rf"(?=(?:[nltsvf]?e|x|t?rice|ice|e(?:us|r?ess)e|i?ère|onne|in(?:nen)?)?s?{_END}))"
)

_CASE = (
    "ns?|[aä]|i?t[aä]|i?ss[aä]|i?st[aä]|i?ll[aä]|i?lt[aä]|i?lle|ksi|n[aä]|tt[aä]|h[aeiouyäö]n|[aäeiu]{2}n|s[ei]{2}n"
    "|i?en|iden|kin|n?k[oö]|l[aä]i(?:nen|s[a-zäö]*+)|[st]|et|an|[aeo]r|[aeo]rna|ers|e"
)
_NO_HEADING = rf"(?!(?<=[A-ZÅÄÖ]{{4}}.)(?:[aäest]|an|or|e[nrt]){_END})"  # LUGAR:en casa, NOTE:a new
_SHORT_FORMS = (
    r"(?<=\b(?:tv|wc|cd|pc|id|vm|em|sm).)|(?<=\b(?:pdf|dvd|gps|sms|nhl).)"  # of Finnish and Swedish
)
_CASE_JOINT = rf":(?:(?<=[A-ZÅÄÖ]{{2}}.){_NO_HEADING}|(?<=\d.)|{_SHORT_FORMS})(?=(?:{_CASE}){_END})"
_SCORE = r"[:/](?<=\d.)(?=\d{1,3}-[^\W\d_])"  # 3:0-Sieg, 24/7-Service
_SWEDISH = (
    rf":(?:(?<=\b[Ss].)(?=ta?{_END})|(?<=\b[CFKcfk].)(?=a{_END})|(?<=\b[A-Z].)(?=son{_END}))"  # S:t, c:a
)

# Signs, what stands before them, and the endings behind them.
_JOINED = (
    ("[:*/]", f"{_SMALL}{{2}}", "innen"),
    ("[:*/]", "er|or|nt", rf"in(?:{_END}(?!-))"),
    ("[:*]", "ert|ist|leg|rzt", rf"in(?:{_END}(?!-))"),
    ("/-", f"{_SMALL}{{2}}", "innen"),
    ("/-", "er|or|nt|st|zt", f"in{_END}"),
    ("[:*/]", f"{_SMALL}{{2}}e", f"[rn]{_END}"),
    (r"\*", f"{_SMALL}{{2}}", f"e{_END}"),
    ("/", f"{_SMALL}{{3}}", f"es?{_END}"),
    ("/", f"{_SMALL}/e", f"s{_END}"),
    ("/", rf"\w{_SMALL}o|[dst]or|mne", f"a{_END}"),
    ("/", f"{_SMALL}{{2}}os|{_SMALL}{{3}}o|ores", f"as{_END}"),
    ("/", rf"\w{_SMALL}ł|\w[yěií]l", f"a{_END}"),
    ("/", "[а-я]{2}[лн]", f"а{_END}"),
    ("/", r"\b[sS]", f"he{_END}"),
    ("@", _SMALL, f"s{_END}"),
)
ENDING_JOINT = (
    "(?=[:*/@,])(?:"
    + "|".join(
        rf"{sign}(?<=(?:{before}){'.' * (2 if sign == '/-' else 1)})(?={ending})"
        for sign, before, ending in _JOINED
    )
    + f"|{_CASE_JOINT}|{_SCORE}|{_SWEDISH}|,(?<=[όΌ].)(?=τι))"
)

# What stands before a bracket, the ending in it, and what may follow it. Calls of functions look the same
# (event(e), parser(in), vector(a)), so an ending alone counts behind what is hardly the name of one.
_BRACKETED = (
    (f"{_SMALL}{{2}}", "innen", ""),
    (f"{_SMALL}{{2}}", "inn", "en"),
    (r"\bjede|\beine", "[rnms]", ""),
    (r"\b[kmsd]eine", "[rnms]", ""),
    (r"\b[Ee]in", "e", ""),
    (r"\b[kmsd]ein", "e", ""),
    (f"{_SMALL}{{2}}", "e", "s"),
    ("[éÉ]", "e", ""),
    ("eur|eul|cun", "e", ""),
    (r"\btout|\bTout", "e", ""),
    (r"\b[Uu]n", "e", ""),
    ("[eo]n", "ne", "s"),
    ("[iy]en", "ne", ""),
    ("el", "le", "s"),
    ("onnel", "le", ""),
    ("eur", "t?rice|e?use|se", "s?"),
    ("eux|oux", "e?use|se", "s?"),
    ("er", "i?ère", "s?"),
    ("[st]if", "i?ve", "s?"),
    (f"{_SMALL}{{3}}o|{_SMALL}[dlst]or", "a", "e?s"),
    (f"{_SMALL}[ai]do|[aei]dor", "a", ""),
    (r"\b[Aa]luno|\b[Aa]utor", "a", ""),
    ("fessor|ofesor|doutor|Doutor|senhor|Senhor|iretor", "a", ""),
    (r"\b[SD]r", "a", "s?"),
    (f"{_SMALL}{{2}}os|ores", "as", ""),
    (f"{_SMALL}ł|[yěí]l", "a", "(?:by)?[mś]?"),
    ("il", "a", "(?:by[mś]?|[mś])"),
    ("[а-яё][лмд]", "а", ""),
    ("[ыио]й", "ая|яя", ""),
    ("ен", "на", ""),
    ("ин", "ка", ""),
    ("ся", "ла[сц][ья]", ""),
)
# Behind a word with a letter that programs seldom have, and behind a German noun.
_ACCENTED = (
    ("[ae]nt|ain|out", "e", ""),
    ("[eo]n", "ne", ""),
    ("el", "le", ""),
    (f"{_SMALL}o|il|or", "a", ""),
)
_NOUN = (("er|or|nt|st|zt|eg", "in", ""),)
# What tables of sizes give in inches: Waist(in).
_IN_INCHES = "".join(
    rf"(?<!{measured}\()"
    for measured in r"meter oulder aist hest \bBust \bWrist \bFront \bInner \bOuter \bCenter".split()
)
_ACCENT, _CAPITAL = "[À-ÖØ-öø-ÿœ]", r"\b[A-ZÄÖÜ]"
_LONGEST = 24  # letters of a word before its bracket


def _bracketed(rows: Iterable[tuple[str, str, str]]) -> str:
    return "|".join(rf"(?<=(?:{before})\()-?(?:{ending})\){behind}{_END}" for before, ending, behind in rows)


def _in_word(letter: str) -> str:
    """What looks behind a bracket for a letter, and for small ones alone between."""
    return "|".join(rf"(?<={letter}{_SMALL}{{{length}}}\()" for length in range(1, _LONGEST))


IN_BRACKETS = (
    r"\((?<=[a-zß-öø-ÿœłÉа-яё].)(?=-?\w{1,6}\))(?:"
    rf"{_bracketed(_BRACKETED)}|(?=-?in\)){_IN_INCHES}(?:{_in_word(_CAPITAL)})(?:{_bracketed(_NOUN)})"
    rf"|(?=-?(?:e|ne|le|a)\))(?:{_in_word(_ACCENT)})(?:{_bracketed(_ACCENTED)}))"
)
