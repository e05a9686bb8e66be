"""Questions of every form, as officers type them."""

from __future__ import annotations

from advisor.vocabulary import Form, Language

SWEDISH: dict[Form, str] = {
    "decision": """
        Ska vi gå med i länets gemensamma supportcenter?
        Bör kommunen upphandla ett eget ärendesystem?
        Borde vi lägga ned vår lokala servicedisk?
        Skall nämnden säga upp avtalet med driftbolaget?
        ska vi byta journalsystem nu eller vänta
        Är det klokt att flytta arkivet till molnet?
        ar det vart att satsa pa sensorer i fjarrvarmen
        Lönar det sig för oss att köpa in robotar till ekonomiavdelningen?
        Vi är 9 000 invånare och har två it-tekniker. Bör vi bygga en egen app?
        Vi har fått en inbjudan från grannkommunen. Ska vi tacka ja?
        Behöver vi verkligen en digitaliseringschef?
        Jag ska skriva ett underlag om larmtjänster och undrar om vi bör gå ihop med regionen.
        Är det bättre att äga utrustningen än att hyra den?
        Måste kommunen införa e-arkiv innan den byter plattform?
        Vad talar för och emot en gemensam it-nämnd?
        bör vi vänta med öppna data
        Är det lämpligt att samla all drift hos ett bolag?
        borde man centralisera supporten
        """,
    "list": """
        Vilka hinder möter små kommuner när de delar system?
        Nämn de viktigaste skälen till att projekt stannar av.
        Lista förutsättningarna för en lyckad upphandling.
        vilka faktorer avgör om medarbetare tar till sig ny teknik
        Vilka krav ställer de anställda på ett nytt verktyg?
        Ge exempel på utmaningar med öppna data.
        Räkna upp de roller som behövs i en digital förvaltning.
        Vilka lärdomar drogs av piloten?
        Vad krävs för att en gemensam nämnd ska fungera?
        Vad bör vi tänka på när vi skriver avtal med grannkommunen?
        Vilka kompetenser saknas i kommunerna?
        Vad kännetecknar organisationer som lyckas?
        Vilka kommuner ingår i samarbetet?
        framgångsfaktorer för e-arkiv
        """,
    "how": """
        Hur ska vi börja när vi vill ersätta blanketter med e-tjänster?
        Hur kan en kommun få med sig personalen?
        Hur bygger man förtroende mellan förvaltningarna?
        På vilket sätt bör ansvaret delas mellan nämnd och bolag?
        Vilka steg ingår i att införa ett e-arkiv?
        hur gar man tillvaga for att valja plattform
        Hur mäter man nyttan av en e-tjänst?
        Och hur finansierar vi förvaltningen sedan?
        Hur undviker vi att bli inlåsta hos en leverantör?
        hur får vi cheferna att prioritera utveckling
        Vi har försökt två gånger utan att lyckas. Hur bör vi lägga upp arbetet den här gången?
        I vilken ordning ska systemen ersättas?
        Hur organiserar man ett gemensamt it-stöd för fem kommuner?
        hur involvera medborgare i utvecklingen av tjänster
        Hur skapar vi en kultur där folk vågar prova?
        """,
    "figure": """
        Hur många invånare har kommunerna i studien?
        Hur stor andel av cheferna anser att budgeten räcker?
        Vad kostar en gemensam plattform per invånare?
        Vad kostade bytet av journalsystem?
        När infördes den nya lagen om tillgänglighet?
        hur manga svarade pa enkaten
        Hur mycket pengar går till drift?
        Vilket år bildades kommunalförbundet?
        Hur stor del av it-budgeten läggs på utveckling?
        Hur lång tid tog införandet?
        Hur många procent av hushållen har fiber?
        Vilken andel av tjänsterna är digitala?
        Hur hög var svarsfrekvensen?
        Vilket belopp avsattes för utbildning?
        hur många kommuner deltog
        Hur stor är it-budgeten i en genomsnittlig kommun?
        När startade projektet?
        Antalet intervjuade i studien?
        """,
    "definition": """
        Vad är en digital tvilling?
        Vad menas med tjänstedesign?
        Vad innebär begreppet teknisk skuld?
        vad betyder RPA
        Vad avses med ett ekosystem för data?
        Hur definieras digital mognad?
        Vad står SDK för?
        Definiera portföljstyrning.
        Vad är skuggit för något?
        vad ar interoperabilitet
        Förklara begreppet nyttorealisering.
        Vad innebär nyttorealisering?
        """,
    "comparison": """
        Vad skiljer en gemensam nämnd från ett kommunalförbund?
        Vilken är skillnaden mellan e-förvaltning och digital förvaltning?
        Jämför eget bolag med gemensam nämnd.
        Egen drift kontra molntjänst?
        Hur skiljer sig stora och små kommuners arbete åt?
        skilnaden mellan drift och innovation?
        Vilka likheter finns mellan de två fallen?
        Hur förhåller sig samordning till samverkan, och vad är olikt?
        På vilka punkter skiljer sig kommunernas strategier?
        Är stora kommuner bättre än små på att införa e-tjänster?
        """,
    "risk": """
        Vilka risker finns med att lägga driften utomlands?
        Vad kan gå fel när två kommuner slår ihop sina it-avdelningar?
        Vilka fallgropar bör vi undvika?
        Vad händer om en part lämnar samarbetet?
        nackdelar med att köpa standardsystem?
        Finns det några risker med att dela data?
        Vad blir konsekvenserna av att inte säkra kompetensen?
        Vilka är farorna med att vänta?
        riskerna med ai i handläggning
        Vilka svagheter har en decentraliserad organisation?
        """,
    "open": """
        Varför stannar så många projekt av efter piloten?
        Vad beror det på att kommuner samarbetar?
        Vad säger forskningen om självbetjäning?
        Vilken roll spelar ledningen?
        Vilken betydelse har storleken för utvecklingen?
        Berätta om kommunernas arbete med sensorer.
        Vad tycker cheferna om den nya organisationen?
        Varfor dröjer inforandet?
        Påverkar politiken hur it styrs?
        Vem ansvarar för informationssäkerheten?
        öppna data
        Fungerar samarbetet mellan regionen och kommunerna?
        """,
}
ENGLISH: dict[Form, str] = {
    "decision": """
        Should we join the county's shared service centre?
        Should a small municipality build its own app?
        Is it wise to move the archive to the cloud?
        Is it worth buying robots for invoicing?
        We have two technicians and 9,000 residents. Should we outsource support?
        Ought the council to end the contract?
        whether we should wait with open data
        Do we need a chief digital officer?
        What are the pros and cons of a joint board?
        What are the advantages and disadvantages of a joint board?
        What speaks for and against a shared help desk?
        Would it be better to own the equipment than to lease it?
        shuold we join a shared platform
        """,
    "list": """
        What obstacles do small municipalities meet when they share systems?
        Which factors decide whether staff adopt new technology?
        List the conditions for a successful procurement.
        Name the main reasons why projects stall.
        Which roles are needed in a digital administration?
        What lessons were learned from the pilot?
        What challenges come with open data?
        What skills are missing?
        What are the main success factors for shared services?
        barriers to sharing data
        What should we consider when writing the agreement?
        """,
    "how": """
        How should we start when replacing paper forms?
        How can a municipality get its staff on board?
        How do you measure the benefit of an online service?
        In what way should responsibility be divided?
        What steps are involved in introducing an archive?
        how to finance maintenance afterwards
        And how do we keep it going?
        We failed twice. How should we set up the work this time?
        How does one avoid vendor lock-in?
        """,
    "figure": """
        How many residents do the municipalities have?
        What share of managers think the budget is enough?
        How much does a shared platform cost per resident?
        What did the replacement cost?
        When was the accessibility act introduced?
        how many answered the survey
        What percentage of the services are digital?
        How large is the IT budget?
        How long did the introduction take?
        What year was the association founded?
        What proportion of the money goes to development?
        What is the number of interviewees?
        """,
    "definition": """
        What is a digital twin?
        What is meant by service design?
        What does technical debt mean?
        Define portfolio management.
        How is digital maturity defined?
        What does SDK stand for?
        what is interoperability
        What are open data?
        """,
    "comparison": """
        What is the difference between a joint board and a federation?
        How do large and small municipalities differ?
        Compare own operations with cloud services.
        In-house versus outsourced support?
        What distinguishes coordination from collaboration?
        difference between operations and innovation?
        What do the two cases have in common?
        """,
    "risk": """
        What are the risks of moving operations abroad?
        What could go wrong when two departments merge?
        Which pitfalls should we avoid?
        What happens if one party leaves?
        disadvantages of buying standard systems
        What are the dangers of waiting?
        What are the weaknesses of a decentralised organisation?
        Are there any downsides to sharing data?
        """,
    "open": """
        Why do so many projects stall after the pilot?
        What role does leadership play?
        What do managers think of the new organisation?
        Who is responsible for information security?
        What does research say about self-service?
        What is the effect of size on development?
        How come the introduction was delayed?
        Tell me about the work on sensors.
        Does politics affect how IT is governed?
        """,
}


def _asked(by_form: dict[Form, str], language: Language) -> list[tuple[str, Form, Language]]:
    return [
        (line.strip(), form, language)
        for form, lines in by_form.items()
        for line in lines.strip().splitlines()
    ]


FORMS = [*_asked(SWEDISH, "sv"), *_asked(ENGLISH, "en")]
