"""Which language a page is in: what it says of itself, unless its words or its script speak against it."""

import pytest

from chalicelib.counting.words import stop_words
from tests.declaration import declaration
from tests.texts import TEXTS, count

IN_NLTK = sorted(set(stop_words.NLTK_FILES) - {"hi-Latn"})


def test_there_is_a_text_in_every_language_that_nltk_has():
    assert set(IN_NLTK) <= set(TEXTS)


@pytest.mark.parametrize("language", TEXTS)
def test_the_words_tell_the_language(language):
    counts = count(TEXTS[language])
    assert counts.language == language
    assert counts.stop_words
    assert counts.stop_words <= counts.words.keys()


@pytest.mark.parametrize("language", TEXTS)
def test_the_page_tells_its_language(language):
    assert count(TEXTS[language], f"{language}-XX").language == language


def test_a_language_that_the_words_speak_against_is_not_taken():
    assert count(TEXTS["fr"], "en").language == "fr"
    assert count(TEXTS["ru"], "en-GB").language == "ru"


def test_a_language_that_close_words_do_not_speak_against_is_taken():
    assert count(declaration("es"), "ast").language == "ast"
    assert count(" ".join(declaration("hr").split()[:60]), "sr").language == "sr"


@pytest.mark.parametrize(
    ("language", "tags"),
    [
        *[("es", "fr pt ro gl ca be ne tg ga br st tl"), ("pt", "es gl fr ca"), ("fr", "es ca sv ar pa")],
        *[("ca", "es fr pt"), ("gl", "es pt"), ("it", "es ro fr"), ("no", "de is"), ("da", "sv de")],
        *[("af", "nl"), ("nl", "af de"), ("cs", "sk pl"), ("sk", "cs"), ("be", "ru uk"), ("uk", "ru be bg")],
        *[("mk", "bg sr ru"), ("bg", "mk sr ru"), ("ga", "gd"), ("zu", "xh"), ("fa", "ur ar"), ("az", "tr")],
    ],
)
def test_a_page_is_not_in_a_close_language_that_it_declares_wrongly(language, tags):
    words = declaration(language).split()[:60]
    assert {count(" ".join(words), tag).language for tag in tags.split()} == {language}


@pytest.mark.parametrize("tag", ["en", "de", "ru"])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sekoita jauhot, sokeri ja voi ja paista kaksikymmentäviisi minuuttia keskitasolla.", "fi"),
        ("Keverd össze a lisztet, a cukrot és a vajat, és süsd huszonöt percig a sütőben.", "hu"),
        ("Unu, şekeri ve tereyağını karıştırın, sonra yirmi beş dakika fırında pişirin.", "tr"),
        ("Змішайте борошно, цукор і масло та випікайте двадцять п'ять хвилин у духовці.", "uk"),
    ],
)
def test_a_sentence_is_not_in_a_language_that_letters_and_words_speak_against(text, language, tag):
    assert count(text, tag).language == language


@pytest.mark.parametrize("tag", ["nb", "nn-NO", "NO_no"])
def test_norwegian_is_one_language(tag):
    assert count(TEXTS["no"], tag).language == "no"


@pytest.mark.parametrize("tag", ["", "und", "x-klingon", "english", "12", "zxx", "<b>"])
def test_what_is_no_language_says_nothing(tag):
    assert count("Lorem ipsum", tag.replace("<", "&lt;")).language is None


def test_an_unknown_language_has_no_stop_words():
    counts = count("Lorem ipsum dolor sit amet consectetur the adipiscing elit sed eiusmod tempor incididunt")
    assert counts.language is None
    assert counts.stop_words == frozenset()


def test_a_language_without_a_list_is_known_and_has_no_stop_words():
    counts = count("Ech wunnen an enger klenger Stad", "lb")
    assert counts.language == "lb"
    assert counts.stop_words == frozenset()


# Nobody tells Bosnian and Croatian apart by so few words; of hi-Latn, ckb and ms there is no text.
@pytest.mark.parametrize("language", sorted(stop_words.stop_words().keys() - {"bs", "hi-Latn", "ckb", "ms"}))
def test_a_declaration_tells_its_language(language):
    assert count(declaration(language)).language == language


