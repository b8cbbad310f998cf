"""Which words are forms of one word: precision first."""

import itertools
import time

import pytest

from chalicelib.counting.words.families import MOST_WORDS, PARADIGMS, families

SAME = {
    "en": "big bigger; big biggest; happy happier; die dying; lie lying; man men; child children; knife "
    "knives; go went; went goes; write wrote; writing written; woman women; woman women's; crisis "
    "crises; bus buses; try tries; try tried; sky skies; free freed; agree agreed; package packages; "
    "word words; walk walked; walk walking; bake baking; bake baked; city cities; carry carried; stop "
    "stopped; run running; box boxes; dog dog's; use used; plan planned; church churches; story "
    "stories; visit visited; open opened; hope hoping; hop hopping",
    "de": "stadt städte; hauptstadt hauptstädten; städte städten; baum bäume; vater väter; garten gärten; "
    "vertrag verträge; apfel äpfel; hand hände; kunst künste; haus häuser; kind kinder; buch büchern; "
    "mann männer; bild bilder; krankenhaus krankenhäuser; lehrerin lehrerinnen; haus hauses; frau "
    "frauen; gut gute; gute guten; laufen läuft; sagen sagt; blume blumen; buch buches; kleine "
    "kleinen; tag tage; spielen spielt; jahr jahre; hund hunde; arbeiten arbeitet; schwester "
    "schwestern",
    "es": "joven jóvenes; imagen imágenes; orden órdenes; jardín jardines; común comunes; carácter "
    "caracteres; luz luces; voz voces; inglés ingleses; casa casas; libro libros; ciudad ciudades; "
    "hablar habla; hablar hablando; comer comen; canción canciones; vivir vive; mujer mujeres; hablar "
    "hablado; día días; país países",
    "fr": "petit petite; petits petites; grand l'grande; national nationale; nationaux nationales; réel "
    "réelle; blanc blanche; beau belles; français françaises; travail travaux; mange mangeait; lance "
    "lançait; maison maisons; histoire l'histoire; l'histoire d'histoire; eau qu'eau; ami l'amis; "
    "cheval chevaux; parler parle; parler parlent; finir finissent; petit petits; actif active; "
    "bateau bateaux; heureux heureuse; livre livres; jouer joué; ancien ancienne; école écoles",
    "it": "uomo uomini; uovo uova; problema problemi; sistema sistemi; casa case; libro libri; arte "
    "dell'arte; l'amico amici; acqua un'acqua; parlare parla; parlare parlando; amico amici; banco "
    "banchi; paese paesi; dormire dorme; mangiare mangiato; bella belle; notte notti; scrivere "
    "scrivono; lago laghi",
    "ca": "llibre l'llibre; aigua l'aigua; aigua d'aigua",
    "pt": "pão pães; mão mãos; cidadão cidadãos; possível possíveis; civil civis; mês meses; inglês "
    "ingleses; alemão alemães; casa casas; livro livros; falar fala; falar falando; canção canções; "
    "comer comem; animal animais; homem homens; mulher mulheres; vez vezes; abrir abriu; luz luzes",
    "nl": "stad steden; mogelijkheid mogelijkheden; koopt kopen; maakt maken; kind kinderen; lied liederen; "
    "boot boten; bot botten; kat katten; boek boeken; huis huizen; auto auto's; werk werkt; werken "
    "werkt; mooi mooie; tafel tafels",
    "ru": "книга книги; книга книгу; стол стола; новый новая; новый новые; говорить говорит; история истории",
    "sv": "dator datorn; flicka flickan; rolig roliga; bok böcker; boken böckerna; natt nätter; hus huset; "
    "bok boken; flicka flickor; bil bilar; tala talar; stor stora; kasta kastade",
    "da": "bog bøger; mand mænd; hus huset; bil biler; dag dagen; stor store",
    "no": "bok bøker; mann menn; hus huset; bil biler; dag dagen; stor store",
}
OTHERS = {
    "en": "die dice; clean cleaner; light lighter; based bass; seed sees; see seed; feed fee; market marks; "
    "universe university; past paste; new news; organ organize; organ organization; general "
    "generally; general generate; policy police; business busy; import important; paint painter; wand "
    "wander; hat hate; car care; even event; relate relative; nation national; work worker; sing "
    "single; prince princess; experiment experience; communism community; human humanity; hop hope; "
    "hop hoping; cap capes; not notes; princes princess; fin fine; bill billion; arm army; port "
    "portion; mass massive",
    "de": "arme armee; band bande; kauf käufer; bau bauer; leiter leiten; mutter mut; haus haut; schule "
    "schuld; kunde kunst; gut güte; neu neun; grund gründen; sturm stürmen; wust wüste; arbeit "
    "arbeiter; lehrer lehre; freund freundlich; wahr wahrheit; stadt staat; rat ratte; mann mantel",
    "es": "caso casar; suelo suelen; familia familiar; hermano hermanas; ingeniero ingeniería; muro murió; "
    "mercado merca; casa caso; puerto puerta; general generar; universo universidad; caro carta; "
    "papel papa; libro libre; nación nacional; político policía; hora horno",
    "fr": "fil fils; cour cours; fond fonds; moral morale; capital capitale; marin marine; plant plante; "
    "vent vente; droit droite; livre livrer; livres livrer; marché marcher; étrange étranger; voie "
    "voir; port porte; univers université; général générer; nation national; police politique; marche "
    "marché; mort mortel; lait laitue",
    "it": "america americano; sola solare; sera serata; fondo fondata; casa caso; porto porta; universo "
    "università; libro libero; generale generare; costo costa; pesca pesce; colpa colpo; foglio "
    "foglia; nazione nazionale",
    "pt": "alta altada; porto porta; universo universidade; casa caso; nação nacional; livro livre; ponto "
    "ponta; modo moda",
    "nl": "grote groen; gaat gaten; interne internet; mark markt; plaat plaats; hart haren; talen talent; "
    "plan plant; bot boten; plat platen; jonge jongen; heten hete; werk werker; universum "
    "universiteit; kamer kamp; boer boerin; recht rechter",
    "ru": "город огород; книга книжный; стол столица; вода водка",
    "sv": "bok boka; lag laga; bar barn; hör hörn; glas glass; kall kallar; het heter; ord order; hus "
    "husse; stor storm; universum universitet; bil bild; arbete arbetare",
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
    assert set(SAME) == {*PARADIGMS, "ca"}


@pytest.mark.parametrize(("language", "twice"), [("en", "ä"), ("nl", "aa"), ("fr", "ä")])
def test_words_that_only_begin_alike_are_not_each_compared_with_all(language, twice):
    """In the square of their number 12,000 words, which a page of 100 kB has, took eight minutes."""
    spellings = itertools.islice(itertools.product(("a", twice), repeat=12), 4000)
    words = {"b" + "g".join(vowels) + "t": 1 for vowels in spellings}
    start = time.process_time()
    assert len(families(words, language)) > 3000
    assert time.process_time() - start < 8


def test_of_more_words_than_any_page_has_the_commonest_are_put_together():
    words = {f"{number:x}q": MOST_WORDS * 2 - number for number in range(MOST_WORDS - 3)}
    counts = {"cup": 10**6, "cups": 10**6 - 1, "tea": 2, "teas": 1, **words, "cupping": MOST_WORDS}
    found = {tuple(family) for family in families(counts, "en")}
    assert found >= {("cup", "cups", "cupping"), ("tea",), ("teas",)}
