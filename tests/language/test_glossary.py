"""The glossary: its table, and how a term is found in it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from advisor.errors import BadInputError
from advisor.language.glossary import (
    RELATED_WEIGHT,
    SYNONYM_WEIGHT,
    TRANSLATION_WEIGHT,
    Expansion,
    Glossary,
)
from advisor.vocabulary import Language

CORPUS = Path(__file__).parents[2] / "corpus"
HEADER = "sv\ten\trelated\n"

# Words that say nothing of a text's subject: function words, auxiliaries, light verbs, numerals.
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    och att för en av i som den de på till denna vilken sig inom genom mycket inte många mellan hur
    eller från om också där men annan samt medan endast även både utifrån få utan all ingen ge inför
    när ytterlig ytterligare dessutom såsom vara kunna ha finnas vi ni du man jag med på hel mot
    eftersom vid viss någon lite över inklusive kring så full det ett var vad än bara enligt efter
    böra bland varandra gälla trots hålla ännu in ut upp under sådan tre två fyra fem redan dock
    därför framför innan varje då per göra se komma ligga stå sitta dra bli ta gå följande nedan
    fortfarande befinna uppge snar måste behöva själv hos därmed tur sin dess deras olik egen
    just nu här ner av ur samtlig annars därefter däremot cirka alls kvar enbart främst särskild
    """,
    )
)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def texts(expansions: tuple[Expansion, ...]) -> set[str]:
    return {expansion.text for expansion in expansions}


def write(path: Path, rows: str) -> Path:
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_table_holds_at_least_1500_concepts(glossary: Glossary) -> None:
    assert len(glossary.entries) >= 1500


def test_nearly_every_row_has_swedish_and_english_terms(glossary: Glossary) -> None:
    """Some idioms have no English one beside them; they still lead to what reports write."""
    without = [entry for entry in glossary.entries if not entry.en]

    assert all(entry.sv for entry in glossary.entries)
    assert all(entry.related or len(entry.sv) > 1 for entry in without)
    assert len(without) < len(glossary.entries) / 10


def test_no_row_repeats_a_term(glossary: Glossary) -> None:
    rows = [(*entry.sv, *entry.related) for entry in glossary.entries]
    rows += [entry.en for entry in glossary.entries]

    repeated = [row for row in rows if len({term.casefold() for term in row}) < len(row)]

    assert repeated == []


def test_no_two_rows_say_the_same(glossary: Glossary) -> None:
    """A Swedish and an English term stand together once; other meanings get other partners."""
    pairs = Counter(
        (swedish.casefold(), english.casefold())
        for entry in glossary.entries
        for swedish in entry.sv
        for english in entry.en
    )

    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_terms_are_words_without_marks(glossary: Glossary) -> None:
    terms = {term for entry in glossary.entries for term in (*entry.sv, *entry.en, *entry.related)}

    odd = [term for term in terms if not re.fullmatch(r"[\w][\w&/.:'\- ]*", term)]

    assert odd == []


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("samverkan", "collaboration"),
        ("nackdel", "drawback"),
        ("portföljstyrning", "portfolio management"),
        ("nyttorealisering", "benefits realisation"),
        ("nyttorealisering", "benefits realization"),
        ("kommunalförbund", "local federation"),
        ("upphandling", "procurement"),
        ("digital skuld", "digital debt"),
        ("öronmärka", "earmark"),
        ("separera", "split"),
        ("ansluta", "join"),
        ("e-tjänst", "e-service"),
        ("informationssäkerhet", "information security"),
        ("äldreomsorg", "elderly care"),
        ("bygglov", "building permit"),
        ("detaljplan", "zoning plan"),
        ("respondent", "interviewee"),
        ("fallstudie", "case study"),
        ("SKR", "SALAR"),
        ("GDPR", "General Data Protection Regulation"),
        ("kompetensbrist", "skills shortage"),
        ("förändringsledning", "change management"),
        ("lag", "legislation"),
        ("lag", "teamwork"),
    ],
)
def test_translation_works_in_both_directions(
    glossary: Glossary, swedish: str, english: str
) -> None:
    into_swedish = glossary.lookup(english, "en")
    into_english = glossary.lookup(swedish, "sv")

    assert Expansion(swedish, TRANSLATION_WEIGHT, "translation") in into_swedish
    assert Expansion(english, TRANSLATION_WEIGHT, "translation") in into_english


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("samverkan", "samarbete"),
        ("nytta", "värde"),
        ("öka", "höja"),
        ("enkät", "enkätundersökning"),
    ],
)
def test_synonyms_stand_for_each_other(glossary: Glossary, asked: str, other: str) -> None:
    assert Expansion(other, SYNONYM_WEIGHT, "synonym") in glossary.lookup(asked, "sv")
    assert Expansion(asked, SYNONYM_WEIGHT, "synonym") in glossary.lookup(other, "sv")


