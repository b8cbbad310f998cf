"""Texts with times and places around what is said: captions, calendars and cards."""

import pytest

from chalicelib.counting import count_page
from chalicelib.counting.reading.media import effective
from chalicelib.errors import NotText

VTT = """\ufeffWEBVTT - The harbour
Kind: captions

NOTE
nobody says this

STYLE
::cue { color: red }

opening
00:01.000 --> 00:04.000 align:start line:0
<v Ann>The <i>ferry</i> is late.
&amp; so are we.

00:05.000 --> 00:06.000
The end"""
SRT = "1\n00:00:01,000 --> 00:00:02,000\nThe ferry\n\n2\n00:00:03,000 --> 00:00:04,000\nis late.\n"
STYLED = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{\\i1}The ferry{\\i0} is late {sic}."
RUBY = "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢<rt>kan</rt>字<rt>ji</ruby>"
ROLLING = """WEBVTT

00:00.000 --> 00:02.000
{0}
the<00:00.500><c> ferry</c><00:01.000><c> is</c>

00:02.000 --> 00:02.010
the ferry is
{0}
00:02.010 --> 00:04.000
the ferry is
late<00:02.500><c> again</c>
""".format(" ")
CALENDAR = """BEGIN:VCALENDAR
PRODID:-//Harbour//EN
BEGIN:VEVENT
UID:1@example.com
DTSTART;TZID="Europe/Oslo":20260401T090000
SUMMARY;LANGUAGE=en:Ferry to the
  island
DESCRIPTION:Bring a coat\\, please.\\nNo dogs
 .
LOCATION:Pier 4
END:VEVENT
END:VCALENDAR
"""
CARD = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Ann Quay\nitem1.ADR;TYPE=work:;;Pier 4;Oslo\nNOTE:Harbour master\nEND:VCARD"
)


@pytest.mark.parametrize(
    ("document", "kind", "text"),
    [
        (VTT, "text/vtt", "The ferry is late. & so are we.\nThe end"),
        (SRT, "application/x-subrip", "The ferry\nis late."),
        (STYLED, "text/srt", "The ferry is late {sic}."),
        (RUBY, "text/vtt", "漢字"),
        (ROLLING, "text/vtt", "the ferry is\nlate again"),
        (SRT.replace("is late.", "The ferry"), "text/srt", "The ferry\nThe ferry"),
        ("no times at all", "text/vtt", "no times at all"),
        (CALENDAR, "text/calendar", "Ferry to the island\nBring a coat, please. No dogs.\nPier 4"),
        (CARD, "text/vcard", "Ann Quay\nPier 4\nOslo\nHarbour master"),
    ],
    ids=["WebVTT", "SubRip", "styles", "ruby", "rolling", "said twice", "no captions", "calendar", "card"],
)
def test_what_people_say_is_read_and_nothing_around_it(document, kind, text):
    for lines in (document, document.replace("\n", "\r\n")):
        body = lines.encode()
        assert count_page(body, effective(f"{kind}; charset=utf-8", body)).text == text


def test_rich_text_is_refused_by_its_name():
    with pytest.raises(NotText, match="Rich Text"):
        effective("text/rtf", rb"{\rtf1\ansi The harbour\par}")
