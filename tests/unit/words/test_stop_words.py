"""Which words are stop words: grammar in each language, and nothing that a page could be about."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.counting.words import stop_words
from chalicelib.counting.words.folding import fold_all
from chalicelib.errors import MissingAsset
from tests.texts import TEXTS, count

CORPUS = Path(__file__).parents[3] / "vendor" / "nltk_data" / "corpora" / "stopwords"
CONTENT = stop_words.words_in(stop_words.CONTENT_WORDS)
IN_NLTK = sorted(set(stop_words.NLTK_FILES) - {"hi-Latn"})


@pytest.mark.parametrize(("language", "word"), [("ro", "și"), ("tr", "bir"), ("el", "από"), ("uk", "він")])
def test_everyday_words_are_stop_words(language, word):
    assert word in count(TEXTS[language] + f" {word}", language).stop_words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "z.b d.h bezüglich irgendwo sodass umso"),
        ("en", "e.g i.e etc till thereby"),
        ("ru", "т.е т.к т.д кое-кто вопреки везде"),
        ("pl", "m.in itd tzn wzdłuż zbyt"),
        ("cs", "atd např tzv tudíž všude lze"),
        ("sk", "atď napr takmer príliš keby"),
        ("sr", "njega takav onaj vaš vrlo čak tokom itd"),
        ("hr", "međutim ispred iza previše npr"),
        ("el", "ό,τι π.χ κ.λπ σχεδόν γύρω"),
        ("ko", "라고 가장 항상"),
        ("ja", "あるいは いつも 最も"),
        ("eu", "zehar nahiko oraindik inguruan"),
        ("is", "aldrei alltaf ekkert hvaða þrátt"),
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
        *[("my", "တယ် တွေ နဲ့ ရဲ့ ဘူး တဲ့ မယ်"), ("pl", "będę mogę możesz masz jakieś niektórzy byłem chcę")],
        *[("cs", "někteří žádný jejichž"), ("bg", "никакъв себе следователно"), ("et", "kuigi mõned")],
        *[("el", "σ θ μ τ μερικοί εαυτό"), ("ko", "있음 없음 않음"), ("xh", "i ye we"), ("da", "hinanden")],
        *[
            ("ar", "بينما رغم"),
            ("pt", "lho mo"),
            ("it", "perchè poichè"),
            ("ru", "моё мое твоё твое"),
            ("mk", "значи"),
        ],
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
        *[("da", "god ny stor lille mand"), ("bg", "добър нов глас лесно добре"), ("sq", "ditë madh fjalë")],
        *[
            ("az", "il yaxşı saat"),
            ("bn", "কাজ নতুন"),
            ("eu", "egun on"),
            ("br", "amzer mat nevez bras bihan ti"),
        ],
        *[
            ("zh", "大 看 继续 繼續"),
            ("ko", "년 월 정도 경우"),
            ("fr", "dernier"),
            ("cs", "pravé"),
            ("tr", "iyi"),
        ],
        *[("ko", "전자 시각 타다 다섯"), ("vi", "số nhận nền bản"), ("ar", "ثالث عاشر"), ("ru", "хорошо")],
        *[("ro", "fata zice mâine doi"), ("id", "umum pertama tepat"), ("bg", "каза"), ("af", "dag")],
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


@pytest.mark.parametrize(
    ("language", "words", "others"),
    [
        ("de", "jede*r eine:n ein(e) jede/r", "lehrer(in) schüler/innen"),
        ("es", "todos/as otros/as tod@s l@s nosotros/as", "niños/as chic@s"),
        ("fr", "un(e) chacun(e)", "étudiant(e)s"),
    ],
)
def test_a_stop_word_is_one_with_the_ending_of_the_other_gender_too(language, words, others):
    stops = count(f"{TEXTS[language]} {words} {others}", language).stop_words
    assert stops.issuperset(words.split())
    assert stops.isdisjoint(others.split())