def test_malay_and_indonesian_are_told_apart():
    malay = (
        "Setiap orang boleh datang kerana semua hendaklah sama, iaitu tanpa sebarang syarat, bahawa sesiapa"
    )
    indonesian = (
        "Setiap orang bisa datang karena semua harus sama, yaitu tanpa syarat apa pun, bahwa siapa saja"
    )
    assert (count(malay).language, count(indonesian).language) == ("ms", "id")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *[("eng", "en"), ("deu", "de"), ("ger", "de"), ("fre", "fr"), ("zho-Hant", "zh"), ("rum", "ro")],
        *[
            ("us", "en"),
            ("gb", "en"),
            ("en_US", "en"),
            ("jp", "ja"),
            ("cn", "zh"),
            ("gr", "el"),
            ("cz", "cs"),
        ],
        *[
            ("ua", "uk"),
            ("dk", "da"),
            ("prs", "fa"),
            ("als", "sq"),
            ("wuu", "zh"),
            ("fil", "tl"),
            ("ast", "ast"),
            ("zz", None),
            ("english", None),
        ],
        *[("q", None), ("xx-XX", None), ("{{lang}}", None)],
    ],
)
def test_codes_of_other_standards_are_mended_and_what_is_no_code_is_ignored(tag, language):
    assert count("Ipsum", tag).language == language


def test_a_country_that_is_also_a_language_is_what_the_words_say():
    assert count(TEXTS["sv"], "se").language == "sv"
    assert count(TEXTS["et"], "ee").language == "et"
    assert count("Mun orun unna gávpogis", "se").language == "se"


ENGLISH = (
    "The council said on Monday that it would not close the library, because most of the people who use it "
    "have no other place to read, and there is nothing like it in the town."
)
SPANISH = (
    "El presidente dijo que no va a cambiar la ley porque los ciudadanos no quieren otra crisis este año."
)
SLOVENE = "Danes je lepo vreme in zato gremo vsi skupaj na izlet v hribe nad mestom."


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        *[
            ("kr", "안녕하세요 여러분", "ko"),
            ("tw", "我喜歡讀書。", "zh"),
            ("am", "Կատուն նստած է գորգի վրա", "hy"),
        ],
        *[("in", "मैं किताब पढ़ता हूँ", "hi"), ("la", "ແມວນັ່ງຢູ່ເທິງເສື່ອ", "lo"), ("et", "ድመቷ ምንጣፉ ላይ ተቀምጣለች", "am")],
        *[("si", SLOVENE, "sl"), ("ar", SPANISH, "es"), ("co", SPANISH, "es"), ("pe", SPANISH, "es")],
        *[("se", "Katten sitter på mattan.", "sv"), ("ie", ENGLISH, "en"), ("za", ENGLISH, "en")],
        *[("my", ENGLISH, "en"), ("ca", ENGLISH, "en"), ("lb", ENGLISH, "en")],
        *[("svk", "Mačka sedí na rohožke a spí, pretože je unavená.", "sk")],
        *[("cro", "Mačka sjedi na prostirki i spava jer je umorna.", "hr")],
        *[("be", "De kat zit op de mat en slaapt omdat hij moe is.", "nl")],
        *[("be", "Le chat est assis sur le tapis et il dort.", "fr")],
        *[("br", "O gato está sentado no tapete e não quer sair.", "pt")],
    ],
)
def test_a_country_code_is_the_language_of_its_words(tag, text, language):
    assert count(text, tag).language == language


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        *[("gr", "The cat sat on the mat and slept.", "en"), ("cn", "猫はマットの上に座っています。", "ja")],
        *[
            ("jp", "我喜欢读书，也喜欢看电影。", "zh"),
            ("gb", "Die Katze sitzt auf der Matte und schläft.", "de"),
        ],
    ],
)
def test_a_country_code_is_a_hint_that_words_speak_against(tag, text, language):
    assert count(text, tag).language == language


@pytest.mark.parametrize(
    ("tag", "language"), [("ar", "ar"), ("gr", "el"), ("ch", "ch"), ("ca", "ca"), ("in", "id"), ("us", "en")]
)
def test_words_that_tell_nothing_leave_what_a_country_code_says(tag, language):
    assert count("Menu Login", tag).language == language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("fy", "nl"),
        ("tt", "ru"),
        ("ba", "ru"),
        ("qu", "es"),
        ("jv", "id"),
        ("fo", "da"),
        ("gsw", "de"),
        ("mi", "en"),
    ],
)
def test_a_language_without_a_list_is_not_believed_of_what_is_plainly_in_a_larger_one(tag, language):
    assert count(TEXTS[language], tag).language == language
    assert count(" ".join(TEXTS[language].split()[:14]), tag).language == language


@pytest.mark.parametrize("language", "fy oc an fo nds fur tt ba cv os jv su ceb mi sm sc haw".split())
def test_a_language_without_a_list_is_believed_of_its_own_texts(language):
    assert count(declaration(language), language).language == language