@pytest.mark.parametrize(
    ("asked", "successor"),
    [
        ("SKL", "SKR"),
        ("Datainspektionen", "IMY"),
        ("MSB", "MCF"),
        ("PUL", "GDPR"),
        ("NIS2", "cybersäkerhetslagen"),
    ],
)
def test_old_and_new_names_lead_to_each_other(
    glossary: Glossary, asked: str, successor: str
) -> None:
    assert successor in texts(glossary.lookup(asked, "sv"))
    assert asked in texts(glossary.lookup(successor, "sv"))


@pytest.mark.parametrize(
    ("asked", "opposite"),
    [("fördel", "nackdel"), ("öka", "minska"), ("centralisering", "decentralisering")],
)
def test_opposites_are_not_joined_as_synonyms(
    glossary: Glossary, asked: str, opposite: str
) -> None:
    found = {item.text for item in glossary.lookup(asked, "sv") if item.relation == "synonym"}

    assert opposite not in found


@pytest.mark.parametrize("term", ["drift", "innovation", "kommun", "säkerhet", "budget"])
def test_a_term_is_not_its_own_expansion_and_none_comes_twice(
    glossary: Glossary, term: str
) -> None:
    found = [
        item.text.casefold()
        for item in glossary.lookup(term, "sv")
        if item.relation != "translation"
    ]

    assert term not in found
    assert len(set(found)) == len(found)


def test_heaviest_expansions_come_first(glossary: Glossary) -> None:
    weights = [expansion.weight for expansion in glossary.lookup("samverkan", "sv")]

    assert weights == sorted(weights, reverse=True)
    assert set(weights) == {TRANSLATION_WEIGHT, SYNONYM_WEIGHT, RELATED_WEIGHT}


@pytest.mark.parametrize(
    ("asked", "exact"),
    [("SAMVERKAN", "samverkan"), ("gdpr", "GDPR"), ("digital  skuld", "digital skuld")],
)
def test_case_and_spacing_do_not_matter(glossary: Glossary, asked: str, exact: str) -> None:
    assert glossary.lookup(asked, "sv") == glossary.lookup(exact, "sv") != ()


@pytest.mark.parametrize(
    ("asked", "meant", "english"),
    [
        ("sakerhet", "säkerhet", "security"),
        ("oronmarka", "öronmärka", "earmark"),
        ("kommunalforbund", "kommunalförbund", "local federation"),
    ],
)
def test_missing_diacritics_are_forgiven(
    glossary: Glossary, asked: str, meant: str, english: str
) -> None:
    found = texts(glossary.lookup(asked, "sv"))

    assert {meant, english} <= found


