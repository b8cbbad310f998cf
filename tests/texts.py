"""A few sentences in many languages, written for the tests."""

from chalicelib.counting import count_page
from chalicelib.counting.counts import PageCounts

TEXTS = {
    "sq": "Unë jetoj në një qytet të vogël me familjen time. Çdo mëngjes ne dalim për të blerë bukë dhe pastaj shkojmë në punë, sepse dyqani është afër shtëpisë sonë.",
    "ar": "أسكن في مدينة صغيرة مع عائلتي منذ عشر سنوات. في كل صباح نذهب إلى السوق الذي يقع بالقرب من البيت، ثم نعود إلى العمل بعد أن نشرب القهوة مع الجيران.",
    "az": "Mən ailəmlə birlikdə kiçik bir şəhərdə yaşayıram. Hər səhər biz çörək almaq üçün bazara gedirik və sonra işə qayıdırıq, çünki mağaza evə çox yaxındır və bu da yaxşıdır.",
    "be": "Я жыву ў невялікім горадзе са сваёй сям'ёй. Кожную раніцу мы ходзім на рынак, каб купіць хлеб, а потым ідзём на працу, бо крама знаходзіцца каля дома і гэта добра для ўсіх нас.",
    "bn": "আমি আমার পরিবারের সঙ্গে একটি ছোট শহরে থাকি। প্রতিদিন সকালে আমরা বাজারে যাই এবং তার পরে কাজ করতে যাই, কারণ দোকান আমাদের বাড়ির কাছে এবং এটা আমাদের জন্য ভাল।",
    "ca": "Visc en una ciutat petita amb la meva família. Cada matí anem al mercat per comprar pa i després tornem a la feina, perquè la botiga és a prop de casa i això és bo per a tots nosaltres.",
    "da": "Jeg bor i en lille by sammen med min familie. Om morgenen går vi ofte på markedet for at købe noget brød, og efter det går vi på arbejde, da butikken ikke ligger langt fra os, og det er meget godt for mig og alle de andre, som også bor der.",
    "de": "Ich wohne mit meiner Familie in einer kleinen Stadt. Jeden Morgen gehen wir auf den Markt, um Brot zu kaufen, und dann gehen wir zur Arbeit, weil der Laden nicht weit von unserem Haus ist.",
    "el": "Μένω σε μια μικρή πόλη με την οικογένειά μου. Κάθε πρωί πηγαίνουμε στην αγορά για να αγοράσουμε ψωμί και μετά πηγαίνουμε στη δουλειά, γιατί το μαγαζί είναι κοντά στο σπίτι μας.",
    "en": "I live in a small town with my family. Every morning we go to the market to buy some bread, and then we walk to work because the shop is not far from our house and that is good for all of us.",
    "es": "Vivo en una ciudad pequeña con mi familia. Cada mañana vamos al mercado para comprar pan y después volvemos al trabajo, porque la tienda está cerca de nuestra casa y eso es bueno para todos.",
    "eu": "Hiri txiki batean bizi naiz nire familiarekin. Goizero merkatura joaten gara ogia erosteko eta gero lanera joaten gara, denda gure etxetik hurbil dago eta hori ona da guztientzat, baina gu ez gara beti hemen.",
    "fi": "Asun pienessä kaupungissa perheeni kanssa. Joka aamu me menemme torille ostamaan leipää ja sitten menemme töihin, koska kauppa on lähellä taloa, ja se on hyvä meille kaikille, kun sää ei ole huono.",
    "fr": "J’habite dans une petite ville avec ma famille. Tous les matins nous allons au marché pour acheter du pain, et puis nous allons au travail, parce que le magasin n’est pas loin de notre maison.",
    "he": "אני גר בעיר קטנה עם המשפחה שלי. בכל בוקר אנחנו הולכים אל השוק כדי לקנות לחם, ואחר כך אנחנו הולכים לעבודה כי החנות לא רחוקה מן הבית שלנו וזה טוב גם לכל השכנים.",
    "hu": "Egy kis városban lakom a családommal. Minden reggel elmegyünk a piacra, hogy kenyeret vegyünk, és utána dolgozni megyünk, mert a bolt nincs messze a házunktól, és ez nagyon jó nekünk is.",
    "id": "Saya tinggal di sebuah kota kecil bersama keluarga saya. Setiap pagi kami pergi ke pasar untuk membeli roti, dan setelah itu kami pergi bekerja karena toko itu tidak jauh dari rumah kami.",
    "it": "Abito in una piccola città con la mia famiglia. Ogni mattina andiamo al mercato per comprare il pane e poi andiamo al lavoro, perché il negozio non è lontano dalla nostra casa e questo è un bene.",
    "kk": "Мен отбасыммен бірге шағын қалада тұрамын. Біз күн сайын таңертең базарға барамыз және содан кейін жұмысқа кетеміз, өйткені дүкен біздің үйге жақын, бірақ ол әрқашан ашық емес.",
    "ne": "म मेरो परिवारसँग एउटा सानो शहरमा बस्छु। हरेक बिहान हामी रोटी किन्न बजार जान्छौं र त्यसपछि काममा जान्छौं किनभने पसल हाम्रो घर नजिक छ र यो सबै को लागि राम्रो छ।",
    "nl": "Ik woon met mijn familie in een kleine stad. Elke ochtend gaan we naar de markt om brood te kopen en dan gaan we naar het werk, omdat de winkel niet ver van ons huis is en dat is goed voor ons.",
    "no": "Jeg bor i en liten by sammen med familien min. Hver morgen går vi på torget for å kjøpe brød, og så går vi på jobb fordi butikken ikke er langt fra huset vårt, og det er bra for alle sammen.",
    "pt": "Eu moro em uma cidade pequena com a minha família. Todas as manhãs nós vamos ao mercado para comprar pão e depois vamos para o trabalho, porque a loja não fica longe da nossa casa.",
    "ro": "Locuiesc într-un oraș mic împreună cu familia mea. În fiecare dimineață mergem la piață ca să cumpărăm pâine și apoi mergem la lucru, pentru că magazinul nu este departe de casa noastră.",
    "ru": "Я живу в небольшом городе со своей семьёй. Каждое утро мы ходим на рынок, чтобы купить хлеб, а потом идём на работу, потому что магазин находится недалеко от нашего дома и это хорошо.",
    "sl": "S svojo družino živim v majhnem mestu. Vsako jutro gremo na trg, da bi kupili kruh, potem pa gremo v službo, ker trgovina ni daleč od naše hiše in to je dobro za vse nas, saj nimamo avta.",
    "sv": "Jag bor i en liten stad med min familj. Varje morgon går vi till torget för att köpa bröd, och sedan går vi till arbetet eftersom affären inte ligger långt från vårt hus, och det är bra för alla.",
    "ta": "நான் என் குடும்பத்துடன் ஒரு சிறிய நகரத்தில் வாழ்கிறேன். ஒவ்வொரு நாளும் காலையில் நாங்கள் சந்தைக்குச் சென்று பின்னர் வேலைக்குச் செல்கிறோம், ஆனால் இந்த கடை என் வீட்டில் இருந்து தூரம் இல்லை என்று அவர் கூறினார்.",
    "tg": "Ман дар як шаҳри хурд бо оилаи худ зиндагӣ мекунам. Ҳар саҳар мо ба бозор меравем, то ки нон харем, ва баъд аз он ба кор меравем, зеро мағоза аз хонаи мо дур нест ва ин барои ҳама хуб аст.",
    "tr": "Ailemle birlikte küçük bir şehirde yaşıyorum. Her sabah ekmek almak için pazara gidiyoruz ve sonra işe gidiyoruz, çünkü dükkân evimize çok yakın ve bu da bizim için daha iyi, ama hiç ucuz değil.",
    "uz": "Men oilam bilan kichik bir shaharda yashayman. Har kuni ertalab biz bozorga non olish uchun boramiz va keyin ishga ketamiz, chunki bu do'kon bizning uyga juda yaqin va u hamma uchun ham yaxshi.",
    "zh": "我和我的家人一起住在一个小城市里。每天早上我们都去市场买面包，然后去上班，因为商店离我们家不远，这对我们大家来说都很好。如果天气不好，我们就在家里工作。",
    "af": "Ek woon saam met my familie in 'n klein dorp. Elke oggend gaan ons na die mark om brood te koop en dan stap ons werk toe, want die winkel is nie ver van ons huis af nie en dit is goed vir almal.",
    "bg": "Аз живея в малък град със семейството си. Всяка сутрин отиваме на пазара, за да купим хляб, а след това отиваме на работа, защото магазинът не е далеч от къщата ни и това е добре за всички.",
    "cs": "Bydlím s rodinou v malém městě. Každé ráno jdeme na trh, abychom koupili chléb, a potom jdeme do práce, protože obchod není daleko od našeho domu a to je dobré pro nás pro všechny.",
    "et": "Ma elan oma perega väikeses linnas. Igal hommikul me läheme turule, et osta leiba, ja siis läheme tööle, sest pood ei ole meie majast kaugel ja see on hea kõigile, kuid mitte alati.",
    "fa": "من با خانواده‌ام در یک شهر کوچک زندگی می‌کنم. هر روز صبح ما به بازار می‌رویم تا نان بخریم و بعد از آن به سر کار می‌رویم، زیرا مغازه از خانه ما دور نیست و این برای همه خوب است.",
    "hi": "मैं अपने परिवार के साथ एक छोटे शहर में रहता हूँ। हर सुबह हम रोटी खरीदने के लिए बाज़ार जाते हैं और उसके बाद काम पर जाते हैं, क्योंकि दुकान हमारे घर से दूर नहीं है और यह सब के लिए अच्छा है।",
    "hr": "Živim s obitelji u malom gradu. Svako jutro idemo na tržnicu kako bismo kupili kruh, a zatim idemo na posao jer trgovina nije daleko od naše kuće i to je dobro za sve nas, ali ne uvijek.",
    "ja": "私は家族と一緒に小さな町に住んでいます。毎朝、私たちはパンを買うために市場へ行き、それから仕事に行きます。店は家から遠くないので、みんなにとって便利です。天気が悪い日は家で本を読みます。",
    "ko": "나는 가족과 함께 작은 도시에 살고 있다. 매일 아침 우리는 빵을 사기 위해 시장에 가고 그리고 일하러 간다. 왜냐하면 가게가 우리 집에서 멀지 않기 때문이다. 그것은 모두 에게 좋은 일 이다.",
    "lt": "Aš gyvenu mažame mieste su savo šeima. Kiekvieną rytą mes einame į turgų pirkti duonos, o paskui einame į darbą, nes parduotuvė yra netoli nuo mūsų namų ir tai yra gerai mums visiems.",
    "lv": "Es dzīvoju mazā pilsētā kopā ar savu ģimeni. Katru rītu mēs ejam uz tirgu, lai nopirktu maizi, un pēc tam ejam uz darbu, jo veikals nav tālu no mūsu mājas, un tas ir labi visiem.",
    "pl": "Mieszkam z rodziną w małym mieście. Każdego ranka idziemy na targ, żeby kupić chleb, a potem idziemy do pracy, ponieważ sklep nie jest daleko od naszego domu i to jest dobre dla nas wszystkich.",
    "sk": "Bývam s rodinou v malom meste. Každé ráno ideme na trh, aby sme kúpili chlieb, a potom ideme do práce, pretože obchod nie je ďaleko od nášho domu a to je dobré pre nás všetkých.",
    "th": "ฉันอาศัยอยู่ในเมืองเล็กกับครอบครัวของฉัน ทุกเช้าเราไปตลาดเพื่อซื้อขนมปัง และหลังจากนั้นเราก็ไปทำงาน เพราะร้านอยู่ไม่ไกลจากบ้านของเรา และนี่เป็นสิ่งที่ดีสำหรับทุกคน",
    "uk": "Я живу в невеликому місті зі своєю родиною. Щоранку ми ходимо на ринок, щоб купити хліб, а потім ідемо на роботу, тому що магазин знаходиться недалеко від нашого дому, і це добре для всіх.",
    "ur": "میں اپنے خاندان کے ساتھ ایک چھوٹے شہر میں رہتا ہوں۔ ہر صبح ہم روٹی خریدنے کے لیے بازار جاتے ہیں اور اس کے بعد کام پر جاتے ہیں کیونکہ دکان ہمارے گھر سے دور نہیں ہے اور یہ سب کے لیے اچھا ہے۔",
    "vi": "Tôi sống trong một thành phố nhỏ với gia đình của tôi. Mỗi buổi sáng chúng tôi đi chợ để mua bánh mì và sau đó đi làm, bởi vì cửa hàng không xa nhà của chúng tôi và điều này là tốt cho mọi người.",
}
"""BCP 47 primary subtag to text."""

UNSPACED = {
    "zh": TEXTS["zh"],
    "ja": TEXTS["ja"],
    "th": TEXTS["th"],
    "km": "ខ្ញុំរស់នៅក្នុងទីក្រុងតូចមួយជាមួយគ្រួសាររបស់ខ្ញុំ។ រាល់ព្រឹកយើងទៅផ្សារដើម្បីទិញនំប៉័ង។",
    "lo": "ຂ້ອຍອາໄສຢູ່ໃນເມືອງນ້ອຍກັບຄອບຄົວຂອງຂ້ອຍ ທຸກເຊົ້າພວກເຮົາໄປຕະຫຼາດເພື່ອຊື້ເຂົ້າຈີ່",
    "my": "ကျွန်တော်သည် မိသားစုနှင့်အတူ မြို့ငယ်လေးတစ်မြို့တွင် နေထိုင်သည်။ မနက်တိုင်း ဈေးသို့သွားသည်။",
}
"""The scripts that ICU cuts with a dictionary."""


def count(text: str, language: str | None = None) -> PageCounts:
    """The counts of a page of a text that says that it is in a language."""
    return count_page(f"<html lang='{language or ''}'><p>{text}</p>".encode(), "text/html; charset=utf-8")
