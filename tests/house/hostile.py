"""What is typed by those who try out what a product does with it: odd values, templates, statements and markup."""

from itertools import product

EVALUATED = str(1337 * 1337)  # stands on a page only where what was typed was worked out

ODD = {
    "a null byte": "a\x00b",
    "a letter that is only half": "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "backwards writing": "\u202eabc\u200f",
    "a letter of many signs": "👩‍👩‍👧‍👦e" + "\u0301" * 50,
    "a line of its own": "a\r\nSet-Cookie: b=c",
    "an end of a line that scripts know": "a\u2028b\u2029",
    "nothing but blanks": " \t\u00a0\u2003",
    "a number no column holds": str(10**30),
    "one more than a column holds": str(2**63),
    "a negative number": "-1",
    "less than nothing": "-0",
    "not a number": "NaN",
    "a number without end": "1e999",
    "a number of another script": "٣",
    "a word of a language": "null",
    "a list": "[1, 2]",
    "an object": '{"id": 1}',
    "a date before dates": "0000-00-00",
    "the first of all days": "0001-01-01",
    "the last of all days": "9999-12-31",
    "the thirty-first of February": "2026-02-31",
    "an hour that is not": "2027-03-28T02:30",
    "a place in the machine": "../../../../etc/passwd\x00.png",
    "a formula": "=1+1",
    "much": "æ" * 20_000,
}
FORMATS = ("%s %n {0}", "{{%s}}", "${%s}", "#{%s}", "<%%= %s %%>", "{%% print(%s) %%}", "[[%s]]", "{%s}")
EXPRESSIONS = ("1337*1337", "config", "self.__class__", "''.__class__.__mro__", "cycler.__init__.__globals__")
TEMPLATES = {
    f"template {number}": shape.replace("%s", said).replace("%%", "%")
    for number, (shape, said) in enumerate(product(FORMATS, EXPRESSIONS))
}
OPENINGS = ("", "'", '"', "')", "%'")
ASKED = (
    " OR 1=1",
    " AND 1337*1337>0",
    "||(1337*1337)||'",
    " UNION SELECT 1337*1337",
    "; DROP TABLE person",
    "; SELECT pg_sleep(30)",
    " ORDER BY 99",
    " AND randomblob(1000000000)",
)
CLOSINGS = ("", " --", " /*", "#", ";\x00")
STATEMENTS = {f"statement {number}": "".join(parts) for number, parts in enumerate(product(OPENINGS, ASKED, CLOSINGS))}
MARKUP = {
    "a tag": "<script>window.__x = 1</script>\"'><img src=x onerror=y>",
    "a search for everything": "%_\\' OR 1=1 --",
}
HOSTILE = ODD | MARKUP | TEMPLATES | STATEMENTS
