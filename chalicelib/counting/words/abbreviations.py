"""Full stops that end no sentence: before a word in lower case, and of abbreviations and initials.

The commonest abbreviations of languages that are written with them, as their style guides list them: those
behind which a name or a number follows. Others, like etc. and U.S., end sentences as often as not.
"""

import re
from collections import defaultdict
from itertools import chain

_BEFORE_NAMES = """
    Mr Mrs Ms Dr Drs Prof St Sts Mt Ft Bros Jr Messrs Rev Gen Sen Rep Gov Capt Cpt Cmdr Lt Col Sgt
    Cpl Maj Adm Hon Pres Msgr Fr Br Sr Sra Srta Dra Dña Sres Lic Gral Arq Ud Uds Exmo Exma Profa Sig
    Sigra Sig.ra sig sig.ra Dott Dott.ssa Ing Avv Arch Mme Mlle MM Frl Dipl Mag Supt Av Dn Sn Hz Doç
    Yrd dhr mevr drs hr prof dr dl dna doc ks hab inż mgr św sv p v str ul al pl id dott avv ing
    arch geom rag l'on Mio Mrd Tsd geb ehem zzgl lt Abt dvs s.k f.d jfr t.o.m MUDr JUDr PhDr RNDr
    MVDr Mgr Sb im gen płk kpt bp Cad Mah Sok Bulv EE Sto Sta Hnos Avda тов гр Sec Rt.Hon bzw ca vgl
    evtl ggf incl inkl exkl sog hrsg nr bijv resp approx viz vs cf e.g i.e z.B d.h u.a o.a p.ex t.ex
    bl.a m.in np tzw tj tzv např č esim mm kb ún ifj özv c.q им ул пр просп пл стр рис см ср проф
    акад св т.е напр вул див буд г м бул κ κα Δρ π.χ βλ डॉ डा श्री प्रो पं ডা ড মো ਡਾ ડૉ டாக்டர்
    திரு డా ಡಾ ഡോ f.eks evt m.fl jf ang pga mht d.v.s p.g.a m.a.o fr.o.m f.n f.ö d.w.z i.v.m t.a.v
    t.o.v m.b.t o.l.v n.a.v i.p.v mw mej mnr mev asb bv d.w.s m.a.w Jl Jln Jend Bpk Gg Kec Kab Sdn
    Sdr a.n d.a bd boul Ets Vve Mlles Blvd Ald Pkwy Rte Hwy Atty Asst Dept Univ Pvt Brig Insp Edo
    Mtro Mtra Gob Pdte Vda Cnel Tte Pza Ctra Urb Profª Engª Eng Pe Cel Trav Pç Cap Alm V.Exa Ilmo
    Excm Pg tzn woj tys mln mld kard abp dyr płd tř nám Bc PaedDr ThDr CSc odst písm vyhl napr t.j
    npr g gđa gđica gdin pvz t.y plg tūkst piem t.i t.s iel plkst nt s.t tn mnt vt vrd sf jud şos
    șos alin ld vö szerk örn bkz Apt Blv Öğr Arş Gör Alb Org Müh çev Fa Ziff Gem i.V.m i.d.R i.S.v
    i.H.v i.A i.V v.a s.o s.u m.E z.T z.Zt u.U lfd gez verh verw wg abzgl einschl allg betr ggü Hrn
    Anm Aufl Bez Uas uimh lch m.sh þ.e t.d þ.e.a.s s.s sbr bls u.þ.b síra p.sh znj znjsh rr dmth
    d.m.th puh synt toim vrt adib ekz t.e k.t.p s-ro т.ч млн тыс млрд пер наб пос дер обл респ ред
    изд доц н.э о ім т.зв пров смт т.нар инж арх общ нпр тзв мр гђа гђица тј чл δηλ οδ λεωφ αγ καθ
    αριθ μαγ ე.ი მაგ रु नं कि.मी प्रा सौ कु ॲड एड د أ م أ.د TP TS ThS PGS GS BS PGS.TS GS.TS ดร ศ รศ
    ผศ นพ พญ น.ส จ อ ต ถ กม ซม กก บมจ บจก პროფ დოც აკად ქ Ir сп гадз Bw Bi Brgy Gng Engr
    Ste Sz Gy Zs Cs Ch Lj Nj Dž р с оз ст кв д-р
""".split()
_BEFORE_NUMBERS = """
    No Nos num núm vol pp cap s fig figs Eq sec ch chap art Abs Bd Abb tab ex pág págs pt par kap obr kl
    Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun kr nº n.º čl Rn Rdn Kap tlf tlp telp nro ent lk u
    krt gnr pkt páx cikk Ap bl sc et ap бл вх ет ап кн илл чл αρ τηλ σελ στρ αρθ Тел Tel Fax тел руб
    д кв корп Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Dez Okt Mär c circa max min т п ст гл
    табл พ.ศ ค.ศ janv févr juil sept genn febbr magg giugn sett paźdz wrześ sierp listop czerw grudz
    szept septbr oktbr novbr decbr veebr tammik helmik maalisk huhtik toukok kesäk heinäk syysk lokak
    marrask jouluk lapkr gruod верес листоп берез Φεβρ Σεπτ Νοεμβρ Chaps suppl Abschn Jahrg Drucks Postf
    Haltest mind gest insg insges zuzügl ungef Thess Chron Matth Psal Exod Eccles aprox teléf telef
    rozdz przybl přibl прибл hoofdst
""".split()
_COMPANIES = "Inc Ltd Corp Co Bros LLC Cie".split()  # whose short name may follow in brackets
_GERMAN_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    "|Jahrhundert(?:s|en?)?"
)
# Words behind which a German number and its full stop are an ordinal; not am, which is a verb to English.
_BEFORE_ORDINALS = "der die das dem den im vom zum zur beim ins Am".split()
_ONE_DIGIT, _TWO_DIGITS = r"\s\d", r"\s\d\d"

