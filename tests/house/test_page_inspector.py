"""The page inspector sees every fault it is there for: each is seeded in a sound page and must be found."""

import pytest

from tests.page import Page

SOUND = """<!doctype html><html lang="da"><head><title>Mit spejl · Kompetencespejl</title>
<link rel="stylesheet" href="/static/app.css"><script src="/static/app.js" type="module" nonce="n"></script></head>
<body><main><h1>Mit spejl</h1>
<form method="post" action="/save"><input type="hidden" name="csrf_token" value="t">
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
    assert before in SOUND
    assert any(told in fault for fault in Page(SOUND.replace(before, after)).faults())


def test_a_form_is_read_as_a_browser_sends_it():
    sent = Page(SOUND).form("/save")
    assert sent == {"csrf_token": ["t"], "note": ["ord"], "level": ["3"], "wish": ["same"]}


def test_a_page_is_read_as_a_person_reads_it():
    page = Page(SOUND)
    assert page.h1 == "Mit spejl"
    assert page.links() == {"Mit team": "/team"}
    assert page.table() == [["Kompetence", "3"]]
    assert page.first("legend").text == "Niveau"
