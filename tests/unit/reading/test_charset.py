"""How the bytes of a page are decoded."""

import pytest

from chalicelib.counting.reading import charset
from tests.texts import TEXTS

HTML = "text/html"

# What pages that say nothing of themselves were written in before UTF-8.
LEGACY = [
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("bg", "windows-1251"),
    ("uk", "windows-1251"),
    ("el", "windows-1253"),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
    ("tr", "windows-1254"),
    ("pl", "windows-1250"),
    ("pl", "iso-8859-2"),
    ("hu", "iso-8859-2"),
    ("fr", "windows-1252"),
    ("de", "windows-1252"),
    ("es", "windows-1252"),
    ("pt", "windows-1252"),
    ("it", "windows-1252"),
    ("sv", "windows-1252"),
    ("lt", "windows-1257"),
    ("lv", "windows-1257"),
    ("ro", "iso-8859-2"),
    ("hr", "windows-1250"),
    ("th", "windows-874"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("zh", "gb18030"),
    ("zh", "big5"),
    ("ko", "euc-kr"),
    ("ru", "ibm866"),
    ("ru", "iso-8859-5"),
    ("ar", "iso-8859-6"),
    ("el", "iso-8859-7"),
    ("ja", "iso-2022-jp"),
]


def decoded(body: bytes, content_type: str | None = HTML, *, markup: bool = True) -> str:
    return charset.decode(body, content_type, markup=markup)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_overrules_header_and_markup(encoding):
    page = '<meta charset="windows-1251"><p>é'
    assert decoded(page.encode(encoding), "text/html; charset=iso-8859-7") == page


def test_the_header_overrules_the_markup():
    assert decoded(b'<meta charset="koi8-r"><p>\xe9', "text/html; charset=ISO-8859-1").endswith("é")


@pytest.mark.parametrize(
    "header",
    [
        "text/html; charset=windows-1251",
        'text/html; charset="windows-1251"',
        "text/html;x=y;CHARSET= cp1251 ;z",
        'text/html; charset=" cp1251 ',
        "text/html; charset=cp1251,text/html",
        "text/html,text/html; charset=cp1251",
        'text/html; x=";charset=koi8-r"; charset=cp1251; charset=koi8-r',
        "text/html; charset=;charset=cp1251",
        'text/html; charset="cp12\\51"',
    ],
)
def test_headers_are_read_however_they_are_written(header):
    assert decoded(b"\xff", header) == "я"


@pytest.mark.parametrize(
    "header",
    [
        "text/html; charset =cp1251",
        "text/html; charset='cp1251'",
        'text/html; charset=cp1251"',
        "text/html; charset=cp1251 x",
        "text/html; xcharset=cp1251",
        "text/html charset=cp1251",
        "text/html; x=y, charset=cp1251",
        "text/html; charset:cp1251",
    ],
)
def test_headers_that_browsers_do_not_believe_are_not_believed(header):
    assert decoded("é".encode(), header) == "é"


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset=windows-1251>",
        "<META CHARSET = 'windows-1251' />",
        '<meta name=x charset="cp1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<meta content="text/html; charset=windows-1251" http-equiv=content-type>',
        "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>",
        "<meta charset=unknown><meta charset=windows-1251>",
        '<?xml version="1.0" encoding="windows-1251"?>',
        "<title>" + 2000 * "x" + "</title><meta charset=windows-1251>",
        "<!-->--><meta charset=windows-1251>",
        "<p title='<meta charset=koi8-r>'><meta charset=windows-1251>",
        "<script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>",
        "<title><meta charset=koi8-r></title><meta charset=windows-1251>",
        "</meta charset=koi8-r><? <meta charset=koi8-r ><meta charset=windows-1251>",
        '<meta " charset=windows-1251>',
        "<meta a='' charset = \nwindows-1251 >",
        "<meta <meta charset=windows-1251>",
        "<<meta charset=windows-1251>",
        "<!---><meta charset=windows-1251>-->",
        "</p<a='<meta charset=koi8-r><meta charset=windows-1251>'",
        "<meta/charset=windows-1251>",
        "<meta http-equiv=content-type content='charsetcharset=windows-1251;text/html'>",
        "<meta charset=windows-1251 http-equiv=content-type content='charset=koi8-r'>",
        "1 < 2 <meta charset=windows-1251>",
    ],
)
def test_the_markup_declares_its_encoding(declaration):
    assert decoded(declaration.encode() + b"<p>\xff").endswith("я")


