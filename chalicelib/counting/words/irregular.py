"""Forms of words that no endings tell (went, Städte, petite, jóvenes), and words that only look like forms.

Closed lists of what grammars call irregular. Left out is what is oftener another word: *left*, *saw*, *led*.
"""

import re
from collections.abc import Mapping
from functools import cache

# A word and its other forms; those that endings tell follow from these.
_FORMS: Mapping[str, str] = {
    "da": "mand mænd mænds mændene; hånd hænder hænderne; nat nætter nætterne; tand tænder tænderne; fod "
    "fødder fødderne; bog bøger bøgerne; ko køer køerne; gås gæs; barn børn børnene børns; far "
    "fædre; mor mødre; bror brødre brødrene; datter døtre døtrene; kraft kræfter kræfterne; stang "
    "stænger; rod rødder",
    "en": "man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; knife "
    "knives; wife wives; wolf wolves; shelf shelves; half halves; calf calves; self selves; thief "
    "thieves; loaf loaves; scarf scarves; crisis crises; thesis theses; hypothesis hypotheses; "
    "criterion criteria; phenomenon phenomena; die dying; lie lying; tie tying; go goes went gone; say "
    "said; make made; take took taken; come came; give gave given; know knew known; think thought; "
    "tell told; become became; keep kept; hold held; write wrote written; stand stood; hear heard; "
    "mean meant; meet met; run ran; pay paid; sit sat; speak spoke spoken; find found; grow grew "
    "grown; lose lost; send sent; build built; understand understood; draw drew drawn; break broke "
    "broken; spend spent; rise risen; drive drove driven; buy bought; wear wore worn; choose chose "
    "chosen; bring brought; begin began begun; eat ate eaten; catch caught; teach taught; sell "
    "sold; fight fought; throw threw thrown; sleep slept; win won; forget forgot forgotten; sing "
    "sang sung; drink drank drunk; swim swam swum; fly flew flown; hide hid hidden; steal stole "
    "stolen; shake shook shaken; wake woken; swear swore sworn; freeze froze frozen; ride rode "
    "ridden; feel felt; deal dealt; dig dug; bend bent; lend lent; seek sought; blow blew blown; "
    "ring rang rung; forgive forgave forgiven; arise arose arisen; show shown; prove proven; see "
    "seen; beat beaten; fall fallen; hang hung; stick stuck; strike struck; sweep swept; tear tore "
    "torn; weep wept; undergo underwent undergone; overcome overcame; withdraw withdrew withdrawn",
    "fr": "travail travaux; vitrail vitraux; bail baux; œil yeux; oeil yeux; ciel cieux; monsieur "
    "messieurs; madame mesdames; blanc blanche; sec sèche; frais fraîche; long longue; doux douce; "
    "faux fausse; roux rousse; public publique; grec grecque; turc turque; nouveau nouvel nouvelle "
    "nouveaux; beau bel belle beaux; vieux vieil vieille; favori favorite; fou folle; gros grosse; "
    "bas basse; gras grasse; épais épaisse; gentil gentille; pareil pareille; bon bonne; net nette; "
    "complet complète; secret secrète; inquiet inquiète; concret concrète; discret discrète; léger "
    "légère; cher chère; étranger étrangère; premier première; dernier dernière; entier entière; "
    "fier fière; bref brève; neuf neuve; vif vive",
    "it": "uomo uomini; uovo uova; dito dita; braccio braccia; ginocchio ginocchia; labbro labbra; bue buoi",
    "nl": "stad steden; schip schepen; lid leden",
    "no": "mann menn mennene; hånd hender hendene; natt netter nettene; tann tenner tennene; fot føtter "
    "føttene; bok bøker bøkene; far fedre; mor mødre; bror brødre brødrene; datter døtre døtrene; "
    "kraft krefter kreftene; stang stenger; rot røtter; gås gjess",
    "es": "régimen regímenes; carácter caracteres",
    "pt": "mês meses; pão pães; cão cães",
    "sv": "bok böcker böckerna; hand händer händerna; natt nätter nätterna; stad städer städerna; land "
    "länder länderna; tand tänder tänderna; fot fötter fötterna; rot rötter rötterna; man män "
    "männen mäns; son söner sönerna; bror bröder bröderna; far fäder; mor mödrar; dotter döttrar "
    "döttrarna; mus möss; gås gäss; bonde bönder bönderna; kraft krafter krafterna",
}
# Adjectives whose comparatives are theirs, and those that are oftener somebody or something else.
_COMPARED = (
    "big small large great old young new high low long short fast slow strong weak cheap easy happy early "
    "near dark bright hard soft warm cold hot rich poor clear deep wide narrow thick thin tall quiet loud "
    "safe simple smart strange tough rough smooth sharp sweet fresh nice wise brave fair busy heavy lazy "
    "lucky pretty tiny ugly angry funny healthy wealthy hungry dirty noisy crazy wet sad pure rare steep "
    "stiff strict tight cute fine light clean"
).split()
_NO_COMPARATIVES = frozenset(["cleaner", "lighter", "finer"])
# French adjectives that take -e; their feminines are no other word.
_WITH_E = (
    "petit grand haut court lent gris froid chaud vert lourd profond rond blond plein sain vain fin brun "
    "seul joli vrai gai bleu clair sûr mûr noir pur obscur ouvert étroit parfait gratuit humain prochain "
    "américain africain mexicain européen voisin latin masculin féminin plat fort mauvais prêt urbain "
    "romain républicain souverain contemporain lointain excellent récent différent présent important "
    "intéressant suivant puissant évident fréquent permanent violent urgent français anglais japonais "
    "chinois québécois suédois danois national local social général international central royal final "
    "légal mondial commercial principal régional médical global spécial normal original familial "
    "municipal réel actuel naturel personnel culturel officiel industriel professionnel annuel "
    "traditionnel individuel essentiel exceptionnel virtuel mortel éternel"
).split()
# German nouns, and compounds with them, whose plural changes the vowel and has -e: those of which the dative,
# in -en, is no verb, and the others; and those whose plural changes nothing but the vowel.
_UMLAUT_AND_EN = (
    "stadt hand wand nacht kraft frucht platz markt baum sohn gast satz zahn stuhl schrank arzt bach "
    "bauch fluss gang fall"
).split()
_UMLAUT_AND_E = (
    "braut maus laus gans kuh not schnur axt bank angst faust gruft kluft zunft auskunft unterkunft "
    "ankunft ast ball bart block brauch darm draht duft frosch fuchs fuss grund gruss hahn hals hut kampf "
    "kanal knopf koch kopf korb kranz krug kuss markt marsch pass raum rausch rat rock saal sack saft "
    "sarg schatz schlag schluss schuss schwanz sprung spruch stab stall stamm stock strom strumpf sturm "
    "tanz ton topf turm traum wunsch wurf zaun zug hang trag stand anfang empfang hof kauf lauf brust wurst "
    "lust luft kunst macht haut schwung sturz"
).split()
_UMLAUT_ONLY = (
    "vater mutter bruder tochter apfel vogel garten laden hafen boden ofen mantel nagel sattel hammer "
    "acker kasten schaden faden kloster graben schnabel"
).split()
_UMLAUTS = str.maketrans("aou", "äöü")
_LONGEST = 40  # characters of a German compound that is taken apart
_NO_UMLAUTS = str.maketrans("äöü", "aou")
_ACCENTS = str.maketrans("áéíóú", "aeiou")


