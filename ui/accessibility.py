"""The accessibility statement: how far all can use the page, and what is known to be amiss."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from advisor import __version__
from advisor.channels.web.page_requests import page_language
from advisor.vocabulary import Language
from ui.contact import contact_of
from ui.pages import page
from ui.texts import PATHS, Texts

ASSESSED = "2026-11-22"  # when the page was last gone through as the statement tells
COMPLAINTS = "https://www.digg.se/tdosanmalan"

TEXTS: Texts = {
    "sv": {
        "title": "Tillgänglighetsredogörelse",
        "heading": "Tillgänglighets\u00adredogörelse",  # where a small window may break it
        "what": "advisor svarar på handläggares frågor med citat ur namngivna källor. Ett"
        " automatiskt system svarar; ingen människa läser svaret innan du får det. Den kommun som"
        " driver tjänsten ansvarar för den. Så många som möjligt ska kunna använda den. Här står"
        " hur väl den uppfyller lagen om tillgänglighet till digital offentlig service (DOS-lagen,"
        " 2018:1937), vilka brister som är kända och hur du rapporterar andra.",
        "how_title": "Hur tillgänglig är tjänsten?",
        "how": "Tjänsten är delvis förenlig med lagen, på grund av bristerna som räknas upp här"
        " nedanför. Måttet är WCAG 2.1, nivå AA. Redogörelsen gäller advisor {version} så som det"
        " levereras. En kommun som har lagt till egna källor eller"
        " ändrat tjänsten behöver själv pröva det.",
        "known_title": "Innehåll som inte är tillgängligt",
        "limits_title": "Vad vi inte vet",
        "options_title": "Om du inte kan använda delar av tjänsten",
        "options": "Be om det du behöver på ett annat sätt, till exempel ett svar som"
        " Word-dokument, en källa uppläst eller en källa som originalfil.",
        "contact": "Kontakt:",
        "no_contact": "Vänd dig till den som sköter tjänsten i din kommun. Ingen kontaktväg är"
        " inställd här.",
        "report_title": "Rapportera brister",
        "report": "Hittar du något som inte står här, eller tycker du att tjänsten inte uppfyller"
        " lagen, säg till på samma sätt. Berätta på vilken sida det var och vad du försökte göra.",
        "supervision_title": "Tillsyn",
        "supervision": "Är du inte nöjd med hur vi hanterar det du har rapporterat kan du anmäla"
        " det till tillsynsmyndigheten. Myndigheten för digital förvaltning (Digg) har haft"
        " tillsynen sedan lagen trädde i kraft. Har den gått över till en annan myndighet är det"
        " dit du vänder dig.",
        "complain": "Anmäl bristande tillgänglighet hos Digg",
        "tested_title": "Så har vi testat",
        "tested": "Vi har själva gått igenom tjänsten. Ingen utomstående har granskat den.",
        "date": "Bedömningen gjordes den {date}, och redogörelsen uppdaterades samma dag.",
    },
    "en": {
        "title": "Accessibility statement",
        "heading": "Accessibility statement",
        "what": "advisor answers the questions of officers with quotes from named sources. An"
        " automated system answers; nobody reads an answer before you get it. The municipality"
        " that runs the service is responsible for it. As many as possible should be able to use"
        " it. This page says how well it meets the Swedish act on accessibility of digital public"
        " services (DOS-lagen, 2018:1937), which shortcomings are known and how to report others.",
        "how_title": "How accessible is the service?",
        "how": "The service is partially compliant with the act, because of the shortcomings that"
        " are listed below. The measure is WCAG 2.1, level AA. The statement is about advisor"
        " {version} as it is delivered. A municipality that has added sources of its own or"
        " changed the service has to test those parts itself.",
        "known_title": "Content that is not accessible",
        "limits_title": "What we do not know",
        "options_title": "If you cannot use parts of the service",
        "options": "Ask for what you need in another way, for instance an answer as a Word"
        " document, a source read aloud or a source as its original file.",
        "contact": "Contact:",
        "no_contact": "Turn to whoever looks after the service in your municipality. No contact"
        " details are set here.",
        "report_title": "Report shortcomings",
        "report": "If you find something that is not listed here, or think that the service does"
        " not meet the act, say so in the same way. Tell on which page it was and what you tried"
        " to do.",
        "supervision_title": "Supervision",
        "supervision": "If you are not content with how we deal with what you reported, you can"
        " complain to the supervisory authority. The Agency for Digital Government (Digg) has"
        " supervised since the act came into force. If the task has passed to another authority,"
        " that is where to turn.",
        "complain": "Report a lack of accessibility to Digg (in Swedish)",
        "tested_title": "How we have tested",
        "tested": "We have gone through the service ourselves. Nobody from outside has audited it.",
        "date": "The assessment was made on {date}, and the statement was updated the same day.",
    },
}
KNOWN: Mapping[Language, tuple[str, ...]] = {
    "sv": (
        "Källornas text kommer från dokument som andra har gjort. I inskannade dokument kan"
        " bokstäver ha lästs fel, och en skärmläsare läser dem då fel (WCAG 1.1.1, 1.3.1).",
        "Källornas bilder och diagram visas inte och beskrivs inte (1.1.1). De finns i"
        " originaldokumentet.",
        "Rubriker, listor och tabeller i källorna är igenkända automatiskt. En rubrik kan saknas"
        " eller stå på fel nivå, och en tabell kan vara uppdelad i rader utan rubrikceller"
        " (1.3.1).",
        "Ord och stycken på ett annat språk än källans eget är inte alltid märkta, och inte heller"
        " källornas titlar och beskrivningar när svaret är på ett annat språk. En skärmläsare kan"
        " då uttala dem fel (3.1.2).",
        "Den sida där man frågar behöver JavaScript. Källorna och de andra sidorna fungerar utan.",
    ),
    "en": (
        "The text of the sources comes from documents that others have made. In scanned documents"
        " letters may have been misread, and a screen reader then reads them wrongly (WCAG 1.1.1,"
        " 1.3.1).",
        "Pictures and charts of the sources are neither shown nor described (1.1.1). They are in"
        " the original document.",
        "Headings, lists and tables in the sources are recognised automatically. A heading may be"
        " missing or stand at the wrong level, and a table may be split into rows without header"
        " cells (1.3.1).",
        "Words and passages in another language than that of their source are not always marked,"
        " nor are the titles and descriptions of sources where the answer is in another language. A"
        " screen reader may then pronounce them wrongly (3.1.2).",
        "The page where one asks needs JavaScript. The sources and the other pages work without.",
    ),
}
UNKNOWN: Mapping[Language, tuple[str, ...]] = {
    "sv": (
        "Hur tjänsten fungerar i praktiken med skärmläsare, punktskriftsskärm, talstyrning och"
        " förstoringsprogram: inga användare av sådana hjälpmedel har prövat den åt oss.",
        "Hur lätta svaren är att förstå för den som har svårt att läsa: de består av citat och är"
        " så svåra som källorna är.",
    ),
    "en": (
        "How the service fares in practice with screen readers, braille displays, speech control"
        " and magnifiers: no users of such aids have tried it for us.",
        "How easy the answers are to understand for people who find reading hard: they consist of"
        " quotes and are as hard as the sources are.",
    ),
}
TESTED: Mapping[Language, tuple[str, ...]] = {
    "sv": (
        "Automatiskt med axe-core i webbläsaren Chromium, i ljust och mörkt utseende, efter"
        " reglerna för WCAG 2.1 A och AA. Sådana kontroller hittar bara en del av alla brister.",
        "Med enbart tangentbord, med 200 procents förstoring och i ett 320 bildpunkter brett"
        " fönster.",
    ),
    "en": (
        "Automatically with axe-core in the browser Chromium, in a light and a dark look, by the"
        " rules of WCAG 2.1 A and AA. Such checks find only some of all shortcomings.",
        "With the keyboard alone, at a zoom of 200 per cent and in a window 320 pixels wide.",
    ),
}

router = APIRouter(include_in_schema=False)


@router.get(PATHS["sv"]["accessibility"])
@router.get(PATHS["en"]["accessibility"])
def statement(request: Request) -> Response:
    """The statement as it holds for this version."""
    language = page_language(request.url.path) or "sv"
    texts = TEXTS[language]
    return page(
        request,
        "accessibility.html",
        language,
        current="accessibility",
        texts=texts,
        title=texts["title"],
        version=__version__,
        known=KNOWN[language],
        unknown=UNKNOWN[language],
        tested=TESTED[language],
        contact=contact_of(request),
        complaints=COMPLAINTS,
        assessed=ASSESSED,
    )