@pytest.mark.parametrize(
    "declaration",
    [
        "<!-- <meta charset=windows-1251> -->",
        "<meta name=charset content=windows-1251>",
        "<metacharset=cp1251>",
        "<!-- <meta charset=windows-1251>",
        "<meta charset=windows-1251",
        "<meta charset='windows-1251>",
        '<meta charset=windows-1251">',
        "<p title='><meta charset=windows-1251>",
        "<meta a=\"' charset=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251\'">',
        "<meta http-equiv='Content-Type' content='text/html; charset=\"windows-1251'>",
        "<meta http-equiv=refresh http-equiv=Content-Type content='charset=windows-1251'>",
        "</p<a='<meta charset=windows-1251>'",
        "<!doctype <meta charset=windows-1251>",
        "<meta content='text/html; charset=windows-1251'>",
    ],
)
def test_what_only_looks_like_a_declaration_is_none(declaration):
    assert charset.declared(declaration.encode()) is None


@pytest.mark.parametrize("name", ["script", "style"])
def test_a_declaration_in_a_script_is_believed_where_nothing_else_tells(name):
    found = f"<{name}>'<meta charset=windows-1251>'</{name}><p>".encode()
    assert decoded(found + b"\xff").endswith("я")
    assert decoded(found + "é".encode()).endswith("é")
    assert decoded(found + b"<meta charset=koi8-r>\xd1").endswith("я")


@pytest.mark.parametrize(
    ("label", "read"), [("windows-1252", "\x81\x9d€"), ("windows-1255", "\x81\x9d€"), ("koi8-r", "│²─")]
)
def test_bytes_that_old_encodings_leave_open_are_control_characters(label, read):
    assert decoded(b"\x81\x9d\x80", f"text/html; charset={label}") == read


@pytest.mark.parametrize(
    ("label", "bytes_", "read"), [("koi8-u", b"\xae\xbe", "ўЎ"), ("cp1255", b"\xca", "\u05ba")]
)
def test_letters_that_python_lacks_in_an_encoding_are_read(label, bytes_, read):
    assert decoded(bytes_, f"text/html; charset={label}") == read


def test_markup_that_could_be_read_is_not_utf_16():
    assert decoded("<meta charset=utf-16><p>é".encode()).endswith("é")


def test_plain_text_declares_nothing():
    assert decoded("<meta charset=windows-1251>é".encode(), "text/plain", markup=False).endswith("é")


def test_without_a_declaration_valid_utf_8_is_utf_8():
    for text in TEXTS.values():
        assert decoded(text.encode()) == text


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_without_a_declaration_other_encodings_are_detected(language, encoding):
    text = TEXTS[language].replace("’", "'")
    body = text.encode(charset.lookup(encoding).codec_info.name, "ignore")
    assert decoded(body) == charset.decode(body, f"text/html; charset={encoding}", markup=True)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (
            "name,city\nJosé,München\nBad,".encode() + b"\xe9" + "\nZoë".encode(),
            "name,city\nJosé,München\nBad,�\nZoë",
        ),
        ("Привет, ".encode() + b"\xff" + "как дела".encode(), "Привет, �как дела"),
        ("<p>今天天气很好。".encode()[:-1], "<p>今天天气很好�"),
        ("Łódź, Gdańsk ".encode() + b"\xb3" + " Kraków, Poznań".encode(), "Łódź, Gdańsk � Kraków, Poznań"),
    ],
)
def test_utf_8_with_a_few_faults_is_utf_8(body, read):
    assert decoded(body) == read


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_old_encodings_are_never_taken_for_faulty_utf_8(language, encoding):
    codec = charset.lookup(encoding).codec_info.name
    text = TEXTS[language]
    for start in range(0, len(text), 15):
        body = text[start : start + 15].encode(codec, "ignore")
        assert body.isascii() or not charset._is_utf_8_but_for_a_few(body)


def test_one_letter_tells_of_a_western_page():
    assert decoded("<p>Le café est ouvert".encode("cp1252")) == "<p>Le café est ouvert"


def test_letters_far_into_a_page_are_found():
    page = "<p>" + "nothing but ASCII " * 8000 + "Привет, как дела сегодня?"
    assert decoded(page.encode("cp1251")) == page


@pytest.mark.parametrize(
    "label", ["undefined", "punycode", "utf-7", "idna", "rot13", "no such", "", "ｕtf-8", "\ud800"]
)
def test_labels_that_the_standard_does_not_know_are_ignored(label):
    assert charset.lookup(label) is None
    assert decoded("é".encode(), f"text/html; charset={label}") == "é"


def test_what_an_encoding_does_not_define_is_replaced():
    assert decoded(b"a\xffb", "text/html; charset=utf-8") == "a\ufffdb"
    assert decoded(b"a\x82", "text/html; charset=shift_jis") == "a\ufffd"
    assert decoded(b"\x00\xd8a\x00", "text/html; charset=utf-16le") == "\ufffda"
    assert decoded(b"anything", "text/html; charset=iso-2022-kr") == "\ufffd"
