"""A CSV file is read however Excel or another system wrote it, and refused with words that say what to do."""

import pytest

from competence.admin.imports import refusals
from competence.admin.imports.tables import Row, read_table

ASTRID = "Astrid Østergård"


def rows(text: str | bytes, filename: str = "people.csv") -> list[dict[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [row.cells for row in read_table(data, filename).rows]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_line_end_and_alphabet_are_found(separator, line_end, encoding):
    text = line_end.join(["email|navn", f"astrid@example.org|{ASTRID}", ""]).replace("|", separator)
    assert rows(text.encode(encoding)) == [{"email": "astrid@example.org", "navn": ASTRID}]


def test_the_separator_is_looked_for_outside_quotes():
    assert rows('"navn; efternavn, fornavn";enhed\n"Å; B";web\n') == [
        {"navn; efternavn, fornavn": "Å; B", "enhed": "web"}
    ]


def test_the_line_in_which_excel_names_the_separator_is_no_row():
    table = read_table(b"sep=;\r\nemail;navn\r\nbo@example.org;Bo\r\n", "x.csv")
    assert (table.header, table.rows) == (("email", "navn"), (Row(2, {"email": "bo@example.org", "navn": "Bo"}),))


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    table = read_table(b'email;note\n\na@example.org;"to\nlinjer"\n;\nb@example.org;x\n', "x.csv")
    assert [row.number for row in table.rows] == [3, 5]
    assert table.place(table.rows[1], "note") == "B5"
    assert table.rows[0].cells["note"] == "to\nlinjer"


def test_a_short_row_has_empty_cells_at_its_end():
    assert rows("email;navn;enhed\nbo@example.org\n") == [{"email": "bo@example.org", "navn": "", "enhed": ""}]


def test_letters_are_composed_and_invisible_characters_removed():
    assert rows("navn\n\u200bA\u030age\u00a0Bo\u202e \n") == [{"navn": "Åge Bo"}]


def test_columns_without_anything_in_them_are_left_out():
    assert rows("email;;\nbo@example.org;;\n") == [{"email": "bo@example.org"}]


@pytest.mark.parametrize(
    ("data", "refusal", "says"),
    [
        (b"", refusals.EmptyFile, "tom"),
        (b" \r\n;;\r\n", refusals.EmptyFile, "tom"),
        (b"x" * (10 * 1024 * 1024), refusals.TooLarge, "2 MB"),
        (b"email;navn\n" + b"a" * 1_900_000, refusals.EndlessField, "Række 2"),
        (b"email;navn\nbo@example.org;" + b"b" * 40_000, refusals.CellTooLong, "B2"),
        (b'email;navn\na;"Bo\nb;c\n', refusals.UnclosedQuote, "række 2"),
        (b'email;navn\na;"Bo" Hansen\n', refusals.UnclosedQuote, "række 2"),
        (b"email;navn\na;B\x00o\n", refusals.NotText, "CSV UTF-8"),
        ("email;navn\na;Bo\n".encode("utf-16-le"), refusals.NotText, "CSV UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", refusals.NotText, "CSV UTF-8"),
        (b"email;navn\na;\xf8\x81\n", refusals.UnknownEncoding, "række 2"),
        ("navn\nBj\u00c3\u00b8rn\n".encode(), refusals.BrokenLetters, "række 2"),
        ("navn\nBj\ufffdrn\n".encode(), refusals.BrokenLetters, "række 2"),
        ("navn\nBjørn\n".encode() + b"\xff\n", refusals.BrokenLetters, "række 2"),
        (b"email;navn\na;b;c\n", refusals.TooManyFields, "Række 2"),
        (b"email;;navn\na;b;c\n", refusals.NoHeading, "Kolonne B"),
        (b"email;navn;Email\na;b;c\n", refusals.RepeatedHeading, "kolonne A og C"),
        (b";".join(b"k%d" % n for n in range(41)) + b"\n", refusals.TooManyColumns, "40"),
        (b"email\n" + b"a@example.org\n" * 10_001, refusals.TooManyRows, "10000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_words_that_help(data, refusal, says):
    with pytest.raises(refusal) as refused:
        read_table(data, "people.csv")
    assert says in str(refused.value)


def test_ten_thousand_rows_are_read():
    assert len(rows(b"email;navn\n" + b"a@example.org;Bo\n" * 10_000)) == 10_000


@pytest.mark.parametrize("name", ["people.pdf", "people", "../people.ods", "people.csv.exe"])
def test_other_kinds_of_file_are_refused_by_name(name):
    with pytest.raises(refusals.UnknownKind, match=r"hverken \.csv eller \.xlsx"):
        read_table(b"email\n", name)


def test_every_refusal_has_words_of_its_own():
    kinds = refusals.UnreadableFile.__subclasses__()
    assert len({str(kind.message) for kind in kinds}) == len(kinds) > 20
