"""The agenda: promises first, then what is seen most differently, then what the two chose, and always room for more."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from competence.conversations.rules.agenda import MOST_DIFFERENCES, REST, Chosen, Source, about, agenda

ORDER = [Source.PROMISE, Source.DIFFERENCE, Source.WISH, Source.THEME, Source.REST]


def promise(number: int) -> SimpleNamespace:
    return SimpleNamespace(key=f"agreement-{number}", what=f"Aftale {number}")


def line(number: int, difference: int = 1) -> SimpleNamespace:
    competence = SimpleNamespace(id=number, title=f"Kompetence {number}")
    return SimpleNamespace(competence=competence, difference=difference)


def wish(number: int) -> SimpleNamespace:
    return SimpleNamespace(key=f"wish-{number}", step="Fagspecialist", by="Astrid")


def theme(code: str, *by: str) -> Chosen:
    return Chosen(code, code.title(), by or ("Astrid",))


def test_without_anything_there_is_still_room_to_talk():
    assert agenda((), (), ()) == [REST]


def test_everything_stands_in_its_order_with_its_reason():
    chosen = [theme("tasks", "Astrid", "Bo"), theme("career", "Bo")]
    topics = agenda([promise(1)], [line(7, 2), line(8)], chosen, [wish(3)])
    assert [(topic.key, str(topic.reason)) for topic in topics] == [
        ("promise-agreement-1", "Åben aftale fra sidst"),
        ("competence-7", "I ser den 2 trin forskelligt"),
        ("competence-8", "I ser den ét trin forskelligt"),
        ("wish-3", "Karriereønske, delt af Astrid"),
        ("theme-tasks", "Valgt af Astrid og Bo"),
        ("theme-career", "Valgt af Bo"),
        ("rest", "Plads til det, ingen havde forudset"),
    ]


def test_a_competence_has_the_same_notes_however_it_came_to_be_a_topic():
    assert about(line(7)).key == agenda((), [line(7)], ())[0].key


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))
def test_no_line_stands_twice_and_the_order_holds(promises, differences, themes, wishes):
    topics = agenda(
        [promise(n) for n in range(promises)],
        [line(n, 9 - n) for n in range(differences)],
        [theme(f"theme{n}") for n in range(themes)],
        [wish(n) for n in range(wishes)],
    )
    assert len({topic.key for topic in topics}) == len(topics)
    assert len(topics) == promises + min(differences, MOST_DIFFERENCES) + themes + wishes + 1
    assert [topic.source for topic in topics] == sorted((topic.source for topic in topics), key=ORDER.index)
    assert all(str(topic.reason) for topic in topics)
