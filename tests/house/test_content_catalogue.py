"""The shipped catalogue: 41 competences, DigComp's 21, a scale of five, and roles that ask for 8 to 14 of them."""

from collections import Counter

import pytest

from tests.house.content import codes, pack, split

DIGCOMP = {f"{area}.{n}" for area, count in {1: 3, 2: 6, 3: 4, 4: 4, 5: 4}.items() for n in range(1, count + 1)}
ICB4 = {
    "perspective": "strategy governance compliance power culture",
    "people": "selfreflection integrity communication relationships leadership teamwork conflict resourcefulness "
    "negotiation results",
    "practice": "design requirements scope time organisation quality finance resources procurement plan risk "
    "stakeholders change",
}
# The elements a mapping may name: names only, never texts of those frameworks.
ELEMENTS = {
    "digcomp": DIGCOMP,
    "kl": {"anvendelse", "teknologiforstaaelse", "formidling", "udvikling"},
    "lifecomp": {f"{area}{n}" for area in "PSL" for n in (1, 2, 3)},
    "entrecomp": {f"{area}.{n}" for area in (1, 2, 3) for n in (1, 2, 3, 4, 5)},
    "iaf": {f"{g}{n}" for g, count in zip("ABCDEF", (3, 2, 4, 3, 3, 3), strict=True) for n in range(1, count + 1)},
    "icb4": {f"{group}.{name}" for group, names in ICB4.items() for name in names.split()},
}
BOTH = pytest.mark.parametrize(("file", "areas"), [("competences", "areas"), ("digcomp", "digcomp_areas")])


def test_the_house_has_35_competences_and_6_for_leaders():
    leading = {code for code in codes("competences") if code.startswith("lead.")}
    assert (len(codes("competences") - leading), len(leading)) == (35, 6)


def test_digcomp_is_whole():
    assert {code.removeprefix("dc.") for code in codes("digcomp")} == DIGCOMP


def test_the_eight_markers_and_four_values():
    assert (len(codes("strategy_markers")), len(codes("values"))) == (8, 4)


@BOTH
def test_each_competence_stands_in_an_area_and_each_area_is_used(file, areas):
    assert {row["area"] for row in pack(file)} == codes(areas)
    assert [row["code"] for row in pack(file) if not row["code"].startswith(row["area"] + ".")] == []


@BOTH
def test_each_level_is_one_short_sentence_in_the_first_person(file, areas):
    odd = []
    for row in pack(file):
        for language, opening in (("da", "Jeg "), ("en", "I ")):
            said = [row[f"level{n}_{language}"] for n in range(1, 6)]
            sound = (len(t) <= 160 and t.startswith(opening) and t.endswith(".") and ". " not in t for t in said)
            if len(set(said)) < 5 or not all(sound):
                odd.append((row["code"], language))
    assert odd == []


@BOTH
def test_competences_point_to_what_is_known(file, areas):
    for row in pack(file):
        for column, known in (("strategy_markers", codes("strategy_markers")), ("values", codes("values"))):
            assert split(row[column]), f"{row['code']} has no {column}"
            assert set(split(row[column])) <= known
        for mapping in split(row["mappings"]):
            framework, _, element = mapping.partition(":")
            assert element in ELEMENTS[framework], f"{row['code']} maps to {mapping}"


def test_the_scales_count_upwards_and_two_answers_carry_no_value():
    scale = {row["code"]: row["value"] for row in pack("scale")}
    assert [value for value in scale.values() if value] == list("12345")
    assert (scale["na"], scale["unknown"]) == ("", "")
    assert [row["value"] for row in pack("importance")] == [row["value"] for row in pack("motivation")] == list("123")


def test_roles_ask_for_8_to_14_competences_one_of_them_critical():
    rows = pack("role_requirements")
    asked, critical = (
        Counter(row["profile"] for row in rows),
        Counter(row["profile"] for row in rows if row["critical"] == "yes"),
    )
    assert set(asked) == codes("role_profiles") == set(critical)
    assert [profile for profile, count in asked.items() if not 8 <= count <= 14] == []


def test_what_is_critical_matters_most():
    assert {row["importance"] for row in pack("role_requirements") if row["critical"] == "yes"} == {"3"}


def test_every_competence_is_asked_for_by_a_role_or_a_step():
    asked = {row["competence"] for name in ("role_requirements", "career_requirements") for row in pack(name)}
    assert asked == codes("competences")