_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August"
_DAYS = "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split()
_DEGREES = "med jur rer iur nat pol oec vet".split()  # behind a German Dr.

_CLOSERS = r"[\"'”’“‘»«›‹)\]]*+"
# What may stand before the word that follows (rule SB8 of UAX #29: all but letters and ends of sentences).
_BETWEEN = r"[\s\d\"'“”‘’«»(\[\-–—,;:*•·]{0,9}+"
# Georgian letters have capitals since Unicode 11, which nobody uses in sentences.
_LOWER_CASE = "".join(filter(str.islower, map(chr, [*range(0x10D0), *range(0x1100, 0x2000)])))
# A number that is no year begins a sentence behind a long word (It was late. 21 people came); shorter ones,
# and those of four letters that end in a consonant, are as often an abbreviation.
_VOWELS = "aeiouyаеёиіоуыэюяαεηιουωάέήίόύώ"
_LONG = rf"(?:(?<=[{_LOWER_CASE}]{{5}}\.)|(?<=[{_LOWER_CASE}]{{3}}[{_VOWELS}]\.))"
# … and before a number of something (21 people), not of what stands before it (para. 3 of it, Kungsg. 12).
_BETWEEN_WORDS = "of|and|or|to|in|und|der|des|im|de|del|della|di|du|da|do|et|y|e|i|van|en|och|og|a|z|ze|w|v|s"
_BEFORE_NUMBER = rf"{_LONG}{_CLOSERS}\s++(?!(?:1[1-9]|20)\d\d\b)\d++\s++(?!(?:{_BETWEEN_WORDS})\b)[^\W\d_]"
# The ends of words that are cut short: Hauptstr., Marktpl., Hausnr., monatl.
_CUT_SHORT = r"(?:(?<=\wstr\.)|(?<=\w(?:pl|nr|tl|zl|gl)\.)|(?<=\wschn\.))"
_NUMBER = r"\s++(?:\d|[IVXLC]{2,}+\b)"
_CAPITALS = "A-HJ-ZÀ-ÖØ-ÞĀ-ſƠƯȘȚΑ-ΩЀ-ЯҐҒҖҚҢҮҰҲҶҺӘӨԱ-Ֆ"


# A word begins here; the vowel signs of Indian scripts and of Thai are no letters to Python.
_BEGINS = r"(?<![\w\u0300-\u036f\u0900-\u0d7f\u0e31-\u0e4e])"
# One letter behind a number is a unit: 5 м.
_NO_UNIT = r"(?<!\d\s\w\.)"