def base(word: str, language: str) -> str:
    """The form that endings start from: the word itself, but of an irregular form the one of its dictionary.

    Args:
        word: folded.
    """
    if (known := _listed(language).get(word)) is not None:
        return known
    looked_at = language == "de" and not word.isascii() and len(word) <= _LONGEST
    if looked_at and (found := _german().fullmatch(word)):
        noun = (found[2] or found[3] or found[4]).translate(_NO_UMLAUTS)
        return found[1] + noun
    if language == "en" and word.endswith("'s"):
        return base(word.removesuffix("'s"), language) + "'s"
    if language == "es" and word.endswith("enes") and (plain := word.translate(_ACCENTS)) != word:
        return plain.removesuffix("es")  # jóvenes: the accent stays where it was heard
    if language == "pt" and word.endswith("ãos"):
        return word.removesuffix("s")
    return word


@cache
def _listed(language: str) -> Mapping[str, str]:
    listed: dict[str, str] = {}
    for forms in filter(None, _FORMS.get(language, "").split("; ")):
        first, *others = forms.split()
        listed.update(dict.fromkeys(others, first))
        if language == "fr":
            listed.update((f"{form}s", first) for form in others if not form.endswith(("x", "s")))
    if language == "en":
        for adjective in _COMPARED:
            listed.update(dict.fromkeys(_comparatives(adjective), adjective))
    if language == "fr":
        for adjective in _WITH_E:
            feminine = adjective + (adjective[-1] if adjective.endswith(("el", "en")) else "") + "e"
            listed.update({feminine: adjective, f"{feminine}s": adjective})
            if adjective.endswith("al"):
                listed[f"{adjective[:-1]}ux"] = adjective
    return listed


