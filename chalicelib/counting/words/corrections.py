"""What the tables of lemmas have wrong: forms of one word that they part, and words that they join.

A table has one lemma for a spelling. Where two words share it, here is the one that pages mean oftener.
"""

from collections.abc import Mapping

# A lemma and forms of it; a word that stands alone is no form of another.
_FORMS: Mapping[str, str] = {
    "ca": "nen nens; nena nenes",
    "da": "tand tænder tænderne; bog bøgerne; ko køer køerne; far fædre; datter døtrene; stang stænger; "
    "vande; planet planeter planeten planeterne; leder ledere lederen lederne; tank; tanke tanken "
    "tanker tankerne; mødre; god bedre bedst; leve lever levede; levere leverer leverede leveret; "
    "spiller spillere spilleren spillerne; bruger brugere brugeren brugerne; vinder vindere vinderen "
    "vinderne; arbejder arbejdere arbejderen arbejderne; træner trænere træneren trænerne; vind vinden "
    "vinde vindene; vandt vundet; lov loven lovene lovens; lovet lovede; sang sangen sange sangene; "
    "synge synger sunget; vel; vels",
    "de": "fass fässer fässern; schal schals; schale schalen; pole; polen; reis; malen malt malte malten; "
    "landen landet landete; daten; date dates; gründen gründet gründete; stürmen stürmt stürmte; "
    "schranke schranken; bat bitten; weise; weisen wies; schreiben schreibt schrieb; folgen folgt "
    "folgte; band bänder bändern; bande banden; fahren gefahren; essen gegessen; denken gedacht; wissen "
    "weiss; verlieren verloren; stehen gestanden",
    "en": "wicked; wick; wife wives; shelf shelves; half halves; calf calves; thief thieves; loaf loaves; "
    "leaf leaves; life lives; scarf scarves; sky skies; lie lying; die dying; dice; go goes went gone; "
    "think thought; lose lost; break broke; win won; drink drunk; shake shook; swear swore; feel felt; "
    "bend bent; ring rung; prefer preferred preferring; find found; founded founding; big bigger "
    "biggest; low lower lowest; hot hotter hottest; loud louder loudest; lucky luckier luckiest; tiny "
    "tinier tiniest; lighter; cleaner; write writing; bake baking; serve serving; hunt hunting; burn "
    "burning; nurse nursing; act acting; feed feeding; hang hanging; beat beating; warn warning; smoke "
    "smoking; buy buying; fund funding; trade trading; fill filling; fish fishing; handle handling; "
    "manufacture manufacturing; advertise advertising; end ending; live living; gather gathering; "
    "breathe breathing; heal healing; bomb bombing; finance financing; compute computing; freeze "
    "freezing; prove proving; flood flooding; broadcast broadcasting; borrow borrowing; greet greeting; "
    "recycle recycling; brew brewing; drown drowning; cope coping; scale scaling; restructure "
    "restructuring; price pricing; age aging; trace tracing; encode encoding; outsource outsourcing; "
    "code coding; strive striving; carve carving; crave craving; harvest harvesting; lease leasing; "
    "follow following; hear hearing; rule ruling; bind binding; breed breeding; amaze amazing; excite "
    "exciting; bore boring; traffic trafficking trafficked; shipping; meeting meetings; customs; inning "
    "innings; mars; bare; fee fees; building buildings; evening evenings; wedding weddings; being "
    "beings; proceedings; painting paintings; stranger strangers; odds; glasses; ding; min mins; worse "
    "worst; wrong; cancel cancelled cancelling cancels; mix mixed mixing mixes; panic panicked "
    "panicking",
    "es": "ver visto vistos; escribir escrito escrita escritos escritas; decir dicho dichos; grande gran "
    "grandes; hablar habla hablas; bueno buen buena buenos buenas; cuenta cuentas; río ríos; sentir "
    "siento siente sienten; carlos; cortes; malo mala malos malas",
    "fr": "blanc blanche blanches blancs; actif active actives actifs; paris; france; laite; lancer lance "
    "lances lançait; bail baux; monsieur messieurs; faux fausse fausses; beau bel belle belles beaux; "
    "favori favorite; fou folle; bas basse basses; net nette nettes; inquiet inquiète inquiètes "
    "inquiets; cher chère chères chers; bref brève brèves; vif vive vives; lent lente lentes; gris "
    "grise grises; chaud chaude chaudes; rond ronde rondes; blond blonde; fin; fine fines; brun brune "
    "brunes; clair claire claires; mûr mûre; étroit étroite étroites; voisin voisine voisins voisines; "
    "prêt prête prêts prêtes; romain romaine romaines; présent présente présentes; fréquent fréquente "
    "fréquentes; violent violente violentes; central centrale centrales centraux; final finale finales; "
    "commercial commerciale commerciales; spécial spéciale spéciales; normal normale normales; familial "
    "familiale familiales; montre montres; voire; vue vues; écrire écrit écrite écrits; vivre vécu "
    "vécue; rendre rendu rendue rendus; ouvrir ouvert ouverte ouverts ouvertes; finir fini finie finis; "
    "payer paie paient",
    "it": "grande gran grandi; dire detto detta detti dette; lavoro lavori; posto posti; scrivere scritto "
    "scritta scritti scritte; posta poste; corso corsi; corsa corse; sale; sala; partito partiti; "
    "partita partite; file; porto porti; porta porte; conte conti; conto; punto punti; punta punte; "
    "colpo colpi; colpa colpe; voto voti; arte arti; angelo angeli; angela; morte morti; sito siti; "
    "bello bel bei belli bella belle; buono buon buona buoni buone; nuovo nuovi nuova nuove; data date; "
    "dante; color colore colori; fiore fiori; aprire aperto aperta aperti aperte; nascere nato nata "
    "nati nate",
    "nl": "kop koppen; bal ballen; steen stenen; peer peren; kat katten; lid leden; werken werk; heet hete; "
    "heten; boer boeren; boerin boerinnen; lopen loopt loop liep liepen gelopen; wijs wijze; laag lage "
    "lagere; naam namen; zoon zonen; reden redenen; reed; geld; gelden geldt gold golden; beer beren; "
    "varken varkens; reus reuzen; hengst; merrie; teef teven; derde derden; vijfde; vierde; zesde; "
    "zonde zonden; beste; best; vallen valt viel vielen; vals valse; zitten zat zaten",
    "no": "hånd hender hendene; natt netter nettene; tann tenner tennene; bok bøkene; far fedre; mor mødre; "
    "bror brødre brødrene; kraft krefter kreftene; stang stenger; lese leser leste lest; katt katten "
    "katter kattene; arbeid arbeidet; vei veien veier veiene; planet planeten planeter planetene; tale "
    "talt talte; tal; leder ledere lederen lederne",
    "pt": "fazer feito feita feitos feitas; filho filhos; filha filhas; menino meninos; menina meninas; avó "
    "avós; avô avôs; falar falo fala; cadela cadelas; cão cães; madrinha; porão porões; verão verões; "
    "melhor melhores; professora professoras",
    "ru": "лев льва льву львом льве львы львов львам львами; пара пары паре пару парой; пар; душ; имя имени "
    "именем имена имен именах; суть сути; родной родные родных родным родными; дальний; действующий; "
    "дно дне; день дня дню днем дни дней дням днями днях; рядом; налоговый; ого; мена; жара жары жару "
    "жарой; дорогой дорогая дорогие дорогое; дорога дороги дороге дорогу; сказать скажем; большой "
    "большие больших большая большое; великий велика; начало начала начале началом началу; начать "
    "начали начнут начнет",
    "sv": "vin vinet viner vinerna; hand händer händerna; tand tänder tänderna; bror bröder bröderna; mus "
    "möss; hals; planet planeten planeter planeterna; for; fors; far; fara faror; ban; bana banor "
    "banan; kran kranar kranen; krans kransar; ass; it; on; an; or; as; redo; sam; andra; is isen; "
    "sjätte; alpha; echo; vuxen vuxna; hamn hamnen hamnar; hamna hamnat; låt låten låtar låtarna; låta "
    "lät låter; vaken vaket vakna; vaknade vaknar; drog droger; dan; prov provet proven; sitta satt "
    "suttit; lång längre längst långa långt",
}


def corrections(language: str) -> dict[str, str]:
    """Forms of a language, each with its lemma."""
    found: dict[str, str] = {}
    for forms in filter(None, _FORMS.get(language, "").split("; ")):
        lemma, *others = forms.split()
        found.update(dict.fromkeys([lemma, *others], lemma))
    return found