def _spellings(word: str) -> list[str]:
    """An abbreviation within a sentence and at its beginning, with its parts together and apart."""
    capitalised = word[0].upper() + word[1:]
    return [written for each in (word, capitalised) for written in (each, each.replace(".", ". "))]


def _ends_in(words: list[str], then: str = "") -> str:
    """What looks behind a full stop for one of the words, with few looks: those of one length together.

    Args:
        words: the abbreviations.
        then: a pattern of one length, of what stands between them and the full stop.
    """
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word in dict.fromkeys(chain.from_iterable(map(_spellings, words))):
        by_length[len(word)].append(re.escape(word).replace(re.escape(" "), r"\s"))
    looks = [rf"(?<={_BEGINS}(?:{'|'.join(found)}){then}\.)" for _, found in sorted(by_length.items())]
    return f"(?:{'|'.join(looks)})"


# What begins a sentence behind U.S. or plan B., and is no name.
_BEGINNINGS = (
    "The|This|That|These|Those|It|He|She|We|They|You|I|In|On|At|And|But|For|From|If|As|When|While|After|Before"
    "|El|La|Los|Las|En|Un|Una|Pero|Es|Se|Con|Por|Para|Su|Sus|Este|Esta|Según|Al|Lo|Ya"
    "|There|Here|However|Our|Their|His|Her|Its|My|Your|What|Who|How|Why|So|Then|To|By|With"
)

# A Roman number before a name is an ordinal to most of Europe (II. Rákóczi Ferenc): where a sentence begins,
# and behind a short word in small letters or an article; behind a name it may end the sentence.
_ROMAN = "|".join(
    rf"(?<={before}[IVXL]{{{length}}}\.)"
    for before in (
        *(
            "^",
            r"[.!?…:;,\0]\s",
            r"\b[a-zß-öø-žAVWU]\s",
            r"\b(?:[a-zß-öø-ž]{2}|Az|Im|Am|Na|Za|Po|Od|Do|We)\s",
        ),
        r"\b(?:[a-zß-öø-ž]{3}|Der|Die|Das|Dem|Den|Vom|Zum)\s",
    )
    for length in range(1, 6)
)

INNER_STOP = re.compile(
    rf"\.(?:(?={_CLOSERS}\s++{_BETWEEN}[{_LOWER_CASE}])(?!{_BEFORE_NUMBER})"
    rf"|(?=\s)(?:{_NO_UNIT}{_ends_in(_BEFORE_NAMES)}(?!\s++(?:The|He|She|It|They|This|But|And)\b)|(?<=\sน\.)"
    rf"|(?<=\b[{_CAPITALS}]\.)(?=\s++\w)(?!\s++(?:{_BEGINNINGS})\b)"
    rf"|(?=\s\(){_ends_in(_COMPANIES)}|(?=\s(?:KG|Ltd|Inc|OHG)\b){_ends_in(['Co'])}"
    rf"|(?=\s(?:{_MONTHS})\b){_ends_in(_DAYS)}|(?<=Dr\.\s...\.){_ends_in(_DEGREES)}|(?<=Dr\.\sphil\.)"
    rf"|(?<=\bEE\.UU\.)(?=\s++\w)(?!\s++(?:{_BEGINNINGS})\b)|(?<=\bдр\.)(?<!\bи\sдр\.)|(?<=\bde\sex\.)"
    rf"|(?<=[IVXL]\.)(?=\s++[{_CAPITALS}])(?!\s++(?:{_BEGINNINGS})\b)(?:{_ROMAN})"
    rf"|(?<=\b[a-zа-я]\.)(?=\s++\w\.)"
    rf"|(?={_NUMBER})(?:{_ends_in(_BEFORE_NUMBERS)}|{_CUT_SHORT})"
    rf"|(?<=\d\.)(?:(?=\s++(?:{_GERMAN_MONTHS})\b)"
    rf"|{_ends_in(_BEFORE_ORDINALS, _ONE_DIGIT)}|{_ends_in(_BEFORE_ORDINALS, _TWO_DIGITS)})))"
)
"""A full stop that ends no sentence."""
