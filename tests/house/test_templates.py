"""Every template is shown by somebody and stands where its endpoint says, and so is every part of one called."""

import ast
from pathlib import Path

from flask import Flask
from jinja2 import meta, nodes

from competence.config import ROOT

TEMPLATES = ROOT / "templates"
SHARED = ("components/", "errors/")


def names() -> set[str]:
    """Return every template by the name it is rendered with; the layouts of papers are set by another program."""
    found = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())
    return {name for name in found if not name.startswith("papers/")}


def named_in_code() -> set[str]:
    """Return the templates that the program names; f-strings count as all that fit them."""
    found = set()
    for path in (ROOT / "competence").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value.endswith((".html", ".css", ".txt"))
            ):
                found.add(node.value)
            if isinstance(node, ast.JoinedStr) and ast.unparse(node).endswith((".html'", '.html"')):
                start = node.values[0].value if isinstance(node.values[0], ast.Constant) else ""
                found |= {name for name in names() if start and name.startswith(start)}
    return {name for name in found if "/" in name[1:] and name[0] != "/"}  # not an address


def named_in_templates(app: Flask) -> dict[str, set[str]]:
    """Return, for each template, those it extends, includes or imports."""
    env = app.jinja_env
    return {
        name: {other for other in meta.find_referenced_templates(env.parse((TEMPLATES / name).read_text())) if other}
        for name in names()
    }


def useless(app: Flask, sources: dict[str, str]) -> list[str]:
    """Return the macros nobody calls and the imported names nobody uses, by Jinja's own parser."""
    trees = {name: app.jinja_env.parse(source) for name, source in sources.items()}

    def used(name: str) -> set[str]:
        """What a template includes uses the names of its page."""
        own = {word.name for word in trees[name].find_all(nodes.Name) if word.ctx == "load"}
        parts = {part.value for one in trees[name].find_all(nodes.Include) for part in one.find_all(nodes.Const)}
        return own.union(*(used(part) for part in parts & trees.keys()))

    imports = [(name, one) for name, tree in trees.items() for one in tree.find_all(nodes.FromImport)]
    taken = [(name, one.template.as_const(), word) for name, one in imports for word in one.names]
    called = {(start, word if isinstance(word, str) else word[0]) for _, start, word in taken}
    called |= {(name, word) for name in trees for word in used(name)}
    found = {(name, macro.name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)} - called
    as_here = {(name, word if isinstance(word, str) else word[1]) for name, _, word in taken}
    found |= {(name, word) for name, word in as_here if word not in used(name)}
    return [f"{name}: {word}" for name, word in sorted(found)]


def misplaced(app: Flask, name: str) -> bool:
    """Return whether a template is neither a part nor called as an endpoint is."""
    path = Path(name)
    is_part = path.name.startswith("_") or name.startswith(SHARED) or len(path.parts) == 1
    return not is_part and path.with_suffix("").as_posix().replace("/", ".") not in app.view_functions


def test_every_template_is_used(app):
    used = named_in_code().union(*named_in_templates(app).values())
    assert sorted(names() - used) == []


def test_every_template_that_is_named_exists(app):
    named = named_in_code().union(*named_in_templates(app).values())
    assert sorted(named - names()) == []


def test_every_template_stands_where_its_endpoint_says(app):
    assert sorted(name for name in names() if misplaced(app, name)) == []


def test_every_macro_is_called_and_every_imported_name_used(app):
    assert useless(app, {name: (TEMPLATES / name).read_text() for name in names()}) == []


def test_a_macro_nobody_calls_and_a_name_nobody_uses_are_found(app):
    sources = {
        "words.html": "{% macro one() %}{% endmacro %}{% macro two() %}{{ one() }}{% endmacro %}"
        "{% macro three() %}{% endmacro %}",
        "page.html": '{% from "words.html" import one, two as second %}{% include "_part.html" %}',
        "_part.html": "{{ second() }}",
    }
    assert useless(app, sources) == ["page.html: one", "words.html: three"]


def test_a_stray_template_is_found(app):
    assert misplaced(app, "people/nobody_shows_this.html")
    assert not misplaced(app, "people/_part.html")


def test_no_template_switches_escaping_off():
    told = [
        name
        for name in names()
        if any(word in (TEMPLATES / name).read_text() for word in ("|safe", "| safe", "autoescape false"))
    ]
    assert told == []


def test_every_page_of_somebody_signed_in_lets_them_sign_out():
    """It stands in base.html. Bare are only the pages of guests from outside, and of an error of ours."""
    assert "signin.sign_out" in (TEMPLATES / "base.html").read_text()
    sources = {name: (TEMPLATES / name).read_text() for name in names() if name.endswith(".html")}
    bare = {name for name, source in sources.items() if "{% extends" in source and "base.html" not in source}
    assert bare - {"base.html"} == {
        "errors/500.html", "errors/503.html", "feedback/_closed.html", "feedback/_outside.html",
        "feedback/outside.html", "feedback/outside_thanks.html",
    }  # fmt: skip
