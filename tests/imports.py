"""Extracts from the source of a module its imports and its readings of a clock."""

from __future__ import annotations

import ast
from importlib.util import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCKS = {"monotonic", "perf_counter", "since_boot"}
_CLOCK_OF_DATES = {"now", "today", "utcnow"}


def imports(tree: ast.Module, package: str) -> Iterator[tuple[str, int]]:
    """Yield each name imported when the module or one of its functions runs, with its line.

    Relative imports start from `package`. `from a import b` yields `a.b`, since b may be a module.
    An import by name counts if the name is a literal.
    """
    for node in _running_nodes(tree):
        match node:
            case ast.Import(names=names):
                yield from ((name.name, node.lineno) for name in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                source = resolve_name("." * level + (module or ""), package)
                yield from ((f"{source}.{name.name}", node.lineno) for name in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if _last_name(function) in {"import_module", "__import__"}:
                    yield name, node.lineno


def clock_readings(tree: ast.Module) -> list[tuple[str, int]]:
    """Return each access to a clock in a module, as source with its line.

    An import of the whole time module counts, since its functions can be reached through it.
    """
    found = [
        (name, line) for name, line in imports(tree, "package") if name.partition(".")[0] == "time"
    ]
    for node in _running_nodes(tree):
        if not isinstance(node, ast.Attribute):
            continue
        of = _last_name(node.value)
        is_date = node.attr in _CLOCK_OF_DATES and of in {"date", "datetime"}
        is_loop = node.attr == "time" and of.endswith("loop")
        if node.attr in _CLOCKS or is_date or is_loop:
            found.append((ast.unparse(node), node.lineno))
    return found


def _running_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every node except those under `if TYPE_CHECKING:`, which never run."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and _last_name(node.test) == "TYPE_CHECKING":
            waiting.extend(node.orelse)
        else:
            waiting.extend(ast.iter_child_nodes(node))


def _last_name(node: ast.AST) -> str:
    """Return the name a reference or a call ends with: `c` for `a.b.c` and for `a.b.c()`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function):
            return _last_name(function)
        case _:
            return ""
