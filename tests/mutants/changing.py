"""The small changes that are made to a module: each turns one condition, number, statement or element into another."""

import ast
import builtins
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

SWAPPED: dict[type, tuple[type, ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Mult,),
    ast.Div: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitXor: (ast.BitAnd,),
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
JOINING = ("where", "and_", "or_", "union", "union_all")  # what a query asks, each argument a condition or a part
TURNING = ("desc", "distinct", "is_not")  # what a query says of one of its parts
WORDING = ("_l", "_", "lazy_gettext", "TypeVar")  # what is said to people, not what is decided
NOTHING = ast.Constant(None)
YES, NO = ast.Constant(True), ast.Constant(False)


@dataclass(frozen=True)
class Mutant:
    """One change: to which function ("" outside of all), of which lines, in words, and how it is made in the tree."""

    function: str
    lines: range
    change: str
    apply: Callable[[], None]


def mutants_of(tree: ast.Module) -> list[Mutant]:
    """Return every change there is to a module, in the order of its lines; two that read alike in one function are
    numbered."""
    met: Counter[tuple[str, str]] = Counter()
    found = []
    for one in _within(tree, Place("", range(0), None)):
        met[one.function, one.change] += 1
        number = met[one.function, one.change]
        found.append(one if number == 1 else replace(one, change=f"{one.change} ({number})"))
    return found


@dataclass(frozen=True)
class Place:
    """Where a node stands: in which function by name, on which lines, and the function itself."""

    name: str
    lines: range
    function: ast.FunctionDef | None

    def of(self, child: ast.AST) -> "Place":
        """Return where what a node holds stands."""
        place = self
        if isinstance(child, ast.stmt):
            last = _above_its_body(child) or child.end_lineno or child.lineno
            place = replace(place, lines=range(child.lineno, last + 1))
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            function = child if isinstance(child, ast.FunctionDef) else None
            place = replace(place, name=f"{self.name}.{child.name}".strip("."), function=function)
        return place


def _within(node: ast.AST, place: Place) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"} or (field == "slice" and _is_type(node)):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_wording(child, node):
                continue
            inside = place.of(child)
            for new in _instead_of(child, node, field, place.function):
                put = _putting(node, field, index if isinstance(value, list) else None, new)
                yield Mutant(inside.name, inside.lines, f"{_words(child)} -> {_words(new)}", put)
            if not isinstance(child, ast.Raise):
                yield from _within(child, inside)


def _above_its_body(statement: ast.stmt) -> int | None:
    body = getattr(statement, "body", None)
    return max(statement.lineno, body[0].lineno - 1) if body else None


def _is_type(node: Any) -> bool:
    """Whether what stands in brackets belongs to a type, as in frozenset[Person]."""
    name = node.value.id if isinstance(node.value, ast.Name) else ""
    return hasattr(builtins, name) or (name[:1].isupper() and not name.isupper())


def _is_wording(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a node says something to people: the words of a message, the labels of a class, a command's help."""
    if isinstance(node, ast.keyword) and node.arg == "help":
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(parent, ast.ClassDef) and isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        return isinstance(node.value.value, str)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDING


def _putting(parent: ast.AST, field: str, index: int | None, new: ast.AST | None) -> Callable[[], None]:
    def put() -> None:
        if index is None:
            setattr(parent, field, new)
        elif new is None:
            del getattr(parent, field)[index]
            for beside in ("values",) if isinstance(parent, ast.Dict) else ():
                del getattr(parent, beside)[index]
        else:
            getattr(parent, field)[index] = new

    return put


def _words(node: ast.AST | None) -> str:
    if node is None:
        return "nothing"
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return f"decorators: {', '.join(map(ast.unparse, node.decorator_list)) or 'none'}"
    if isinstance(node, (ast.For, ast.While, ast.If)):
        return ast.unparse(node).splitlines()[0]
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())


def _instead_of(node: Any, parent: Any, field: str, function: ast.FunctionDef | None) -> Iterator[ast.AST | None]:
    """What may stand in the place of a node; None where it is left out of a list."""
    if isinstance(node, ast.expr):
        yield from _expressions(node, parent, field)
    elif isinstance(node, ast.stmt):
        yield from _statements(node, function)
    elif isinstance(node, ast.keyword) and node.arg and not _is_truth(node.value):
        yield None  # without yes or no it is mostly the other one


def _expressions(node: Any, parent: Any, field: str) -> Iterator[ast.AST | None]:
    if _is_listed(parent, field) or field == "ifs":
        yield None
    if field == "test" and isinstance(parent, ast.If):
        yield from (YES, NO)
    if field == "test" and isinstance(parent, ast.While):
        yield NO
    if field == "iter":
        yield ast.Tuple([], ast.Load())
    if type(node) in OTHERS:
        yield from OTHERS[type(node)](node)


def _is_truth(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def _is_listed(parent: Any, field: str) -> bool:
    """Whether a node is an element of a table, a set, a sequence or a query written out, and so may be forgotten."""
    if isinstance(parent, ast.Dict):
        return field == "keys"
    if isinstance(parent, ast.Call):
        return field == "args" and _called(parent) in JOINING
    return field == "elts" and isinstance(getattr(parent, "ctx", ast.Load()), ast.Load)


def _called(node: ast.Call) -> str:
    """Return the name of the function that is called, or of the method; union is a function of queries alone."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr if node.func.attr != "union" else ""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        for new in SWAPPED[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:index], new(), *node.ops[index + 1 :]], node.comparators)


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(SWAPPED[type(node.op)][0](), node.values)
    for index in range(len(node.values)):
        rest = node.values[:index] + node.values[index + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _reckoned(node: ast.BinOp) -> Iterator[ast.AST]:
    yield from (ast.BinOp(node.left, new(), node.right) for new in SWAPPED.get(type(node.op), ()))


def _turned(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _chosen(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


def _asked(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in TURNING:
        yield node.func.value


def _named(node: ast.Name) -> Iterator[ast.AST]:
    if node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Name(NAMES[node.id], ast.Load())


def _valued(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str) and value:
        yield ast.Constant(f"{value}x")


OTHERS: dict[type, Callable[[Any], Iterator[ast.AST]]] = {
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    ast.BinOp: _reckoned,
    ast.UnaryOp: _turned,
    ast.IfExp: _chosen,
    ast.Call: _asked,
    ast.Name: _named,
    ast.Constant: _valued,
}


def _statements(node: Any, function: ast.FunctionDef | None) -> Iterator[ast.AST | None]:
    assigned = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if isinstance(node, (ast.Expr, ast.Raise, ast.Delete, ast.AugAssign)):
        yield ast.Pass()
    elif isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(assigned, (ast.Attribute, ast.Subscript)):
        yield ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield from (ast.AugAssign(node.target, new(), node.value) for new in SWAPPED.get(type(node.op), ()))
    if isinstance(node, ast.Return) and node.value is not None:
        yield from _returned(node, function)
    if isinstance(node, (ast.Break, ast.Continue)):
        yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        for index in range(len(node.decorator_list)):
            without = copy.copy(node)
            without.decorator_list = node.decorator_list[:index] + node.decorator_list[index + 1 :]
            yield without


def _returned(node: ast.Return, function: ast.FunctionDef | None) -> Iterator[ast.AST]:
    is_truth = function is not None and function.returns is not None and ast.unparse(function.returns) == "bool"
    others = (YES, NO) if is_truth else (NOTHING,)
    yield from (ast.Return(value) for value in others if ast.dump(value) != ast.dump(node.value or NOTHING))
