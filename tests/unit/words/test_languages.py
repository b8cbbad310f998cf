"""Which language a page is in, and which of its words are stop words."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts
from chalicelib.counting.words import stop_words
from chalicelib.counting.words.folding import fold_all
from chalicelib.errors import MissingAsset
from tests.declaration import declaration
from tests.texts import TEXTS

CORPUS = Path(__file__).parents[3] / "vendor" / "nltk_data" / "corpora" / "stopwords"
SENTENCES = Path(__file__).parents[2] / "sentences.txt"
CONTENT = stop_words.words_in(stop_words.CONTENT_WORDS)
IN_NLTK = sorted(set(stop_words.NLTK_FILES) - {"hi-Latn"})


def count(text: str, language: str | None = None) -> PageCounts:
    return count_page(f"<html lang='{language or ''}'><p>{text}</p>".encode(), "text/html; charset=utf-8")


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
    assert count(TEXTS["no"], "da").language == "da"
    assert count(TEXTS["id"], "ms").language == "ms"


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
        *[("ua", "uk"), ("dk", "da"), ("fil", "tl"), ("ast", "ast"), ("zz", None), ("english", None)],
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
    ("text", "language"),
    [
        *[
            ("我喜欢读书，也喜欢看电影。", "zh"),
            ("私は本を読みます。", "ja"),
            ("고양이가 매트 위에 앉아 있다.", "ko"),
        ],
        *[("Η γάτα κάθεται στο χαλί.", "el"), ("القطة تجلس على السجادة وتنام.", "ar"), ("แมวนั่งบนเสื่อ", "th")],
        *[("Кошка сидит на коврике и спит.", None)],
    ],
)
def test_a_few_words_without_a_letter_of_a_language_are_not_in_it(text, language):
    assert count(text, "en").language == language


def test_one_word_in_its_letters_leaves_a_short_text_in_its_language():
    assert count("Привет! Menu, Login, About, Contact, Home", "ru").language == "ru"
    assert count("Menu Login", "ru").language == "ru"


@pytest.mark.parametrize(
    "text",
    ["東京タワー", "東京都庁展望室 営業時間 入場無料 展望台の 案内図 年末年始休業 新宿駅 西口 徒歩十分"],
)
def test_any_kana_is_japanese(text):
    assert count(text).language == "ja"
    assert count("北京大學圖書館 開放時間 星期一至星期五 " * 5 + "鮮の每日").language == "zh"


def test_another_script_speaks_against_what_a_page_declares():
    assert count(TEXTS["ru"], "uk-UA").language == "ru"
    assert count(declaration("ko"), "kr").language == "ko"
    assert count(declaration("zh-Hant"), "tw").language == "zh"
    assert count(TEXTS["en"], "ta").language == "en"
    assert count(TEXTS["el"], "lb").language == "el"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *[
            ("서울 부산 대구 인천 광주", "ko"),
            ("東京 大阪 京都 ラーメン うどん そば", "ja"),
            ("北京 上海 广州", "zh"),
        ],
        *[("Αθήνα Θεσσαλονίκη Πάτρα", "el"), ("תל־אביב חיפה ירושלים", "he"), ("Երևան Գյումրի", "hy")],
        *[("თბილისი ბათუმი", "ka"), ("กรุงเทพ เชียงใหม่", "th"), ("ວຽງຈັນ", "lo"), ("ភ្នំពេញ", "km")],
        *[("ရန်ကုန်", "my"), ("ལྷ་ས་གྲོང་ཁྱེར", "bo"), ("அம்மா", "ta"), ("ಬೆಂಗಳೂರು", "kn"), ("አዲስ አበባ", "am")],
    ],
)
def test_the_script_tells_a_language_that_no_word_does(text, language):
    assert count(text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cat sat on the mat and the dog ate it", "en"),
        ("To be or not to be", "en"),
        ("Das ist ein schönes Haus", "de"),
        ("Wie geht es dir?", "de"),
        ("Bonjour tout le monde", "fr"),
        ("Der Zug fährt heute später ab", "de"),
        ("¿Dónde está el baño?", "es"),
        ("Jag älskar dig", "sv"),
        ("Minä rakastan sinua", "fi"),
        ("Mám tě rád", "cs"),
        ("Bugün hava çok güzel ama rüzgârlı", "tr"),
        ("Wszyscy są tu bardzo mili, a ja też", "pl"),
        ("Ő az, aki nem szereti a tejet", "hu"),
        ("Це моя книга, а це її зошит", "uk"),
        ("Я не знаю, что это такое", "ru"),
        ("Аз не знам какво е това", "bg"),
        ("میں تم سے پیار کرتا ہوں", "ur"),
        ("من این کتاب را دوست دارم", "fa"),
        ("O menino não quer ir à escola", "pt"),
        ("Non so che cosa sia questo", "it"),
        ("Ik weet niet wat dit is", "nl"),
        ("Nu știu ce este asta", "ro"),
        ("Hva heter du, og hvor kommer du fra?", "no"),
        (
            "Norges statsminister sier at regjeringen vil bruke mer penger på helse, og at skolen skal bli",
            "no",
        ),
        ("Perdana Menteri berkata bahawa harga barang naik kerana cuaca. Beliau juga berkata demikian", "ms"),
    ],
)
def test_few_words_and_their_letters_tell_a_language(text, language):
    counts = count(text)
    assert counts.language == language
    assert counts.stop_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ئۇيغۇر تىلى مەن كىتاب ئوقۇيمەن ۋە", "ug"),
        ("مان ڪتاب پڙهان ٿو ۽ هي منهنجو گهر آهي", "sd"),
    ],
)
def test_letters_tell_a_language_that_has_no_list(text, language):
    assert count(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel, Jürgen Klopp, Nestlé, São Paulo",
        "München Köln Düsseldorf",
        "iPhone 15 Pro Max",
        "git commit push pull merge rebase",
        "Lorem ipsum dolor sit amet",
        "Taxi Hotel Restaurant Bar",
        "Beyoncé Jay-Z Rihanna Drake Adele",
        "naïve café résumé",
    ],
)
def test_names_and_words_of_many_languages_tell_none(text):
    assert count(text).language is None


SYMBOLS = [
    "Results group stage A B F X L " * 10,
    "int f(int a, int b) { int x = a; return x + b; } " * 6,
    "Let f be a function of x. Then f(x) = a + b x, where a and b are constants. " * 3,
    "C D A Am G F B " * 5 + "the night is long and I am alone",
    " ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "Press Ctrl+C, Ctrl+V, F, B and L",
    "Vitamin A Vitamin B Vitamin C Vitamin D Vitamin E Vitamin K",
    "A B C D a b c d " * 30,
    "for i in range(n): x = f(i)",
    "Grades A B C D F",
    "A V G D Z I K O S U " * 20,
]


@pytest.mark.parametrize("text", SYMBOLS)
def test_letters_that_stand_alone_tell_no_language(text):
    assert count(text, "en").language == "en"
    assert count(text).language in (None, "en")


@pytest.mark.parametrize("tag", ["de", "fr", "pl", "sv"])
def test_letters_that_stand_alone_speak_against_no_language(tag):
    assert count("A B F L X I O U W Z " * 12, tag).language == tag


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            "lb",
            "Den neie Bus fiert all zéng Minutten. D'Gemeng huet decidéiert datt de Park renovéiert gëtt.",
        ),
        ("lb", "D'Musée ass op vun zéng bis sechs Auer, ausser méindes."),
        ("sc", "Totu sos èsseres umanos naschint lìberos e eguales in dinnidade e in deretos."),
        ("sc", "Issos tenent sa resone e sa cussèntzia e depent operare s'unu cun s'àteru."),
        ("rm", "Il museum è avert da las diesch fin las sis, danor il glindesdi."),
        ("kw", "Yma an gath ow koska war an strel."),
        ("gd", "Tha mi a' fuireach ann am baile beag faisg air a' mhuir. Is toil leam a bhith a' leughadh."),
    ],
)
def test_a_small_language_is_believed_though_its_tag_is_a_country_code(tag, text):
    assert count(text, tag).language == tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A nosa tenda abre de luns a sábado.", "gl"),
        ("Onde podo aparcar o coche preto da estación?", None),
        ("Envío gratis en pedidos superiores a cincuenta euros.", None),
        ("Hotel in Rome", None),
        ("Pemerintah mengumumkan aturan baru bagi penyewa.", "id"),
    ],
)
def test_a_short_text_is_told_from_languages_that_are_close(text, language):
    assert count(text).language == language


@pytest.mark.parametrize("tag", ["lb", "sc", "li", "kw", "gd"])
def test_english_under_the_code_of_a_country_is_english(tag):
    assert count("Our hotel is open from May to October, and the beach is near.", tag).language == "en"


def test_letters_of_an_alphabet_that_stand_alone_are_not_russian():
    assert count(" ".join("АБВГДЕЖЗИКЛМНОПРСТУ") * 6).language is None
    assert count("Група А Б В Г " * 12, "uk").language == "uk"


def test_an_article_that_italian_shares_with_maltese_is_italian():
    assert count("Il dott. Rossi parla. Il dott. Bianchi parla.").language == "it"


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text("utf-8").splitlines()[2:]:
        if line.startswith("# "):
            of_language = found.setdefault(line[2:], [])
        elif line:
            of_language.append(line)
    return found


def test_everyday_sentences_tell_their_language():
    told = [(count(text).language, language) for language, texts in sentences().items() for text in texts]
    right = sum(found == language for found, language in told)
    unknown = sum(found is None for found, _ in told)
    assert right >= 0.9 * len(told)
    assert len(told) - right - unknown <= 0.03 * len(told)


@pytest.mark.parametrize("language", "en es fr de it pt nl no fi pl hu ro tr vi uk bg ar ur hi".split())
def test_few_everyday_sentences_of_a_language_that_many_read_tell_none(language):
    texts = sentences()[language]
    told = [count(text).language for text in texts]
    assert told.count(language) >= 0.85 * len(texts)
    assert set(told) <= {language, None}


def test_a_japanese_heading_needs_no_kana_where_its_characters_are_japanese_only():
    assert count("東京駅前 営業時間 無料").language == "ja"


def test_a_few_words_speak_against_no_language_that_a_page_declares():
    assert count("Menu Login Über uns", "fi").language == "fi"
    assert count("The end", "nl").language == "nl"


def test_code_and_names_in_latin_letters_do_not_change_the_language():
    code = "import numpy as np; from os import path; for key in data: print(key, data[key]) " * 2
    assert count(TEXTS["ja"] + code).language == "ja"
    assert count(TEXTS["ko"] + code, "ko").language == "ko"
    assert count(TEXTS["en"] * 3 + "東京は日本の首都です。").language == "en"


def test_english_words_and_months_are_not_malay():
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec " * 4
    assert count("Security news. Safe browsing is now available. Archive " + months, "en").language == "en"
    assert count(months).language is None


@pytest.mark.parametrize(("language", "word"), [("ro", "și"), ("tr", "bir"), ("el", "από"), ("uk", "він")])
def test_everyday_words_are_stop_words(language, word):
    assert word in count(TEXTS[language] + f" {word}", language).stop_words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ast", "nel pela munchu yera tamién"),
        ("bn", "আমাকে তোমাকে ওদের এগুলো সেগুলো"),
        ("cy", "oherwydd wyt roedden ganddyn wrthyn"),
        ("ga", "leat acu dúinn beidh féidir"),
        ("gd", "tha chan bheil agus riutha"),
        ("ha", "namu naku waɗannan suke"),
        ("kn", "ಏಕೆಂದರೆ ನಿನಗೆ ಎಲ್ಲವೂ"),
        ("ml", "എനിക്ക് ആര് എന്തുകൊണ്ട്"),
        ("mr", "होतो तुम्हाला कुठे तुझे"),
        ("ne", "भयो मैले हामीलाई"),
        ("pa", "ਅਸੀਂ ਇੱਥੇ ਤੇਰੀ"),
        ("si", "නැහැ නමුත් ඇයි"),
        ("so", "ayaan halkaas maxaa isagu"),
        ("sw", "iko wowote tulikuwa kwanini"),
        ("ta", "உங்கள் ஏனென்றால் உனக்கு"),
        ("te", "మేము ఏమీ కావాలి ఎందుకంటే"),
        ("yo", "ìwọ níbẹ̀ èyí"),
        ("zu", "labo bona konke manje"),
        ("ar", "كنت كنا لكنهم معنا منك ولهذا والتي ان الى فى انا"),
        ("ca", "tu el ell ella l d s n m t"),
        ("cs", "velmi nikdy často víc teď"),
        ("de", "hast habt kannst wann woher ziemlich"),
        ("el", "είχε είχαν είχα πότε"),
        ("es", "voy va vamos hago quizá hoy"),
        ("et", "meie väga nüüd ainult"),
        ("he", "הייתה הייתי עכשיו ממנו"),
        ("hi", "वो मत तुम्हें"),
        ("hr", "tko zašto tamo sada"),
        ("hu", "te ti téged velem hol melyik"),
        ("is", "ég hér hvenær bara"),
        ("it", "già adesso fatto voglio"),
        ("ja", "っ って まっ てる けど じゃ かも ぞ み ろ うし"),
        ("lt", "ko čia"),
        ("mk", "те ви таму многу"),
        ("nl", "'t z'n m'n d'r zo'n wiens waarom"),
        ("pl", "jesteś oprócz chyba"),
        ("pt", "naquele àquele nele vai vou comigo"),
        ("ru", "твой буду откуда"),
        ("sk", "veľmi teraz nikdy"),
        ("sr", "овде тамо зашто ovde tamo zašto"),
        ("sv", "få finns kanske"),
        ("th", "อย่างไร สามารถ ทำไม"),
        ("uk", "то те теж же скільки"),
        ("ur", "کیلئے مت"),
        ("ko", "있습니다 합니다 입니다 됩니다 것입니다 있다고 했습니다 아닙니다 있어요 예요 한다고 이라는"),
        *[("zh", "更 最"), ("hi", "उसने"), ("ru", "сколько скольких"), ("da", "allerede mest haft oftest")],
        *[
            ("no", "alltid hatt"),
            ("de", "wieso weshalb weswegen woraus worin"),
            ("fr", "tandis devait devaient"),
        ],
        *[
            ("fi", "ettei ettemme enää sinne siellä"),
            ("pl", "tamten ponadto"),
            ("hu", "többé fogunk leszünk"),
        ],
        ("tr", "olacak benimle onunla bizimle"),
        ("zh", "会 里 说 边 样 岂 会 會 裡 說 邊 樣 豈 关于 關於 儘 憑 尽 凭"),
    ],
)
def test_words_of_grammar_are_stop_words(language, words):
    assert set(words.replace("ς", "σ").split()) <= stop_words.stop_words()[language]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        *[("bg", "време година"), ("ko", "시간"), ("th", "วัน ผล เปิด เปิดเผย รับ พบ เห็น เริ่ม")],
        (
            "zh",
            "问题 重要 方面 今天 今年 主张 举行 舉行 产生 產生 决定 使用 了解 認為 认识 获得 引起 實現",
        ),
        (
            "id",
            "hari orang tahun kasus jawaban jumlah bagian cara kata pihak ibu bekerja besar kecil baru",
        ),
        ("id", "digunakan melihat menjawab mengatakan penting panjang"),
        ("fa", "زمان روز مردم بزرگ جدید خوب خدمات استفاده گفت میلیون امروز"),
        ("ar", "صباح مساء ثلاثاء جمعة يناير مارس دولار عشرين عين شمال حدث رأى"),
        ("vi", "người năm việc lớn mới muốn nói cao"),
        ("cs", "článek články email design zprávy večer dobrý strana deset dvacet nový"),
        ("hu", "cikk cikkek nagy új utolsó teljes jó"),
        ("tr", "kaynak milyar milyon iş yüz"),
        ("hi", "समय घर वर्ग"),
        *[("es", "estado estados sentido"), ("pt", "estado"), ("it", "stati faccia")],
    ],
)
def test_words_of_content_are_no_stop_words(language, words):
    assert not stop_words.stop_words()[language].intersection(words.split())


def test_each_word_of_content_is_in_a_list_of_others_and_in_none_of_ours():
    lists = {name: read() for name, read in stop_words.LISTS.items()}
    for language, words in CONTENT.items():
        listed = {name: set(fold_all([*of.get(language, ())], language)[1]) for name, of in lists.items()}
        ours = listed.pop("ours")
        assert not ours.intersection(words), language
        assert set(fold_all([*words], language)[1]) <= set().union(*listed.values()), language


TRADITIONAL = """
    個个 為为 與与 並并 後后 來来 們们 沒没 會会 對对 於于 應应 當当 時时 將将 讓让 還还
    這这 裏里 裡里 種种 麼么 過过 經经 給给 說说 現现 幾几 許许 誰谁 該该 隨随 著着 雖虽
    難难 點点 兒儿 關关 無无 論论 則则 卻却 謂谓 認认 稱称 內内 別别 總总 據据 較较 連连
    進进 從从 僅仅 盡尽 體体 實实 餘余 兩两 樣样 嗎吗 幫帮 極极 終终 繼继 續续 萬万 處处
    頭头 覺觉 諸诸 豈岂 辦办 漸渐 邊边 達达 間间 雙双 須须 順顺 頗颇 類类 單单 憑凭 臨临
    罷罢 喲哟 嗚呜 噠哒 設设 縱纵 緊紧 舉举 歸归 趕赶 鑒鉴 開开 際际 離离 綜综 結结 絕绝
    問问 見见 話话 識识 變变 專专 轉转 運运 適适 顯显 願愿 動动 務务 圍围 夠够 屬属 廣广
    況况 斷断 決决 滿满 獨独 獲获 產产 確确 約约 級级 組组 數数 寧宁 爾尔 烏乌 嘩哗 徹彻
    慮虑 歡欢 聯联 構构 爭争 維维 換换