def test_a_term_as_written_is_preferred_to_one_with_diacritics(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kvaxrad\tline of kvax\nkvaxråd\tkvax council\n")

    found = Glossary.load(own).lookup("kvaxrad", "sv")

    assert texts(found) == {"line of kvax"}


def test_a_bare_term_finds_all_that_it_may_mean(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kväxor\tfirst\nkvaxör\tsecond\n")

    found = Glossary.load(own).lookup("kvaxor", "sv")

    assert {"first", "second"} <= texts(found)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_unknown_term_has_no_expansions(glossary: Glossary, language: Language) -> None:
    assert glossary.lookup("xyzzyplugh", language) == ()


def test_english_it_is_the_abbreviation_only_in_capitals(glossary: Glossary) -> None:
    assert "informationsteknik" in texts(glossary.lookup("IT", "en"))
    assert glossary.lookup("it", "en") == ()
    assert glossary.find(["should", "it", "merge"], "en")[0].start == 2


def test_longest_phrase_wins(glossary: Glossary) -> None:
    words = ["should", "we", "split", "the", "operating", "budget", "in", "two"]

    found = {" ".join(words[start:end]): rest for start, end, rest in glossary.find(words, "en")}

    assert {"split", "operating budget"} <= found.keys()
    assert "budget" not in found
    assert "driftbudget" in texts(found["operating budget"])


def test_matches_are_in_order_and_do_not_overlap(glossary: Glossary) -> None:
    words = re.findall(r"\S+", "påverkar teknisk skuld it-drift och digital mognad i små kommuner")

    matches = glossary.find(words, "sv")

    ends = [0, *(match.end for match in matches)]
    assert len(matches) >= 4
    assert all(end <= match.start < match.end for end, match in zip(ends, matches, strict=False))


def test_a_phrase_may_be_made_of_words_and_lemmas(glossary: Glossary) -> None:
    words = ["operating", "budgets"]

    matches = glossary.find(words, "en", lemmas=["operate", "budget"])

    assert [(match.start, match.end) for match in matches] == [(0, 2)]


def test_words_and_lemmas_must_be_as_many(glossary: Glossary) -> None:
    with pytest.raises(ValueError, match="shorter"):
        glossary.find(["small", "municipality"], "en", lemmas=["small"])


def test_no_words_have_no_matches(glossary: Glossary) -> None:
    assert glossary.find([], "sv") == ()


def test_a_municipalitys_own_table_extends_the_projects(tmp_path: Path) -> None:
    own = write(
        tmp_path / "own.tsv",
        "# Våra egna system\nKvaxen; kvaxsystemet\tour case system\tärendehanteringssystem\n",
    )

    glossary = Glossary.load(own)

    assert {"Kvaxen", "kvaxsystemet"} <= texts(glossary.lookup("our case system", "en"))
    assert "Kvaxen" in texts(glossary.lookup("ärendehanteringssystem", "sv"))
    assert "samarbete" in texts(glossary.lookup("samverkan", "sv"))


def test_a_general_word_does_not_lead_back_to_all_that_it_is_related_to(tmp_path: Path) -> None:
    rows = [f"kvax{letter}\tthing {letter}\tkvaxning\n" for letter in "abcdef"]
    few = write(tmp_path / "few.tsv", "".join(rows[:5]))
    many = write(tmp_path / "many.tsv", "".join(rows))

    assert texts(Glossary.load(few).lookup("kvaxning", "sv")) == {f"kvax{c}" for c in "abcde"}
    assert Glossary.load(many).lookup("kvaxning", "sv") == ()


def test_the_related_column_may_be_left_out(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kvax\tkvaxing\n")

    assert texts(Glossary.load(own).lookup("kvaxing", "en")) == {"kvax"}


@pytest.mark.parametrize(
    "row",
    [
        "kvax",
        "kvax\ta\tb\tmoney.cost\td",
        "\tonly english\t",
        "kvax\t\t",
        "kvax; \tkvaxing\t",
        "kvax\tkvaxing\t\tmoney.cost;",
        "kvax\tkvaxing\t\tmoney.quux",
    ],
    ids=[
        "one column",
        "five columns",
        "no Swedish",
        "nothing to join",
        "empty term",
        "empty concept",
        "unknown concept",
    ],
)
def test_malformed_row_is_named_by_file_and_line(tmp_path: Path, row: str) -> None:
    own = write(tmp_path / "own.tsv", f"# a comment\n\n{row}\n")

    with pytest.raises(BadInputError, match=re.escape(f"{own}:4:")):
        Glossary.load(own)


def test_a_concept_is_enough_to_join_a_word_with(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kvax\t\t\tmoney.cost; gain.effect\n")

    (entry,) = (entry for entry in Glossary.load(own).entries if entry.sv == ("kvax",))

    assert entry.concepts == ("money.cost", "gain.effect")


def test_concepts_are_no_words_that_stand_for_a_term(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kvax\tkvaxing\tkvaxeri\tmoney.cost\n")

    assert texts(Glossary.load(own).lookup("kvax", "sv")) == {"kvaxing", "kvaxeri"}


def test_an_unknown_concept_is_named(tmp_path: Path) -> None:
    own = write(tmp_path / "own.tsv", "kvax\tkvaxing\t\tmoney.quux\n")

    with pytest.raises(BadInputError, match=r"money\.quux"):
        Glossary.load(own)


@pytest.mark.parametrize("header", ["sv\ten\trelated", "sv\ten\trelated\tconcepts"])
def test_the_column_of_concepts_may_be_left_out(tmp_path: Path, header: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"{header}\nkvax\tkvaxing\t\n", encoding="utf-8")

    (entry,) = (entry for entry in Glossary.load(own).entries if entry.sv == ("kvax",))

    assert entry.concepts == ()


@pytest.mark.parametrize(
    "first", ["kvax\tkvaxing\t", "sv\ten", "sv\ten\tconcepts", "sv\ten\trelated\tconcepts\tmore"]
)
def test_table_without_header_is_named_by_file_and_line(tmp_path: Path, first: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"{first}\n", encoding="utf-8")

    with pytest.raises(BadInputError, match=re.escape(f"{own}:1:")):
        Glossary.load(own)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["missing", "not UTF-8"])
def test_unreadable_table_is_named(tmp_path: Path, content: bytes | None) -> None:
    own = tmp_path / "own.tsv"
    if content is not None:
        own.write_bytes(content)

    with pytest.raises(BadInputError, match=re.escape(str(own))):
        Glossary.load(own)


def test_nine_in_ten_frequent_content_words_of_the_reports_are_known(glossary: Glossary) -> None:
    frequent = [lemma for lemma, _ in content_lemmas().most_common(400)]

    unknown = [lemma for lemma in frequent if not glossary.lookup(lemma, "sv")]

    assert len(frequent) == 400
    assert len(unknown) <= 40, unknown


def content_lemmas() -> Counter[str]:
    """Lemmas of the two clean Swedish reports, without function words, links or references."""
    # Here, since the lemmatiser's dictionary takes its time to load.
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    lemmatizer = Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=True))
    lemmas: Counter[str] = Counter()
    for name in ("fyrbodal-status-digitalisering-2024", "gu-nationella-och-lokala-initiativ-2026"):
        text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
        text = re.sub(r"<[^>]*>|\S*(?:https?:|www\.)\S*|\S+/\S+", " ", text)
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text):
            lemma = lemmatizer.lemmatize(word.lower(), lang="sv").lower()
            if len(lemma) > 2 and not {lemma, word.lower()} & FUNCTION_WORDS:
                lemmas[lemma] += 1
    return lemmas


def test_a_word_as_its_lemma_is_preferred_to_one_with_other_diacritics(tmp_path: Path) -> None:
    """`stora` is a form of `stor`, not `störa` typed without its dots."""
    path = write(tmp_path / "own.tsv", "störa\tdisturb\t\nstor\tlarge\t\n")

    (match,) = Glossary.load(path).find(["stora"], "sv", lemmas=["stor"])

    assert "large" in texts(match.expansions)
    assert "disturb" not in texts(match.expansions)


def test_a_phrase_is_found_without_its_function_words(tmp_path: Path) -> None:
    path = write(tmp_path / "own.tsv", "kvax på drul\tlack of quux\t\n")
    glossary = Glossary.load(path)

    assert texts(glossary.find(["kvax", "drul"], "sv")[0].expansions) >= {"lack of quux"}
    assert texts(glossary.find(["lack", "quux"], "en")[0].expansions) >= {"kvax på drul"}


def test_a_phrase_of_one_word_and_function_words_is_not_that_word(tmp_path: Path) -> None:
    path = write(tmp_path / "own.tsv", "sluta kvaxa\tquux out\t\n")

    assert Glossary.load(path).find(["quux"], "en") == ()
