"""Where sentences end, in many scripts, and where a full stop ends none."""

import pytest

from chalicelib.counting import count_page


def sentences(text: str) -> int:
    return count_page(text.encode(), "text/plain; charset=utf-8").summary.sentences


@pytest.mark.parametrize(
    "text",
    [
        *[
            "Mr. Smith arrived in St. Louis.",
            "Prof. Dr. Meyer met Mrs. O'Neil.",
            "J. R. R. Tolkien wrote it.",
        ],
        *[
            "See Fig. 3 and No. 5.",
            "On Sept. 11, and on Jan. 5.",
            "The U.S. Army, e.g. Fort Knox, i.e. Kentucky.",
        ],
        *[
            "Am 3. Oktober z. B. Berlin, bzw. Bonn.",
            "Nr. 5 in der Schillerstr. war leer.",
            "El Sr. García y la Sra. Gil.",
        ],
        *[
            "А. С. Пушкин жил в г. Москва.",
            "Jest np. Kraków, tzn. miasto.",
            "Dhr. De Vries kocht bijv. Edammer.",
        ],
        *["Version 1.2.3 is at example.com now.", "He asked etc. and left.", "It grew in 1990. (and later)"],
        *["თბილისი დიდი ქალაქია.", "Wait... what is it?"],
        *[f"{word} Иванов пришёл." for word in ("Проф.", "Ул.", "Св.", "Им.", "Вул.", "Д-р, акад.")],
        *[
            f"{word} Peter kam."
            for word in ("Vgl.", "Bzw.", "Das ist d. h.", "Er war u. a.", "D. h.", "Dhr.")
        ],
        *[
            f"{word} Popescu."
            for word in ("Str.", "Dl.", "Cf.", "Ks.", "Al.", "Hz.", "Profa.", "Lic.", "Sig.ra")
        ],
        *["Roe v. Wade was decided.", "The Warner Bros. Studio at Ft. Knox.", "Ο κ. Δρ. Νίκος ήρθε."],
        *[
            "डॉ. अंबेडकर और प्रो. शर्मा",
            "د. أحمد و أ. علي",
            "TP. Hồ Chí Minh và TS. Nam",
            "ดร. สมชาย",
            "პროფ. ნინო",
        ],
        *["డా. రావు", "ഡോ. മേനോൻ", "ড. ইউনূস এবং মো. আলী"],
        *["Der 1. FC Köln gewann.", "Im 2. Weltkrieg und des 19. Jahrhunderts.", "Am 24. Dezember."],
    ],
)
def test_a_full_stop_that_ends_no_sentence(text):
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        *[
            "It is late. Go home.",
            "In the end. Then he left.",
            "So do I. She too.",
            "Really?! Yes.",
            "Wait… What?",
        ],
        *[
            "He said “Go.” She went.",
            "This ends.Next begins.",
            "It was 1990. He left.",
            "It is at 5 p.m. Then go.",
        ],
        *[
            "თბილისი დიდია. ქუთაისი პატარაა.",
            "ខ្ញុំទៅផ្សារ។ គាត់ទៅសាលា។",
            "ကျွန်တော် သွားမယ်။ သူ လာမယ်။",
            "ሰላም ዓለም። ደህና ነው።",
        ],
        *[
            "Բարև ձեզ։ Ինչպե՞ս եք։",
            "བཀྲ་ཤིས། བདེ་ལེགས།",
            "यह घर है। वह जाता है॥",
            "یہ کتاب ہے۔وہ قلم ہے۔",
            "私は本を読む。彼は書く！",
        ],
        *["Длина 5 м. Ширина мала.", "В 1990 г. Она жила.", "I am 5. You are 6.", "గోడ లేకుండా. రావు"],
        *["The apple is red. Take it.", "Tengo que ir. Adiós.", "ሰላም ዓለም፡፡ ደህና ነው፡፡", "ሰላም፡፡ደህና፡ነው፡፡"],
        *["هل هذا بيت؟ نعم.", "Τι κάνεις; Καλά, ναι.", "«Τι ώρα είναι;» Στις έξι."],
        *["„Nein!“ Er ging.", "„Das geht.“ Dann ging er.", "»Nein!« Er ging.", "Řekl: „Ne!“ Odešel."],
        *["He left late. 21 people came.", "Er ging heim. 3 Jahre später kam er.", "и т.д. Потом все ушли"],
        *["Lives on Main St. The house is big.", "„Ende.“ 25 Leute blieben da."],
    ],
)
def test_sentences_end_in_every_script(text):
    assert sentences(text) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Parla il dott. Rossi con l'avv. Bianchi e l'ing. Neri.",
        "Disse l'on. Verdi.",
        "Das kostet 5 Mio. Euro oder 2 Mrd. Dollar.",
        "Anna Schmidt geb. Meier und die Müller & Co. KG siehe Kap. 3, Tel. 030.",
        "MUDr. Novák a JUDr. Nová podle zákona č. 40/2009 Sb. Trestní zákoník.",
        "Ulica im. Jana Pawła prowadzi do gen. Andersa.",
        "Сказал тов. Иванов, что цена 5 руб. 20 коп.",
        "Atatürk Cad. No 5, Yeni Mah. Ankara.",
        "En Sto. Domingo y en EE. UU. viven.",
        "Acme Inc. (CEO Jane Doe) and Sec. Clinton met on Sept. 5.",
        "Konserten börjar kl. 19 i s.k. Folkets hus.",
    ],
)
def test_more_abbreviations_end_no_sentence(text):
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I live in the U.S. The sun is hot.",
        "We go with plan B. It works.",
        "He moved to the U.K. In London he worked.",
        "She knew that Smith & Co. The rest did not.",
    ],
)
def test_a_sentence_begins_behind_letters_with_a_word_that_is_no_name(text):
    assert sentences(text) == 2