def _comparatives(adjective: str) -> list[str]:
    stem = adjective
    if re.fullmatch("[^aeiou]*[aeiou][bdgnt]", adjective):  # bigger, hotter
        stem += adjective[-1]
    elif adjective.endswith("y"):
        stem = adjective[:-1] + "i"
    elif adjective.endswith("e"):
        stem = adjective[:-1]
    return [word for word in (f"{stem}er", f"{stem}est") if word not in _NO_COMPARATIVES]


@cache
def _german() -> "re.Pattern[str]":
    both, plural, only = (
        "|".join(map(_with_umlaut, nouns)) for nouns in (_UMLAUT_AND_EN, _UMLAUT_AND_E, _UMLAUT_ONLY)
    )
    return re.compile(f"(.*?)(?:({both})en?|({plural})e|({only})n?)")


def _with_umlaut(noun: str) -> str:
    at = noun.rindex("au") if "au" in noun else max(map(noun.rfind, "aou"))
    if noun in ("garten", "laden", "hafen", "boden", "ofen", "kasten", "schaden", "faden", "graben"):
        at = min(noun.find(vowel) for vowel in "aou" if vowel in noun)
    return noun[:at] + noun[at].translate(_UMLAUTS) + noun[at + 1 :]


NO_PLURALS: Mapping[str, frozenset[str]] = {
    "es": frozenset(
        "dios lunes martes miércoles jueves viernes crisis tesis virus mes gas bus gafas más".split()
    ),
    "fr": frozenset(
        (
            "fils cours fonds mois temps corps fois pois bras vers sous sens bois poids puits repas cas "
            "bas ras pas dos os jus lis paris univers avis devis souris brebis permis mars ours discours "
            "parcours secours recours concours palais relais marais frais miss gens procès succès accès "
            "progrès excès décès anglais environs plus moins dessous dessus jadis tapis gris gros"
        ).split()
    ),
}
"""Words that end in s, and are no plural of the one before it: fils is not of fil."""

APART: Mapping[str, frozenset[frozenset[str]]] = {
    language: frozenset(frozenset(pair.split()) for pair in pairs.split(";"))
    for language, pairs in {
        "de": "band bande",
        "es": "aca acaba; gran grado; familia familiar; luna lunar; sola solar",
        "fr": "age agent; anna année; papa pape; conte content; marre marrant; livre livrer; "
        "marché marcher; étrange étranger; berge berger; orange oranger; "
        "verge verger; passage passager; ménage ménager; message messager; potage potager; roche rocher; "
        "vache vacher; cloche clocher; arche archer; bouche boucher; bûche bûcher; pêche pêcher; voie voir",
        "nl": "mark markt; gaat gaten",
        "sv": "kall kallar; het heter; ord order",
    }.items()
}
"""Words that look like forms of one word, and are two: a noun or an adjective beside another one's verb."""

# Nouns of German and Dutch that have -er and -eren in the plural, endings that make other words too.
GERMAN_ER = tuple(
    "amt bad bild blatt brett buch dach dorf fach fass feld geist geld gesicht glas glied grab gras haus "
    "holz horn huhn kalb kind kleid korn kraut lamm land licht lied loch mann maul nest rad rand rind schild "
    "schloss schwert tal tuch volk wald weib wort wurm".split()
)
DUTCH_EREN = tuple("blad ei gelid gemoed goed kind lied rund volk".split())
# And what Swedish adjectives end in, which have -a.
SWEDISH_ADJECTIVES = tuple(
    "ig isk sam bar iv ell al nt stor fin ful lång kort hög låg ung röd vit svart grön gul stark svag "
    "varm ren rik djup bred smal tung lätt svår dyr frisk sjuk hel halv sk tom full hård mjuk rund skön "
    "söt sur torr våt trygg viss vild känd mörk grov rak dum klok lugn arg rädd nöjd kär".split()
)
