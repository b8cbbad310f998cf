"""Which words are forms of one word: precision first."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.counting.words import families as module
from chalicelib.counting.words.families import families
from chalicelib.counting.words.lemmas import LANGUAGES

SAME = {
    "en": "cancel cancelled; mix mixed; panic panicked; life lives; sky skies; leaf leaves; prefer "
    "preferred; analysis analyses; podcaster podcasters; hotfix hotfixes; co-worker co-workers; "
    "teach taught; go gone; lower lowest; big bigger; big biggest; happy happier; die dying; lie "
    "lying; man men; child children; knife knives; go went; went goes; write wrote; writing "
    "written; woman women; woman women's; crisis crises; bus buses; try tries; try tried; sky "
    "skies; free freed; agree agreed; package packages; word words; walk walked; walk walking; bake "
    "baking; bake baked; city cities; carry carried; stop stopped; run running; box boxes; dog "
    "dog's; use used; plan planned; church churches; story stories; visit visited; open opened; "
    "hope hoping; hop hopping",
    "de": "fahren gefahren; denken gedacht; fass fässer; thema themen; ergebnis ergebnisse; ändern "
    "ändert; lesen liest; sprechen spricht; kaufen gekauft; datum datums; museum museen; gross "
    "grösser; spiel spiele; reise reisen; wolkenkurs wolkenkurse; teekannendeckel teekannendeckels; "
    "umfragetool umfragetools; influencerin influencerinnen; stadt städte; hauptstadt hauptstädten; "
    "städte städten; baum bäume; vater väter; garten gärten; vertrag verträge; apfel äpfel; hand "
    "hände; kunst künste; haus häuser; kind kinder; buch büchern; mann männer; bild bilder; "
    "krankenhaus krankenhäuser; lehrerin lehrerinnen; haus hauses; frau frauen; gut gute; gute "
    "guten; laufen läuft; sagen sagt; blume blumen; buch buches; kleine kleinen; tag tage; spielen "
    "spielt; jahr jahre; hund hunde; arbeiten arbeitet; schwester schwestern",
    "es": "ver visto; escribir escrito; grande gran; examen exámenes; tren trenes; rey reyes; pez peces; "
    "tener tengo; decir dijo; poder puedo; pensar piensa; niño niñas; bueno buena; trabajar "
    "trabajó; tuitero tuiteros; joven jóvenes; imagen imágenes; orden órdenes; jardín jardines; "
    "común comunes; carácter caracteres; luz luces; voz voces; inglés ingleses; casa casas; libro "
    "libros; ciudad ciudades; hablar habla; hablar hablando; comer comen; canción canciones; vivir "
    "vive; mujer mujeres; hablar hablado; día días; país países",
    "fr": "ouvrir ouvert; vivre vécu; finir fini; jeu jeux; lieu lieux; feu feux; neveu neveux; bijou "
    "bijoux; œil yeux; vendre vendu; venir vient; voir vu; prendre prennent; premier première; prêt "
    "prête; instagrameur instagrameurs; petit petite; petits petites; grand l'grande; national "
    "nationale; nationaux nationales; réel réelle; blanc blanche; beau belles; français françaises; "
    "travail travaux; mange mangeait; lance lançait; maison maisons; histoire l'histoire; "
    "l'histoire d'histoire; eau qu'eau; ami l'amis; cheval chevaux; parler parle; parler parlent; "
    "finir finissent; petit petits; actif active; bateau bateaux; heureux heureuse; livre livres; "
    "jouer joué; ancien ancienne; école écoles",
    "it": "dire detto; lavoro lavori; nascere nato; figlio figli; viaggio viaggi; studio studi; occhio "
    "occhi; andare vado; dire dice; lungo lunghe; mano mani; dito dita; scrivere scritto; bello "
    "bei; esportazione esportazioni; avviatore avviatori; uomo uomini; uovo uova; problema "
    "problemi; sistema sistemi; casa case; libro libri; arte dell'arte; l'amico amici; acqua "
    "un'acqua; parlare parla; parlare parlando; amico amici; banco banchi; paese paesi; dormire "
    "dorme; mangiare mangiato; bella belle; notte notti; scrivere scrivono; lago laghi",
    "ca": "casa cases; llibre llibres; cançó cançons; cavall cavalls; ciutat ciutats; parlar parla; petit "
    "petita; home homes; dia dies; fer fet; llibre l'llibre; aigua l'aigua; aigua d'aigua",
    "pt": "fazer feito; filha filhas; fazer faço; ter tenho; dizer disse; azul azuis; fácil fáceis; irmão "
    "irmãos; papel papéis; viagem viagens; bom boa; trabalhar trabalhou; tuiteiro tuiteiros; pão "
    "pães; mão mãos; cidadão cidadãos; possível possíveis; civil civis; mês meses; inglês ingleses; "
    "alemão alemães; casa casas; livro livros; falar fala; falar falando; canção canções; comer "
    "comem; animal animais; homem homens; mulher mulheres; vez vezes; abrir abriu; luz luzes",
    "nl": "kop koppen; steen stenen; lopen liep; dag dagen; geven geeft; lezen leest; idee ideeën; jongen "
    "jongens; lief lieve; boos boze; rood rode; hoog hoge; doof dove; zoon zonen; naam namen; ei "
    "eieren; schrijven geschreven; theedeksel theedeksels; duur duurder; stad steden; mogelijkheid "
    "mogelijkheden; koopt kopen; maakt maken; kind kinderen; lied liederen; boot boten; bot botten; "
    "kat katten; boek boeken; huis huizen; auto auto's; werk werkt; werken werkt; mooi mooie; tafel "
    "tafels",
    "ru": "лев львы; пара пары; герой героя; музей музея; статья статей; день дни; человек люди; ребенок "
    "дети; имя имени; писать пишет; идти шел; большой большие; хороший лучше; вайбкодер вайбкодеры; "
    "вайбкодер вайбкодеров; книга книги; книга книгу; стол стола; новый новая; новый новые; "
    "говорить говорит; история истории",
    "sv": "vin viner; lång längre; sitta satt; stor stort; läsa läser; läsa läste; bo bor; köpa köper; "
    "skriva skrev; ny nya; vatten vattnet; lärare lärarna; hand händer; fot fötter; äpple äpplen; "
    "tekanna tekannor; bästa bättre; dator datorn; flicka flickan; rolig roliga; bok böcker; boken "
    "böckerna; natt nätter; hus huset; bok boken; flicka flickor; bil bilar; tala talar; stor "
    "stora; kasta kastade",
    "da": "dag dagene; ven venner; kat katten; hus husene; by byer; læse læser; skrive skrev; stor stort; "
    "ny nye; købe købte; fod fødder; datter døtre; avisartikel avisartikler; bog bøger; mand mænd; "
    "hus huset; bil biler; dag dagen; stor store",
    "no": "by byer; lese leser; skrive skrev; jente jenta; kjøpe kjøper; ny nye; stor stort; uke uker; "
    "vei veier; katt katten; øye øyne; hånd hender; bok bøker; mann menn; hus huset; bil biler; dag "
    "dagen; stor store",
}
OTHERS = {
    "en": "wicked wick; united unit; mars mar; ear earring; past pasting; inn inning; building build; "
    "meeting meet; evening even; shipping ship; custom customs; founded find; station stationary; "
    "off offer; corn corner; bare bears; die dice; clean cleaner; light lighter; based bass; seed "
    "sees; see seed; feed fee; market marks; universe university; past paste; new news; organ "
    "organize; organ organization; general generally; general generate; policy police; business "
    "busy; import important; paint painter; wand wander; hat hate; car care; even event; relate "
    "relative; nation national; work worker; sing single; prince princess; experiment experience; "
    "communism community; human humanity; hop hope; hop hoping; cap capes; not notes; princes "
    "princess; fin fine; bill billion; arm army; port portion; mass massive",
    "de": "fass fassen; schal schale; pole polen; nase nass; rose ross; hase hass; kur kurs; reis reise; "
    "muse museen; offen off; links link; lass las; wien wies; mal malen; land landen; schrank "
    "schranke; blut blüte; rat rate; ton tonne; arme armee; band bande; kauf käufer; bau bauer; "
    "leiter leiten; mutter mut; haus haut; schule schuld; kunde kunst; gut güte; neu neun; grund "
    "gründen; sturm stürmen; wust wüste; arbeit arbeiter; lehrer lehre; freund freundlich; wahr "
    "wahrheit; stadt staat; rat ratte; mann mantel",
    "es": "tres tren; super supe; carlos carlo; par parar; sal sala; rama ramo; pista pisto; gasto gato; "
    "río risa; hombre hombro; punta punto; caso casar; suelo suelen; familia familiar; hermano "
    "hermanas; ingeniero ingeniería; muro murió; mercado merca; casa caso; puerto puerta; general "
    "generar; universo universidad; caro carta; papel papa; libro libre; nación nacional; político "
    "policía; hora horno",
    "fr": "vie vient; pris prix; ferme fermer; tente tenter; somme sommer; foule fouler; montre montrer; "
    "pari paris; franc france; pêche péché; mur mûr; cou coupe; poire poirer; fil fils; cour cours; "
    "fond fonds; moral morale; capital capitale; marin marine; plant plante; vent vente; droit "
    "droite; livre livrer; livres livrer; marché marcher; étrange étranger; voie voir; port porte; "
    "univers université; général générer; nation national; police politique; marche marché; mort "
    "mortel; lait laitue",
    "it": "fame fama; pare pari; temi temo; file fila; sole sola; posto posta; corso corsa; partita "
    "partito; sale sala; punto punta; capo capa; mostro mostra; pena penna; mento mente; america "
    "americano; sola solare; sera serata; fondo fondata; casa caso; porto porta; universo "
    "università; libro libero; generale generare; costo costa; pesca pesce; colpa colpo; foglio "
    "foglia; nazione nazionale",
    "pt": "filho filha; menino menina; deus deu; solo solar; avó avô; pais país; sol sola; par para; gol "
    "gola; pé pós; hora horta; fato fita; cor corar; alta altada; porto porta; universo "
    "universidade; casa caso; nação nacional; livro livre; ponto ponta; modo moda",
    "nl": "twee tweet; zoon zone; reden reed; acht ach; bom boom; man maan; bot boot; tak taak; bal baal; "
    "geld gelden; zon zoon; kop koop; maat mat; grote groen; gaat gaten; interne internet; mark "
    "markt; plaat plaats; hart haren; talen talent; plan plant; bot boten; plat platen; jonge "
    "jongen; heten hete; werk werker; universum universiteit; kamer kamp; boer boerin; recht "
    "rechter",
    "ru": "лев левый; пар пара; душ душа; пол поле; рядом ряд; бор борт; лес лесть; мел мель; угол уголь; "
    "брат брать; жар жара; дорогой дорога; начало начать; рот рота; клуб клубника; город огород; "
    "книга книжный; стол столица; вода водка",
    "sv": "bar barn; kor korn; hal hals; plan planet; far fara; ban bana; kran krans; ta tak; vin vind; "
    "tal tala; sko skog; bas basar; rum rumpa; bok boka; lag laga; bar barn; hör hörn; glas glass; "
    "kall kallar; het heter; ord order; hus husse; stor storm; universum universitet; bil bild; "
    "arbete arbetare",
    "da": "bar barn; plan planet; fod foder; lag lager; sol sold; tin ting; sko skov; vand vande; mor "
    "mord; bil bille; kan kano; leder lide; tank tanke",
    "no": "bar barn; plan planet; lag lager; tal talt; sko skog; bil bille; mat matt; ren renne; pen "
    "penn; leder lide",
    "ca": "casa caça; dia diari; los lloc; port porta; cas casa; moda mode",
}


def pairs(listed: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(language, *pair.split()) for language, text in listed.items() for pair in text.split(";")]


@pytest.mark.parametrize(("language", "one", "other"), pairs(SAME))
def test_forms_of_one_word_are_a_family(language, one, other):
    assert families({one: 5, other: 3}, language) == [[one, other]]


@pytest.mark.parametrize(("language", "one", "other"), pairs(OTHERS))
def test_other_words_are_not_however_alike(language, one, other):
    assert len(families({one: 5, other: 3}, language)) == 2


def test_a_family_stands_under_its_commonest_member_and_stop_words_stand_alone():
    counts = {"package": 2, "packages": 5, "not": 9, "notes": 3, "note": 2, "cup": 1}
    assert families(counts, "en", alone={"not"}) == [
        ["not"],
        ["packages", "package"],
        ["notes", "note"],
        ["cup"],
    ]


def test_in_other_languages_each_word_is_a_family():
    assert families({"dům": 2, "domy": 1}, "cs") == [["dům"], ["domy"]]
    assert families({"cup": 2, "cups": 1}, None) == [["cup"], ["cups"]]
    assert set(SAME) == set(OTHERS) == LANGUAGES


WORDS = {
    language: [word for pair in f"{SAME[language]};{OTHERS[language]}".split(";") for word in pair.split()]
    for language in SAME
}


@settings(deadline=None)  # the first reads a table
@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_whether_two_words_are_a_family_depends_on_nothing_but_them(data, language):
    words = st.sampled_from(WORDS[language]) | st.text("aenrst'-", min_size=1, max_size=6)
    counts = data.draw(st.dictionaries(words, st.integers(1, 9), min_size=2, max_size=12))
    number = {word: at for at, family in enumerate(families(counts, language)) for word in family}
    for one, other in itertools.combinations(counts, 2):
        alone = len(families({one: 1, other: 2}, language)) == 1
        assert alone == (number[one] == number[other])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_words_of_one_stem_take_time_by_their_number_only(language):
    words = {f"{'ab' * 60}{number}-{'s' * 60}en": 1 for number in range(2000)}
    start = time.process_time()
    assert len(families(words, language)) == 2000
    assert time.process_time() - start < 2


def test_of_more_words_than_any_page_has_the_commonest_are_put_together(monkeypatch):
    monkeypatch.setattr(module, "MOST_WORDS", 3)
    found = families({"cup": 9, "cups": 8, "tea": 2, "teas": 1}, "en")
    assert found == [["cup", "cups"], ["tea"], ["teas"]]