def test_words_on_both_sides_of_an_abbreviation_are_a_phrase():
    counts = count_page(b"Mr. Smith came. Then Mr. Smith left.", "text/plain")
    assert [phrase.words for phrase in counts.phrases[2]] == [("mr", "smith")]


@pytest.mark.parametrize(
    "text",
    [
        *["Vi har f.eks. Anna og Erik.", "Dat is d.w.z. Piet, i.v.m. Kerst.", "Di Jl. Sudirman, Bpk. Ahmad."],
        *[
            "On Mon. Nov. 3 we met.",
            "Sony Co. Ltd is old.",
            "Viajó a EE.UU. Obama ayer.",
            "O Pe. António e o Cel. Silva.",
        ],
        *[
            "Tzn. Jan z woj. Mazowieckiego.",
            "To je npr. Marko.",
            "Είναι δηλ. Γιάννης.",
            "Нпр. Марко, др. Петровић.",
        ],
        *[
            "В т.ч. Иванов, 5 млн. Рублей.",
            "Er ist Dr. med. Müller, Fa. Meier i. V. m. Ziff. Acht.",
            "Þ.e. Jón, t.d. Anna.",
        ],
        *[
            "Mnr. Botha en mev. Nel.",
            "P.sh. Agim dhe znj. Drita.",
            "Pvz. Jonas.",
            "Nt. Mari.",
            "Örn. Ali bkz. Veli.",
        ],
        *["In der Hauptstr. 5, Berlin.", "Del s. XXI y del cap. IV.", "Sz. Nagy Éva.", "Ste. Anne."],
        *[
            "Қ. К. Тоқаев келді.",
            "І. Франко писав.",
            "Ա. Խաչատրյան",
            "Ул. Мира, ст. Киев, р. Волга, кв. Лозенец.",
        ],
        *["Bw. Juma na Brgy. San Jose.", "เวลา 9.30 น. และ", "See approx. 21 people."],
        *["“What?”, he said.", "„Schön!“, sagte er.", "(“Ja.”) und „Nein.“ und"],
        *["Ez a II. Rákóczi Ferenc.", "II. Abdülhamid geldi.", "Der XX. Kongress tagte.", "Za XIV. Ludvíka."],
    ],
)
def test_abbreviations_of_many_languages_and_roman_ordinals_end_no_sentence(text):
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        *["It was World War II. The end.", "You and I. Then we go.", "Viajó a EE.UU. El viaje fue largo."],
        *["Vi skal være med. Det er bra.", "Это Анна и др. Они ушли.", "Elisabeth II. Königin war da."],
    ],
)
def test_sentences_end_behind_what_is_no_abbreviation_there(text):
    assert sentences(text) == 2


@pytest.mark.parametrize(
    "text",
    [
        *[
            "Publié le 15 janv. 2024 à 10h30 par la rédaction.",
            "3 févr. 2024 par Marie",
            "Le 14 juil. 2023 est",
        ],
        *["El 12 sept. 2024 llegaron los barcos.", "Il 5 genn. 2024 arriva.", "Dne 3 septbr. 2024 kom de."],
        "Le 3 janv. 2024, le 4 févr. 2024, le 5 juil. 2024, le 6 avr. 2024, le 7 sept. 2024, ici",
        *[
            "Siehe Abschn. 3 der Satzung.",
            "Besuchen Sie uns am Marktpl. 7 in Ulm.",
            "Hausnr. 5 und Kap. 3 dort",
            "Durchschn. 5 cm, zusätzl. 5 cm",
        ],
        *["Eintritt ab mind. 18 Jahren.", "Der Dichter (gest. 1750) war", "Die Anlage hat insg. 20 Plätze."],
        *["Unknown: Thess. 5 and Matth. 6 here"],
        "We looked at para. 3 of it.",
        "See subsec. 3, para. 12, sched. 6, amend. 7.",
        "Hon bor på Kungsgat. 12 i Lund.",
        "Vive en el apdo. 5 de la casa.",
    ],
)
def test_no_sentence_ends_within_a_date_or_before_the_number_of_an_abbreviation(text):
    assert sentences(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It was early. 21 people came.",
        "They had to move. 5 men left.",
        "Он был дома. 5 человек ушли.",
        "He runs Linux on his os. Many do.",
    ],
)
def test_a_sentence_ends_behind_a_whole_word_before_a_number(text):
    assert sentences(text) == 2
