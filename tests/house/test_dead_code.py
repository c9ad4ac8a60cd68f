"""Nothing stands in the product that neither code nor templates ask for."""

import re
from pathlib import Path

from vulture import Vulture

from competence.config import ROOT

# Called by the framework, by the database or by name.
CALLED_BY_OTHERS = [
    "@bp.*",
    "@app.*",
    "@event.*",
    "@*.command",
    "@*.fill",
    "@login_manager.*",
    "@validates",
    "@*.expression",
    "@pytest.*",
]
NAMED_BY_OTHERS = [
    "open_session",
    "save_session",
    "wtforms_translations",
    "process_*",
    "validate_*",
    "collect",
    "seal_texts",
    "open_texts",
]  # the last two by migrations
KINDS = frozenset({"function", "method", "class", "property", "import"})  # columns and settings are named by nobody


def unused(*paths: Path) -> list[str]:
    """Return what nothing in the product or its templates asks for."""
    search = Vulture(ignore_decorators=CALLED_BY_OTHERS, ignore_names=NAMED_BY_OTHERS)
    search.scavenge([str(path) for path in paths], exclude=["*/migrations/*"])
    in_templates = _words_of_templates()
    return [
        f"{Path(item.filename).name}:{item.first_lineno} {item.name}"
        for item in search.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in in_templates
    ]


def _words_of_templates() -> set[str]:
    expressions = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
    texts = (path.read_text() for path in (ROOT / "templates").rglob("*") if path.is_file())
    return {
        word for text in texts for expression in expressions.findall(text) for word in re.findall(r"\w+", expression)
    }


def test_nothing_stands_unused():
    assert unused(ROOT / "competence", ROOT / "wsgi.py") == []


def test_an_unused_function_is_found(tmp_path):
    (tmp_path / "careless.py").write_text("def forgotten():\n    return 1\n")
    assert unused(tmp_path) == ["careless.py:1 forgotten"]