"""
"""Characters that are in the Chinese list: as they are written traditionally, and simplified."""


def test_each_chinese_stop_word_is_one_as_it_is_written_simplified_and_traditionally():
    simplified = str.maketrans({pair[0]: pair[1] for pair in TRADITIONAL.split()})
    traditional = str.maketrans({pair[1]: pair[0] for pair in TRADITIONAL.split()})
    listed = stop_words.stop_words()["zh"]
    assert {word.translate(simplified) for word in listed} <= listed
    assert {word.translate(traditional) for word in listed if word == word.translate(simplified)} <= listed


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            "ça celui-ci celle-ci ceux-là moi-même elle-même est-ce a-t-il est-il qu'est-ce",
        ),
        ("ro", "l-am n-am m-am mi-am ne-am le-a și-a a-și să-i să-mi de-a"),
        ("ca", "dir-me l'home"),
        ("pt", "deu-lhe"),
    ],
)
def test_words_between_hyphens_are_stop_words_if_all_are(language, words):
    parted = set(words.split())
    content = {"dir-me", "l'home", "deu-lhe"}
    assert count(words, language).stop_words >= parted - content
    assert not count(words, language).stop_words & content


def test_hyphens_join_words_of_content_in_other_languages():
    assert "up-to-date" not in count(TEXTS["en"] + " up-to-date", "en").stop_words


def test_words_between_apostrophes_are_stop_words_if_all_are():
    counts = count(TEXTS["fr"] + " L’on dit qu'il n’a d’autre homme que l’homme.")
    assert {"l'on", "qu'il"} <= counts.stop_words
    assert "l'homme" in counts.words
    assert "l'homme" not in counts.stop_words
    assert {"don't", "she'd", "it's"} <= count(TEXTS["en"] + " Don’t! She’d say it's fine.").stop_words


def test_hindi_in_latin_letters_has_its_stop_words():
    assert {"aur", "mera"} <= count("mera ghar aur gaon", "hi-Latn").stop_words


@pytest.mark.parametrize("language", IN_NLTK)
def test_the_lists_are_nltks_files(language):
    lines = {
        line.strip() for line in (CORPUS / stop_words.NLTK_FILES[language]).read_text().lower().split("\n")
    }
    lines -= {"", *CONTENT.get(language, ())}
    assert len(stop_words.stop_words()[language]) >= 0.9 * len(lines)


def test_every_file_of_the_corpus_is_used():
    assert {file.name for file in CORPUS.iterdir()} - {"README"} == set(stop_words.NLTK_FILES.values())


def test_a_missing_corpus_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(stop_words, "_DATA_FOLDERS", (tmp_path,))
    with pytest.raises(MissingAsset, match=r"`make run`.*`make deploy STAGE=…`"):
        stop_words.stop_words.__wrapped__()


def test_the_corpus_is_found_beside_the_packaged_code():
    package, checkout = stop_words._DATA_FOLDERS[1], stop_words._DATA_FOLDERS[0]
    assert (package.name, checkout.parent.name) == ("nltk_data", "vendor")
    assert package.parent == checkout.parent.parent == CORPUS.parents[3]


def test_missing_dictionaries_say_what_to_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "icu4py.breakers", None)
    assert count("no such script here").words
    with pytest.raises(MissingAsset, match=r"`make run`.*`make deploy STAGE=…`"):
        count("我喜欢读书")


def test_dictionaries_are_imported_for_pages_that_need_them_only():
    script = (
        "import sys; from chalicelib.counting import count_page\n"
        "count_page('naïve café'.encode(), 'text/plain'); print('icu4py' in sys.modules)\n"
        "count_page('喜欢'.encode(), 'text/plain'); print('icu4py' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=CORPUS.parents[3]
    )
    assert done.stdout.split() == ["False", "True"]
