"""Pages as sites make them: an article, and around it what no reader came for. Written for the tests."""

LIGHTHOUSE = (
    "The lighthouse on the northern rock was lit for the last time on a night in March. Its keeper climbed the "
    "tower as he had done for thirty years, turned the lamp until the lens threw its beam over the water, and "
    "wrote the hour into the book that lay beside the stairs.",
    "From the next morning on the lamp has been a row of diodes, and the keeper is a program. The coast guard "
    "says that the beam is as bright as the old one and reaches as far. Fishermen say that it is whiter, and "
    "that the old lamp warmed the fog around the tower so that one saw it sooner.",
    "Nobody disputes what the new lamp saves. A keeper, a boat for the keeper, oil for the boat and paint for "
    "the tower cost more in a year than the diodes cost in twenty. The money goes into buoys, which have no "
    "stairs and need no book.",
    "The keeper has moved into the village, into a house from which the lighthouse can be seen. At dusk he "
    "looks for the beam. When it comes a minute late, he says, he still counts the steps of the tower.",
)
BREAD = (
    "A dough of rye and water needs three days before it becomes bread. On the first day the baker stirs flour "
    "into warm water and leaves the bowl near the oven. On the second day the dough smells of apples.",
    "On the third day the dough smells of vinegar, and the baker adds the rest of the flour, salt and a spoon "
    "of caraway. The dough is heavy and sticks to the hands; wet hands and patience help, more flour does not.",
    "The oven has to be as hot as it gets. The loaf goes in for ten minutes at full heat and for fifty at half "
    "of it. Bread of rye is cut on the next day at the earliest, when the crumb has set and the crust is hard.",
)
HAVN = (
    "Havnen er stille om vinteren. Fiskerne maler bådene, og i værkstedet hænger garnene til tørre under loftet. "
    "Når isen går, er det slut med stilheden, og så ligger bådene ikke længere ved kajen.",
    "I april kommer de første turister med færgen. De spørger efter fisk, og fiskerne svarer, at bådene ikke er "
    "kommet ind endnu. Så venter turisterne på kajen, og fiskerne sælger dem kaffe.",
    "Om sommeren er havnen fuld. Der er musik på kajen hver aften, og bådene sejler ud med gæster i stedet for "
    "garn. Fiskerne siger, at gæsterne er lettere at fange end torsk, men at de larmer mere.",
)
PORT = (
    "港の朝は早い。漁師たちは夜明け前に船を出し、網を海に下ろす。市場では氷の音が響き、魚の箱が次々に並べられていく。",
    "昼になると港は静かになる。漁師たちは網を直しながら、昔の船の話をする。子どもたちは堤防で小さな魚を釣っている。",
    "夕方、船は灯台の光を頼りに港へ戻ってくる。市場の人々は魚を待ち、漁師たちは温かいお茶を飲んで一日を終える。",
)

_STYLE = "".join(
    f".c{n}{{margin:{n}px auto;padding:0 {n}px;font:{n}px/1.4 sans-serif;color:#{n:03d}}}" for n in range(60)
)
_SCRIPT = "window.consent=window.consent||[];" + "".join(
    f"consent.push(['purpose{n}',{n}]);" for n in range(80)
)
_TOPICS = "Politics Business Culture Football Weather Travel Puzzles Podcasts Newsletter Jobs".split()

MENU = (
    '<nav class="site-menu c3" aria-label="Menu"><ul>'
    + "".join(f'<li class="c4"><a class="c5" href="/{topic}">{topic}</a></li>' for topic in _TOPICS)
    + "</ul></nav>"
)
COOKIES = (
    '<div id="cookie-banner" class="cookie-consent c6" role="dialog"><p>We and our 812 partners use cookies to '
    "measure advertising. Cookies are small files. Some cookies are needed, other cookies are for advertising. "
    "By choosing to accept cookies you agree to cookies of partners.</p>"
    "<button>Accept cookies</button><button>Manage cookies</button></div>"
)
TEASERS = (
    '<aside class="related c7"><h2>More stories for you</h2>'
    + "".join(
        f'<div class="teaser c8"><a href="/story/{n}"><img src="/{n}.jpg" alt=""><h3>Ten subscription offers '
        f'number {n}</h3></a><p class="c9">Subscription offers for subscribers of all ages.</p></div>'
        for n in range(12)
    )
    + "</aside>"
)
FOOTER = (
    '<footer class="c10"><p>© The Example Post. All rights reserved. Subscription terms apply.</p><ul>'
    + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Imprint", "Privacy", "Contact"))
    + "</ul></footer>"
)


def site_page(content: str, *, language: str = "en", title: str = "The Example Post") -> str:
    """A page of a site: menu, cookie notice, teasers and footer around what it is about."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><script>{_SCRIPT}</script></head><body>{COOKIES}"
        f'<header class="c1">{MENU}</header>{content}{TEASERS}{FOOTER}<script>{_SCRIPT}</script></body></html>'
    )


def article_page(paragraphs: tuple[str, ...] = LIGHTHOUSE, *, heading: str = "A lamp goes out") -> str:
    """A page of a site with an article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return site_page(f'<main class="c2"><article><h1>{heading}</h1>{text}</article></main>', title=heading)
