"""One-line faults: each pattern finds places in a source where a tired developer would err, and what would stand there.

A place is an expression or a statement on one line inside a function. What is found hangs on the source alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
OTHER_EDGE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
OTHER_WAY = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "!=", "!=": "=="}
ARITHMETIC = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.Pow: ("**", "*")}
TWINS = {
    "min": "max",
    "any": "all",
    "argmin": "argmax",
    "minimum": "maximum",
    "floor": "ceil",
    "sum": "mean",
    "mean": "median",
    "nanmean": "nansum",
    "log": "log1p",
    "exp": "expm1",
    "std": "var",
    "sqrt": "square",
    "first": "last",
    "intersection": "union",
    "isdisjoint": "issubset",
    "ppf": "cdf",
    "sorted": "list",
    "cumsum": "asarray",
    "startswith": "endswith",
    "setdefault": "get",
    "searchsorted": "digitize",
    "argsort": "asarray",
}
TWINS |= {other: name for name, other in TWINS.items() if other not in {"median", "asarray", "list", "get", "digitize"}}
PASSED_ON = {"axis", "ddof", "confidence", "seed", "seeds", "steps", "runs", "minlength", "order", "weights", "level"}
"""Keyword arguments that are left out."""
EITHER_WAY = {"minimum", "maximum", "min", "max", "logical_and", "logical_or", "hypot", "broadcast_shapes"}
"""Functions of NumPy whose arguments may be exchanged."""
NEVER_SEEN = {"strict", "kind", "collect"}
"""Keyword arguments that decide of refusals of our own mistakes, or of speed."""
ALONG_THE_LAST = {"sort", "argsort", "partition", "argpartition", "diff"}
"""Functions of NumPy that go along the last axis anyway."""


class Fault(NamedTuple):
    """An edit of one line: what stands from `start` to `stop` in it is replaced by `new`."""

    kind: str
    line: int
    start: int
    stop: int
    new: str

    def plant(self, source: str) -> str:
        """The source with the fault in it."""
        lines = source.splitlines(keepends=True)
        lines[self.line - 1] = self.of_line(lines[self.line - 1])
        return "".join(lines)

    def of_line(self, line: str) -> str:
        """Its line with the fault in it; columns count bytes, as in `ast`."""
        raw = line.encode()
        return (raw[: self.start] + self.new.encode() + raw[self.stop :]).decode()


def faults(source: str) -> list[Fault]:
    """All faults that the patterns find; a few of them do not compile."""
    raw = [line.encode() for line in source.splitlines()]
    return [fault for node in places(ast.parse(source)) for fault in of_node(node, raw)]


def compiles(source: str) -> bool:
    """Whether Python reads it."""
    try:
        compile(source, "planted", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def places(tree: ast.AST, inside: bool = False) -> Iterator[ast.AST]:
    """Nodes inside functions; what stands in messages, decorators, annotations and defaults is left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield from places(ast.Module(node.body, []), True)
        elif isinstance(node, (ast.Raise, ast.JoinedStr, ast.Assert, ast.Import, ast.ImportFrom)) or (
            isinstance(node, ast.keyword) and node.arg in NEVER_SEEN
        ):
            continue
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "reshape":
            yield from places(node.func, inside)  # any negative number stands for what is left
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None and inside:
                yield from [node.value, *places(node.value, inside)]
        else:
            if inside:
                yield node
            yield from places(node, inside)


def of_node(node: ast.AST, raw: list[bytes]) -> Iterator[Fault]:  # noqa: PLR0912, PLR0915
    """Faults that can be planted at a node: a table of kinds."""
    if isinstance(node, ast.If):
        node = node.test
        if node.lineno == node.end_lineno:
            yield Fault("case forgotten", node.lineno, node.col_offset, node.end_col_offset or 0, "False")
        return
    if getattr(node, "lineno", None) is None or node.lineno != node.end_lineno:  # type: ignore[attr-defined]
        return

    def text(part: ast.AST) -> str:
        return raw[part.lineno - 1][part.col_offset : part.end_col_offset].decode()  # type: ignore[attr-defined]

    def instead(kind: str, new: str, part: ast.AST = node) -> Fault:
        return Fault(kind, part.lineno, part.col_offset, part.end_col_offset, new)  # type: ignore[attr-defined]

    match node:
        case ast.Compare(left=left, ops=[operation], comparators=[right]) if type(operation) in COMPARISONS:
            sign = COMPARISONS[type(operation)]
            if (is_threshold(left) or is_threshold(right)) and OTHER_EDGE[sign] != OTHER_WAY[sign]:
                yield instead("edge of a threshold", f"{text(left)} {OTHER_EDGE[sign]} {text(right)}")
            yield instead("comparison the other way", f"{text(left)} {OTHER_WAY[sign]} {text(right)}")
        case ast.Compare(left=left, ops=[ast.Is() | ast.In() | ast.NotIn() | ast.IsNot()]):
            yield instead("condition turned", f"not ({text(node)})")
        case ast.BinOp(left=left, op=operation, right=right) if type(operation) in ARITHMETIC:
            sign, other = ARITHMETIC[type(operation)]
            if not (isinstance(left, ast.Constant) and isinstance(left.value, str)):
                yield instead("arithmetic", f"{text(left)} {other} {text(right)}")
                yield instead("term forgotten", text(left))
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.Constant):
            yield instead("sign", text(operand))
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield instead("condition turned", text(operand))
        case ast.BoolOp(values=values) if len(values) == 2:
            yield instead("half a condition", text(values[0]))
            yield instead("half a condition", text(values[1]))
        case ast.Constant(value=bool() as value):
            yield instead("flag", str(not value))
        case ast.Constant(value=int() as value) if value != 0:
            yield instead("number", str(value + 1))
        case ast.Constant(value=float() as value) if value and abs(value) < 1e6:
            yield instead("number", repr(round(1.5 * value, 12)))
        case ast.IfExp(body=body, orelse=other):
            yield instead("one branch", text(body))
            yield instead("one branch", text(other))
        case ast.Subscript(value=value, slice=ast.Name() | ast.Compare() | ast.Slice(), ctx=ast.Load()):
            yield instead("mask or slice forgotten", text(value))
        case ast.Call(func=function, args=arguments, keywords=keywords):
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in TWINS:
                yield instead("its twin", text(function)[: -len(name)] + TWINS[name], function)
            for keyword in keywords:
                if name in ALONG_THE_LAST and text(keyword) == "axis=-1":
                    continue
                if keyword.arg in PASSED_ON and keyword.lineno == keyword.end_lineno:
                    yield instead("argument not passed on", "**{}", keyword)
            for one, other in pairwise(arguments if name not in EITHER_WAY else []):
                if all(isinstance(part, (ast.Name, ast.Attribute)) for part in (one, other)) and text(one) != text(
                    other
                ):
                    swapped = f"{text(other)}, {text(one)}"
                    yield Fault("arguments exchanged", one.lineno, one.col_offset, other.end_col_offset or 0, swapped)
        case ast.Assign(targets=[ast.Tuple(elts=[one, other]) as pair]):
            yield instead("results exchanged", f"{text(other)}, {text(one)}", pair)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) | ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield instead("statement forgotten", "pass")


def is_threshold(node: ast.AST) -> bool:
    """Whether a side of a comparison is a number or a named constant."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (int, float))
    return isinstance(node, ast.Name) and node.id.isupper() and len(node.id) > 1
