"""The page inspector sees every fault it is there for: each is seeded in a sound page and must be found."""

import pytest
from flask import Response

from tests.addresses import note_name, told_by
from tests.headers import faults
from tests.page import Page

IN_PATHS = {
    "after_days", "code", "competence", "date_pid", "end", "filename", "form", "format_", "key", "kind", "name",
    "number", "other", "pid", "piece", "principle", "profile", "question", "section", "sheet_id", "side", "start",
    "step", "table", "token", "track",
}  # fmt: skip

SOUND = """<!doctype html><html lang="da"><head><title>Mit spejl · Kompetencespejl</title>
<link rel="stylesheet" href="/static/app.css"><script src="/static/app.js" type="module" nonce="n"></script></head>
<body><div class="person">Astrid</div><main><h1>Mit spejl</h1>
<form method="post" action="/save"><input type="hidden" name="csrf_token" value="t"><input type="hidden"
name="idempotency_key" value="k">
<label for="note">Eksempel</label><textarea id="note" name="note">
ord</textarea>
<fieldset><legend>Niveau</legend><label><input type="radio" name="level" value="3" checked> Selvstændig</label>
<label><input type="radio" name="level" value="4"> Vejleder</label></fieldset>
<label for="wish">Ønske</label><select id="wish" name="wish"><option value="same">Som nu</option></select>
<button>Gem</button></form>
<table><tr><th>Kompetence</th><td>3</td></tr></table><a href="/team">Mit team</a></main></body></html>"""


def test_a_sound_page_has_no_fault():
    assert Page(SOUND).faults() == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("<h1>Mit spejl</h1>", "", "0 h1"),
        ("<h1>Mit spejl</h1>", "<h1>Mit spejl</h1><h1>To</h1>", "2 h1"),
        ("<h1>Mit spejl</h1>", "<h1>Spejl</h1>", "does not start with"),
        ('lang="da"', "", "language"),
        ('<label for="note">', "<label>", "'note' has no label"),
        ("Eksempel", "", "'note' has no label"),
        ("<legend>Niveau</legend>", "", "no legend"),
        ("fieldset", "div", "no fieldset"),
        ('id="wish"', 'id="note"', "stands 2 times"),
        ('id="wish"', 'id="wish" aria-describedby="gone"', "points at nothing"),
        ('<input type="hidden" name="csrf_token" value="t">', "", "0 CSRF"),
        ('value="t"', 'value=""', "CSRF"),
        ('value="k"', 'value=""', "keys"),
        ("/save", "/upward/sheets/1", "keys"),
        ('method="post"', "", "in the address"),
        ("Gem", "Undefined", "Undefined"),
        ("Gem", "%(name)s", "%("),
        ("Gem", "", "without words"),
        ("<td>3", "<td>None", "None"),
        ("<button>", '<button onclick="go()">', "onclick"),
        ("<td>", '<td style="color:red">', "style"),
        ("<main>", "<main><style>p{}</style>", "inline <style>"),
        ("<main>", "<main><script>go()</script>", "inline <script>"),
        ('href="/team"', 'href="javascript:go()"', "javascript"),
        ('href="/team"', 'href="/team?who=bo%40example.org"', "e-mail"),
        ('href="/team"', 'href="/people/vera-vind"', "name"),
        ('href="/team"', 'href="/people?back=/people/Vera+Vind"', "name"),
        ('action="/save"', 'action="/save#Kx3x.answer.example"', "wrote"),
        (
            '<form method="post" action="/save">',
            '<form action="/s"><input type="hidden" name="m" value="a@b.dk">',
            "mail",
        ),
        ("<main>", '<main><img src="/x.png">', "alternative text"),
        ("</table>", "", "does not parse"),
        ("<table>", "<table><p>løst</p>", "does not parse"),
        ("<table>", "<table>løst", "does not parse"),
        ("</h1>", "</h2>", "does not parse"),
        ("<main>", "<main></b>", "does not parse"),
        ("<main>", "<main><p><div></div></p>", "does not parse"),
        ("<main>", "<main><ul><li>Et<li>To</ul>", "does not parse"),
        ("<main>", '<main><a href="/1">1<a href="/2">2</a></a>', "does not parse"),
        ("<main>", '<main id="a" id="b">', "does not parse"),
        ("<main>", "<main><div/>", "does not parse"),
        ("<main>", "<main>&foo;", "does not parse"),
        ("<!doctype html>", "", "does not parse"),
        ("</main></body></html>", "", "does not parse"),
        ("</form>", "<form></form></form>", "does not parse"),
    ],
)
def test_a_seeded_fault_is_found(before, after, told):
    note_name("Vera Vind")
    assert before in SOUND
    assert any(told in fault for fault in Page(SOUND.replace(before, after)).faults())


@pytest.mark.parametrize(
    "address", ["/people?q=vera+vind", "mailto:dpo@example.org", "https://elsewhere.example/vera-vind", "/vera", "#top"]
)
def test_what_the_reader_typed_and_what_is_not_ours_is_no_fault(address):
    note_name("Vera Vind")
    assert told_by(address) == ""


def test_a_redirect_that_tells_a_name_is_a_fault():
    note_name("Vera Vind")
    answer = Response(status=303, headers={"Location": "/people/vera-vind"})
    assert "the address it leads to tells somebody's name" in faults(answer, static=False)


def test_no_route_has_room_for_a_name_or_a_mail(app):
    """What stands in a path names a thing by its id, code, number, kind or day; `name` is a session's fingerprint."""
    held = {argument for rule in app.url_map.iter_rules() for argument in rule.arguments}
    assert held <= IN_PATHS


def test_a_form_is_read_as_a_browser_sends_it():
    sent = Page(SOUND).form("/save")
    assert sent == {"csrf_token": ["t"], "idempotency_key": ["k"], "note": ["ord"], "level": ["3"], "wish": ["same"]}


def test_a_page_is_read_as_a_person_reads_it():
    page = Page(SOUND)
    assert page.h1 == "Mit spejl"
    assert page.links() == {"Mit team": "/team"}
    assert page.table() == [["Kompetence", "3"]]
    assert page.first("legend").text == "Niveau"
