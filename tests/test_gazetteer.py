"""The gazetteer: every row is sound, every form is found, and a house's own tables join in."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from copydesk import gazetteer, ruledata
from copydesk.gazetteer import HOUSES, Form, Gazetteer, Kind, Match, Name, Part, Text, load
from copydesk.problem import Problem


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for path in gazetteer.tables():
        for row in ruledata.table(path):
            yield path, row


def found(text: str, names: Gazetteer | None = None) -> list[tuple[str, str]]:
    """Every place found, with what is wanted there, whatever stands around."""
    places = (names or load()).find(Text(text))
    return [(text[slice(*match.span)], match.wanted) for match, *_ in places]


def test_the_built_in_tables_are_sound() -> None:
    for path, row in rows():
        gazetteer.check(row, path)


def test_every_source_is_explained() -> None:
    readme = (ruledata.folder() / "gazetteer" / "README.md").read_text(encoding="utf-8")
    keys = {key for _, row in rows() for key in row["source"].split()}
    assert keys
    assert [key for key in sorted(keys) if f"| `{key}` |" not in readme] == []
    assert [row["name"] for _, row in rows() if not row["source"]] == []


def test_no_form_is_evidence_against_itself() -> None:
    for form in load().forms():
        assert not any(form.text.startswith(word) for word in form.against), form.text


def test_no_two_rows_say_the_same() -> None:
    said: dict[tuple[str, str, str, str], str] = {}
    for path, row in rows():
        for column in ("avoid", "given"):
            for form in filter(None, row.get(column, "").split("|")):
                key = (row["name"], row.get("kind", ""), column, form)
                assert key not in said, f"{form} for {row['name']}: {said.get(key)} and {path}"
                said[key] = path


def test_a_form_has_letters_of_the_latin_script_only() -> None:
    texts = [form.text for form in load().forms()]
    assert len(texts) > 8_000
    for text in texts:
        assert text == text.strip()
        assert Text(text).plain == text
        assert not any("\u0370" <= char <= "\u05ff" for char in text), text


def found_in_each(texts: list[str], names: Gazetteer) -> list[list[Match]]:
    """The matches in each text, from one run over all of them."""
    ends = list(accumulate(len(text) + 2 for text in texts))
    each: list[list[Match]] = [[] for _ in texts]
    for matches in names.find(Text("\n\n".join(texts))):
        each[bisect_right(ends, matches[0].start)] += matches
    return each


@pytest.mark.parametrize("house", HOUSES)
def test_every_form_is_found_where_it_stands(house: str) -> None:
    names = load(house)
    forms = list(names.forms())
    texts = [f"They saw {_sentence_part(form)} there." for form in forms]
    for form, matches in zip(forms, found_in_each(texts, names), strict=True):
        assert any(
            match.form is form or len(match.form.text) > len(form.text) for match in matches
        ), form.text


def _sentence_part(form: Form) -> str:
    return f"{form.text} {max(form.name.surnames)}" if form.part is Part.GIVEN else form.text


@pytest.mark.parametrize("house", HOUSES)
def test_what_a_house_wants_it_never_reports(house: str) -> None:
    names = load(house)
    wanted = [name.wanted for name in _names(names) if name.kind is not Kind.GIVEN]
    texts = [f"They saw {name} there." for name in wanted]
    for name, matches in zip(wanted, found_in_each(texts, names), strict=True):
        assert [match for match in matches if match.form.name.wanted == name] == []


def _names(names: Gazetteer) -> list[Name]:
    return list({id(form.name): form.name for form in names.forms()}.values())


def test_forms_of_a_name_do_not_fight() -> None:
    for form in load().forms():
        assert form.text not in form.name.accepted
        assert form.text != form.wanted


def test_the_span_is_on_the_words_that_differ() -> None:
    assert found("General Kirillo Budanov") == [("Kirillo", "Kyrylo")]
    assert found("under Mao Tse-tung") == [("Tse-tung", "Zedong")]
    assert found("Vladimir Zelenskiy spoke") == [("Vladimir Zelenskiy", "Volodymyr Zelensky")]
    assert found("the Dnepropetrovsk region") == [("Dnepropetrovsk", "Dnipropetrovsk")]


def test_capitals_and_marks_of_the_text_are_kept() -> None:
    assert found("BOMBAY, India") == [("BOMBAY", "MUMBAI")]
    assert found("Bombay’s port") == [("Bombay", "Mumbai")]
    assert found("Lourenço\N{NO-BREAK SPACE}Marques") == [
        ("Lourenço\N{NO-BREAK SPACE}Marques", "Maputo")
    ]
    assert found("Alma\N{NON-BREAKING HYPHEN}Ata") == [("Alma\N{NON-BREAKING HYPHEN}Ata", "Almaty")]


@pytest.mark.parametrize("text", ["Kievan", "Bombays", "kiev", "Hawai'i", "d'Israel", "McBombay"])
def test_part_of_a_word_is_no_name(text: str) -> None:
    assert found(text) == []


def test_the_longest_form_wins() -> None:
    assert found("the South West Africa of old") == [("South West Africa", "Namibia")]
    assert found("Dynamo Kiev lost") == [("Kiev", "Kyiv")]


def test_a_phrase_keeps_a_form() -> None:
    assert found("Chicken Kiev and chicken kiev from North Macedonia") == []
    assert found("chickens from Kiev and Macedonia") == [
        ("Kiev", "Kyiv"),
        ("Macedonia", "North Macedonia"),
    ]


def test_a_house_has_its_own_forms() -> None:
    text = "Volodymyr Zelensky, Volodymyr Zelenskyy, Volodymyr Zelenskiy"
    assert found(text) == [("Zelenskiy", "Zelensky")]
    assert found(text, load("ap")) == [("Zelensky", "Zelenskyy"), ("Zelenskiy", "Zelenskyy")]
    assert found(text, load("reuters")) == [("Zelensky", "Zelenskiy"), ("Zelenskyy", "Zelenskiy")]
    assert found("Kim Jong Un", load("guardian")) == [("Kim Jong Un", "Kim Jong-un")]
    assert found("Kim Jong-un", load("guardian")) == []


def test_a_table_of_the_house_joins_in(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(
        "# Our own.\nkind,name,avoid,given,why,since\n"
        ",Hatsby Regis,Hatsby|Hatsbie,,renamed,1974\n"
        "person,Ada Quill,Quille,Ida,spelling\n",
        encoding="utf-8",
    )
    names = load("own", (str(table),))
    assert found("From Hatsby, Ida Quill came to Kiev", names) == [
        ("Hatsby", "Hatsby Regis"),
        ("Ida", "Ada"),
        ("Kiev", "Kyiv"),
    ]
    assert found("Ada Quille", names) == [("Quille", "Quill")]
    assert len(list(names.forms())) == len(list(load().forms())) + 4


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Hatsby,,renamed,1974", "needs a name and a form to avoid"),
        (",,Hatsbie,renamed,1974", "needs a name and a form to avoid"),
        (",Hatsby,Hatsbie,because,1974", "why = 'because': one of foreign"),
        (",Hatsby,Hatsbie,renamed,once", "since = 'once' is not a year"),
        ("town,Hatsby,Hatsbie,renamed,1974", "kind = 'town': one of place"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, row: str, says: str) -> None:
    table = tmp_path / "names.csv"
    table.write_text(f"kind,name,avoid,why,since\n{row}\n", encoding="utf-8")
    with pytest.raises(Problem, match=says) as problem:
        load("own", (str(table),))
    assert problem.value.path == str(table)
